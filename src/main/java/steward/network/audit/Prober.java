package steward.network.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Asks one device, gently: one connection after the other has ended, none sooner than a second
/// after the one before began, and no more at the first sign of trouble. Blocks, for a virtual
/// thread; thread-safe.
final class Prober {
  private static final int BASELINE = 5;
  private static final int SLOWER_BY = 3;
  private static final Duration NOT_SLOW = Duration.ofMillis(150);
  private static final int IN_A_ROW = 3;
  private static final int SILENT_MAX = 6;

  private final Touch touch;
  private final InstantSource clock;
  private final Pause pause;

  /// Waits.
  interface Pause {
    void of(Duration time) throws InterruptedException;
  }

  Prober(Touch touch, InstantSource clock, Pause pause) {
    this.touch = touch;
    this.clock = clock;
    this.pause = pause;
  }

  /// What a run needs to know of its device while it runs.
  ///
  /// @param questions one connection each
  /// @param isWell whether the house itself still hears of the device
  /// @param isStopped whether a person wants an end
  /// @param beforeLogin keeps that the login is tried, so that it is never tried again; must be
  ///   done when it returns
  /// @param heard is told how the run stands, after each connection
  record Case(
      String host,
      List<Question> questions,
      int of,
      BooleanSupplier isWell,
      BooleanSupplier isStopped,
      Runnable beforeLogin,
      Consumer<Run> heard) {}

  /// What was asked and what came of it.
  record Asked(Question question, Touch.Reply reply, Instant at) {}

  /// The whole run; never fails.
  Run run(Case device) throws InterruptedException {
    return new Going(device).run();
  }

  private final class Going {
    private final Case device;
    private final Instant since = clock.instant();
    private final List<Asked> asked = new ArrayList<>();
    private final List<Run.Probe> log = new ArrayList<>();
    private final List<Long> baseline = new ArrayList<>();
    private Optional<Instant> last = Optional.empty();
    private boolean hasMore;
    private int slow;
    private int silent;
    private boolean hasAnswered;

    Going(Case device) {
      this.device = device;
    }

    Run run() throws InterruptedException {
      var todo = new ArrayDeque<>(device.questions());
      while (!todo.isEmpty()) {
        Question next = todo.remove();
        rest();
        Optional<Run> end = end();
        if (end.isPresent()) return end.get();
        Touch.Reply reply = ask(next);
        if (!hasMore && showsTls(next, reply)) {
          hasMore = true;
          List<Question> more = ProbePlan.more(next.port());
          for (int i = more.size() - 1; i >= 0; i--) todo.addFirst(more.get(i));
        }
        device.heard().accept(state(Run.State.RUNNING, log.getLast().saw()));
      }
      return end().orElseGet(() -> state(Run.State.DONE, "All was asked."));
    }

    private void rest() throws InterruptedException {
      if (last.isEmpty()) return;
      Duration since = Duration.between(last.get(), clock.instant());
      // A clock that was set back must not make it wait for long.
      Duration gone = since.isNegative() ? Duration.ZERO : since;
      Duration left = ProbePlan.EACH.minus(gone);
      if (left.isPositive()) pause.of(left);
    }

    private Touch.Reply ask(Question question) throws InterruptedException {
      if (question instanceof Question.OneLogin) device.beforeLogin().run();
      Instant at = clock.instant();
      last = Optional.of(at);
      Touch.Reply reply =
          touch.touch(
              device.host(),
              question.port(),
              question.bytes(device.host()),
              question.enough(),
              ProbePlan.WITHIN);
      asked.add(new Asked(question, reply, at));
      String said = said(question, reply);
      String saw = reply.state().label() + (said.isEmpty() ? "" : ": " + said);
      int took = (int) Math.min(Integer.MAX_VALUE, reply.took().toMillis());
      log.add(new Run.Probe(at, question.port(), question.title(), saw, took));
      judge(reply);
      return reply;
    }

    private static String said(Question question, Touch.Reply reply) {
      if (!(question instanceof Question.Hello) || reply.state() != Touch.State.OPEN)
        return Heard.shown(reply.heard());
      return TlsHello.read(reply.heard()).map(TlsHello.Shown::words).orElse("no TLS");
    }

    private static boolean showsTls(Question question, Touch.Reply reply) {
      return question instanceof Question.Hello && TlsHello.read(reply.heard()).isPresent();
    }

    private void judge(Touch.Reply reply) {
      switch (reply.state()) {
        case SILENT -> silent++;
        case OPEN, REFUSED -> {
          silent = 0;
          hasAnswered = true;
          timed(reply.took().toMillis());
        }
        case FORBIDDEN -> {}
      }
    }

    private void timed(long millis) {
      if (baseline.size() < BASELINE) {
        baseline.add(millis);
        return;
      }
      long usual = baseline.stream().sorted().skip(BASELINE / 2).findFirst().orElse(0L);
      slow = millis > Math.max(NOT_SLOW.toMillis(), SLOWER_BY * usual) ? slow + 1 : 0;
    }

    private Optional<Run> end() {
      boolean isForbidden =
          asked.stream().anyMatch(one -> one.reply().state() == Touch.State.FORBIDDEN);
      if (isForbidden)
        return Optional.of(state(Run.State.UNREACHED, "The steward may not go to its address."));
      if (device.isStopped().getAsBoolean())
        return Optional.of(state(Run.State.STOPPED, "A person ended it."));
      if (!device.isWell().getAsBoolean())
        return Optional.of(state(Run.State.DISTRESS, "The house no longer heard of it."));
      if (slow >= IN_A_ROW)
        return Optional.of(
            state(Run.State.DISTRESS, "It answered three times slower than at first."));
      if (silent >= SILENT_MAX && hasAnswered)
        return Optional.of(state(Run.State.DISTRESS, "It answered at first and then no more."));
      if (silent >= SILENT_MAX)
        return Optional.of(state(Run.State.UNREACHED, "Nothing answers at its address."));
      return Optional.empty();
    }

    private Run state(Run.State state, String sentence) {
      return new Run(
          state,
          since,
          clock.instant(),
          device.of(),
          log,
          Conclusions.of(asked, state == Run.State.DONE),
          Conclusions.key(asked),
          sentence);
    }
  }
}

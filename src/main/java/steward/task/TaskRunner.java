package steward.task;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import steward.state.TimerKey;
import steward.state.Timers;
import steward.thing.Action;
import steward.thing.Expectation;
import steward.thing.Outcome;
import steward.thing.Property;
import steward.thing.Reading;
import steward.thing.Status;
import steward.thing.ThingId;

/// The open commands of the house and their way to a final outcome. Pure; confined to the house
/// loop.
///
/// No thread waits for an answer: *silent* and *expired* are the results of timers.
public final class TaskRunner {
  public static final int OPEN_MAX = 2_000;
  public static final int CLOSED_MAX = 2_000;
  public static final int KEYS_MAX = 1_000;
  public static final Duration VALID_USUAL = Duration.ofSeconds(30);
  private static final Duration VALID_MAX = Duration.ofMinutes(10);

  private final Timers timers;
  private final Report report;
  private final Map<Long, Command> open = new LinkedHashMap<>();
  private final Map<ThingId, List<Long>> openOf = new LinkedHashMap<>();
  private final Map<Long, Command> closed = bounded(CLOSED_MAX);
  private final Map<String, Long> keys = bounded(KEYS_MAX);

  /// What the desk tells its house. Implemented by the house.
  public interface Report {
    /// The command is to be handed to its link now.
    void send(Command command);

    /// The command that may have been handed to its link is ended, and was never sent.
    void withdraw(Command command);

    /// The command came to another state, because of these entries.
    void came(Command command, List<Long> causes);
  }

  /// When an input came: wall time and the house's monotonic milliseconds.
  public record Now(Instant at, long mono) {}

  public TaskRunner(Timers timers, Report report) {
    this.timers = timers;
    this.report = report;
  }

  private static <K, V> Map<K, V> bounded(int max) {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > max;
      }
    };
  }

  /// The command that this key already asked for.
  public Optional<Command> keyed(String key) {
    Long id = key.isEmpty() ? null : keys.get(key);
    return id == null ? Optional.empty() : command(id);
  }

  /// An open command, or one that closed lately.
  public Optional<Command> command(long id) {
    Command command = open.get(id);
    return Optional.ofNullable(command != null ? command : closed.get(id));
  }

  public List<Command> open() {
    return List.copyOf(open.values());
  }

  public int openCount() {
    return open.size();
  }

  public List<Command> closed() {
    return List.copyOf(closed.values());
  }

  /// Takes a new command and sends it if its thing can be reached.
  public void begin(
      Command command, Duration valid, Status status, Optional<String> refusal, Now now) {
    if (!command.key().isEmpty()) keys.put(command.key(), command.id());
    if (refusal.isPresent()) {
      close(command, Outcome.State.REFUSED, refusal.get(), List.of(), now);
      return;
    }
    if (open.size() >= OPEN_MAX) {
      close(
          command,
          Outcome.State.REFUSED,
          "there are " + OPEN_MAX + " open commands already",
          List.of(),
          now);
      return;
    }
    supersede(command, now);
    put(command);
    Duration wait = valid.compareTo(VALID_MAX) > 0 ? VALID_MAX : valid;
    timers.set(timer(TimerKey.Kind.SEND_BY, command), now.mono() + wait.toMillis());
    if (status.state() != Status.State.ABSENT) report.send(command);
  }

  private void supersede(Command newer, Now now) {
    for (long id : List.copyOf(openOf.getOrDefault(newer.thing(), List.of()))) {
      Command older = open.get(id);
      if (older != null && isSame(older, newer)) {
        close(
            older,
            Outcome.State.SUPERSEDED,
            "a newer command: " + newer.action().sentence(),
            List.of(newer.id()),
            now);
      }
    }
  }

  /// Whether both would settle the same property, or are of one kind where nothing can be observed.
  /// What is told stands for itself: a second message or code does not undo the first.
  private static boolean isSame(Command older, Command newer) {
    // What was handed over and is only waited for is undone by nothing newer.
    if (older.expectation() instanceof Expectation.Unobservable unseen
        && unseen.isAnswered()
        && !older.isWaiting()) return false;
    return older.expectation() instanceof Expectation.Report(Property one, _, _)
            && newer.expectation() instanceof Expectation.Report(Property other, _, _)
        ? one == other
        : older.action().kind() == newer.action().kind()
            && !(newer.action() instanceof Action.Tell);
  }

  private static TimerKey timer(TimerKey.Kind kind, Command command) {
    return new TimerKey(kind, command.thing().value(), command.id(), 0);
  }

  private void put(Command command) {
    boolean fresh = open.put(command.id(), command) == null;
    if (fresh) openOf.computeIfAbsent(command.thing(), _ -> new ArrayList<>(2)).add(command.id());
  }

  /// The link handed the command to its transport, or says why it could not.
  public void sent(long id, String failure, long cause, Now now) {
    Command command = open.get(id);
    if (command == null || !command.isWaiting()) return;
    if (!failure.isEmpty()) {
      close(command, Outcome.State.REFUSED, failure, List.of(cause), now);
      return;
    }
    timers.cancel(timer(TimerKey.Kind.SEND_BY, command));
    Command sent = command.sent(now.at());
    put(sent);
    switch (command.expectation()) {
      case Expectation.Unobservable(String why, Duration within) when within.isZero() ->
          close(sent, Outcome.State.UNOBSERVABLE, why, List.of(cause), now);
      case Expectation.Unobservable(_, Duration within) -> awaitReport(sent, within, now);
      case Expectation.Report(_, _, Duration within) -> awaitReport(sent, within, now);
    }
  }

  private void awaitReport(Command sent, Duration within, Now now) {
    timers.set(timer(TimerKey.Kind.REPORT_BY, sent), now.mono() + within.toMillis());
  }

  /// The thing itself takes or refuses the command.
  public void answered(long id, boolean accepted, String reason, long cause, Now now) {
    Command command = open.get(id);
    if (command == null) return;
    if (!accepted) {
      close(command, Outcome.State.REFUSED, reason, List.of(cause), now);
    } else if (command.outcome().state() == Outcome.State.SENT) {
      Command taken = command.came(Outcome.State.ACCEPTED, reason, now.at());
      put(taken);
      report.came(taken, List.of(command.id(), cause));
      if (command.expectation() instanceof Expectation.Unobservable(String why, _))
        close(taken, Outcome.State.UNOBSERVABLE, reason + "; " + why, List.of(cause), now);
    }
  }

  /// The open command that this reading answers, if there is one.
  public Optional<Command> answeredBy(ThingId thing, Reading reading) {
    if (open.isEmpty()) return Optional.empty();
    for (long id : openOf.getOrDefault(thing, List.of())) {
      Command command = open.get(id);
      if (command != null && isAnswer(command, reading)) return Optional.of(command);
    }
    return Optional.empty();
  }

  private static boolean isAnswer(Command command, Reading reading) {
    return !command.isWaiting()
        && command.expectation() instanceof Expectation.Report(Property property, var accepted, _)
        && property == reading.property()
        && accepted.admits(reading.value())
        && !reading.at().isBefore(command.sentAt());
  }

  /// The thing reported what was expected.
  public void confirmed(Command command, Reading reading, long cause, Now now) {
    String reason = "reported " + reading.property().spoken() + " " + reading.value().sentence();
    close(command, Outcome.State.CONFIRMED, reason, List.of(cause), now);
  }

  /// The thing can be reached again: what still waits is sent.
  public void reachable(ThingId thing) {
    for (long id : List.copyOf(openOf.getOrDefault(thing, List.of()))) {
      Command command = open.get(id);
      if (command != null
          && command.isWaiting()
          && !timers.has(timer(TimerKey.Kind.RETRY, command))) {
        report.send(command);
      }
    }
  }

  /// A timer of a command is due.
  public void due(TimerKey key, long cause, Status status, Now now) {
    Command command = open.get(key.number());
    if (command == null) return;
    switch (key.kind()) {
      case SEND_BY -> close(command, Outcome.State.EXPIRED, expiry(status), List.of(cause), now);
      case REPORT_BY -> silent(command, cause, now);
      case RETRY -> {
        if (status.state() != Status.State.ABSENT) report.send(command);
      }
      case STAYS, WAIT, CLOCK, WITHIN, UNTIL, LOOK, SUN ->
          throw new IllegalArgumentException("not a command's timer: " + key);
    }
  }

  private static String expiry(Status status) {
    return status.state() == Status.State.ABSENT
        ? "the thing is absent: " + status.reason()
        : "it could not be sent in time";
  }

  private void silent(Command command, long cause, Now now) {
    if (command.attempt() > command.retry().times()) {
      String tries = command.attempt() > 1 ? " after " + command.attempt() + " tries" : "";
      close(command, Outcome.State.SILENT, "no report in time" + tries, List.of(cause), now);
      return;
    }
    long after = command.retry().after().toMillis();
    Command again = command.again(now.mono() + after + VALID_USUAL.toMillis(), now.at());
    put(again);
    timers.set(timer(TimerKey.Kind.RETRY, again), now.mono() + after);
    timers.set(timer(TimerKey.Kind.SEND_BY, again), again.sendBy());
    report.came(again, List.of(command.id(), cause));
  }

  /// The thing is gone for good: nothing of it stays open.
  public void gone(ThingId thing, long cause, Now now) {
    for (long id : List.copyOf(openOf.getOrDefault(thing, List.of()))) {
      Command command = open.get(id);
      if (command != null) {
        close(command, Outcome.State.REFUSED, "the thing was removed", List.of(cause), now);
      }
    }
  }

  /// After a restart: what was waiting is sent again, but nothing twice that could not be checked.
  public void restarted(
      long cause, java.util.function.Function<ThingId, Status> statuses, Now now) {
    for (Command command : open()) {
      if (command.expectation() instanceof Expectation.Unobservable && !command.isWaiting()) {
        String why = "the steward stopped before an answer came";
        close(command, Outcome.State.SILENT, why, List.of(cause), now);
        continue;
      }
      if (!command.isWaiting() || timers.has(timer(TimerKey.Kind.RETRY, command))) continue;
      if (command.expectation() instanceof Expectation.Unobservable) {
        close(
            command,
            Outcome.State.UNOBSERVABLE,
            "the steward stopped while sending it",
            List.of(cause),
            now);
      } else if (statuses.apply(command.thing()).state() != Status.State.ABSENT) {
        report.send(command);
      }
    }
  }

  private void close(
      Command command, Outcome.State state, String reason, List<Long> because, Now now) {
    boolean wasOpen = open.remove(command.id()) != null;
    @Nullable List<Long> others = openOf.get(command.thing());
    if (others != null) {
      others.remove(command.id());
      if (others.isEmpty()) openOf.remove(command.thing());
    }
    for (var kind : List.of(TimerKey.Kind.SEND_BY, TimerKey.Kind.REPORT_BY, TimerKey.Kind.RETRY)) {
      timers.cancel(timer(kind, command));
    }
    Command ended = command.came(state, reason, now.at());
    closed.put(ended.id(), ended);
    var causes = new ArrayList<Long>(because.size() + 1);
    causes.add(command.id());
    causes.addAll(because);
    if (wasOpen && command.isWaiting()) report.withdraw(ended);
    report.came(ended, causes);
  }

  /// Puts back a command that was kept, open or closed.
  public void restore(Command command) {
    if (command.outcome().isFinal()) closed.put(command.id(), command);
    else put(command);
    if (!command.key().isEmpty()) keys.put(command.key(), command.id());
  }

  /// Whether this action can be asked of a thing at all is the house's question; this is the usual
  /// answer when it cannot.
  public static String cannot(Action action) {
    return "the thing does not perform " + action.kind().label();
  }
}

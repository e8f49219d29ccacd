package steward.drivers.daikin;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import steward.driver.Effect;
import steward.thing.Message.Failed;
import steward.thing.Message.HttpResponse;

/// Carries commands to the adapter, one after the other: looks how the unit is set, writes, and has
/// what came of it looked for. Confined to one step.
final class Errands {
  /// A command that was not sent by then has expired.
  private static final Duration FRESH = Duration.ofSeconds(25);

  /// What was set shows after 0.5 to 2 s: until then it counts as set.
  private static final Duration LAG = Duration.ofSeconds(4);

  private final Course course;

  Errands(Course course) {
    this.course = course;
  }

  /// Takes one more. One of the same kind that waits is not worth sending any more.
  void add(Errand errand) {
    course.errands.removeIf(
        older -> isWaiting(older) && older.action().kind() == errand.action().kind());
    if (course.errands.size() >= Conversation.ERRANDS_MAX) {
      course.tell(
          new Effect.Answered(
              errand.command(), false, "too many commands wait for this adapter already"));
      return;
    }
    course.errands.add(errand);
    course.tell(new Effect.Waits(errand.command()));
  }

  private boolean isWaiting(Errand errand) {
    boolean isUnderWay =
        errand.equals(course.errands.getFirst())
            && course.asked.isPresent()
            && (course.asked.get() instanceof Job.Before
                || course.asked.get() instanceof Job.Write);
    return !isUnderWay;
  }

  /// The house has ended it. One for which the unit is being looked at is left when that is seen.
  void withdrawn(long command) {
    for (Errand errand : List.copyOf(course.errands)) {
      if (errand.command() != command || errand.gone()) continue;
      if (isWaiting(errand)) course.errands.remove(errand);
      else course.errands.set(0, errand.handedOver());
    }
  }

  /// None of them was sent, and none will be.
  void unsent(String why) {
    for (Errand errand : course.errands)
      if (!errand.gone()) course.tell(new Effect.Unsent(errand.command(), why));
    course.errands.clear();
  }

  /// Begins with the first; false where there is none.
  boolean goOn() {
    while (!course.errands.isEmpty() && isOver(course.errands.getFirst())) {
      Errand over = course.errands.removeFirst();
      if (!over.gone())
        course.tell(new Effect.Unsent(over.command(), "the adapter could not be asked in time"));
    }
    if (course.errands.isEmpty()) return false;
    Dialect spoken = course.dialect.orElseThrow();
    List<String> pages =
        spoken.pages(course.errands.getFirst().action()).stream()
            .filter(page -> !course.lacking.contains(page))
            .toList();
    look(spoken, pages);
    return true;
  }

  private boolean isOver(Errand errand) {
    return errand.gone() || errand.since().plus(FRESH).isBefore(course.moment.at());
  }

  private void look(Dialect spoken, List<String> pages) {
    String page = pages.getFirst();
    course.ask(
        new Job.Before(page, pages.subList(1, pages.size())),
        spoken.request(page),
        course.isRegistered());
  }

  void looked(Job.Before before, HttpResponse answer) {
    Dialect spoken = course.dialect.orElseThrow();
    if (!course.hearing().took(before.page(), spoken.hear(before.page(), answer), false)) return;
    if (before.rest().isEmpty()) plan(spoken);
    else look(spoken, before.rest());
  }

  private void plan(Dialect spoken) {
    Errand errand = course.errands.removeFirst();
    if (errand.gone()) {
      course.proceed();
      return;
    }
    boolean lags = course.writtenAt.plus(LAG).isAfter(course.moment.at());
    Picture picture =
        lags ? course.picture.overlaid(spoken.control(), course.written) : course.picture;
    Plan plan = spoken.plan(errand.action(), picture);
    if (!plan.refusal().isEmpty()) {
      course.tell(new Effect.Answered(errand.command(), false, plan.refusal()));
      course.proceed();
      return;
    }
    course.errands.addFirst(errand.handedOver());
    course.proof = spoken.pages(errand.action());
    course.tell(new Effect.Goes(errand.command()));
    if (plan.writes().isEmpty()) {
      // It is so already: the next poll says it.
      done();
    } else {
      write(
          spoken, plan.writes().getFirst(), plan.writes().subList(1, plan.writes().size()), false);
    }
  }

  private void write(Dialect spoken, Plan.Write write, List<Plan.Write> rest, boolean again) {
    course.ask(new Job.Write(write, rest, again), spoken.request(write), course.isRegistered());
  }

  void wrote(Job.Write write, HttpResponse answer) {
    Dialect spoken = course.dialect.orElseThrow();
    Errand errand = course.errands.getFirst();
    switch (spoken.hearWrite(answer)) {
      case Said.Fields _ -> {
        remember(write.write().sets());
        if (!write.rest().isEmpty()) {
          var rest = write.rest();
          write(spoken, rest.getFirst(), rest.subList(1, rest.size()), false);
          return;
        }
        course.tell(new Effect.Answered(errand.command(), true, "the adapter took it"));
        done();
      }
      case Said.Refused(_, String sentence) -> refused(errand, sentence);
      case Said.Unlike(String sentence) -> refused(errand, sentence);
    }
  }

  private void refused(Errand errand, String sentence) {
    course.tell(new Effect.Answered(errand.command(), false, sentence));
    course.errands.removeFirst();
    course.dropReads();
    course.reads = List.of(course.dialect.orElseThrow().control());
    course.proceed();
  }

  private void remember(Map<String, String> sets) {
    var all = new TreeMap<>(course.written);
    all.putAll(sets);
    course.written = all;
    course.writtenAt = course.moment.at();
  }

  private void done() {
    course.errands.removeFirst();
    course.dropReads();
    course.pace = course.pace.hurried();
    course.proceed();
  }

  /// Whether the adapter got it, nobody knows: what it reports decides. All of it can be sent twice
  /// without harm, and is where the connection broke, as it does when another client is served.
  void failed(Job.Write write, Failed failure) {
    boolean isTryable =
        failure.why() == Failed.Why.UNREACHABLE || failure.why() == Failed.Why.BROKEN;
    Dialect spoken = course.dialect.orElseThrow();
    if (isTryable && !write.again()) {
      write(spoken, write.write(), write.rest(), true);
      return;
    }
    Errand errand = course.errands.removeFirst();
    if (failure.why() == Failed.Why.UNTRUSTED || failure.why() == Failed.Why.FORBIDDEN) {
      course.tell(new Effect.Answered(errand.command(), false, failure.reason()));
    }
    course.pace = course.pace.hurried();
    course.silent(failure);
  }
}

package steward.loop;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import steward.state.TimerKey;
import steward.task.Command;
import steward.thing.Expectation;
import steward.thing.Quality;
import steward.thing.Thing;
import steward.value.Value;

/// Lets a house act that touches no thing: time passes for it as it is told, its own timers fire,
/// and what it commands is obeyed at once, unless the recording says what came of the same command.
/// Confined to one rehearsal.
final class Stagehand implements House.Output {
  /// So many timers may fire in one rehearsal.
  static final int TIMERS_MAX = 200_000;

  /// So many entries of what activities do are collected.
  static final int WRITTEN_MAX = 50_000;

  private final Happened happened;
  private final Optional<Deadline> deadline;
  private final List<Entry> written = new ArrayList<>();
  private final Deque<Sending> sendings = new ArrayDeque<>();
  private boolean collecting;
  private boolean isFull;
  private int fired;

  private record Sending(Command command, Thing thing) {}

  /// Whether the same was commanded really about then: then what was recorded answers it.
  interface Happened {
    boolean commanded(Command command, long mono);
  }

  Stagehand(Happened happened) {
    this(happened, Optional.empty());
  }

  /// One that gives up when the time is over, on the way to the past as well.
  ///
  /// [#entry] and [#advance] then throw [RejectedExecutionException].
  Stagehand(Happened happened, Deadline deadline) {
    this(happened, Optional.of(deadline));
  }

  private Stagehand(Happened happened, Optional<Deadline> deadline) {
    this.happened = happened;
    this.deadline = deadline;
  }

  /// From now on what activities do is collected.
  void collect() {
    collecting = true;
  }

  /// Whether more was done than was collected, or timers were left that did not fire any more.
  boolean isCut() {
    return isFull || fired >= TIMERS_MAX;
  }

  List<Entry> written() {
    return written;
  }

  @Override
  public void entry(Entry entry) {
    deadline.ifPresent(Deadline::check);
    if (!collecting || !Timeline.isDone(entry)) return;
    if (written.size() < WRITTEN_MAX) written.add(entry);
    else isFull = true;
  }

  @Override
  public void send(Command command, Thing thing) {
    if (collecting) sendings.add(new Sending(command, thing));
  }

  @Override
  public void publish(String activity, Fact.Published message) {}

  /// Lets time pass up to this moment; timers that are due by then fire at their own time.
  void advance(House house, Instant at, long mono) {
    obey(house);
    while (fired < TIMERS_MAX) {
      // The house itself cuts an activity that fails; what is given up is given up here.
      deadline.ifPresent(Deadline::check);
      long left = mono - house.mono();
      long wait = left <= 0 ? 0 : house.idle(house.at(), house.mono(), left);
      Instant then = left <= 0 || wait >= left ? at : house.at().plusMillis(wait);
      long when = Math.max(house.mono(), left <= 0 || wait >= left ? mono : house.mono() + wait);
      Optional<TimerKey> key = house.nextDue(then, when);
      if (key.isEmpty()) return;
      fired++;
      house.take(new Fact.Due(key.get()), key.get().subject(), "clock", then, when);
      obey(house);
    }
  }

  /// Everything that was commanded is handed over, and obeyed where nothing was recorded.
  private void obey(House house) {
    for (Sending one = sendings.poll(); one != null; one = sendings.poll()) {
      Command command = one.command();
      String subject = one.thing().id().value();
      take(house, new Fact.Sent(command.id(), ""), subject, 0);
      if (happened.commanded(command, house.mono())) continue;
      switch (command.expectation()) {
        case Expectation.Report(var property, var accepted, _) ->
            take(house, new Fact.Read(property, value(accepted), Quality.CONFIRMED), subject, 1);
        case Expectation.Unobservable unobservable -> {
          if (unobservable.isAnswered())
            take(house, new Fact.Answered(command.id(), true, ""), subject, 0);
        }
      }
    }
  }

  private static void take(House house, Fact fact, String subject, long later) {
    house.take(fact, subject, "rehearsal", house.at().plusMillis(later), house.mono() + later);
  }

  private static Value value(Expectation.Accepted accepted) {
    return switch (accepted) {
      case Expectation.Accepted.Exactly(Value value) -> value;
      case Expectation.Accepted.OneOf(List<Value> values) -> values.getFirst();
      case Expectation.Accepted.Near(var amount, _) -> amount;
    };
  }
}

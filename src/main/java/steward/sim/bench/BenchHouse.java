package steward.sim.bench;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import steward.activity.Activity;
import steward.activity.Check;
import steward.activity.Condition;
import steward.activity.Deed;
import steward.activity.Doing;
import steward.activity.Operand;
import steward.activity.Trigger;
import steward.loop.Entry;
import steward.loop.Fact;
import steward.loop.House;
import steward.state.Event;
import steward.state.Trail;
import steward.task.Command;
import steward.task.Retry;
import steward.thing.Ability;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Binding;
import steward.thing.Expectation;
import steward.thing.Property;
import steward.thing.Quality;
import steward.thing.Selector;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.thing.Udn;
import steward.value.Amount;
import steward.value.Value;
import steward.value.Word;

/// A house with as many activities as things, for figures: thing k on, if its power is above a
/// limit, turns thing k+37 on. Confined to one thread.
final class BenchHouse {
  static final Instant AT = Instant.parse("2026-01-01T12:00:00Z");
  private static final int SHIFT = 37;

  final int size;
  final House house;
  final List<Event> unwatched = new ArrayList<>();
  final List<Event> notForIt = new ArrayList<>();
  final List<Event> held = new ArrayList<>();
  private final Deque<Command> sent = new ArrayDeque<>();
  private final List<String> names = new ArrayList<>();
  private long entries;
  private long mono;

  BenchHouse(int size) {
    this.size = size;
    house = new House(BenchHouse::expectation, ZoneOffset.UTC, new Counted());
    furnish(size, fact -> take(fact.fact(), fact.subject()));
    for (int k = 0; k < size; k++) {
      names.add("thing-" + k);
      read(k, Property.POWER, Amount.watts(5));
      read(k, Property.SWITCH, Word.OFF);
      unwatched.add(event(k, Property.POWER, Amount.watts(5)));
      notForIt.add(event(k, Property.SWITCH, Word.OFF));
      held.add(event(k, Property.SWITCH, Word.ON));
    }
  }

  /// What a house is told, and of whom.
  record Told(Fact fact, String subject) {}

  /// The things and activities of a house of this size.
  static void furnish(int size, Consumer<Told> house) {
    for (int k = 0; k < size; k++)
      house.accept(new Told(new Fact.ThingPut(thing(k)), "thing-" + k));
    for (int k = 0; k < size; k++)
      house.accept(new Told(new Fact.ActivityPut(rule(k, size)), "rule-" + k));
  }

  private final class Counted implements House.Output {
    @Override
    public void entry(Entry entry) {
      entries++;
    }

    @Override
    public void send(Command command, Thing thing) {
      sent.add(command);
    }

    @Override
    public void publish(String activity, Fact.Published message) {}
  }

  static Expectation expectation(Thing thing, Action action) {
    return new Expectation.Report(
        Property.SWITCH, new Expectation.Accepted.Exactly(Word.ON), Duration.ofSeconds(3));
  }

  static Thing thing(int k) {
    return new Thing(
        new ThingId("thing-" + k),
        k + 1,
        new Udn("bench:" + k),
        "Thing " + k,
        "Bench",
        "/device/plug/bench/metered",
        "Bench",
        "One",
        "1",
        Binding.of("bench"),
        Set.of(Property.SWITCH, Property.POWER),
        Map.of(ActionKind.TURN, Ability.of(ActionKind.TURN)));
  }

  static Activity rule(int k, int size) {
    var thing = Selector.one(new ThingId("thing-" + k));
    var when = new Trigger.Becomes(thing, Property.SWITCH, Word.ON, Duration.ZERO);
    var draws = new Check.Beyond(Property.POWER, Trigger.Side.ABOVE, new Operand.Fixed(50));
    var condition = new Condition.Of(Condition.Quantifier.EVERY, thing, draws);
    var target = Selector.one(new ThingId("thing-" + (k + SHIFT) % size));
    var task =
        new Doing.Task(
            target,
            new Deed.Fixed(Action.turnOn()),
            new Condition.Always(),
            Retry.NEVER,
            false,
            List.of());
    return new Activity(
        "rule-" + k,
        "Rule " + k,
        true,
        1,
        "local",
        List.of(when),
        condition,
        List.of(task),
        Optional.empty(),
        Activity.Missed.USUAL,
        Activity.Again.IGNORE,
        Duration.ZERO);
  }

  private static Event event(int k, Property property, Value value) {
    return new Event(new ThingId("thing-" + k), property, Optional.empty(), value, 1, Trail.NONE);
  }

  private void take(Fact fact, String subject) {
    house.take(fact, subject, "local", AT, ++mono / 1000);
  }

  private void read(int k, Property property, Value value) {
    take(new Fact.Read(property, value, Quality.CONFIRMED), "thing-" + k);
  }

  void powers(double watts) {
    for (int k = 0; k < size; k++) read(k, Property.POWER, Amount.watts(watts));
  }

  void measured(int k) {
    house.take(
        new Fact.Read(Property.POWER, Amount.watts((double) (mono % 50)), Quality.CONFIRMED),
        names.get(k),
        "thing",
        AT,
        ++mono / 1000);
  }

  void fired(int k) {
    house.take(
        new Fact.Read(Property.SWITCH, Word.ON, Quality.CONFIRMED),
        names.get(k),
        "thing",
        AT,
        ++mono / 1000);
    for (Command one = sent.poll(); one != null; one = sent.poll()) {
      house.take(new Fact.Sent(one.id(), ""), one.thing().value(), "steward", AT, mono / 1000);
    }
    house.take(
        new Fact.Read(Property.SWITCH, Word.OFF, Quality.CONFIRMED),
        names.get(k),
        "thing",
        AT,
        ++mono / 1000);
  }

  long entries() {
    return entries;
  }
}

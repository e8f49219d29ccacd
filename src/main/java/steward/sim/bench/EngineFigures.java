package steward.sim.bench;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
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

/// What an event costs in houses of several sizes, in a process of its own: a warmed loop around
/// the pure house.
///
/// Every house has as many activities as things; thing k on, if its power is above a limit, turns
/// thing k+37 on. Prints a line for each figure: things, what happened, nanoseconds.
final class EngineFigures {
  static final List<Integer> SIZES = List.of(10, 1_000, 10_000);
  private static final int SHIFT = 37;
  private static final int STRIDE = 7919;
  private static final int ROUNDS = 15;
  private static final int ROUND_EVENTS = 20_000;
  private static final int WARM_ROUNDS = 10;
  private static final Instant AT = Instant.parse("2026-01-01T12:00:00Z");

  private final int size;
  private final House house;
  private final Deque<Command> sent = new ArrayDeque<>();
  private final List<Event> unwatched = new ArrayList<>();
  private final List<Event> notForIt = new ArrayList<>();
  private final List<Event> held = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private long entries;
  private long mono;

  private EngineFigures(int size) {
    this.size = size;
    house = new House(EngineFigures::expectation, ZoneOffset.UTC, new Counted());
    for (int k = 0; k < size; k++) take(new Fact.ThingPut(thing(k)), "thing-" + k);
    for (int k = 0; k < size; k++) take(new Fact.ActivityPut(rule(k)), "rule-" + k);
    for (int k = 0; k < size; k++) {
      names.add("thing-" + k);
      read(k, Property.POWER, Amount.watts(5));
      read(k, Property.SWITCH, Word.OFF);
      unwatched.add(event(k, Property.POWER, Amount.watts(5)));
      notForIt.add(event(k, Property.SWITCH, Word.OFF));
      held.add(event(k, Property.SWITCH, Word.ON));
    }
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

  public static void main(String[] arguments) {
    List<EngineFigures> houses = SIZES.stream().map(EngineFigures::new).toList();
    for (int i = 0; i < WARM_ROUNDS; i++) houses.forEach(EngineFigures::warm);
    for (EngineFigures one : houses) one.measure();
  }

  private static Expectation expectation(Thing thing, Action action) {
    return new Expectation.Report(
        Property.SWITCH, new Expectation.Accepted.Exactly(Word.ON), Duration.ofSeconds(3));
  }

  private static Thing thing(int k) {
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

  private Activity rule(int k) {
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

  private void warm() {
    round(k -> house.engine().on(unwatched.get(k), 0));
    round(k -> house.engine().on(notForIt.get(k), 0));
    round(k -> house.engine().on(held.get(k), 0));
    round(this::measured);
    powers(100);
    round(this::fired);
    powers(5);
  }

  private void measure() {
    print("nobody watches it", k -> house.engine().on(unwatched.get(k), 0));
    print("an activity looks, it is another value", k -> house.engine().on(notForIt.get(k), 0));
    print(
        "an activity looks, its condition fails and it says why",
        k -> house.engine().on(held.get(k), 0));
    print("a reading nobody watches, with state and journal entry", this::measured);
    powers(100);
    print(
        "a reading that fires, with state, entries, command and confirmation, and the off between",
        this::fired);
    if (entries == 0) throw new IllegalStateException("nothing happened");
  }

  private void powers(double watts) {
    for (int k = 0; k < size; k++) read(k, Property.POWER, Amount.watts(watts));
  }

  private void measured(int k) {
    house.take(
        new Fact.Read(Property.POWER, Amount.watts((double) (mono % 50)), Quality.CONFIRMED),
        names.get(k),
        "thing",
        AT,
        ++mono / 1000);
  }

  private void fired(int k) {
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

  /// The things in an order that no cache foresees; nanoseconds for each.
  private double round(IntConsumer one) {
    int k = 0;
    long begin = System.nanoTime();
    for (int i = 0; i < ROUND_EVENTS; i++) {
      one.accept(k);
      k = (k + STRIDE) % size;
    }
    return (double) (System.nanoTime() - begin) / ROUND_EVENTS;
  }

  private void print(String what, IntConsumer one) {
    double[] rounds = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) rounds[i] = round(one);
    Arrays.sort(rounds);
    System.out.println(
        size + "\t" + what + "\t" + String.format(Locale.ROOT, "%.1f", rounds[ROUNDS / 2]));
  }
}

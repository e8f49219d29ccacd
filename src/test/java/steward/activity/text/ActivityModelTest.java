package steward.activity.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import steward.activity.Activity;
import steward.activity.Check;
import steward.activity.Condition;
import steward.activity.Deed;
import steward.activity.Doing;
import steward.activity.Operand;
import steward.activity.Phrase;
import steward.activity.Trigger;
import steward.activity.Until;
import steward.place.Moment;
import steward.place.SunPhase;
import steward.task.Retry;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Channel;
import steward.thing.People;
import steward.thing.Property;
import steward.thing.Selector;
import steward.thing.Sending;
import steward.thing.ThingId;
import steward.value.Amount;
import steward.value.Colour;
import steward.value.Tree;
import steward.value.Value;
import steward.value.Word;
import tools.jackson.databind.json.JsonMapper;

/// Any activity of the model is the same after it was written and read back, as JSON and as YAML.
class ActivityModelTest {

  @TestFactory
  Stream<DynamicTest> a_random_activity_is_kept_exactly() {
    return Stream.of(11L, 12L, 13L)
        .map(seed ->
            dynamicTest(
                "seed " + seed,
                () -> {
                  var maker = new Maker(new Random(seed));
                  Stream.generate(maker::activity)
                      .filter(activity -> activity.lines().size() <= Activity.DOINGS_MAX)
                      .limit(80)
                      .forEach(ActivityModelTest::check);
                }));
  }

  private static void check(Activity activity) {
    String json = JsonMapper.shared().writeValueAsString(ActivityWriter.write(activity));
    Tree tree = Tree.of(JsonMapper.shared().readValue(json, Object.class));
    assertThat(ActivityText.kept(tree)).as(json).isEqualTo(activity);
    String yaml = ActivityYaml.write(activity);
    assertThat(ActivityYaml.kept("text", yaml)).as(yaml).isEqualTo(activity);
    assertThat(Words.of(activity, Names.none())).isNotBlank();
    assertThat(new SchemaCheck(ActivitySchema.document()).fault(ActivityWriter.write(activity)))
        .as(json)
        .isEmpty();
  }

  private record Maker(Random random) {
    private static final List<String> TEXTS =
        List.of(
            "on",
            "true",
            "null",
            "12",
            "a: b",
            "# x",
            "it's",
            "\"q\"",
            "line\nline",
            " x ",
            "{because}",
            "{lamp.level} %",
            "ünïcode \ud83d\ude00",
            "-",
            "[1]",
            "1e3",
            "~",
            "{\"a\":1}",
            "a\\b",
            "a\u2028b",
            "x:");

    @SafeVarargs
    private <T> T one(Supplier<? extends T>... makers) {
      return makers[random.nextInt(makers.length)].get();
    }

    private <T> T of(List<T> all) {
      return all.get(random.nextInt(all.size()));
    }

    private <T> List<T> some(int min, Supplier<? extends T> maker) {
      var all = new ArrayList<T>();
      for (int i = random.nextInt(3) + min; i > 0; i--) all.add(maker.get());
      return all;
    }

    private ThingId thing() {
      return new ThingId(of(List.of("lamp", "on", "null", "12", "0x1", "a-b", "yes", "-", "1e3")));
    }

    private Duration span() {
      return Duration.ofMillis(
          of(List.of(1L, 250L, 1_000L, 90_000L, 300_000L, 3_600_000L, 86_400_000L)));
    }

    private double number() {
      return of(List.of(0.0, 1.0, -2.5, 40.0, 1e-7, 123_456_789.125, 1e14, 0.1));
    }

    private Selector selector(int depth) {
      if (depth > 3) return Selector.one(thing());
      return one(
          () -> Selector.one(thing()),
          () -> new Selector.Listed(some(1, this::thing)),
          () -> new Selector.InRoom(some(1, () -> of(List.of("Hall", "12", "A: b", "Büro")))),
          () -> new Selector.OfKind("lighting/x"),
          () -> new Selector.Performs(of(List.of(ActionKind.values()))),
          () -> new Selector.Observes(of(List.copyOf(Property.all()))),
          () -> new Selector.Persons(of(List.of(People.values()))),
          () -> new Selector.Named(thing().value()),
          () -> new Selector.All(some(1, () -> selector(depth + 1))),
          () -> new Selector.Any(some(1, () -> selector(depth + 1))),
          () -> new Selector.Not(selector(depth + 1)));
    }

    private Selector selector() {
      return selector(0);
    }

    private Moment moment() {
      return one(
          () -> new Moment.Clock(LocalTime.of(random.nextInt(24), random.nextInt(60))),
          () ->
              new Moment.Sun(
                  of(List.of(SunPhase.values())), Duration.ofMinutes(random.nextInt(1440) - 720L)));
    }

    private Set<DayOfWeek> days() {
      return EnumSet.copyOf(some(1, () -> of(List.of(DayOfWeek.values()))));
    }

    private Operand.Taken taken() {
      return new Operand.Taken(thing(), Property.LEVEL, number());
    }

    private Check check() {
      return one(
          () -> new Check.Is(Property.SWITCH, Word.ON),
          () -> new Check.Is(Property.COLOUR, new Colour(30, 80.5)),
          () -> new Check.Is(Property.FAN, new Word("1")),
          () -> new Check.Is(Property.TEXT, new steward.value.Text(of(TEXTS))),
          () -> new Check.Beyond(Property.LEVEL, side(), taken()),
          () -> new Check.Beyond(Property.LEVEL, side(), new Operand.Fixed(number())),
          () -> new Check.Stands(random.nextBoolean()));
    }

    private Trigger.Side side() {
      return of(List.of(Trigger.Side.values()));
    }

    private Condition condition(int depth) {
      if (depth > 3) return new Condition.Holiday(true);
      return one(
          () -> new Condition.Of(of(List.of(Condition.Quantifier.values())), selector(), check()),
          () -> new Condition.Between(moment(), moment()),
          () -> new Condition.OnDays(days()),
          () -> new Condition.Holiday(random.nextBoolean()),
          () -> new Condition.All(some(1, () -> condition(depth + 1))),
          () -> new Condition.Any(some(1, () -> condition(depth + 1))),
          () -> new Condition.Not(condition(depth + 1)),
          Condition.Always::new);
    }

    private Condition condition() {
      return condition(0);
    }

    private Trigger.Simple simple() {
      Duration stays = random.nextBoolean() ? Duration.ZERO : span();
      return one(
          () -> new Trigger.Changes(selector(), of(List.copyOf(Property.all()))),
          () -> new Trigger.Becomes(selector(), Property.SWITCH, Word.OFF, stays),
          () ->
              new Trigger.Becomes(
                  selector(),
                  Property.LEVEL,
                  new Amount(0.5, steward.value.Unit.PERCENTAGE),
                  stays),
          () ->
              new Trigger.Crosses(
                  selector(), Property.POWER, side(), number(), Math.abs(number()), stays),
          () -> new Trigger.Stands(selector(), random.nextBoolean(), stays),
          () -> new Trigger.ComesTrue(condition(), stays),
          () -> new Trigger.At(moment(), days()),
          () -> new Trigger.Cron("0 22 * * 1-5"),
          Trigger.Starts::new,
          () ->
              new Trigger.Heard(
                  "a/+/b", random.nextBoolean() ? "" : "/a~1b/0", Optional.of(of(TEXTS))));
    }

    private Trigger trigger() {
      return one(
          this::simple,
          this::simple,
          () -> new Trigger.Within(some(2, this::simple), span()),
          () -> new Trigger.Then(some(2, this::simple), span()),
          () -> new Trigger.Without(simple(), simple(), span()));
    }

    private Value word() {
      return new Word(of(List.of("auto", "1", "on")));
    }

    private Deed deed() {
      return one(
          () -> new Deed.Fixed(Action.turnOn()),
          () -> new Deed.Fixed(new Action.Plain(ActionKind.LOCK)),
          () -> new Deed.Fixed(new Action.Put(ActionKind.HEAT, Amount.celsius(number()))),
          () -> new Deed.Fixed(new Action.Put(ActionKind.FAN, word())),
          () -> new Deed.Fixed(new Action.Put(ActionKind.COLOUR, new Colour(0, 100))),
          () -> new Deed.Fixed(new Action.Tell(ActionKind.SEND, of(TEXTS))),
          () -> new Deed.Fixed(new Action.Tell(ActionKind.NOTIFY, "Look", sending())),
          () -> new Deed.Tell(ActionKind.NOTIFY, new Phrase("{time} " + of(TEXTS)), sending()),
          () -> new Deed.Taken(ActionKind.DIM, taken()),
          () ->
              new Deed.Tell(
                  ActionKind.SAY, new Phrase("Now {because} " + of(TEXTS)), Sending.USUAL));
    }

    private Sending sending() {
      var by = random.nextBoolean() ? Set.<Channel>of() : Set.of(of(List.of(Channel.values())));
      return new Sending(by, random.nextBoolean());
    }

    private Doing doing(int depth) {
      if (depth > 2) return new Doing.Wait(span());
      return one(
          () ->
              new Doing.Task(
                  selector(),
                  deed(),
                  condition(),
                  retry(),
                  random.nextBoolean(),
                  some(0, () -> doing(depth + 1))),
          () -> new Doing.Wait(span()),
          () -> new Doing.Confirm(condition(), span(), some(0, () -> doing(depth + 1))),
          () -> new Doing.Together(some(2, () -> some(1, () -> doing(depth + 1)))),
          () ->
              new Doing.Choose(
                  condition(), some(0, () -> doing(depth + 1)), some(0, () -> doing(depth + 1))),
          () -> new Doing.Publish("a/b", new Phrase(of(TEXTS)), random.nextBoolean()),
          () -> new Doing.Start(thing().value()));
    }

    private Retry retry() {
      return random.nextBoolean() ? Retry.NEVER : new Retry(2, span());
    }

    private Activity activity() {
      return new Activity(
          thing().value(),
          "Name " + random.nextInt(100),
          random.nextBoolean(),
          random.nextInt(9),
          of(List.of("local", "12", "true")),
          some(0, this::trigger),
          condition(),
          some(1, () -> doing(0)),
          random.nextBoolean()
              ? Optional.empty()
              : Optional.of(
                  new Until(
                      some(0, this::simple),
                      Optional.of(span()),
                      random.nextBoolean(),
                      some(0, () -> doing(1)))),
          of(List.of(Activity.Missed.values())),
          of(List.of(Activity.Again.values())),
          random.nextBoolean() ? Duration.ZERO : span());
    }
  }
}

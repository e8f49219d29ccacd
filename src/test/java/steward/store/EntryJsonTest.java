package steward.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import steward.activity.Activity;
import steward.activity.Check;
import steward.activity.Condition;
import steward.activity.Deed;
import steward.activity.Doing;
import steward.activity.Trigger;
import steward.activity.Until;
import steward.loop.Entry;
import steward.loop.Fact;
import steward.place.Moment;
import steward.place.Place;
import steward.state.TimerKey;
import steward.task.Retry;
import steward.thing.Ability;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Binding;
import steward.thing.Group;
import steward.thing.Outcome;
import steward.thing.Property;
import steward.thing.Quality;
import steward.thing.Selector;
import steward.thing.Status;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.thing.Udn;
import steward.thing.ValueType;
import steward.value.Amount;
import steward.value.Colour;
import steward.value.Malformed;
import steward.value.Text;
import steward.value.Unit;
import steward.value.Word;

final class EntryJsonTest {
  private static final String HOSTILE = "\"\\ \n\r\t\u0000\u001b é € 😀 \u2028 </script>";
  static final Thing THING =
      new Thing(
          new ThingId("hall-lamp"),
          19,
          new Udn("tasmota:AABBCC"),
          "Hall lamp é",
          "Hall",
          "/device/lighting/tasmota/dimmer",
          "Tasmota",
          "Sonoff \"D1\"",
          "14.2.0",
          Binding.of("tasmota", "topic", "hall/lamp", "prefix", "%prefix%/%topic%/"),
          Set.of(Property.SWITCH, Property.LEVEL),
          abilities());

  private static Map<ActionKind, Ability> abilities() {
    var abilities = new LinkedHashMap<ActionKind, Ability>();
    for (ActionKind kind : ActionKind.values()) abilities.put(kind, Ability.of(kind));
    abilities.put(ActionKind.FAN, Ability.words(ActionKind.FAN, List.of("low", "turbo")));
    abilities.put(ActionKind.WARMTH, Ability.range(ActionKind.WARMTH, Unit.MIREDS, 153.5, 454));
    return abilities;
  }

  static final Activity ACTIVITY =
      new Activity(
          "hall-light",
          "Hall light on motion",
          true,
          3,
          "local",
          List.of(
              new Trigger.Becomes(
                  Selector.one(new ThingId("motion")),
                  Property.MOTION,
                  new Word("detected"),
                  Duration.ofMinutes(5)),
              new Trigger.Crosses(
                  Selector.one(new ThingId("sun")),
                  Property.LIGHT,
                  Trigger.Side.BELOW,
                  40.5,
                  2,
                  Duration.ZERO),
              new Trigger.At(new Moment.Clock(LocalTime.of(22, 30)), Set.of(DayOfWeek.MONDAY))),
          new Condition.Not(
              new Condition.Of(
                  Condition.Quantifier.EVERY,
                  Selector.one(new ThingId("door")),
                  new Check.Is(Property.CONTACT, new Word("closed")))),
          List.of(
              new Doing.Task(
                  Selector.one(new ThingId("hall-lamp")),
                  new Deed.Fixed(Action.turnOn()),
                  new Condition.Always(),
                  new Retry(2, Duration.ofSeconds(5)),
                  false,
                  List.of()),
              new Doing.Wait(Duration.ofMinutes(5))),
          Optional.of(new Until(List.of(new Trigger.Starts()), Optional.empty(), true, List.of())),
          Activity.Missed.SKIP,
          Activity.Again.RESTART,
          Duration.ofMinutes(3));

  private static final List<Fact> FACTS =
      List.of(
          new Fact.Read(Property.POWER, Amount.watts(12.5), Quality.CONFIRMED),
          new Fact.Read(Property.ENERGY, new Amount(1e12, Unit.WATT_HOURS), Quality.STALE),
          new Fact.Read(Property.TEMPERATURE, Amount.celsius(-0.1), Quality.CONFIRMED),
          new Fact.Read(Property.SWITCH, Word.ON, Quality.ASSUMED),
          new Fact.Read(Property.TEXT, new Text(HOSTILE), Quality.CONFIRMED),
          new Fact.Read(Property.COLOUR, new Colour(30.25, 100), Quality.CONFIRMED),
          new Fact.Stood(Status.State.ABSENT, HOSTILE),
          wanted(Action.turnOff(), Retry.NEVER, ""),
          wanted(new Action.Plain(ActionKind.OPEN), new Retry(3, Duration.ofMillis(1500)), "k"),
          wanted(new Action.Put(ActionKind.DIM, Amount.percentage(45)), Retry.NEVER, ""),
          wanted(new Action.Put(ActionKind.HEAT, new Amount(70, Unit.COUNT)), Retry.NEVER, ""),
          wanted(new Action.Put(ActionKind.COLOUR, new Colour(0, 5.5)), Retry.NEVER, ""),
          wanted(new Action.Put(ActionKind.FAN, new Word("turbo")), Retry.NEVER, ""),
          wanted(new Action.Tell(ActionKind.SAY, HOSTILE), Retry.NEVER, ""),
          new Fact.Sent(812, ""),
          new Fact.Answered(812, false, "child lock"),
          new Fact.Came(812, Outcome.State.CONFIRMED, "reported on"),
          new Fact.Fired(3, HOSTILE, Map.of("lamp switch", "off")),
          new Fact.Skipped("it is day"),
          new Fact.Called(),
          new Fact.Due(new TimerKey(TimerKey.Kind.REPORT_BY, "lamp", Long.MAX_VALUE, -1)),
          new Fact.ClockMoved(Duration.ofMillis(-3_600_001).plusNanos(7)),
          new Fact.TimeKnown(false),
          new Fact.TimeKnown(true),
          new Fact.Settled(
              new Place(
                  ZoneId.of("Europe/Vienna"),
                  Optional.of(new Place.Spot(48.2, 16.37, 190)),
                  List.of("home", "asleep"),
                  Set.of(LocalDate.of(2028, 2, 29)),
                  Set.of(MonthDay.of(12, 25)))),
          new Fact.GroupPut(new Group("doors", "Doors", new Selector.Observes(Property.CONTACT))),
          new Fact.GroupGone(),
          new Fact.Heard("barn/door", HOSTILE),
          new Fact.Published("barn/light", HOSTILE, true),
          new Fact.Undone(7),
          new Fact.Started("0.1.0"),
          new Fact.Stopped(),
          new Fact.ThingPut(THING),
          new Fact.ThingGone(),
          new Fact.ActivityPut(ACTIVITY),
          new Fact.ActivityGone(),
          new Fact.Found(false, HOSTILE, "tasmota"),
          new Fact.Noted(HOSTILE));

  private static Fact wanted(Action action, Retry retry, String key) {
    return new Fact.Wanted(action, retry, Duration.ofSeconds(30), key);
  }

  private static Entry read(Entry entry) {
    var json = new JsonBytes(16);
    EntryJson.disk(json, entry);
    return EntryJson.read(json.toArray());
  }

  @Test
  void every_kind_of_fact_comes_back_as_it_was() {
    long seq = 0;
    for (Fact fact : FACTS) {
      var entry =
          new Entry(++seq, Entries.NOON, -5, HOSTILE, List.of(1L, 2L), 7, "activity:a@3", fact, 1);
      assertThat(read(entry)).isEqualTo(entry);
      var bare = new Entry(++seq, Entries.NOON, 5, "lamp", List.of(), 0, "thing", fact, 2);
      assertThat(read(bare)).isEqualTo(bare);
    }
  }

  @Test
  void no_kind_of_fact_is_forgotten_by_the_test_above() {
    Set<Class<?>> shown = FACTS.stream().map(Object::getClass).collect(Collectors.toSet());
    assertThat(shown).containsExactlyInAnyOrder(Fact.class.getPermittedSubclasses());
    assertThat(FACTS.stream().map(Fact::kind).distinct())
        .containsExactlyInAnyOrder(Fact.Kind.values());
  }

  @Test
  void the_form_on_the_api_is_the_documented_one() {
    assertThat(EntryJson.text(Entries.reading(125)))
        .isEqualTo(
            """
            {"seq":125,"at":"2026-11-22T12:00:01.250Z","kind":"reading","subject":"lamp","causes":[],\
            "inferred":null,"principal":"thing","body":{"property":"power","value":2.5,"unit":"watts",\
            "quality":"confirmed"}}\
            """);
    for (Fact fact : FACTS) {
      Entry entry = Entries.entry(9, fact);
      var text = JsonDocument.read(EntryJson.text(entry)).node();
      assertThat(text)
          .isEqualTo(
              JsonDocument.read(new JsonBytes(9).tree(EntryJson.tree(entry)).toString()).node());
    }
  }

  @Test
  void unknown_members_and_kinds_of_a_later_version_are_read() {
    Entry later =
        EntryJson.read(
            utf8(
                """
                {"v":9,"seq":5,"at":"2026-11-22T12:00:00Z","new":{"a":[1]},"kind":"skip","subject":"a",
                 "principal":"clock","body":{"reason":"day","more":1}}\
                """));
    assertThat(later.fact()).isEqualTo(new Fact.Skipped("day"));
    assertThat(later.version()).isEqualTo(9);

    Entry unknown =
        EntryJson.read(
            utf8(
                """
                {"v":9,"seq":6,"at":"2026-11-22T12:00:00Z","kind":"dream","subject":"a","principal":"x","body":{}}\
                """));
    assertThat(unknown.fact()).isEqualTo(new Fact.Noted("an entry of the unknown kind dream"));

    Entry gone =
        EntryJson.read(
            utf8(
                """
                {"v":1,"seq":7,"at":"2026-11-22T12:00:00Z","kind":"reading","subject":"a","principal":"x",
                 "body":{"property":"aura","value":1,"unit":"watts","quality":"confirmed"}}\
                """));
    assertThat(gone.fact()).isInstanceOf(Fact.Noted.class);
    assertThat(gone.seq()).isEqualTo(7);
  }

  @Test
  void what_is_no_entry_is_refused_with_a_sentence() {
    Stream.of("", "[]", "{", "{}", "null", "{\"seq\":\"x\"}", "[".repeat(5000))
        .forEach(text ->
            assertThatThrownBy(() -> EntryJson.read(utf8(text)))
                .as(text)
                .isInstanceOf(Malformed.class));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void the_quick_reader_of_readings_agrees_with_the_general_one(long seed) {
    RandomGenerator chance = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    List<Property> amounts =
        Property.all().stream().filter(p -> p.type() instanceof ValueType.Amounts).toList();
    for (int i = 1; i <= 5_000; i++) {
      Property property = amounts.get(chance.nextInt(amounts.size()));
      Unit unit = ((ValueType.Amounts) property.type()).unit();
      double number =
          switch (chance.nextInt(4)) {
            case 0 -> chance.nextInt(-1000, 1000) / 10.0;
            case 1 -> chance.nextInt();
            case 2 -> chance.nextLong(1_000_000_000_000L) / 1000.0;
            default -> chance.nextGaussian() * Math.pow(10, chance.nextInt(-20, 20));
          };
      Instant at = Instant.ofEpochMilli(chance.nextLong(0, 4_102_444_800_000L));
      var fact = new Fact.Read(property, new Amount(number, unit), Quality.CONFIRMED);
      long inferred = chance.nextBoolean() ? 0 : chance.nextLong(1, 1L << 50);
      var entry =
          new Entry(i, at, chance.nextInt(), "plug-" + i, List.of(), inferred, "thing", fact, 1);
      var json = new JsonBytes(16);
      EntryJson.disk(json, entry);
      String line = json.toString();
      String other = line.replace("{\"v\":1,", "{\"w\":0,\"v\":1,");
      assertThat(EntryJson.read(utf8(line))).as("seed %d: %s", seed, line).isEqualTo(entry);
      assertThat(EntryJson.read(utf8(other))).as("seed %d: %s", seed, line).isEqualTo(entry);
    }
  }

  @Test
  void the_quick_reader_takes_the_usual_reading() {
    var json = new JsonBytes(16);
    EntryJson.disk(json, Entries.reading(125));
    assertThat(ReadingLine.read(json.array(), 0, json.length())).isEqualTo(Entries.reading(125));
  }

  @Test
  void half_a_surrogate_pair_becomes_a_replacement_and_odd_times_are_kept() {
    Entry odd =
        new Entry(
            1,
            Instant.parse("-0044-03-15T12:00:00Z"),
            0,
            "a\ud83db",
            List.of(),
            0,
            "x",
            new Fact.Stopped(),
            1);
    Entry back = read(odd);
    assertThat(back.subject()).isEqualTo("a\ufffdb");
    assertThat(back.at()).isEqualTo(odd.at());
    for (String time :
        Arrays.asList(
            "1970-01-01T00:00:00Z",
            "2000-02-29T23:59:59.999Z",
            "2100-03-01T00:00:00Z",
            "9999-12-31T23:59:59.999Z")) {
      var entry =
          new Entry(1, Instant.parse(time), 0, "a", List.of(), 0, "x", new Fact.Stopped(), 1);
      assertThat(read(entry)).isEqualTo(entry);
    }
  }

  @Test
  void a_thing_comes_back_with_its_binding_and_abilities() {
    String json = new JsonBytes(16).tree(ThingJson.write(THING)).toString();
    assertThat(ThingJson.read(JsonDocument.read(json))).isEqualTo(THING);
    assertThat(json)
        .contains("\"dim\":{\"level\":{\"unit\":\"percentage\",\"min\":0,\"max\":100}}")
        .contains("\"open\":{}");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

package steward.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import steward.loop.Fact;
import steward.place.Place;
import steward.sample.HandTime;
import steward.sample.MemoryJournal;
import steward.sample.SampleHouse;
import steward.task.Command;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Group;
import steward.thing.Property;
import steward.thing.Selector;
import steward.thing.Status;
import steward.thing.ThingId;
import steward.value.Amount;
import steward.value.Text;
import steward.value.Word;

/// What each part of the language does, in a house whose things do what the test says.
class LanguageTest {
  private static final Word OPENED = new Word("opened");
  private static final Word CLOSED = new Word("closed");

  private final SampleHouse house = new SampleHouse();

  private void contact(String id) {
    house.thing(id, Set.of(Property.CONTACT));
  }

  private void doors() {
    contact("front");
    contact("back");
    house.post(
        new Fact.GroupPut(
            new Group(
                "doors",
                "Outside doors",
                new Selector.Listed(List.of(new ThingId("front"), new ThingId("back"))))),
        "doors");
  }

  private void says(String thing, Word word) {
    house.reports(thing, Property.CONTACT, word);
  }

  private List<String> sent() {
    return house.sent.stream()
        .map(command -> command.thing() + " " + command.action().sentence())
        .toList();
  }

  private int firings() {
    return house.entries(Fact.Kind.FIRING).size();
  }

  /// The things take what was sent last, and say so.
  private void obey() {
    for (Command command : List.copyOf(house.sent)) {
      house.handedOver(command);
      switch (command.action()) {
        case Action.Turn(Action.Turn.To to) ->
            house.reports(
                command.thing().value(),
                Property.SWITCH,
                to == Action.Turn.To.ON ? Word.ON : Word.OFF);
        case Action.Put(ActionKind kind, var value) when kind == ActionKind.DIM ->
            house.reports(command.thing().value(), Property.LEVEL, value);
        default -> {}
      }
    }
    house.sent.clear();
  }

  @Test
  void an_edge_of_any_thing_of_a_rule_fires_and_membership_lives() {
    house.lamp("lamp");
    contact("front");
    house.activity(
        """
        {"id":"a","name":"A","when":[{"any-of":{"observes":"contact"},"property":"contact",
         "becomes":"opened"}],
         "perform":[{"thing":"lamp","action":"turn","to":"on"}]}
        """);
    says("front", OPENED);
    assertThat(firings()).isEqualTo(1);
    contact("cellar");
    says("cellar", OPENED);
    assertThat(firings()).isEqualTo(2);
    assertThat(house.last(Fact.Kind.FIRING).fact().toString()).contains("cellar contact");
  }

  @Test
  void each_thing_of_a_rule_stays_so_for_itself() {
    house.lamp("lamp");
    doors();
    house.activity(
        """
        {"id":"a","name":"A","when":[{"any-of":{"group":"doors"},"property":"contact",
         "becomes":"opened","for":"1m"}],
         "perform":[{"thing":"lamp","action":"turn","to":"on"}]}
        """);
    says("front", OPENED);
    house.pass(Duration.ofSeconds(30));
    says("back", OPENED);
    says("front", CLOSED);
    house.pass(Duration.ofSeconds(31));
    assertThat(firings()).isZero();
    house.pass(Duration.ofSeconds(30));
    assertThat(firings()).isEqualTo(1);
    assertThat(house.last(Fact.Kind.FIRING).fact().toString()).contains("back contact stayed so");
  }

  @Test
  void all_within_a_time_in_any_order() {
    house.lamp("lamp");
    doors();
    house.activity(
        """
        {"id":"a","name":"A","when":[{"within":"1m","all":[
          {"thing":"front","property":"contact","becomes":"opened"},
          {"thing":"back","property":"contact","becomes":"opened"}]}],
         "perform":[{"thing":"lamp","action":"turn","to":"on"}]}
        """);
    says("back", OPENED);
    house.pass(Duration.ofSeconds(90));
    says("front", OPENED);
    assertThat(firings()).as("too late").isZero();
    says("back", CLOSED);
    says("back", OPENED);
    assertThat(firings()).isEqualTo(1);
    says("front", CLOSED);
    says("front", OPENED);
    assertThat(firings()).as("both are needed anew").isEqualTo(1);
  }

  @Test
  void one_then_another() {
    house.lamp("lamp");
    doors();
    house.activity(
        """
        {"id":"a","name":"A","when":[{"within":"1m","then":[
          {"thing":"front","property":"contact","becomes":"opened"},
          {"thing":"back","property":"contact","becomes":"opened"}]}],
         "perform":[{"thing":"lamp","action":"turn","to":"on"}]}
        """);
    says("back", OPENED);
    says("front", OPENED);
    assertThat(firings()).as("the other way round").isZero();
    says("back", CLOSED);
    says("back", OPENED);
    assertThat(firings()).isEqualTo(1);
  }

  @Test
  void what_should_follow_and_does_not_survives_a_restart() {
    house.lamp("lamp");
    doors();
    house.activity(
        """
        {"id":"a","name":"A","when":[{"within":"5m",
          "after":{"thing":"front","property":"contact","becomes":"opened"},
          "not":{"thing":"front","property":"contact","becomes":"closed"}}],
         "perform":[{"thing":"lamp","action":"turn","to":"on"}]}
        """);
    says("front", OPENED);
    house.pass(Duration.ofMinutes(2));
    says("front", CLOSED);
    house.pass(Duration.ofMinutes(10));
    assertThat(firings()).isZero();
    says("front", OPENED);
    house.pass(Duration.ofMinutes(2));
    house.crash();
    house.pass(Duration.ofMinutes(4));
    assertThat(firings()).isEqualTo(1);
  }

  @Test
  void a_condition_that_comes_to_hold_is_an_edge() {
    house.lamp("lamp");
    doors();
    house.activity(
        """
        {"id":"a","name":"A",
         "when":[{"comes-true":{"every":{"group":"doors"},"property":"contact","is":"closed"},
                  "for":"10s"}],
         "perform":[{"thing":"lamp","action":"turn","to":"off"}]}
        """);
    says("front", CLOSED);
    house.pass(Duration.ofMinutes(1));
    assertThat(firings()).isZero();
    says("back", CLOSED);
    house.pass(Duration.ofSeconds(11));
    assertThat(firings()).isEqualTo(1);
    says("back", CLOSED);
    house.pass(Duration.ofSeconds(11));
    assertThat(firings()).isEqualTo(1);
  }

  @Test
  void a_thing_goes_quiet_and_appears() {
    house.lamp("lamp");
    contact("front");
    house.activity(
        """
        {"id":"quiet","name":"Q","when":[{"thing":"front","goes-quiet":true,"for":"1m"}],
         "perform":[{"thing":"lamp","action":"turn","to":"on"}]}
        """);
    says("front", CLOSED);
    house.stands("front", Status.State.ABSENT);
    house.pass(Duration.ofSeconds(30));
    says("front", CLOSED);
    house.pass(Duration.ofMinutes(2));
    assertThat(firings()).isZero();
    house.stands("front", Status.State.ABSENT);
    house.pass(Duration.ofSeconds(61));
    assertThat(firings()).isEqualTo(1);
  }

  @Test
  void lines_that_wait_for_an_outcome_and_what_to_do_otherwise() {
    house.lamp("lamp");
    house.lamp("other");
    house.thing("speaker", Set.of(), ActionKind.SAY);
    house.activity(
        """
        {"id":"a","name":"A","when":[],"perform":[
          {"things":["lamp","other"],"action":"turn","to":"on",
           "otherwise":[{"thing":"speaker","action":"say","text":"Sorry: {exceptions}."}]},
          {"thing":"lamp","action":"dim","level":40}]}
        """);
    house.post(new Fact.Called(), "a");
    assertThat(sent()).containsExactly("lamp turn on", "other turn on");
    house.handedOver(house.sent.get(0));
    house.handedOver(house.sent.get(1));
    house.reports("lamp", Property.SWITCH, Word.ON);
    house.pass(Duration.ofSeconds(2));
    house.crash();
    assertThat(house.sent).isEmpty();
    house.pass(Duration.ofSeconds(2));
    assertThat(sent())
        .containsExactly("speaker say “Sorry: other did not answer.”", "lamp dim to 40 %");
  }

  @Test
  void a_confirmation_tells_what_is_not_as_it_should_be() {
    doors();
    house.thing("speaker", Set.of(), ActionKind.SAY);
    house.activity(
        """
        {"id":"a","name":"A","when":[],"perform":[
          {"confirm":[{"every":{"group":"doors"},"property":"contact","is":"closed"}],
           "within":"30s",
           "otherwise":[{"thing":"speaker","action":"say","text":"Look: {exceptions}"}]},
          {"thing":"speaker","action":"say","text":"Good night"}]}
        """);
    says("front", OPENED);
    says("back", CLOSED);
    house.post(new Fact.Called(), "a");
    assertThat(sent()).isEmpty();
    house.pass(Duration.ofSeconds(10));
    says("front", CLOSED);
    assertThat(sent()).containsExactly("speaker say “Good night”");
    house.sent.clear();
    says("back", OPENED);
    house.post(new Fact.Called(), "a");
    house.pass(Duration.ofSeconds(31));
    assertThat(sent())
        .containsExactly("speaker say “Look: back contact is opened”", "speaker say “Good night”");
  }

  @Test
  void branches_run_at_once_and_the_next_line_waits_for_all() {
    house.lamp("a");
    house.lamp("b");
    house.lamp("c");
    house.activity(
        """
        {"id":"t","name":"T","when":[],"perform":[
          {"together":[
            [{"wait":"10s"},{"thing":"a","action":"turn","to":"on"}],
            [{"thing":"b","action":"turn","to":"on"},{"wait":"20s"}]]},
          {"thing":"c","action":"turn","to":"on"}]}
        """);
    house.post(new Fact.Called(), "t");
    assertThat(sent()).containsExactly("b turn on");
    obey();
    house.pass(Duration.ofSeconds(10));
    assertThat(sent()).containsExactly("a turn on");
    obey();
    house.crash();
    house.pass(Duration.ofSeconds(9));
    assertThat(sent()).isEmpty();
    house.pass(Duration.ofSeconds(2));
    assertThat(sent()).containsExactly("c turn on");
  }

  @Test
  void the_reason_ends_and_all_is_as_before() {
    house.lamp("dark");
    house.lamp("dimmed");
    contact("alarm");
    house.activity(
        """
        {"id":"alarm","name":"Alarm",
         "when":[{"thing":"alarm","property":"contact","becomes":"opened"}],
         "perform":[{"things":{"performs":"turn"},"action":"turn","to":"on"},
                    {"things":{"performs":"dim"},"action":"dim","level":100}],
         "until":{"when":[{"thing":"alarm","property":"contact","becomes":"closed"}],"undo":true}}
        """);
    house.reports("dark", Property.SWITCH, Word.OFF);
    house.reports("dimmed", Property.SWITCH, Word.ON);
    house.reports("dimmed", Property.LEVEL, Amount.percentage(30));
    says("alarm", OPENED);
    obey();
    house.pass(Duration.ofMinutes(3));
    house.crash();
    says("alarm", CLOSED);
    assertThat(sent()).containsExactlyInAnyOrder("dark turn off", "dimmed dim to 30 %");
  }

  @Test
  void a_person_in_between_keeps_what_they_did() {
    house.lamp("lamp");
    house.lamp("other");
    contact("alarm");
    house.activity(
        """
        {"id":"alarm","name":"Alarm",
         "when":[{"thing":"alarm","property":"contact","becomes":"opened"}],
         "perform":[{"things":["lamp","other"],"action":"turn","to":"on"}],
         "until":{"when":[{"thing":"alarm","property":"contact","becomes":"closed"}],"undo":true}}
        """);
    house.reports("lamp", Property.SWITCH, Word.OFF);
    house.reports("other", Property.SWITCH, Word.OFF);
    says("alarm", OPENED);
    obey();
    house.wants("lamp", Action.turnOn());
    house.reports("other", Property.SWITCH, Word.OFF);
    house.reports("other", Property.SWITCH, Word.ON);
    house.sent.clear();
    says("alarm", CLOSED);
    assertThat(sent()).as("the lamp is theirs").containsExactly("other turn off");
  }

  @Test
  void runs_that_lie_above_one_another_end_in_any_order() {
    house.lamp("lamp");
    contact("one");
    contact("two");
    for (String id : List.of("one", "two")) {
      house.activity(
          """
          {"id":"%s","name":"%s",
           "when":[{"thing":"%s","property":"contact","becomes":"opened"}],
           "perform":[{"thing":"lamp","action":"dim","level":%s}],
           "until":{"when":[{"thing":"%s","property":"contact","becomes":"closed"}],"undo":true}}
          """
              .formatted(id, id, id, id.equals("one") ? 50 : 90, id));
    }
    house.reports("lamp", Property.LEVEL, Amount.percentage(10));
    says("one", OPENED);
    obey();
    says("two", OPENED);
    obey();
    says("one", CLOSED);
    assertThat(sent()).as("the later one lies above").isEmpty();
    says("two", CLOSED);
    assertThat(sent()).containsExactly("lamp dim to 10 %");
  }

  @Test
  void by_hand_within_a_quarter_of_an_hour() {
    house.lamp("lamp");
    house.activity(
        """
        {"id":"a","name":"A","when":[],
         "perform":[{"thing":"lamp","action":"turn","to":"on"}]}
        """);
    house.reports("lamp", Property.SWITCH, Word.OFF);
    house.post(new Fact.Called(), "a");
    obey();
    long firing = house.last(Fact.Kind.FIRING).seq();
    house.pass(Duration.ofMinutes(10));
    house.crash();
    house.post(new Fact.Undone(firing), "a");
    assertThat(sent()).containsExactly("lamp turn off");
    obey();
    house.post(new Fact.Undone(firing), "a");
    assertThat(sent()).isEmpty();
    assertThat(house.last(Fact.Kind.SKIP).fact().toString()).contains("15 minutes");
  }

  @Test
  void firings_wait_for_one_another_or_keep_quiet() {
    house.lamp("lamp");
    contact("bell");
    house.activity(
        """
        {"id":"queue","name":"Q","again":"queue",
         "when":[{"thing":"bell","property":"contact","becomes":"opened"}],
         "perform":[{"thing":"lamp","action":"turn","to":"on"},{"wait":"10s"}]}
        """);
    house.activity(
        """
        {"id":"quiet","name":"U","quiet":"1h",
         "when":[{"thing":"bell","property":"contact","becomes":"opened"}],
         "perform":[{"thing":"lamp","action":"dim","level":10}]}
        """);
    for (int i = 0; i < 3; i++) {
      says("bell", OPENED);
      says("bell", CLOSED);
    }
    assertThat(sent()).containsExactly("lamp turn on", "lamp dim to 10 %");
    house.pass(Duration.ofSeconds(11));
    house.crash();
    house.pass(Duration.ofSeconds(10));
    house.pass(Duration.ofSeconds(10));
    house.pass(Duration.ofHours(1));
    assertThat(house.entries(Fact.Kind.FIRING).stream().filter(e -> e.subject().equals("queue")))
        .hasSize(3);
    says("bell", OPENED);
    assertThat(sent()).contains("lamp dim to 10 %");
  }

  @Test
  void amounts_and_words_taken_from_things() {
    house.lamp("lamp");
    house.thing("meter", Set.of(Property.HUMIDITY));
    house.thing("speaker", Set.of(), ActionKind.SAY);
    house.activity(
        """
        {"id":"a","name":"A",
         "when":[{"thing":"meter","property":"humidity","above":50}],
         "perform":[
           {"thing":"lamp","action":"dim",
            "level":{"thing":"meter","property":"humidity","plus":45}},
           {"thing":"speaker","action":"say",
            "text":"{meter.name}: {meter.humidity}, because {because}"}]}
        """);
    house.reports("meter", Property.HUMIDITY, Amount.percentage(40));
    house.reports("meter", Property.HUMIDITY, Amount.percentage(61));
    assertThat(sent())
        .containsExactly(
            "lamp dim to 100 %", "speaker say “meter: 61 %, because meter humidity became 61 %”");
  }

  @Test
  void a_message_that_no_driver_knows() {
    house.lamp("lamp");
    house.activity(
        """
        {"id":"a","name":"A",
         "when":[{"topic":"barn/+/state","pointer":"/door/0","is":"open"}],
         "perform":[{"publish":"barn/light","payload":"on, {value}","retain":true}]}
        """);
    house.post(new Fact.Heard("barn/north/state", "{\"door\":[\"shut\"]}"), "");
    house.post(new Fact.Heard("barn/north/state", "no JSON"), "");
    house.post(new Fact.Heard("house/state", "{\"door\":[\"open\"]}"), "");
    assertThat(firings()).isZero();
    house.post(new Fact.Heard("barn/north/state", "{\"door\":[\"open\"]}"), "");
    assertThat(house.last(Fact.Kind.PUBLISH).fact())
        .isEqualTo(new Fact.Published("barn/light", "on, open", true));
  }

  private SampleHouse settled(Instant at) {
    var settled = new SampleHouse(new HandTime(at), new MemoryJournal());
    settled.lamp("lamp");
    settled.post(new Fact.Settled(ZURICH), "house");
    return settled;
  }

  private static final Place ZURICH =
      new Place(
          ZoneId.of("Europe/Zurich"),
          Optional.of(new Place.Spot(47.37, 8.54, 400)),
          Place.USUAL_MODES,
          Set.of(LocalDate.parse("2026-03-03")),
          Set.of());

  @Test
  void the_sun_opens_and_closes_windows() {
    var at = settled(Instant.parse("2026-03-02T15:00:00Z"));
    at.activity(
        """
        {"id":"dusk","name":"D","when":[{"at":"sunset-30m"}],
         "if":{"between":["noon","sunset"]},
         "perform":[{"thing":"lamp","action":"turn","to":"on"}]}
        """);
    at.activity(
        """
        {"id":"free","name":"F","when":[{"at":"07:00"}],"if":{"holiday":true},
         "perform":[{"thing":"lamp","action":"turn","to":"off"}]}
        """);
    // The almanac has sunset in Zürich on that day at 18:12.
    at.pass(Duration.ofMinutes(98));
    assertThat(at.entries(Fact.Kind.FIRING)).isEmpty();
    for (int minute = 0; minute < 8; minute++) at.pass(Duration.ofMinutes(1));
    assertThat(at.entries(Fact.Kind.FIRING)).hasSize(1);
    for (int step = 0; step < 24 * 30; step++) at.pass(Duration.ofMinutes(2));
    assertThat(at.entries(Fact.Kind.FIRING)).extracting(e -> e.subject()).contains("free");
    assertThat(sunOf(at)).contains("night", "dawn", "daylight", "evening-twilight");
  }

  private static List<String> sunOf(SampleHouse house) {
    return house.entries(Fact.Kind.READING).stream()
        .map(entry -> (Fact.Read) entry.fact())
        .filter(read -> read.property() == Property.SUN)
        .map(read -> String.valueOf(read.value().scalar()))
        .toList();
  }

  @Test
  void a_window_of_the_day_that_opens_is_an_edge() {
    var at = settled(Instant.parse("2026-03-02T15:00:00Z"));
    at.activity(
        """
        {"id":"eve","name":"E","when":[{"comes-true":{"between":["20:00","22:00"]}}],
         "perform":[{"thing":"lamp","action":"turn","to":"on"}]}
        """);
    at.pass(Duration.ofHours(3));
    assertThat(at.entries(Fact.Kind.FIRING)).isEmpty();
    at.pass(Duration.ofHours(1));
    assertThat(at.entries(Fact.Kind.FIRING)).hasSize(1);
    for (int hour = 0; hour < 24; hour++) at.pass(Duration.ofHours(1));
    assertThat(at.entries(Fact.Kind.FIRING)).hasSize(2);
  }

  @Test
  void the_house_has_a_mode_and_counts_its_people() {
    var at = settled(SampleHouse.MORNING);
    at.thing("anna", Set.of(Property.PRESENCE));
    at.thing("bert", Set.of(Property.PRESENCE));
    at.activity(
        """
        {"id":"gone","name":"G",
         "when":[{"thing":"place","property":"peopleHome","below":1}],
         "perform":[{"thing":"place","action":"mode","to":"away"}]}
        """);
    at.activity(
        """
        {"id":"away","name":"W",
         "when":[{"thing":"place","property":"houseMode","becomes":"away"}],
         "perform":[{"thing":"lamp","action":"turn","to":"off"}]}
        """);
    at.reports("anna", Property.PRESENCE, new Word("present"));
    at.reports("bert", Property.PRESENCE, new Word("present"));
    at.reports("anna", Property.PRESENCE, new Word("absent"));
    assertThat(at.entries(Fact.Kind.FIRING)).isEmpty();
    at.reports("bert", Property.PRESENCE, new Word("absent"));
    assertThat(at.entries(Fact.Kind.FIRING))
        .extracting(e -> e.subject())
        .containsExactly("gone", "away");
    assertThat(at.sent).hasSize(1);
    at.crash();
    assertThat(at.loop.query(now -> now.held(new ThingId("place"), Property.HOUSE_MODE)))
        .satisfies(_ -> at.turn())
        .isCompletedWithValueMatching(
            held -> held.map(h -> h.value().equals(new Text("away"))).orElse(false));
  }

  @Test
  void an_activity_starts_another_and_a_loop_of_them_is_cut() {
    house.lamp("lamp");
    house.activity(
        """
        {"id":"ping","name":"Ping","when":[],"perform":[{"wait":"1s"}]}
        """);
    house.activity(
        """
        {"id":"pong","name":"Pong","again":"restart","when":[],"perform":[{"start":"ping"}]}
        """);
    house.activity(
        """
        {"id":"ping","name":"Ping","again":"restart","when":[],
         "perform":[{"thing":"lamp","action":"turn","to":"on"},{"start":"pong"}]}
        """);
    house.post(new Fact.Called(), "ping");
    assertThat(firings()).isLessThan(20);
    assertThat(house.last(Fact.Kind.SKIP).fact().toString()).contains("cut: it set itself off");
  }
}

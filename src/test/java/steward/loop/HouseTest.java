package steward.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import steward.sample.SampleHouse;
import steward.state.Held;
import steward.store.EntryJson;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Outcome;
import steward.thing.Property;
import steward.thing.Status;
import steward.thing.ThingId;
import steward.value.Amount;
import steward.value.Value;
import steward.value.Word;

class HouseTest {
  private static final Word DETECTED = new Word("detected");
  private static final Word ABSENT = new Word("absent");
  private final SampleHouse house = new SampleHouse();

  private static final String HALL_LIGHT =
      """
      {"id":"hall-light","name":"Hall light",
       "when":[{"thing":"motion","property":"motion","becomes":"detected"}],
       "perform":[{"thing":"lamp","action":"turn","to":"on"},{"wait":"5m"},{"thing":"lamp","action":"turn","to":"off"}]}
      """;

  private void hall() {
    house.lamp("lamp");
    house.thing("motion", Set.of(Property.MOTION));
    house.activity(HALL_LIGHT);
  }

  @Test
  void a_command_is_confirmed_by_a_report_after_it_was_sent_and_by_nothing_else() {
    house.lamp("lamp");
    house.reports("lamp", Property.SWITCH, Word.ON);

    long command = house.wants("lamp", Action.turnOn());
    assertThat(house.outcome(command).state()).isEqualTo(Outcome.State.WAITING);

    house.handedOver(house.sent.getFirst());
    assertThat(house.outcome(command).state()).isEqualTo(Outcome.State.SENT);

    house.reports("lamp", Property.SWITCH, Word.OFF);
    assertThat(house.outcome(command).state()).isEqualTo(Outcome.State.SENT);

    house.reports("lamp", Property.SWITCH, Word.ON);
    assertThat(house.outcome(command).state()).isEqualTo(Outcome.State.CONFIRMED);
    assertThat(house.last(Fact.Kind.READING).inferred()).isEqualTo(command);
    assertThat(house.last(Fact.Kind.OUTCOME).causes())
        .containsExactly(command, house.last(Fact.Kind.READING).seq());
  }

  @Test
  void a_hand_on_the_switch_is_nobodys_command() {
    house.lamp("lamp");
    house.reports("lamp", Property.SWITCH, Word.ON);
    assertThat(house.last(Fact.Kind.READING).inferred()).isZero();
    assertThat(house.last(Fact.Kind.READING).causes()).isEmpty();
  }

  @Test
  void a_thing_that_does_not_answer_is_silent() {
    house.lamp("lamp");
    long command = house.wants("lamp", Action.turnOn());
    house.handedOver(house.sent.getFirst());
    house.pass(Duration.ofMillis(2999));
    assertThat(house.outcome(command).state()).isEqualTo(Outcome.State.SENT);
    house.pass(Duration.ofMillis(2));
    assertThat(house.outcome(command).state()).isEqualTo(Outcome.State.SILENT);
  }

  @Test
  void a_toggle_cannot_be_checked() {
    house.lamp("lamp");
    long command = house.wants("lamp", new Action.Turn(Action.Turn.To.TOGGLE));
    house.handedOver(house.sent.getFirst());
    assertThat(house.outcome(command).state()).isEqualTo(Outcome.State.UNOBSERVABLE);
  }

  @Test
  void a_command_that_the_thing_cannot_perform_is_refused_in_words() {
    house.thing("motion", Set.of(Property.MOTION));
    long command = house.wants("motion", Action.turnOn());
    assertThat(house.outcome(command))
        .extracting(Outcome::state, Outcome::reason)
        .containsExactly(Outcome.State.REFUSED, "the thing does not perform turn");
    assertThat(house.sent).isEmpty();
  }

  @Test
  void a_thing_refuses_by_itself() {
    house.lamp("lamp");
    long command = house.wants("lamp", Action.turnOn());
    house.handedOver(house.sent.getFirst());
    house.post(new Fact.Answered(command, false, "child lock"), "lamp");
    assertThat(house.outcome(command))
        .extracting(Outcome::state, Outcome::reason)
        .containsExactly(Outcome.State.REFUSED, "child lock");
  }

  @Test
  void a_newer_command_on_the_same_property_supersedes_the_older() {
    house.lamp("lamp");
    long on = house.wants("lamp", Action.turnOn());
    house.handedOver(house.sent.getFirst());
    long dim = house.wants("lamp", new Action.Put(ActionKind.DIM, Amount.percentage(40)));
    long off = house.wants("lamp", Action.turnOff());
    assertThat(house.outcome(on).state()).isEqualTo(Outcome.State.SUPERSEDED);
    assertThat(house.outcome(dim).state()).isEqualTo(Outcome.State.WAITING);
    assertThat(house.outcome(off).state()).isEqualTo(Outcome.State.WAITING);
  }

  @Test
  void a_command_to_an_absent_thing_expires_and_is_never_kept_for_later() {
    house.lamp("lamp");
    house.stands("lamp", Status.State.ABSENT);
    long command = house.wants("lamp", Action.turnOn());
    assertThat(house.sent).isEmpty();
    house.pass(Duration.ofSeconds(31));
    assertThat(house.outcome(command).state()).isEqualTo(Outcome.State.EXPIRED);
    house.stands("lamp", Status.State.PRESENT);
    assertThat(house.sent).isEmpty();
  }

  @Test
  void a_thing_that_comes_back_in_time_gets_its_command() {
    house.lamp("lamp");
    house.stands("lamp", Status.State.ABSENT);
    house.wants("lamp", Action.turnOn());
    house.pass(Duration.ofSeconds(10));
    house.stands("lamp", Status.State.PRESENT);
    assertThat(house.sent).hasSize(1);
  }

  @Test
  void motion_turns_the_lamp_on_and_five_minutes_later_off() {
    hall();
    house.reports("motion", Property.MOTION, DETECTED);
    assertThat(house.sent).extracting(command -> command.action()).containsExactly(Action.turnOn());
    assertThat(house.last(Fact.Kind.COMMAND).principal()).isEqualTo("activity:hall-light@1");

    house.pass(Duration.ofMinutes(5));
    assertThat(house.sent)
        .extracting(command -> command.action())
        .containsExactly(Action.turnOn(), Action.turnOff());
  }

  @Test
  void the_chain_of_causes_leads_from_the_command_to_the_reading() {
    hall();
    house.reports("motion", Property.MOTION, DETECTED);
    Entry command = house.last(Fact.Kind.COMMAND);
    Entry firing = house.last(Fact.Kind.FIRING);
    Entry reading = house.last(Fact.Kind.READING);
    assertThat(command.causes()).containsExactly(firing.seq());
    assertThat(firing.causes()).containsExactly(reading.seq());
    assertThat(((Fact.Fired) firing.fact()).because()).isEqualTo("motion is detected");
  }

  @Test
  void a_lamp_due_off_goes_off_in_time_after_a_restart() {
    hall();
    house.reports("motion", Property.MOTION, DETECTED);
    house.pass(Duration.ofMinutes(2));
    house.crash();
    house.turn();
    house.sent.clear();
    house.pass(Duration.ofSeconds(179));
    assertThat(house.sent).isEmpty();
    house.pass(Duration.ofSeconds(1));
    assertThat(house.sent)
        .extracting(command -> command.action())
        .containsExactly(Action.turnOff());
  }

  @Test
  void what_was_missed_for_too_long_is_skipped_and_said() {
    hall();
    house.reports("motion", Property.MOTION, DETECTED);
    house.time.pass(Duration.ofHours(2));
    house.crash();
    house.turn();
    assertThat(house.sent).extracting(command -> command.action()).doesNotContain(Action.turnOff());
    assertThat(((Fact.Skipped) house.last(Fact.Kind.SKIP).fact()).reason())
        .contains("115 minutes ago");
  }

  @Test
  void a_retry_is_the_tasks_own_policy() {
    house.lamp("lamp");
    house.thing("motion", Set.of(Property.MOTION));
    house.activity(
        """
        {"id":"a","name":"a","when":[{"thing":"motion","property":"motion","becomes":"detected"}],
         "perform":[{"thing":"lamp","action":"turn","to":"on","retry":{"times":2,"after":"5s"}}]}
        """);
    house.reports("motion", Property.MOTION, DETECTED);
    for (int attempt = 1; attempt <= 3; attempt++) {
      assertThat(house.sent).hasSize(attempt);
      house.handedOver(house.sent.getLast());
      house.pass(Duration.ofSeconds(3));
      house.pass(Duration.ofSeconds(5));
    }
    assertThat(house.sent).hasSize(3);
    assertThat(house.outcome(house.sent.getFirst().id()))
        .extracting(Outcome::state, Outcome::reason)
        .containsExactly(Outcome.State.SILENT, "no report in time after 3 tries");
  }

  @Test
  void an_open_command_survives_a_restart_with_its_deadline() {
    house.lamp("lamp");
    long command = house.wants("lamp", Action.turnOn());
    house.handedOver(house.sent.getFirst());
    house.pass(Duration.ofSeconds(1));
    house.crash();
    assertThat(house.outcome(command).state()).isEqualTo(Outcome.State.SENT);
    house.pass(Duration.ofSeconds(2));
    assertThat(house.outcome(command).state()).isEqualTo(Outcome.State.SILENT);
  }

  @Test
  void the_same_key_is_the_same_command() {
    house.lamp("lamp");
    var fact =
        new Fact.Wanted(Action.turnOn(), steward.task.Retry.NEVER, Duration.ofSeconds(30), "k1");
    house.post(fact, "lamp");
    var found = house.loop.query(h -> h.tasks().keyed("k1").map(c -> c.id()));
    house.turn();
    assertThat(found.join()).contains(house.last(Fact.Kind.COMMAND).seq());
  }

  @Test
  void two_activities_that_set_off_each_other_are_cut() {
    house.lamp("lamp");
    house.activity(
        """
        {"id":"on","name":"on","when":[{"thing":"lamp","property":"switch","becomes":"off"}],
         "perform":[{"thing":"lamp","action":"turn","to":"on"}]}
        """);
    house.activity(
        """
        {"id":"off","name":"off","when":[{"thing":"lamp","property":"switch","becomes":"on"}],
         "perform":[{"thing":"lamp","action":"turn","to":"off"}]}
        """);
    house.reports("lamp", Property.SWITCH, Word.ON);
    for (int i = 0; i < 40 && !house.sent.isEmpty(); i++) {
      var command = house.sent.removeLast();
      house.sent.clear();
      house.handedOver(command);
      house.reports(
          "lamp", Property.SWITCH, command.action().equals(Action.turnOn()) ? Word.ON : Word.OFF);
    }
    assertThat(((Fact.Skipped) house.last(Fact.Kind.SKIP).fact()).reason())
        .startsWith("cut: it set itself off 4 times");
    assertThat(house.entries(Fact.Kind.FIRING)).hasSize(8);
  }

  @Test
  void a_kept_report_fills_a_gap_and_is_no_event_and_no_sign_of_life() {
    hall();
    var kept =
        new steward.thing.Reading(
            new steward.thing.Udn("sample:motion"),
            Property.MOTION,
            DETECTED,
            steward.thing.Quality.STALE,
            house.time.wall());
    house.loop.saw(kept);
    house.turn();
    assertThat(house.sent).isEmpty();
    assertThat(house.entries(Fact.Kind.STATUS)).isEmpty();
    var held =
        house.loop.query(h ->
            h.held(new steward.thing.ThingId("motion"), Property.MOTION).orElseThrow().quality());
    house.turn();
    assertThat(held.join()).isEqualTo(steward.thing.Quality.STALE);
  }

  @Test
  void the_same_journal_gives_the_same_house() {
    hall();
    house.reports("motion", Property.MOTION, DETECTED);
    house.handedOver(house.sent.getFirst());
    house.reports("lamp", Property.SWITCH, Word.ON);
    house.pass(Duration.ofMinutes(1));
    house.reports("motion", Property.MOTION, ABSENT);
    List<Entry> before = house.journal.entries();
    var state = house.loop.query(HouseState::of);
    house.turn();

    house.journal.forgetState();
    house.crash();
    var after = house.loop.query(HouseState::of);
    house.turn();

    assertThat(house.journal.entries().subList(0, before.size())).isEqualTo(before);
    assertThat(after.join().things()).isEqualTo(state.join().things());
    assertThat(after.join().runs()).isEqualTo(state.join().runs());
    assertThat(after.join().timers())
        .extracting(timer -> timer.key())
        .containsExactlyElementsOf(
            state.join().timers().stream().map(timer -> timer.key()).toList());
  }

  @Test
  void an_old_alert_of_a_device_that_has_a_fault_by_now_is_replayed_and_forgotten() {
    house.lamp("lamp");
    var unit = house.thing("unit", Set.of(Property.ALERT, Property.SWITCH));
    house.activity(
        """
        {"id":"siren","name":"Siren","when":[{"thing":"unit","property":"alert","becomes":"on"}],
         "perform":[{"thing":"lamp","action":"turn","to":"on"}]}
        """);
    house.reports("unit", Property.ALERT, Word.ON);
    house.thing("unit", Set.of(Property.FAULT, Property.SWITCH));
    house.reports("unit", Property.FAULT, Word.ON);
    var written = house.journal.entries();

    house.crash();

    assertThat(held(unit.id(), Property.ALERT)).isEmpty();
    assertThat(held(unit.id(), Property.FAULT)).contains(Word.ON);
    assertThat(house.journal.entries()).startsWith(written.toArray(Entry[]::new));
    assertThat(written)
        .allSatisfy(entry ->
            assertThat(EntryJson.read(EntryJson.text(entry).getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(entry));
  }

  private Optional<Value> held(ThingId id, Property property) {
    var asked = house.loop.query(now -> now.held(id, property).map(Held::value));
    house.turn();
    return asked.join();
  }
}

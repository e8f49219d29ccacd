package steward.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import steward.sample.HandTime;
import steward.sample.MemoryJournal;
import steward.sample.SampleHouse;
import steward.state.TimerKey;
import steward.thing.Property;
import steward.value.Word;

/// A machine without a battery for its clock: what it does until somebody tells it the time.
class UnknownTimeTest {
  private static final Instant NEVER_SET = Instant.parse("1970-01-01T00:00:20Z");
  private static final Word DETECTED = new Word("detected");

  /// At this hour by the clock of the house, one hour after that of Greenwich.
  private static String daily(String id, String time, String to) {
    return """
    {"id":"%s","name":"%s","when":[{"at":"%s"}],
     "perform":[{"thing":"lamp","action":"turn","to":"%s"}]}
    """
        .formatted(id, id, time, to);
  }

  private static SampleHouse at(Instant wall) {
    var house = new SampleHouse(new HandTime(wall), new MemoryJournal());
    house.lamp("lamp");
    return house;
  }

  private static void setTo(SampleHouse house, String instant) {
    house.time.step(Duration.between(house.time.wall(), Instant.parse(instant)));
    house.pass(Duration.ofSeconds(2));
  }

  private static boolean saidLast(SampleHouse house) {
    return house.entries(Fact.Kind.CLOCK).stream()
        .map(Entry::fact)
        .filter(Fact.TimeKnown.class::isInstance)
        .map(Fact.TimeKnown.class::cast)
        .toList()
        .getLast()
        .known();
  }

  @Test
  void clock_times_wait_and_all_else_goes_on() {
    var house = at(NEVER_SET);
    assertThat(house.loop.knowsTime()).isFalse();
    assertThat(saidLast(house)).as("what the journal says").isFalse();
    house.thing("motion", Set.of(Property.MOTION));
    house.activity(daily("early", "01:05", "on"));
    house.activity(
        """
        {"id":"cron","name":"cron","when":[{"cron":"* * * * *"}],
         "perform":[{"thing":"lamp","action":"turn","to":"on"}]}
        """);
    house.activity(
        """
        {"id":"hall","name":"hall",
         "when":[{"thing":"motion","property":"motion","becomes":"detected","for":"10s"}],
         "perform":[{"wait":"1m"},{"thing":"lamp","action":"turn","to":"on"}]}
        """);
    house.reports("motion", Property.MOTION, DETECTED);
    house.pass(Duration.ofSeconds(10));
    house.pass(Duration.ofMinutes(1));
    assertThat(house.sent).as("after a for and a wait").hasSize(1);
    house.pass(Duration.ofHours(30));
    assertThat(house.entries(Fact.Kind.FIRING)).extracting(Entry::subject).containsExactly("hall");

    setTo(house, "2026-11-22T00:04:00Z");
    assertThat(house.loop.knowsTime()).isTrue();
    assertThat(saidLast(house)).isTrue();
    assertThat(house.entries(Fact.Kind.SKIP)).as("nothing was missed").isEmpty();
    house.pass(Duration.ofMinutes(1));
    assertThat(house.entries(Fact.Kind.FIRING))
        .extracting(Entry::subject)
        .containsExactlyInAnyOrder("hall", "cron", "early");
  }

  @Test
  void a_clock_that_runs_on_without_being_set_stays_unbelieved() {
    var house = at(SampleHouse.MORNING);
    house.pass(Duration.ofHours(1));
    house.reports("lamp", Property.SWITCH, Word.ON);
    house.time.step(Duration.ofMinutes(-40));
    house.crash();
    assertThat(house.loop.knowsTime()).isFalse();
    house.pass(Duration.ofHours(3));
    assertThat(house.loop.knowsTime()).isFalse();
    house.time.step(Duration.ofMinutes(10));
    house.pass(Duration.ofSeconds(2));
    assertThat(house.loop.knowsTime()).isTrue();
  }

  @Test
  void a_clock_that_went_a_little_wrong_while_off_is_believed() {
    var house = at(SampleHouse.MORNING);
    house.pass(Duration.ofHours(1));
    house.reports("lamp", Property.SWITCH, Word.ON);
    house.time.step(Duration.ofSeconds(-90));
    house.crash();
    assertThat(house.loop.knowsTime()).isTrue();
    assertThat(house.entries(Fact.Kind.CLOCK)).isEmpty();
  }

  @Test
  void what_was_missed_meanwhile_follows_the_rule_for_what_is_missed() {
    var house = at(SampleHouse.MORNING);
    house.activity(daily("off", "09:00", "off"));
    house.activity(daily("on", "09:01", "on"));
    house.activity(daily("long-ago", "08:30", "off"));
    house.time.step(Duration.ofHours(-1));
    house.crash();
    house.pass(Duration.ofMinutes(5));
    assertThat(house.entries(Fact.Kind.FIRING)).isEmpty();
    // 09:10 in this house.
    setTo(house, "2026-03-02T08:10:00Z");
    assertThat(house.entries(Fact.Kind.FIRING)).extracting(Entry::subject).containsExactly("off");
    assertThat(house.entries(Fact.Kind.SKIP))
        .extracting(Entry::subject)
        .containsExactly("long-ago", "on");
    var next =
        house.loop.query(h -> h.timers().due(new TimerKey(TimerKey.Kind.CLOCK, "off", 0, 0)));
    house.turn();
    assertThat(next.join()).contains(Instant.parse("2026-03-03T08:00:00Z").toEpochMilli());
  }

  @Test
  void whoever_sets_the_clock_back_while_the_house_runs_corrects_it() {
    var house = at(Instant.parse("2031-01-01T00:00:00Z"));
    house.activity(daily("noon", "12:00", "on"));
    setTo(house, "2026-11-22T10:59:00Z");
    assertThat(house.loop.knowsTime()).isTrue();
    house.pass(Duration.ofMinutes(1));
    assertThat(house.entries(Fact.Kind.FIRING)).extracting(Entry::subject).containsExactly("noon");
    house.crash();
    assertThat(house.loop.knowsTime()).as("after a restart, too").isTrue();
    setTo(house, "2001-01-01T00:00:00Z");
    assertThat(house.loop.knowsTime()).as("before there was a steward").isFalse();
  }

  @Test
  void a_right_code_of_somebody_shows_that_a_doubted_clock_is_right() {
    var house = at(Instant.parse("2031-01-01T00:00:00Z"));
    house.time.step(Duration.ofDays(-1500));
    house.crash();
    assertThat(house.loop.knowsTime()).isFalse();
    house.loop.timeProven();
    house.turn();
    assertThat(house.loop.knowsTime()).isTrue();
    house.journal.forgetState();
    house.crash();
    assertThat(house.loop.knowsTime()).as("as the journal tells it").isTrue();

    var unset = at(NEVER_SET);
    unset.loop.timeProven();
    unset.turn();
    assertThat(unset.loop.knowsTime()).as("of a clock that cannot be right").isFalse();
  }

  @Test
  void the_state_survives_a_restart_by_snapshot_and_by_journal() {
    var house = at(SampleHouse.MORNING);
    house.pass(Duration.ofHours(1));
    house.reports("lamp", Property.SWITCH, Word.ON);
    house.time.step(Duration.ofHours(-2));
    house.crash();
    house.loop.close();
    house.crash();
    assertThat(house.loop.knowsTime()).isFalse();
    house.journal.forgetState();
    house.crash();
    assertThat(house.loop.knowsTime()).isFalse();
    setTo(house, "2026-03-02T08:30:00Z");
    assertThat(house.loop.knowsTime()).isTrue();
  }

  @Test
  void a_wait_does_not_end_by_the_years_that_the_clock_jumps() {
    var house = at(NEVER_SET);
    house.thing("motion", Set.of(Property.MOTION));
    house.activity(
        """
        {"id":"hall","name":"hall","when":[{"thing":"motion","property":"motion","becomes":"detected"}],
         "perform":[{"wait":"10m"},{"thing":"lamp","action":"turn","to":"off"}]}
        """);
    house.reports("motion", Property.MOTION, DETECTED);
    house.time.step(Duration.between(house.time.wall(), SampleHouse.MORNING));
    house.crash();
    assertThat(house.loop.knowsTime()).isTrue();
    assertThat(house.entries(Fact.Kind.SKIP)).isEmpty();
    house.pass(Duration.ofMinutes(10));
    assertThat(house.sent).hasSize(1);
  }

  @Test
  void nothing_is_between_two_hours_of_an_unknown_time() {
    var house = at(NEVER_SET);
    house.thing("motion", Set.of(Property.MOTION));
    house.activity(
        """
        {"id":"night","name":"night",
         "when":[{"thing":"motion","property":"motion","becomes":"detected"}],
         "if":{"between":["00:00","23:59"]},
         "perform":[{"thing":"lamp","action":"turn","to":"on"}]}
        """);
    house.reports("motion", Property.MOTION, DETECTED);
    assertThat(house.sent).isEmpty();
    var standing = house.loop.query(h -> h.engine().standing("night").heldReason());
    house.turn();
    assertThat(standing.join()).isEqualTo("the house did not know the time");
  }
}

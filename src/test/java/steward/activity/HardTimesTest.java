package steward.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import steward.loop.Entry;
import steward.loop.Fact;
import steward.place.Place;
import steward.sample.HandTime;
import steward.sample.MemoryJournal;
import steward.sample.SampleHouse;
import steward.thing.ActionKind;
import steward.thing.Property;
import steward.value.Word;

/// What a rule meets seldom: a thousand others, a sun that stays away, a clock that jumps a day.
class HardTimesTest {
  private static final String AT_SEVEN =
      """
      {"id":"seven","name":"S","when":[{"at":"07:00"}],
       "perform":[{"thing":"lamp","action":"turn","to":"on"}]}
      """;

  private static SampleHouse at(String instant) {
    var house = new SampleHouse(new HandTime(Instant.parse(instant)), new MemoryJournal());
    house.lamp("lamp");
    return house;
  }

  private static void pass(SampleHouse house, Duration whole) {
    for (long hour = 0; hour < whole.toHours(); hour++) house.pass(Duration.ofHours(1));
  }

  private static List<String> fired(SampleHouse house) {
    return house.entries(Fact.Kind.FIRING).stream().map(Entry::subject).toList();
  }

  @Test
  void a_thousand_activities_wait_for_one_event() {
    var house = at("2026-03-02T12:00:00Z");
    house.thing("bell", Set.of(Property.CONTACT), ActionKind.TURN);
    for (int i = 0; i < 1_000; i++)
      house.activity(
          """
          {"id":"one-%d","name":"One","when":[{"thing":"bell","property":"contact","becomes":"opened"}],
           "perform":[{"thing":"lamp","action":"dim","level":%d}]}
          """
              .formatted(i, i % 100));
    house.reports("bell", Property.CONTACT, new Word("opened"));
    assertThat(fired(house)).hasSize(1_000).doesNotHaveDuplicates().isSorted();
    assertThat(house.sent).as("each asks the lamp, and the last word counts").hasSize(1_000);
    assertThat(house.outcome(house.sent.getLast().id()).isFinal()).isFalse();
    house.reports("bell", Property.CONTACT, new Word("closed"));
    house.reports("bell", Property.CONTACT, new Word("opened"));
    assertThat(fired(house)).hasSize(2_000);
  }

  @Test
  void a_sunset_that_does_not_come_is_waited_for_until_it_does() {
    var house = at("2026-12-20T12:00:00Z");
    var spot = Optional.of(new Place.Spot(69.65, 18.96, 10));
    var north = new Place(ZoneId.of("UTC"), spot, Place.USUAL_MODES, Set.of(), Set.of());
    house.post(new Fact.Settled(north), "house");
    house.activity(
        """
        {"id":"dusk","name":"D","when":[{"at":"sunset-10m"}],
         "perform":[{"thing":"lamp","action":"turn","to":"on"}]}
        """);
    house.activity(
        """
        {"id":"day","name":"Y","when":[{"at":"13:00"}],"if":{"between":["sunrise","sunset"]},
         "perform":[{"thing":"lamp","action":"turn","to":"off"}]}
        """);
    pass(house, Duration.ofDays(14));
    assertThat(fired(house)).as("the sun does not rise").isEmpty();
    pass(house, Duration.ofDays(30));
    assertThat(fired(house)).as("it is back").contains("dusk");
  }

  @Test
  void a_clock_that_jumps_a_day_ahead_makes_up_for_nothing_and_goes_on() {
    var house = at("2026-03-02T12:00:00Z");
    house.activity(AT_SEVEN);
    house.time.step(Duration.ofDays(1));
    pass(house, Duration.ofHours(4));
    assertThat(fired(house)).as("seven o'clock was hours ago").isEmpty();
    pass(house, Duration.ofHours(18));
    assertThat(fired(house)).containsExactly("seven");
  }

  @Test
  void a_clock_that_jumps_a_day_back_comes_to_seven_again() {
    var house = at("2026-03-02T12:00:00Z");
    house.activity(AT_SEVEN);
    pass(house, Duration.ofHours(24));
    assertThat(fired(house)).hasSize(1);
    house.time.step(Duration.ofDays(-1));
    pass(house, Duration.ofHours(24));
    assertThat(fired(house)).hasSize(2);
    pass(house, Duration.ofHours(24));
    assertThat(fired(house)).hasSize(3);
  }
}

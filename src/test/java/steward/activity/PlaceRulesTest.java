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
import steward.thing.Property;
import steward.thing.ThingId;
import steward.value.Text;
import steward.value.Word;

/// The sun, the days, the modes and the people of the house in rules.
class PlaceRulesTest extends RuleHouse {
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

  private static List<String> sunOf(SampleHouse house) {
    return house.entries(Fact.Kind.READING).stream()
        .map(entry -> (Fact.Read) entry.fact())
        .filter(read -> read.property() == Property.SUN)
        .map(read -> String.valueOf(read.value().scalar()))
        .toList();
  }

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
}

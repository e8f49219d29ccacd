package steward.network.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import steward.network.fence.Lane;
import steward.thing.Property;
import steward.thing.Thing;

/// What a cut means is said by the thing's own functions.
final class CutWordsTest {
  private static final Profiles PROGRAM = new Profiles(List.of());

  private static CutWords words(Thing thing, List<Lane> now, boolean throughCloud) {
    return CutWords.of("Lamp", Optional.of(thing), PROGRAM.of(thing), now, throughCloud);
  }

  @Test
  void a_nest_stops_for_the_house_and_heats_by_itself() {
    Thing nest = Stations.thing("nest", Map.of(), Set.of(Property.TEMPERATURE));
    CutWords words = words(nest, PROGRAM.of(nest).orElseThrow().lanes(), true);
    assertThat(words.says())
        .isEqualTo(
            "A cut closes all 5 ways out of Lamp. All that the house does with it stops. When the"
                + " time is over, everything is as it was.");
    assertThat(words.stops())
        .contains(
            "Turning it on and off.",
            "Reading its temperature.",
            "Everything that the house does with it.")
        .doesNotHaveDuplicates();
    assertThat(words.stays()).containsExactly("It heats by itself, and at its own ring.");
    assertThat(words.unknown()).isEmpty();
  }

  @Test
  void a_kasa_plug_goes_on_and_its_energy_too_because_the_time_stays() {
    Thing plain = Stations.thing("kasa", Map.of(), Set.of(Property.SWITCH));
    Thing metered = Stations.thing("kasa", Map.of(), Set.of(Property.ENERGY_TODAY));
    assertThat(words(plain, List.of(), false).says())
        .startsWith("No way out of Lamp is open, so a cut closes none. Nothing of what the house");
    assertThat(words(plain, List.of(), false).stays())
        .contains("Turning it on and off.", "Reading its switch.")
        .noneMatch(sentence -> sentence.contains("energy"));
    assertThat(words(metered, List.of(), false).stays())
        .contains("Reading its energy today.")
        .anyMatch(sentence -> sentence.contains("the time, which the steward gives"));
    assertThat(words(plain, List.of(Lane.Out.to("odd.example", 443)), false).unknown())
        .containsExactly(
            "What the way out to odd.example port 443 (TCP) is for: no profile says so.");
  }

  @Test
  void of_a_stranger_nothing_is_pretended() {
    CutWords words =
        CutWords.of(
            "washer",
            Optional.empty(),
            Optional.empty(),
            List.of(Lane.Out.to("a.example", 443)),
            false);
    assertThat(words.local()).isEqualTo(Profile.Local.UNKNOWN);
    assertThat(words.stops()).isEmpty();
    assertThat(words.stays()).isEmpty();
    assertThat(words.unknown()).hasSize(2);
  }
}

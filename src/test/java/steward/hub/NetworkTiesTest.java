package steward.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import steward.network.enclosure.Station;
import steward.network.enclosure.Status;
import steward.network.enclosure.Status.Holds;
import steward.network.fence.Hardware;

/// When a grade may say that a thing is behind the fence.
class NetworkTiesTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  private static boolean isSound(Holds holds, boolean there, String trouble, String foreign) {
    return NetworkTies.isSound(new Status(true, holds, there, trouble, foreign, Optional.empty()));
  }

  @Test
  void a_fence_that_nobody_can_vouch_for_is_none() {
    assertThat(isSound(Holds.CONFIRMED, true, "", "")).isTrue();
    assertThat(isSound(Holds.TRIAL, true, "", "")).isFalse();
    assertThat(isSound(Holds.CONFIRMED, false, "", "")).isFalse();
    assertThat(isSound(Holds.CONFIRMED, true, "refused", "")).isFalse();
    assertThat(isSound(Holds.CONFIRMED, true, "", "others changed it")).isFalse();
  }

  @Test
  void a_station_that_was_not_seen_for_a_day_may_be_elsewhere() {
    assertThat(NetworkTies.isInside(station("lease", NOW.minusSeconds(3_600)), NOW)).isTrue();
    assertThat(NetworkTies.isInside(station("lease", NOW.minusSeconds(90_000)), NOW)).isFalse();
    assertThat(NetworkTies.isInside(station("thing", NOW), NOW)).isFalse();
  }

  @Test
  void who_is_forgotten_or_refused_keeps_no_key() {
    Station here = station("lease", NOW);
    var refused = Optional.of(station("lease", NOW, Station.Standing.REFUSED));
    assertThat(NetworkTies.mayJoin(Optional.of(here))).isTrue();
    assertThat(NetworkTies.mayJoin(Optional.empty())).isFalse();
    assertThat(NetworkTies.mayJoin(refused)).isFalse();
    assertThat(NetworkTies.isOut(refused)).as("at every look").isTrue();
    assertThat(NetworkTies.isOut(Optional.of(here))).isFalse();
    assertThat(NetworkTies.isOut(Optional.empty())).as("it may not have come yet").isFalse();
  }

  private static Station station(String how, Instant last) {
    return station(how, last, Station.Standing.ENCLOSED);
  }

  private static Station station(String how, Instant last, Station.Standing standing) {
    return new Station(
        "s_020000000100",
        new Hardware("02:00:00:00:01:00"),
        Optional.empty(),
        List.of(),
        "",
        "",
        List.of(),
        last,
        last,
        List.of(how),
        standing,
        List.of(),
        Map.of(),
        Optional.empty());
  }
}

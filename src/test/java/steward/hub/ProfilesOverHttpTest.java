package steward.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steward.network.enclosure.Station;
import steward.network.fence.Hardware;
import steward.network.fence.Lane;
import steward.network.fence.Ports;
import steward.network.profile.Wanted;

/// Profiles over the API of a running house, and the alert of one that wants more than before.
final class ProfilesOverHttpTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  @TempDir Path home;
  @TempDir Path beside;

  private RunningHouse house;

  @BeforeEach
  void begin() {
    house = RunningHouse.on(home);
    house.claim("Anna");
  }

  @AfterEach
  void end() {
    house.close();
  }

  @Test
  void an_owners_file_is_checked_kept_and_taken_away() {
    String hue = house.ask("GET", "/network/profiles/hue/file", "").text();
    assertThat(house.ask("POST", "/network/profiles", hue).status()).isEqualTo(409);
    String own = hue.replace("\"id\" : \"hue\"", "\"id\" : \"mine\"");
    assertThat(house.ask("POST", "/network/profiles/check", own).status()).isEqualTo(200);
    assertThat(house.ask("GET", "/network/profiles/mine", "").status()).isEqualTo(404);
    assertThat(house.ask("POST", "/network/profiles", own).status()).isEqualTo(201);
    var kept = house.ask("GET", "/network/profiles/mine", "").json();
    assertThat(kept.get("origin").text()).isEqualTo("own");
    assertThat(kept.get("ways").items().getFirst().get("lane").get("says").text())
        .contains("data.meethue.com", "only while a window is open");
    var refused = house.ask("POST", "/network/profiles", own.replace("data.meethue.com", "*"));
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().get("errors").items().getFirst().get("at").text())
        .endsWith("dst-dnsname");
    assertThat(house.ask("DELETE", "/network/profiles/hue", "").status()).isEqualTo(409);
    assertThat(house.ask("DELETE", "/network/profiles/mine", "").status()).isEqualTo(204);
    assertThat(house.ask("GET", "/network/stations/s_1/profile", "").status()).isEqualTo(404);
    assertThat(house.ask("GET", "/network/stations/s_1/cut-words", "").status()).isEqualTo(404);
    assertThat(house.ask("GET", "/network/wishes", "").json().get("items").items()).isEmpty();
  }

  @Test
  void who_wants_more_than_before_is_in_the_journal_and_told_to_the_master_once() {
    var now = new AtomicReference<>(NOON);
    var wanted = new ArrayList<>(List.of(wanted("api.washer.example")));
    var station =
        new Station(
            "s_020000000100",
            new Hardware("02:00:00:00:01:00"),
            Optional.empty(),
            List.of(),
            "",
            "washer",
            List.of(),
            NOON,
            NOON,
            List.of(),
            Station.Standing.ENCLOSED,
            List.of(Lane.Out.to("api.washer.example", 443)),
            Map.of(),
            Optional.empty());
    try (var door =
        new ProfilesDoor(
            beside,
            Drivers.families(),
            house.house.host(),
            house.house.loop(),
            house.house.reporting(),
            house.house.doorkeeper().people().accounts(),
            now::get,
            (_, _) -> () -> {})) {
      door.around(() -> List.of(station));
      door.watch(_ -> wanted, _ -> wanted);
      door.look();
      now.set(NOON.plus(Duration.ofDays(15)));
      door.look();
      wanted.add(wanted("spy.example"));
      door.look();
      door.look();
      assertThat(door.counters()).containsEntry("networkWishes", 1L);
      assertThat(door.suggested(station)).isEmpty();
    }
    String words = "washer wants what it never did before: out to spy.example port 443 (TCP)";
    await()
        .untilAsserted(() -> {
          assertThat(telling("/journal?kind=note", words)).isEqualTo(1);
          assertThat(telling("/notices", words)).isEqualTo(1);
        });
  }

  private long telling(String path, String words) {
    return house.get(path).json().get("items").items().stream()
        .filter(item -> String.valueOf(item.node()).contains(words))
        .count();
  }

  private static Wanted wanted(String host) {
    return new Wanted(host, Optional.of(Ports.tcp(443)), 3, 180, NOON, NOON, true);
  }
}

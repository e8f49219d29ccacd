package steward.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steward.network.fence.Flows;
import steward.network.fence.Hardware;
import steward.network.fence.Rival;
import steward.network.fence.Sighting;
import steward.network.mdns.Announcer;
import steward.sample.HandTime;
import steward.sim.fence.SimFence;
import steward.sim.fence.SimStation;
import steward.sim.fence.SimStation.Wish;
import steward.value.Tree;

/// Two stewards, or whoever behaves as one, on one network of things: it is said, and what may have
/// gone another way is not said to be measured.
class RivalsTest {
  private static final String ROUTER = "02:00:00:00:66:01";
  private static final String CAMERA = "/network/stations/s_02005e133701/profile";

  @TempDir Path home;

  @Test
  void who_gives_out_addresses_among_the_things_is_a_trouble_and_what_it_let_out_is_not_measured()
      throws Exception {
    Path socket = home.resolve("simulated-fence.sock");
    var offers = List.of(new Wish("", "255.255.255.255", "udp", 68, 30, 300));
    var asks = List.of(new Wish("p2p.cam-cloud.example", "198.19.66.6", "tcp", 8_443, 20, 400));
    var stations =
        List.of(
            new SimStation(ROUTER, "old-router", offers),
            new SimStation("02:00:5e:13:37:01", "camera", asks));
    try (var _ = new SimFence(socket, stations, InstantSource.system());
        var house =
            RunningHouse.simulated(
                home.resolve("h"), DemoFence.settings(home).toArray(String[]::new))) {
      await()
          .untilAsserted(() ->
              assertThat(house.get("/network").text())
                  .contains(
                      "“old-router” (" + ROUTER + ") plays the router",
                      "it gives out addresses",
                      "only one of the two may have this network"));
      assertThat(house.get("/network").json().get("says").text()).doesNotContain("router");
      await()
          .untilAsserted(
              () -> assertThat(house.get("/ledger").text()).contains("another router was heard"));
      await().untilAsserted(() -> assertThat(notes(house)).hasSize(1));
      await()
          .untilAsserted(() ->
              assertThat(house.get(CAMERA).json().get("proposal").get("says").text())
                  .contains("Not measured of that time", "; what it wanted then is not here."));
      assertThat(notes(house)).as("after more looks").hasSize(1);
      others(house);
      each_is_written_down_once(house);
    }
  }

  private static List<Tree> notes(RunningHouse house) throws Exception {
    return house.get("/journal?kind=note&limit=50").json().get("items").items().stream()
        .filter(one -> one.get("sentence").text().contains("plays the router"))
        .toList();
  }

  private static void each_is_written_down_once(RunningHouse house) {
    var now = new HandTime(Instant.parse("2026-11-20T10:00:00Z"));
    var seen = new AtomicReference<Optional<Sighting>>(Optional.empty());
    var rivals =
        new Rivals(house.house.network().enclosure(), seen::get, () -> List.of(), now::wall);
    var notes = new ArrayList<String>();
    for (int look = 0; look < 100; look++) {
      // Made up addresses, each lower than those before; and now and then nobody tells.
      seen.set(look % 3 == 2 ? Optional.empty() : Optional.of(heard(now.wall(), 255 - look)));
      rivals.follow((sentence, _, _) -> notes.add(sentence));
      now.pass(Duration.ofSeconds(30));
    }
    assertThat(notes).hasSize(Rivals.NOTES_MAX + 1).doesNotHaveDuplicates();
    assertThat(notes.getLast()).startsWith("Others play the router");
    notes.clear();
    seen.set(Optional.of(heard(now.wall(), 255)));
    for (int look = 0; look < 10; look++) {
      now.pass(Duration.ofMinutes(30));
      rivals.follow((sentence, _, _) -> notes.add(sentence));
    }
    assertThat(notes).as("one that stays").isEmpty();
    seen.set(Optional.empty());
    now.pass(Rivals.FORGOTTEN_AFTER.plusSeconds(1));
    rivals.follow((sentence, _, _) -> notes.add(sentence));
    seen.set(Optional.of(heard(now.wall(), 255)));
    rivals.follow((sentence, _, _) -> notes.add(sentence));
    assertThat(notes).as("one that comes again").hasSize(1);
  }

  private static Sighting heard(Instant at, int number) {
    var hardware = new Hardware("02:00:00:00:77:%02x".formatted(number));
    var rival = new Rival(hardware, Set.of(Rival.Part.ADDRESSES));
    var flows =
        new Flows(Map.of(), List.of(), List.of(), List.of(), List.of(), List.of(rival), List.of());
    return new Sighting(at, flows, List.of(), List.of(), false);
  }

  private static void others(RunningHouse house) {
    var at = InetAddress.ofLiteral("10.83.21.77");
    var heard =
        List.of(
            new Announcer.Other("steward (2)", at, "things0", false),
            new Announcer.Other("steward (3)", at, "home0", false),
            new Announcer.Other("steward (4)", at, "things0", true));
    var rivals =
        new Rivals(
            house.house.network().enclosure(),
            Optional::empty,
            () -> heard,
            InstantSource.system());
    assertThat(rivals.says())
        .satisfiesExactly(
            one -> assertThat(one).startsWith("Another steward (“steward (2)” at 10.83.21.77)"),
            one -> assertThat(one).startsWith("A copy of this very house (“steward (4)”"));
    assertThat(rivals.doubt()).as("that it announces itself lets nothing out").isEmpty();
  }
}

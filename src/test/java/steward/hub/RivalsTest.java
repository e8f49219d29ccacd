package steward.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steward.network.mdns.Announcer;
import steward.sim.fence.SimFence;
import steward.sim.fence.SimStation;
import steward.sim.fence.SimStation.Wish;

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
      await()
          .untilAsserted(() ->
              assertThat(house.get("/journal?kind=note&limit=50").json().get("items").items())
                  .filteredOn(one -> one.get("sentence").text().contains("plays the router"))
                  .hasSize(1));
      await()
          .untilAsserted(() ->
              assertThat(house.get(CAMERA).json().get("proposal").get("says").text())
                  .contains("Not measured of that time", "; what it wanted then is not here."));
      others(house);
    }
  }

  private static void others(RunningHouse house) {
    var at = InetAddress.ofLiteral("10.83.21.77");
    var heard =
        List.of(
            new Announcer.Other("steward (2)", at, "things0", false),
            new Announcer.Other("steward (3)", at, "home0", false),
            new Announcer.Other("steward (4)", at, "things0", true));
    var rivals = new Rivals(house.house.network().enclosure(), Optional::empty, () -> heard);
    assertThat(rivals.says())
        .satisfiesExactly(
            one -> assertThat(one).startsWith("Another steward (“steward (2)” at 10.83.21.77)"),
            one -> assertThat(one).startsWith("A copy of this very house (“steward (4)”"));
    assertThat(rivals.doubt()).as("that it announces itself lets nothing out").isEmpty();
  }
}

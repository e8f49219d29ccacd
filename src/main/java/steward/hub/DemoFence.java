package steward.hub;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import steward.network.enclosure.Decisions;
import steward.network.enclosure.Links;
import steward.network.enclosure.Refused;
import steward.network.enclosure.Station;
import steward.network.enclosure.Station.Standing;
import steward.network.enclosure.Wish;
import steward.network.fence.Hardware;
import steward.network.fence.Lane;
import steward.network.fence.NetworkName;
import steward.sim.fence.SimFence;
import steward.sim.fence.SimStation;

/// The closed network of the demo: a simulated fence with simulated stations behind it. Nothing of
/// this machine is changed. Thread-safe.
final class DemoFence implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DemoFence.class);
  private static final String SOCKET = "simulated-fence.sock";
  private static final long LOOK_MILLIS = 500;

  /// `sun_path` of `unix(7)`, with room for its end.
  private static final int SOCKET_NAME_MAX = 104;

  /// Those that need their clouds, and what for.
  private static final Map<String, List<Lane>> CLOUDS =
      Map.of(
          "18:b4:30:00:4e:57",
          List.of(
              Lane.Out.to("frontdoor.nest.com", 443),
              Lane.Out.to("*.transport.home.nest.com", 9_543)),
          "70:ee:50:00:4e:41",
          List.of(Lane.Out.to("netcom.netatmo.net", 25_050)));

  /// Nobody has decided on these: the owner may try it.
  private static final Set<String> UNDECIDED = Set.of("02:00:5e:13:37:01", "da:a1:19:00:ab:cd");

  /// Its interfaces are up, and each station is at its port.
  static final Links LINKS =
      new Links() {
        @Override
        public Optional<Boolean> up(String name) {
          return Optional.of(true);
        }

        @Override
        public Map<Hardware, String> heardAt(NetworkName bridge) {
          return SimStation.ofDemo().stream()
              .collect(Collectors.toMap(one -> new Hardware(one.hardware()), SimStation::port));
        }
      };

  private final SimFence fence;
  private volatile boolean closed;

  private DemoFence(SimFence fence) {
    this.fence = fence;
  }

  /// None where the name of the folder is too long for a socket in it.
  static Optional<DemoFence> open(Path home) throws IOException {
    Path socket = home.resolve(SOCKET).toAbsolutePath();
    if (socket.toString().length() > SOCKET_NAME_MAX) return Optional.empty();
    return Optional.of(
        new DemoFence(new SimFence(socket, SimStation.ofDemo(), InstantSource.system())));
  }

  /// What the house's configuration says of it.
  static List<String> settings(Path home) {
    return List.of(
        "network.mode=fence",
        "network.things-interface=things0",
        "network.things-ports=" + String.join(",", SimStation.PORTS),
        "network.home-interface=home0",
        "network.things-address=10.83.21.1/24",
        "network.things-prefix=fd83:2100:4e57:1::1/64",
        "network.upstream=198.18.0.53",
        "network.helper=" + home.resolve(SOCKET).toAbsolutePath());
  }

  /// Puts the fence up and takes in whoever belongs to the house, as they are seen.
  void putUp(StewardHouse house) {
    Thread.startVirtualThread(() -> {
      try {
        var decisions = new Decisions(house.network().enclosure());
        var applied = decisions.apply(false, "local");
        if (applied.isDone()) decisions.confirm(applied.token(), "local");
        takeIn(house, decisions);
      } catch (Refused e) {
        LOG.warn("the simulated fence was not put up: {}", e.getMessage());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
  }

  private void takeIn(StewardHouse house, Decisions decisions) throws InterruptedException {
    var left = new HashSet<String>();
    SimStation.ofDemo().forEach(one -> left.add(one.hardware()));
    left.removeAll(UNDECIDED);
    while (!closed && !left.isEmpty()) {
      for (Station station : house.network().enclosure().stations()) {
        String hardware = station.hardware().text();
        if (!left.remove(hardware)) continue;
        decisions.put(station.id(), Wish.standing(Standing.ENCLOSED), false, "local");
        List<Lane> lanes = CLOUDS.getOrDefault(hardware, List.of());
        if (!lanes.isEmpty()) decisions.putLanes(station.id(), lanes, "local");
      }
      Thread.sleep(LOOK_MILLIS);
    }
  }

  @Override
  public void close() {
    closed = true;
    Closing.quietly("the simulated fence", fence::close);
  }
}

package steward.sim.fence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steward.network.fence.Enclosed;
import steward.network.fence.FenceDoor;
import steward.network.fence.FencePlan;
import steward.network.fence.Ground;
import steward.network.fence.Hardware;
import steward.network.fence.Lane;
import steward.network.fence.Listener;
import steward.network.fence.NetworkName;
import steward.network.fence.Ports;
import steward.network.fence.Subnet;

/// The simulated fence keeps doors and locks as the real one does.
class SimFenceTest {
  private static final String BROKER = "10.83.21.1";
  private static final SimStation PLUG =
      new SimStation(
          "02:00:00:00:01:00",
          "plug",
          List.of(new SimStation.Wish("", BROKER, "tcp", 8_883, 1, 60)));

  @TempDir Path folder;

  private static FencePlan plan(Optional<NetworkName> port) {
    var ground =
        new Ground(
            new NetworkName("things0"),
            SimStation.PORTS.stream().map(NetworkName::new).toList(),
            new NetworkName("home0"),
            Optional.empty(),
            Subnet.parse(BROKER + "/24"),
            Optional.empty(),
            false,
            List.of(
                new Listener("https", Ports.Protocol.TCP, 8_888, Listener.Reach.OWNER),
                new Listener("mqtts", Ports.Protocol.TCP, 8_883, Listener.Reach.HOME)),
            List.of(),
            List.of(),
            List.of(),
            List.of());
    var plug =
        new Enclosed(
            "s_020000000100",
            new Hardware(PLUG.hardware()),
            ground.four().at(7),
            List.of(),
            port,
            List.of(new Lane.Knock(Ports.tcp(8_883), true)));
    return new FencePlan(ground, List.of(plug));
  }

  @Test
  void a_door_is_open_in_the_window_alone_and_who_is_astray_gets_nothing_through()
      throws IOException {
    var now = new AtomicReference<>(Instant.parse("2026-11-22T10:00:00Z"));
    Path socket = folder.resolve("fence.sock");
    try (var _ = new SimFence(socket, List.of(PLUG), now::get)) {
      var door = new FenceDoor(socket);
      door.confirm(door.apply(plan(Optional.empty()), Duration.ofSeconds(60)));
      long refused = refusedIn(door, now);
      assertThat(refused).isPositive();
      door.begin(FenceDoor.Timed.WINDOW, "s_020000000100", Duration.ofMinutes(10));
      assertThat(refusedIn(door, now)).as("in the window").isZero();
      assertThat(door.flows().up()).as("it passes no fence").isEmpty();
      now.updateAndGet(at -> at.plus(Duration.ofMinutes(10)));
      var _ = door.flows();
      assertThat(refusedIn(door, now)).as("after it").isEqualTo(refused);

      door.change(plan(elsewhere()));
      assertThat(refusedIn(door, now)).as("not even refused").isZero();
      assertThat(door.flows().strays())
          .singleElement()
          .matches(one -> one.port().equals(PLUG.port()));
    }
  }

  private static Optional<NetworkName> elsewhere() {
    return SimStation.PORTS.stream()
        .filter(port -> !port.equals(PLUG.port()))
        .findFirst()
        .map(NetworkName::new);
  }

  /// What was refused within five seconds.
  private static long refusedIn(FenceDoor door, AtomicReference<Instant> now) throws IOException {
    long before = door.flows().counter("denied").packets();
    now.updateAndGet(at -> at.plusSeconds(5));
    return door.flows().counter("denied").packets() - before;
  }
}

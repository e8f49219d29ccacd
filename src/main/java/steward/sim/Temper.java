package steward.sim;

import java.time.Duration;

/// How a device behaves on the network.
///
/// @param slowShare how many of its answers take two seconds more, 0..1
/// @param lossShare how many of its messages get lost, 0..1
/// @param outageEvery about how often it loses its network; zero for never
record Temper(
    int latencyMinMs,
    int latencyMaxMs,
    double slowShare,
    double lossShare,
    Duration outageEvery,
    Duration outageFor) {
  static final Temper PERFECT = new Temper(1, 5, 0, 0, Duration.ZERO, Duration.ZERO);
  static final Temper STEADY = new Temper(20, 300, 0.01, 0.0005, Duration.ZERO, Duration.ZERO);
  static final Temper SLOW = new Temper(900, 2_600, 0.1, 0.001, Duration.ZERO, Duration.ZERO);
  static final Temper FLAKY =
      new Temper(40, 400, 0.05, 0.02, Duration.ofMinutes(5), Duration.ofSeconds(45));
}

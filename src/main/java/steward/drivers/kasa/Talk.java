package steward.drivers.kasa;

import java.time.Duration;
import steward.driver.Pace;
import steward.driver.Turns;

/// The state of a conversation with a device. Immutable.
record Talk(Wire wire, Turns<Ask> turns, Pace pace, Known known) {
  /// Devices reset connections when they are asked more often than about twice a second.
  static final Pace.Rhythm RHYTHM =
      new Pace.Rhythm(Duration.ofSeconds(10), Duration.ofMillis(600), 5, Duration.ofMinutes(2));

  static Talk start(Reach reach) {
    return new Talk(
        Wire.start(reach.manner() != Reach.Manner.XOR),
        Turns.none(),
        Pace.of(RHYTHM),
        Known.nothing(reach.smart()));
  }
}

package steward.sim;

import java.time.Duration;
import java.time.LocalDateTime;

/// How a simulated house runs.
///
/// @param seed of everything that is left to chance
/// @param lapse how many times faster the day passes than the wire's time, 1..1440
/// @param begins the house's own time at the start
/// @param stepped time passes only by [SimulatedHouse#step]; otherwise by itself
/// @param faults some devices are slow, lose messages, drop out or send nonsense
/// @param collisions two devices share a topic, as badly configured ones do
/// @param bootShare of the real time that a Tasmota device takes from connecting to its
///   announcement (10 s), 0..1
/// @param telePeriod how often devices report unasked; Tasmota's own default is five minutes
/// @param user name for the broker; empty for none
public record SimSettings(
    long seed,
    double lapse,
    LocalDateTime begins,
    boolean stepped,
    boolean faults,
    boolean collisions,
    double bootShare,
    Duration telePeriod,
    String user,
    String password) {
  public SimSettings {
    if (!(lapse >= 1 && lapse <= 1440)) {
      throw new IllegalArgumentException("the lapse is 1 to 1440, not " + lapse);
    }
    if (!(bootShare >= 0 && bootShare <= 1)) {
      throw new IllegalArgumentException("the share of the boot time is 0 to 1, not " + bootShare);
    }
    if (telePeriod.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException(
          "devices report at most once a second, not every " + telePeriod);
    }
  }

  /// A day in 24 minutes, beginning shortly before the house wakes up, with faults.
  public static SimSettings demo() {
    return new SimSettings(
        1,
        60,
        LocalDateTime.of(2026, 3, 17, 6, 35),
        false,
        true,
        false,
        0.15,
        Duration.ofSeconds(20),
        "",
        "");
  }

  /// The same day without faults, moved on by a test.
  public static SimSettings stepped(long seed) {
    return new SimSettings(
        seed,
        60,
        LocalDateTime.of(2026, 3, 17, 6, 35),
        true,
        false,
        false,
        0.1,
        Duration.ofSeconds(20),
        "",
        "");
  }

  public SimSettings withSeed(long other) {
    return new SimSettings(
        other, lapse, begins, stepped, faults, collisions, bootShare, telePeriod, user, password);
  }

  public SimSettings withLogin(String newUser, String newPassword) {
    return new SimSettings(
        seed,
        lapse,
        begins,
        stepped,
        faults,
        collisions,
        bootShare,
        telePeriod,
        newUser,
        newPassword);
  }

  public SimSettings withLapse(double newLapse) {
    return new SimSettings(
        seed, newLapse, begins, stepped, faults, collisions, bootShare, telePeriod, user, password);
  }

  public SimSettings withBegin(LocalDateTime begin) {
    return new SimSettings(
        seed, lapse, begin, stepped, faults, collisions, bootShare, telePeriod, user, password);
  }

  public SimSettings withFaults(boolean on) {
    return new SimSettings(
        seed, lapse, begins, stepped, on, collisions, bootShare, telePeriod, user, password);
  }

  public SimSettings withCollisions(boolean on) {
    return new SimSettings(
        seed, lapse, begins, stepped, faults, on, bootShare, telePeriod, user, password);
  }

  public SimSettings withTelePeriod(Duration period) {
    return new SimSettings(
        seed, lapse, begins, stepped, faults, collisions, bootShare, period, user, password);
  }
}

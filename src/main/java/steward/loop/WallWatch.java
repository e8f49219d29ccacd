package steward.loop;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Notices that the wall clock was set: it and the time that passed no longer agree. House thread.
final class WallWatch {
  private static final Duration STEP = Duration.ofMinutes(2);
  private static final long EVERY_NANOS = 1_000_000_000L;

  private final Time time;
  private Instant expected;
  private long at;

  WallWatch(Time time) {
    this.time = time;
    this.expected = time.wall();
    this.at = time.nanos();
  }

  /// Holds the clock of now for right.
  void begin() {
    expected = time.wall();
    at = time.nanos();
  }

  /// By how much the clock was set since the last look, when it was a step; looks once a second.
  Optional<Duration> moved() {
    long nanos = time.nanos();
    if (nanos - at < EVERY_NANOS) return Optional.empty();
    Instant wall = time.wall();
    Duration by = Duration.between(expected.plusNanos(nanos - at), wall);
    expected = wall;
    at = nanos;
    return by.abs().compareTo(STEP) > 0 ? Optional.of(by) : Optional.empty();
  }
}

package steward.network;

import java.time.Duration;

/// How often something may be done: a burst at once, then one after each span. Thread-safe.
public final class Bucket {
  private final int burst;
  private final long everyNanos;
  private double left;
  private long at;

  /// @param now in nanoseconds of the monotonic clock
  public Bucket(int burst, Duration every, long now) {
    this.burst = burst;
    this.everyNanos = every.toNanos();
    this.left = burst;
    this.at = now;
  }

  /// Takes one, if there is one.
  ///
  /// @param now in nanoseconds of the monotonic clock
  public synchronized boolean take(long now) {
    left = Math.min(burst, left + (double) (now - at) / everyNanos);
    at = now;
    if (left < 1) return false;
    left--;
    return true;
  }
}

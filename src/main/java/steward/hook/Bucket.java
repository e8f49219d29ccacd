package steward.hook;

/// How many calls may come: a bucket that fills steadily. Thread-safe.
final class Bucket {
  private final double perSecond;
  private final int burst;
  private double left;
  private long at;

  /// @param nanos of the monotonic clock
  Bucket(double perSecond, int burst, long nanos) {
    this.perSecond = perSecond;
    this.burst = burst;
    left = burst;
    at = nanos;
  }

  synchronized boolean allows(long nanos) {
    left = Math.min(burst, left + Math.max(0, nanos - at) / 1e9 * perSecond);
    at = nanos;
    if (left < 1) return false;
    left -= 1;
    return true;
  }
}

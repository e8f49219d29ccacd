package steward.ssh;

import java.time.Duration;
import java.util.LinkedHashMap;
import steward.network.Source;

/// How often each address may connect: a burst at once, then one after each span. Thread-safe.
final class Rates {
  /// Further addresses take the place of the one that was quiet for longest.
  static final int ADDRESSES_MAX = 1024;

  private final int burst;
  private final long everyNanos;
  private final LinkedHashMap<Source, Bucket> buckets = new LinkedHashMap<>(64, 0.75f, true);

  private static final class Bucket {
    private double left;
    private long at;
  }

  Rates(int burst, Duration every) {
    this.burst = burst;
    this.everyNanos = every.toNanos();
  }

  /// @param now in nanoseconds of the monotonic clock
  synchronized boolean take(Source source, long now) {
    Bucket bucket = buckets.get(source);
    if (bucket == null) {
      bucket = new Bucket();
      bucket.left = burst;
      bucket.at = now;
      buckets.put(source, bucket);
      if (buckets.size() > ADDRESSES_MAX) buckets.pollFirstEntry();
    }
    bucket.left = Math.min(burst, bucket.left + (double) (now - bucket.at) / everyNanos);
    bucket.at = now;
    if (bucket.left < 1) return false;
    bucket.left--;
    return true;
  }
}

package steward.network;

import java.time.Duration;
import java.util.LinkedHashMap;

/// How often each source may do something: a burst at once, then one after each span. Thread-safe.
public final class Rates {
  private final int burst;
  private final long everyNanos;
  private final int sourcesMax;
  private final LinkedHashMap<Source, Bucket> buckets = new LinkedHashMap<>(64, 0.75f, true);

  private static final class Bucket {
    private double left;
    private long at;

    private Bucket(double left, long at) {
      this.left = left;
      this.at = at;
    }
  }

  /// @param sourcesMax that are counted; a further one takes the place of the one that was quiet
  ///   for longest
  public Rates(int burst, Duration every, int sourcesMax) {
    this.burst = burst;
    this.everyNanos = every.toNanos();
    this.sourcesMax = sourcesMax;
  }

  /// Takes one, if there is one.
  ///
  /// @param now in nanoseconds of the monotonic clock
  public synchronized boolean take(Source source, long now) {
    Bucket bucket = buckets.computeIfAbsent(source, _ -> new Bucket(burst, now));
    if (buckets.size() > sourcesMax) buckets.pollFirstEntry();
    bucket.left = Math.min(burst, bucket.left + (double) (now - bucket.at) / everyNanos);
    bucket.at = now;
    if (bucket.left < 1) return false;
    bucket.left--;
    return true;
  }
}

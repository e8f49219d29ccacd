package steward.network;

import java.time.Duration;
import java.util.LinkedHashMap;

/// How often each source may do something: a burst at once, then one after each span. Thread-safe.
public final class Rates {
  private final int burst;
  private final Duration every;
  private final int sourcesMax;
  private final LinkedHashMap<Source, Bucket> buckets = new LinkedHashMap<>(64, 0.75f, true);

  /// @param sourcesMax that are counted; a further one takes the place of the one that was quiet
  ///   for longest
  public Rates(int burst, Duration every, int sourcesMax) {
    this.burst = burst;
    this.every = every;
    this.sourcesMax = sourcesMax;
  }

  /// Takes one, if there is one.
  ///
  /// @param now in nanoseconds of the monotonic clock
  public synchronized boolean take(Source source, long now) {
    Bucket bucket = buckets.computeIfAbsent(source, _ -> new Bucket(burst, every, now));
    if (buckets.size() > sourcesMax) buckets.pollFirstEntry();
    return bucket.take(now);
  }
}

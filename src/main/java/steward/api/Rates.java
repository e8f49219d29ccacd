package steward.api;

import java.util.LinkedHashMap;
import java.util.Map;
import steward.network.Source;

/// How many requests each source may make: a bucket that fills steadily. Thread-safe.
final class Rates {
  static final int PER_SECOND = 100;
  static final int BURST = 600;
  static final int SOURCES_MAX = 4_096;

  private final Map<Source, Bucket> buckets =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Source, Bucket> eldest) {
          return size() > SOURCES_MAX;
        }
      };

  private static final class Bucket {
    private double tokens = BURST;
    private long at;

    private Bucket(long at) {
      this.at = at;
    }
  }

  /// @param nanos of the monotonic clock
  synchronized boolean allows(Source source, long nanos) {
    Bucket bucket = buckets.computeIfAbsent(source, _ -> new Bucket(nanos));
    double filled = (nanos - bucket.at) / 1e9 * PER_SECOND;
    bucket.tokens = Math.min(BURST, bucket.tokens + filled);
    bucket.at = nanos;
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  }
}

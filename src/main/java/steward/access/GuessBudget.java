package steward.access;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// How often a source may show a wrong password to the broker before its answers come slowly.
/// Thread-safe; time is an argument.
///
/// Passwords there have 128 random bits, so no number of tries finds one; what is spared here is
/// the processor and the audit log. Nobody with the right password ever waits, whoever else is at
/// the same address.
final class GuessBudget {
  static final int TRIES = 10;
  static final Duration REGAIN = Duration.ofSeconds(10);

  /// The most sources that are counted; the one that tried longest ago is forgotten first.
  static final int SOURCES_MAX = 1_024;

  /// @param left tries at the moment `at`
  private record Bucket(double left, Instant at) {}

  private final Map<String, Bucket> sources =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > SOURCES_MAX;
        }
      };

  /// Takes one try. False when it was one too many.
  synchronized boolean take(String source, Instant now) {
    Bucket had = sources.getOrDefault(source, new Bucket(TRIES, now));
    long passed = Math.max(0, Duration.between(had.at, now).toMillis());
    double left = Math.min(TRIES, had.left + (double) passed / REGAIN.toMillis());
    boolean isThere = left >= 1;
    sources.put(source, new Bucket(isThere ? left - 1 : left, now));
    return isThere;
  }
}

package steward.access;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import steward.network.Source;

/// How many tries to sign in anybody has. Pure but for its own counts; time is an argument.
/// Thread-safe.
///
/// Whoever shows a secret that we gave out (a browser's mark, a client's secret, a session) has
/// tries of its own: after n failures in a row it waits 2^n seconds, at most [#WAIT_MAX], and from
/// [#PATIENT_FAILURES] failures on a day for each code. All others share what strangers have, per
/// source and per house; when the house's is used up, strangers are not heard any more until
/// somebody who is known signs in. So nothing that strangers do is felt by those who are known.
final class Budgets {
  /// The longest wait of somebody known, before it is taken for a thief.
  static final Duration WAIT_MAX = Duration.ofMinutes(15);

  /// So many failures in a row are no typing errors any more.
  static final int PATIENT_FAILURES = 20;

  static final Duration THIEF_WAIT = Duration.ofDays(1);

  /// Tries of strangers per source, and how fast one comes back.
  static final int SOURCE_TRIES = 20;

  static final Duration SOURCE_REGAIN = Duration.ofSeconds(3);

  /// Tries of all strangers together, and how fast one comes back.
  static final int HOUSE_TRIES = 500;

  static final Duration HOUSE_REGAIN = Duration.ofMinutes(5);

  /// The most sources and known secrets that are counted; the one that tried longest ago is
  /// forgotten first.
  static final int SOURCES_MAX = 4_096;

  static final int KNOWN_MAX = 50_000;

  /// What is tried.
  enum Try {
    /// Six digits: few enough to be guessed.
    CODE(THIEF_WAIT),
    /// 80 bits: the wait only spares the processor.
    RECOVERY(WAIT_MAX);

    private final Duration wait;

    Try(Duration wait) {
      this.wait = wait;
    }
  }

  /// @param failures in a row
  /// @param next when the next try is heard
  private record Failing(int failures, Instant next, Duration pause) {}

  /// @param left tries at the moment `at`
  private record Bucket(double left, Instant at) {
    Bucket at(Instant now, int size, Duration regain) {
      long passed = Math.max(0, Duration.between(at, now).toMillis());
      return new Bucket(Math.min(size, left + (double) passed / regain.toMillis()), now);
    }
  }

  private final Map<String, Failing> known = oldestFirst(KNOWN_MAX);
  private final Map<String, Bucket> sources = oldestFirst(SOURCES_MAX);
  private Optional<Bucket> house = Optional.empty();
  private boolean open = true;

  private static <V> Map<String, V> oldestFirst(int max) {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > max;
      }
    };
  }

  /// Takes one try of somebody known, which counts as a failure until [#succeeded]: so many at once
  /// are one.
  ///
  /// @param who the secret that it showed
  /// @return how long to wait, or nothing if it may try now
  synchronized Optional<Duration> take(String who, Try what, Instant now) {
    String key = what + " " + who;
    Failing before = known.get(key);
    if (before != null) {
      // A clock that was set back does not make anybody wait longer than it was told.
      Duration left = Duration.between(now, before.next);
      if (left.isPositive()) {
        return Optional.of(left.compareTo(before.pause) > 0 ? before.pause : left);
      }
    }
    int failures = before == null ? 1 : before.failures + 1;
    Duration wait = wait(failures, what);
    known.put(key, new Failing(failures, now.plus(wait), wait));
    return Optional.empty();
  }

  static Duration wait(int failures, Try what) {
    if (failures >= PATIENT_FAILURES) return what.wait;
    Duration doubled = Duration.ofSeconds(1L << Math.min(failures, 30));
    return doubled.compareTo(WAIT_MAX) > 0 ? WAIT_MAX : doubled;
  }

  synchronized void succeeded(String who, Try what) {
    known.remove(what + " " + who);
  }

  /// Takes one try of a stranger.
  ///
  /// @return how long to wait, or nothing if it is heard
  synchronized Optional<Duration> takeStranger(String address, Instant now) {
    if (!open) return Optional.of(WAIT_MAX);
    String source = source(address);
    Bucket mine =
        bucket(Optional.ofNullable(sources.get(source)), now, SOURCE_TRIES, SOURCE_REGAIN);
    if (mine.left < 1) {
      sources.put(source, mine);
      return Optional.of(SOURCE_REGAIN);
    }
    sources.put(source, new Bucket(mine.left - 1, now));
    Bucket all = bucket(house, now, HOUSE_TRIES, HOUSE_REGAIN);
    house = Optional.of(new Bucket(all.left - 1, now));
    if (all.left < 2) open = false;
    return Optional.empty();
  }

  private static Bucket bucket(Optional<Bucket> had, Instant now, int size, Duration regain) {
    return had.map(bucket -> bucket.at(now, size, regain)).orElseGet(() -> new Bucket(size, now));
  }

  synchronized boolean isOpenForStrangers() {
    return open;
  }

  /// Hears strangers again, with all their tries.
  synchronized void openForStrangers() {
    open = true;
    house = Optional.empty();
  }

  /// What counts as one source; all that have no address are one.
  static String source(String address) {
    return Source.read(address).map(Source::name).orElse("unknown");
  }
}

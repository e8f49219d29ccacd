package steward.driver.cloud;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// How many requests a service bears, what was asked of it, and until when it wants none.
/// Immutable.
///
/// Exact: in no span of a limit are there more requests than the limit says.
///
/// @param spent when it was asked, oldest first; no longer ago than the longest limit
/// @param held no request before this moment
public record Budget(List<Limit> limits, List<Instant> spent, Instant held) {

  /// So many requests within any such time.
  public record Limit(int times, Duration within) {}

  public Budget {
    limits = List.copyOf(limits);
    spent = List.copyOf(spent);
  }

  public static Budget of(Limit... limits) {
    return new Budget(List.of(limits), List.of(), Instant.EPOCH);
  }

  /// How long the next request has to wait; zero where it may go now.
  public Duration wait(Instant now) {
    Instant free = held;
    for (Limit limit : limits) {
      int first = spent.size() - limit.times();
      if (first < 0) continue;
      Instant again = spent.get(first).plus(limit.within());
      if (again.isAfter(free)) free = again;
    }
    return free.isAfter(now) ? Duration.between(now, free) : Duration.ZERO;
  }

  /// With one more request, made now.
  public Budget spent(Instant now) {
    int most = limits.stream().mapToInt(Limit::times).max().orElse(0);
    var more = new ArrayList<>(spent);
    more.add(now);
    return new Budget(limits, more.subList(Math.max(0, more.size() - most), more.size()), held);
  }

  /// The service said that it wants nothing before this moment.
  public Budget held(Instant until) {
    return until.isAfter(held) ? new Budget(limits, spent, until) : this;
  }
}

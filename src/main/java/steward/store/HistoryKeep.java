package steward.store;

import java.time.Duration;

/// How long measurements are kept: each single one, and the hours that are made of them.
public record HistoryKeep(Duration measurements, Duration hours) {
  public static final HistoryKeep DEFAULT =
      new HistoryKeep(Duration.ofDays(400), Duration.ofDays(3660));

  public HistoryKeep {
    if (measurements.compareTo(Duration.ofDays(1)) < 0 || hours.compareTo(measurements) < 0) {
      throw new IllegalArgumentException(
          "history.keep is at least 1d, and hours are kept no shorter than measurements");
    }
  }
}

package steward.hook;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import steward.network.Bucket;

/// The calls of one hook: how many more may come now, and what became of those since the start.
/// Thread-safe.
public final class Traffic {
  private static final int MINUTES = 60;

  private final Bucket bucket;
  private final int[] byMinute = new int[MINUTES];
  private long lastMinute;
  private long taken;
  private long repeated;
  private long refused;
  private Optional<Instant> called = Optional.empty();
  private Optional<Instant> refusedAt = Optional.empty();
  private String why = "";

  /// What is told of it.
  ///
  /// @param taken calls that the house took
  /// @param repeated repeats of those, which did nothing
  /// @param refused calls that were turned away, for whatever reason
  /// @param why the reason of the last one that was; empty where none was
  /// @param lastHour calls in the last 60 minutes that proved who they are
  public record Told(
      long taken,
      long repeated,
      long refused,
      String why,
      Optional<Instant> refusedAt,
      Optional<Instant> called,
      int lastHour) {}

  /// @param burst how many calls may come at once
  Traffic(int burst, Duration every, long nanos) {
    bucket = new Bucket(burst, every, nanos);
  }

  /// Whether one more call may come now.
  boolean take(long nanos) {
    return bucket.take(nanos);
  }

  synchronized void taken(Instant now) {
    taken++;
    came(now);
  }

  synchronized void repeated(Instant now) {
    repeated++;
    came(now);
  }

  synchronized void refused(Instant now, String reason) {
    refused++;
    refusedAt = Optional.of(now);
    why = reason;
  }

  private void came(Instant now) {
    called = Optional.of(now);
    forget(now);
    byMinute[(int) Math.floorMod(lastMinute, (long) MINUTES)]++;
  }

  /// A clock that was set back makes the minutes before it the present one.
  private void forget(Instant now) {
    long minute = now.getEpochSecond() / 60;
    long passed = Math.min(MINUTES, Math.max(0, minute - lastMinute));
    for (long i = 1; i <= passed; i++)
      byMinute[(int) Math.floorMod(lastMinute + i, (long) MINUTES)] = 0;
    if (passed == MINUTES) Arrays.fill(byMinute, 0);
    lastMinute = Math.max(minute, lastMinute);
  }

  synchronized Told told(Instant now) {
    forget(now);
    int lastHour = Arrays.stream(byMinute).sum();
    return new Told(taken, repeated, refused, why, refusedAt, called, lastHour);
  }
}

package steward.network.fence;

import java.time.Duration;
import java.time.Instant;
import steward.loop.Time;

/// A clock that goes on by itself, and can be moved ahead. Thread-safe.
final class RunningTime implements Time {
  private final Instant begin;
  private final long from = System.nanoTime();
  private volatile long ahead;

  RunningTime(Instant begin) {
    this.begin = begin;
  }

  synchronized void pass(Duration span) {
    long next = ahead + span.toNanos();
    ahead = next;
  }

  @Override
  public Instant wall() {
    return begin.plusNanos(nanos() - from);
  }

  @Override
  public long nanos() {
    return System.nanoTime() + ahead;
  }
}

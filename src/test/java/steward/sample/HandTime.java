package steward.sample;

import java.time.Duration;
import java.time.Instant;
import steward.loop.Time;

/// A clock that a test moves. One thread moves it; any may read it.
public final class HandTime implements Time {
  private volatile Instant wall;
  private volatile long nanos = 1_000_000_000L;

  public HandTime(Instant wall) {
    this.wall = wall;
  }

  public synchronized void pass(Duration span) {
    step(span);
    long next = nanos + span.toNanos();
    nanos = next;
  }

  /// Moves the wall clock alone, as a person or NTP does.
  public synchronized void step(Duration span) {
    Instant next = wall.plus(span);
    wall = next;
  }

  @Override
  public Instant wall() {
    return wall;
  }

  @Override
  public long nanos() {
    return nanos;
  }
}

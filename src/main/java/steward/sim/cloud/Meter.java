package steward.sim.cloud;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;

/// Counts requests against a limit: so many within any such time. Thread-safe.
public final class Meter {
  private final long spanNanos;
  private final Deque<Long> asked = new ArrayDeque<>();
  private final AtomicInteger over = new AtomicInteger();
  private int times;

  public Meter(int times, Duration span) {
    this.times = times;
    this.spanNanos = span.toNanos();
  }

  /// Takes a request.
  ///
  /// @return whether it is within the limit
  public synchronized boolean take() {
    long now = System.nanoTime();
    while (!asked.isEmpty() && now - asked.getFirst() >= spanNanos) asked.removeFirst();
    if (asked.size() >= times) {
      over.incrementAndGet();
      return false;
    }
    asked.addLast(now);
    return true;
  }

  /// Bears no more than this from now on.
  public synchronized void bear(int newTimes) {
    times = newTimes;
  }

  /// How many requests were beyond it.
  public int over() {
    return over.get();
  }
}

package steward.sim;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/// What the simulated house will do next, in order of time; time itself comes from outside.
/// Confined to the house's context.
final class Timeline {
  /// Beyond this many entries new ones are dropped and counted: something schedules without end.
  static final int ENTRIES_MAX = 20_000;

  private final PriorityQueue<Entry> entries =
      new PriorityQueue<>(Comparator.comparingLong(Entry::at).thenComparingLong(Entry::number));
  private long now;
  private long numbers;
  private long dropped;

  private record Entry(long at, long number, Runnable action) {}

  /// Milliseconds since the house was started.
  long now() {
    return now;
  }

  long dropped() {
    return dropped;
  }

  void after(long millis, Runnable action) {
    if (entries.size() >= ENTRIES_MAX) {
      dropped++;
      return;
    }
    entries.add(new Entry(now + Math.max(0, millis), numbers++, action));
  }

  /// Does this again and again, the first time after one period.
  void every(Duration period, Runnable action) {
    after(
        period.toMillis(),
        () -> {
          action.run();
          every(period, action);
        });
  }

  /// Lets time pass up to this moment and does what is due on the way.
  void runUntil(long millis) {
    for (Entry next = entries.peek(); next != null && next.at() <= millis; next = entries.peek()) {
      entries.poll();
      now = Math.max(now, next.at());
      next.action().run();
    }
    now = Math.max(now, millis);
  }

  void clear() {
    entries.clear();
  }
}

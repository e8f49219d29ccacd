package steward.sim.bench;

import java.util.concurrent.atomic.AtomicLong;

/// When the triggers of one rule were due whose commands have not come, oldest first. One thread
/// adds, another takes.
final class Awaited {
  private static final int TRIGGERS_MAX = 1 << 13;

  private final long[] due = new long[TRIGGERS_MAX];
  private final AtomicLong added = new AtomicLong();
  private final AtomicLong taken = new AtomicLong();

  /// False when so many are awaited already that this one counts as lost.
  boolean add(long dueNanos) {
    long next = added.getPlain();
    if (next - taken.getAcquire() >= TRIGGERS_MAX) return false;
    due[(int) next & TRIGGERS_MAX - 1] = dueNanos;
    added.setRelease(next + 1);
    return true;
  }

  boolean isEmpty() {
    return taken.getPlain() == added.getAcquire();
  }

  /// The oldest; only when there is one.
  long first() {
    return due[(int) taken.getPlain() & TRIGGERS_MAX - 1];
  }

  void drop() {
    taken.setRelease(taken.getPlain() + 1);
  }

  /// How many of those due since then are still awaited. Only when nobody adds or takes.
  long countSince(long from) {
    long count = 0;
    for (long i = taken.get(); i < added.get(); i++) {
      if (due[(int) i & TRIGGERS_MAX - 1] >= from) count++;
    }
    return count;
  }

  long count() {
    return added.get() - taken.get();
  }
}

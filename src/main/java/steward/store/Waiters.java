package steward.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Those who wait until entries are on the disk. Guarded by the journal's lock; futures are
/// completed outside of it.
final class Waiters {
  static final int WAITERS_MAX = 20_000;

  private final List<Waiter> waiting = new ArrayList<>();

  private record Waiter(long seq, CompletableFuture<Void> future) {}

  boolean isFull() {
    return waiting.size() >= WAITERS_MAX;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  int size() {
    return waiting.size();
  }

  CompletableFuture<Void> add(long seq) {
    var future = new CompletableFuture<Void>();
    waiting.add(new Waiter(seq, future));
    return future;
  }

  /// Takes those out who waited for nothing beyond this number.
  List<CompletableFuture<Void>> take(long seq) {
    var done = new ArrayList<CompletableFuture<Void>>();
    waiting.removeIf(waiter -> waiter.seq <= seq && done.add(waiter.future));
    return done;
  }
}

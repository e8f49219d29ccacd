package steward.access;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Runs blocking work on virtual threads, one piece at a time. Thread-safe.
final class InTurn {
  static final int WAITING_MAX = 200;

  private final ReentrantLock turn = new ReentrantLock(true);
  private final Semaphore places = new Semaphore(WAITING_MAX);

  /// Work that may wait for the disk.
  interface Work<T extends @Nullable Object> {
    T run();
  }

  <T extends @Nullable Object> CompletableFuture<T> run(Work<T> work) {
    if (!places.tryAcquire())
      return CompletableFuture.failedFuture(
          new Refusal(Refusal.Why.BUSY, WAITING_MAX + " changes wait already: try again later."));
    var future = new CompletableFuture<T>();
    Thread.startVirtualThread(() -> {
      turn.lock();
      try {
        settle(future, work);
      } finally {
        turn.unlock();
        places.release();
      }
    });
    return future;
  }

  /// Completes a future with what the work returns or fails with.
  static <T extends @Nullable Object> void settle(CompletableFuture<T> future, Work<T> work) {
    try {
      future.complete(work.run());
    } catch (CompletionException e) {
      Throwable cause = e.getCause();
      future.completeExceptionally(cause == null ? e : cause);
    } catch (RuntimeException | Error e) {
      future.completeExceptionally(e);
    }
  }
}

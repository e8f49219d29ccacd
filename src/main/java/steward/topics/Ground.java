package steward.topics;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

/// Where the face's own work runs: on one thread, in order, and never on the house's.
///
/// @param on runs a task soon, from any thread
/// @param after runs a task after a time, on any thread
public record Ground(Executor on, BiConsumer<Duration, Runnable> after) {
  void run(Runnable task) {
    on.execute(task);
  }

  void later(Duration time, Runnable task) {
    after.accept(time, () -> on.execute(task));
  }
}

package steward.network.enclosure;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does the same again and again on a thread of its own: when it is wanted, and every ten seconds;
/// less and less often, up to a minute, while it fails. Thread-safe.
final class Keeper implements AutoCloseable {
  private static final Duration SOON = Duration.ofMillis(200);
  private static final Duration EVERY = Duration.ofSeconds(10);
  private static final Duration SELDOM = Duration.ofMinutes(1);
  private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);

  private final BooleanSupplier work;
  private final Semaphore wanted = new Semaphore(0);
  private volatile boolean closed;

  /// @param work whether it did what it should
  Keeper(BooleanSupplier work) {
    this.work = work;
  }

  void start() {
    Thread.ofVirtual().name("enclosure").start(this::run);
  }

  private void run() {
    Duration pause = EVERY;
    try {
      while (!closed) {
        pause = works() ? EVERY : longer(pause);
        if (!wanted.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) continue;
        // What comes in a burst is looked at once.
        if (!closed) Thread.sleep(SOON);
        wanted.drainPermits();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean works() {
    try {
      return work.getAsBoolean();
    } catch (RuntimeException e) {
      if (!closed) LOG.error("the closed network could not be looked after", e);
      return false;
    }
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(SELDOM) < 0 ? twice : SELDOM;
  }

  void look() {
    if (wanted.availablePermits() == 0) wanted.release();
  }

  @Override
  public void close() {
    closed = true;
    look();
  }
}

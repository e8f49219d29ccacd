package steward.loop;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;

/// By when work on the past has to be done: whoever does it asks now and then, and gives up when it
/// is over. Thread-safe.
public final class Deadline {
  private final Time time;
  private final long begun;
  private final Duration within;
  private final String what;

  private Deadline(Time time, Duration within, String what) {
    this.time = time;
    this.begun = time.nanos();
    this.within = within;
    this.what = what;
  }

  /// From now on so long.
  ///
  /// @param what is told of whatever is not done by then: `the case first-evening`
  public static Deadline in(Time time, Duration within, String what) {
    return new Deadline(time, within, what);
  }

  /// Whether the time is up.
  public boolean isOver() {
    return time.nanos() - begun > within.toNanos();
  }

  /// @throws RejectedExecutionException when the time is up
  public void check() {
    if (isOver())
      throw new RejectedExecutionException(
          "%s took longer than %d s and was given up".formatted(what, within.toSeconds()));
  }
}

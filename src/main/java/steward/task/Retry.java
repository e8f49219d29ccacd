package steward.task;

import java.time.Duration;

/// How often a silent command is sent again, and how long after. Part of a task, never of the house
/// at large.
public record Retry(int times, Duration after) {
  public static final int TIMES_MAX = 10;
  public static final Retry NEVER = new Retry(0, Duration.ZERO);

  public Retry {
    if (times < 0 || times > TIMES_MAX) {
      throw new IllegalArgumentException("a retry is 0 to " + TIMES_MAX + " times, not " + times);
    }
  }
}

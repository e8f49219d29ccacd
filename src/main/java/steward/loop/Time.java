package steward.loop;

import java.time.Instant;

/// The two clocks of the house, read at the edge only: the wall clock and one that never steps.
public interface Time {
  Instant wall();

  /// Nanoseconds from an arbitrary start; only differences mean something.
  long nanos();

  static Time system() {
    return new Time() {
      @Override
      public Instant wall() {
        return Instant.now();
      }

      @Override
      public long nanos() {
        return System.nanoTime();
      }
    };
  }
}

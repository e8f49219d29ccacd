package steward.place;

import java.time.Duration;
import java.time.LocalTime;

/// A moment that comes each day: by the clock or by the sun.
public sealed interface Moment {

  record Clock(LocalTime time) implements Moment {}

  /// @param offset so much later; negative for earlier; at most 12 hours
  record Sun(SunPhase phase, Duration offset) implements Moment {
    public static final Duration OFFSET_MAX = Duration.ofHours(12);
  }

  /// As it is written: `22:30`, `sunset`, `sunset-30m`, `sunrise+1h`.
  default String text() {
    return switch (this) {
      case Clock(LocalTime time) -> time.toString();
      case Sun(SunPhase phase, Duration offset) when offset.isZero() -> phase.label();
      case Sun(SunPhase phase, Duration offset) ->
          phase.label() + (offset.isNegative() ? "-" : "+") + steward.value.Span.text(offset.abs());
    };
  }
}

package steward.place;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// A moment of the sun's day, by its height above the horizon. Source: the phases of the original
/// steward; sunrise and sunset are those of almanacs (the upper edge at the horizon, with usual
/// refraction).
public enum SunPhase {
  /// 18° below, rising.
  DAWN,
  /// 6° below, rising.
  MORNING_TWILIGHT,
  SUNRISE,
  /// 6° above, rising.
  DAYLIGHT,
  NOON,
  /// 6° above, falling.
  EVENING,
  SUNSET,
  /// 6° below, falling.
  DUSK,
  /// 18° below, falling.
  NIGHT,
  /// The deepest point.
  NADIR;

  /// The name in text, such as `morning-twilight`.
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<SunPhase> labelled(String label) {
    return Arrays.stream(values()).filter(one -> one.label().equals(label)).findFirst();
  }
}

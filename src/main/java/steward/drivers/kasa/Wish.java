package steward.drivers.kasa;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.value.Colour;

/// Actions in the numbers that both dialects use: brightness in percent, whole degrees, kelvin.
final class Wish {
  private Wish() {}

  /// Whether to switch on; empty for a toggle of something whose state is not known.
  static Optional<Boolean> to(Action.Turn.To to, Optional<Boolean> isOn) {
    return switch (to) {
      case ON -> Optional.of(true);
      case OFF -> Optional.of(false);
      case TOGGLE -> isOn.map(on -> !on);
    };
  }

  /// What a light should be.
  ///
  /// @param isDark brightness 0, which is off: the devices refuse 0
  /// @param members `brightness`, `hue`, `saturation`, `color_temp`; empty where the light cannot
  ///   do it
  record Light(boolean isDark, Map<String, Object> members) {
    Light {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    int brightness() {
      return members.get("brightness") instanceof Integer percent ? percent : 1;
    }
  }

  static Light of(Action.Put put, Profile profile) {
    if (put.kind() == ActionKind.DIM && profile.kind().dims()) {
      int percent = Math.clamp(Math.round(put.number()), 0, 100);
      return new Light(percent == 0, Json.object("brightness", percent));
    }
    if (put.kind() == ActionKind.WARMTH && profile.isTunable()) {
      OptionalInt kelvin = kelvin(put.number(), profile);
      return kelvin.isEmpty()
          ? new Light(false, Map.of())
          : new Light(false, Json.object("color_temp", kelvin.getAsInt()));
    }
    if (put.value() instanceof Colour(double hue, double saturation) && profile.colours()) {
      int degrees = (int) Math.round(hue) % 360;
      int percent = (int) Math.round(saturation);
      return new Light(false, Json.object("hue", degrees, "saturation", percent, "color_temp", 0));
    }
    return new Light(false, Map.of());
  }

  private static OptionalInt kelvin(double mireds, Profile profile) {
    if (mireds <= 0) return OptionalInt.empty();
    long kelvin = Math.round(1_000_000 / mireds);
    return OptionalInt.of(Math.clamp(kelvin, profile.kelvinMin(), profile.kelvinMax()));
  }
}

package steward.drivers.mqttdiscovery;

import java.util.Map;
import java.util.Optional;
import steward.driver.Payload;
import steward.value.Colour;

/// Colours as lights write them: hue and saturation, red, green and blue, or a place in the CIE
/// 1931 diagram. The conversion assumes the primaries of sRGB.
final class Colours {
  private Colours() {}

  /// Reads `h,s`, `r,g,b` or `x,y`.
  static Optional<Colour> read(String way, String text) {
    String[] parts = text.split(",", 4);
    double[] numbers = new double[parts.length];
    for (int i = 0; i < parts.length; i++) {
      var number = Payload.number(parts[i]);
      if (number.isEmpty()) return Optional.empty();
      numbers[i] = number.getAsDouble();
    }
    return switch (way) {
      case "hs" -> numbers.length == 2 ? of(numbers[0], numbers[1]) : Optional.empty();
      case "xy" -> numbers.length == 2 ? ofXy(numbers[0], numbers[1]) : Optional.empty();
      default -> numbers.length == 3 ? ofRgb(numbers[0], numbers[1], numbers[2]) : Optional.empty();
    };
  }

  static Optional<Colour> of(double hue, double saturation) {
    boolean fits = hue >= 0 && hue <= 360 && saturation >= 0 && saturation <= 100;
    return fits ? Optional.of(new Colour(hue == 360 ? 0 : hue, saturation)) : Optional.empty();
  }

  static Optional<Colour> ofRgb(double r, double g, double b) {
    double max = Math.max(r, Math.max(g, b));
    double min = Math.min(r, Math.min(g, b));
    if (!(max > 0 && min >= 0))
      return Optional.empty(); // dark: which colour it would be, it does not say
    double span = max - min;
    if (span == 0) return of(0, 0);
    double sixths = max == r ? (g - b) / span : max == g ? 2 + (b - r) / span : 4 + (r - g) / span;
    return of((sixths * 60 + 360) % 360, 100 * span / max);
  }

  static Optional<Colour> ofXy(double x, double y) {
    if (!(x >= 0 && x <= 1 && y > 0.001 && y <= 1)) return Optional.empty();
    double bigX = x / y;
    double bigZ = Math.max(0, (1 - x - y) / y);
    double r = 3.2404542 * bigX - 1.5371385 - 0.4985314 * bigZ;
    double g = -0.9692660 * bigX + 1.8760108 + 0.0415560 * bigZ;
    double b = 0.0556434 * bigX - 0.2040259 + 1.0572252 * bigZ;
    double max = Math.max(r, Math.max(g, b));
    if (!(max > 0)) return Optional.empty();
    return ofRgb(bent(r / max), bent(g / max), bent(b / max));
  }

  private static double bent(double linear) {
    if (linear <= 0) return 0;
    return linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.pow(linear, 1 / 2.4) - 0.055;
  }

  private static double straight(double bent) {
    return bent <= 0.04045 ? bent / 12.92 : Math.pow((bent + 0.055) / 1.055, 2.4);
  }

  /// Red, green and blue at full brightness, 0..1.
  static double[] rgb(Colour colour) {
    double[] rgb = new double[3];
    double chroma = colour.saturation() / 100;
    for (int i = 0; i < 3; i++) {
      double k = (new int[] {5, 3, 1}[i] + colour.hue() / 60) % 6;
      rgb[i] = 1 - chroma * Math.max(0, Math.min(1, Math.min(k, 4 - k)));
    }
    return rgb;
  }

  static double[] xy(Colour colour) {
    double[] rgb = rgb(colour);
    double r = straight(rgb[0]);
    double g = straight(rgb[1]);
    double b = straight(rgb[2]);
    double x = 0.4124564 * r + 0.3575761 * g + 0.1804375 * b;
    double y = 0.2126729 * r + 0.7151522 * g + 0.0721750 * b;
    double z = 0.0193339 * r + 0.1191920 * g + 0.9503041 * b;
    double sum = x + y + z;
    return new double[] {Math.rint(x / sum * 1e4) / 1e4, Math.rint(y / sum * 1e4) / 1e4};
  }

  static String text(String way, Colour colour) {
    double[] rgb = rgb(colour);
    double[] xy = xy(colour);
    return switch (way) {
      case "hs" -> Numbers.text(colour.hue()) + "," + Numbers.text(colour.saturation());
      case "xy" -> Numbers.text(xy[0]) + "," + Numbers.text(xy[1]);
      default -> step(rgb[0]) + "," + step(rgb[1]) + "," + step(rgb[2]);
    };
  }

  static Map<String, Object> variables(Colour colour) {
    double[] rgb = rgb(colour);
    double[] xy = xy(colour);
    return Map.of(
        "red",
        step(rgb[0]),
        "green",
        step(rgb[1]),
        "blue",
        step(rgb[2]),
        "hue",
        colour.hue(),
        "sat",
        colour.saturation(),
        "x",
        xy[0],
        "y",
        xy[1]);
  }

  static long step(double share) {
    return Math.round(share * 255);
  }
}

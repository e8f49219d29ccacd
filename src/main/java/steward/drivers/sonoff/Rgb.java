package steward.drivers.sonoff;

import steward.value.Colour;

/// A colour as these lamps have it: three parts of 0 to 255. How bright it is stands elsewhere.
record Rgb(int red, int green, int blue) {

  static Rgb of(Colour colour) {
    return new Rgb(part(colour, 5), part(colour, 3), part(colour, 1));
  }

  private static int part(Colour colour, int shift) {
    double k = (shift + colour.hue() / 60) % 6;
    double depth = colour.saturation() / 100 * Math.clamp(Math.min(k, 4 - k), 0, 1);
    return (int) Math.round((1 - depth) * 255);
  }

  /// In whole degrees and percent; black is told as white.
  Colour colour() {
    int max = Math.max(red, Math.max(green, blue));
    int span = max - Math.min(red, Math.min(green, blue));
    long saturation = max == 0 ? 0 : Math.round(100.0 * span / max);
    return saturation == 0 ? new Colour(0, 0) : new Colour(hue(max, span), saturation);
  }

  private long hue(int max, double span) {
    double sixths;
    if (max == red) sixths = (green - blue) / span;
    else if (max == green) sixths = 2 + (blue - red) / span;
    else sixths = 4 + (red - green) / span;
    return Math.floorMod(Math.round(sixths * 60), 360L);
  }
}

package steward.drivers.hue;

import steward.value.Colour;

/// A colour as the bridge counts it: the chromaticity of CIE 1931, both from 0 to 1. Immutable.
///
/// Hue and saturation are those of the fully bright sRGB colour of that chromaticity (IEC
/// 61966-2-1, white D65), so that what a person picks on a screen is what the lamp shows.
record Xy(double x, double y) {
  /// Less saturation than this cannot be told from white.
  static final int PALE = 3;

  private static final double Y_MIN = 1e-4;

  static Xy of(Colour colour) {
    double chroma = colour.saturation() / 100;
    double red = linear(channel(5, colour.hue(), chroma));
    double green = linear(channel(3, colour.hue(), chroma));
    double blue = linear(channel(1, colour.hue(), chroma));
    double x = 0.4124 * red + 0.3576 * green + 0.1805 * blue;
    double y = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    double z = 0.0193 * red + 0.1192 * green + 0.9505 * blue;
    return new Xy(x / (x + y + z), y / (x + y + z));
  }

  private static double channel(int shift, double hue, double chroma) {
    double k = (shift + hue / 60) % 6;
    return 1 - chroma * Math.clamp(Math.min(k, 4 - k), 0.0, 1.0);
  }

  private static double linear(double channel) {
    return channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
  }

  private static double encoded(double linear) {
    return linear <= 0.0031308 ? linear * 12.92 : 1.055 * Math.pow(linear, 1 / 2.4) - 0.055;
  }

  /// Hue and saturation in whole numbers; what is too pale to have a hue is white.
  Colour colour() {
    double safe = Math.max(y, Y_MIN);
    double bigX = x / safe;
    double bigZ = Math.max(0, 1 - x - y) / safe;
    double red = Math.max(0, 3.2406 * bigX - 1.5372 - 0.4986 * bigZ);
    double green = Math.max(0, -0.9689 * bigX + 1.8758 + 0.0415 * bigZ);
    double blue = Math.max(0, 0.0557 * bigX - 0.2040 + 1.0570 * bigZ);
    double most = Math.max(red, Math.max(green, blue));
    if (most <= 0) return new Colour(0, 0);
    red = encoded(red / most);
    green = encoded(green / most);
    blue = encoded(blue / most);
    double span = 1 - Math.min(red, Math.min(green, blue));
    long saturation = Math.clamp(Math.round(span * 100), 0, 100);
    if (saturation < PALE) return new Colour(0, 0);
    double sixths;
    if (red >= green && red >= blue) sixths = (green - blue) / span;
    else if (green >= blue) sixths = 2 + (blue - red) / span;
    else sixths = 4 + (red - green) / span;
    return new Colour(Math.floorMod(Math.round(sixths * 60), 360), saturation);
  }

  /// As precise as the bridge keeps it: four decimals.
  Xy rounded() {
    return new Xy(Math.round(x * 10_000) / 10_000.0, Math.round(y * 10_000) / 10_000.0);
  }

  boolean isColour() {
    return x >= 0 && y >= 0 && x <= 1 && y <= 1;
  }
}

package steward.value;

/// A colour: hue in degrees 0..<360, saturation in percent 0..100. How bright it is, is the
/// property `level`.
public record Colour(double hue, double saturation) implements Value {
  public Colour {
    if (!(hue >= 0 && hue < 360)) {
      throw new IllegalArgumentException("a hue is 0 to below 360 degrees, not " + hue);
    }
    if (!(saturation >= 0 && saturation <= 100)) {
      throw new IllegalArgumentException("a saturation is 0 to 100 percent, not " + saturation);
    }
  }

  @Override
  public String scalar() {
    return Amount.plain(hue) + "," + Amount.plain(saturation);
  }

  @Override
  public String sentence() {
    return "hue " + Amount.plain(hue) + "°, saturation " + Amount.plain(saturation) + " %";
  }
}

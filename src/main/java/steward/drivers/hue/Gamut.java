package steward.drivers.hue;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import steward.driver.Payload;

/// The triangle of colours that a lamp can make. Immutable.
///
/// Source of the three usual ones: the bridge's own reports of lamps with `gamut_type` A, B and C.
record Gamut(Xy red, Xy green, Xy blue) {
  static final Gamut A =
      new Gamut(new Xy(0.704, 0.296), new Xy(0.2151, 0.7106), new Xy(0.138, 0.08));
  static final Gamut B = new Gamut(new Xy(0.675, 0.322), new Xy(0.409, 0.518), new Xy(0.167, 0.04));
  static final Gamut C =
      new Gamut(new Xy(0.6915, 0.3083), new Xy(0.17, 0.7), new Xy(0.1532, 0.0475));

  /// The colour, or the one of the triangle that is nearest to it.
  Xy clamp(Xy colour) {
    if (contains(colour)) return colour;
    Xy best = nearest(red, green, colour);
    for (Xy other : new Xy[] {nearest(green, blue, colour), nearest(blue, red, colour)}) {
      if (distance(other, colour) < distance(best, colour)) best = other;
    }
    return best;
  }

  private boolean contains(Xy colour) {
    double a = side(red, green, colour);
    double b = side(green, blue, colour);
    double c = side(blue, red, colour);
    return a >= 0 && b >= 0 && c >= 0 || a <= 0 && b <= 0 && c <= 0;
  }

  private static double side(Xy from, Xy to, Xy at) {
    return (to.x() - from.x()) * (at.y() - from.y()) - (to.y() - from.y()) * (at.x() - from.x());
  }

  private static Xy nearest(Xy from, Xy to, Xy colour) {
    double dx = to.x() - from.x();
    double dy = to.y() - from.y();
    double length = dx * dx + dy * dy;
    if (length <= 0) return from;
    double along = ((colour.x() - from.x()) * dx + (colour.y() - from.y()) * dy) / length;
    double part = Math.clamp(along, 0.0, 1.0);
    return new Xy(from.x() + part * dx, from.y() + part * dy);
  }

  private static double distance(Xy one, Xy other) {
    return Math.hypot(one.x() - other.x(), one.y() - other.y());
  }

  /// The form that stands in a binding: six numbers.
  String text() {
    return String.format(
        Locale.ROOT,
        "%.4f %.4f %.4f %.4f %.4f %.4f",
        red.x(),
        red.y(),
        green.x(),
        green.y(),
        blue.x(),
        blue.y());
  }

  /// Reads [#text]; empty for anything else.
  static Optional<Gamut> read(String text) {
    String[] parts = text.split(" ", 7);
    if (parts.length != 6) return Optional.empty();
    var at = new double[6];
    for (int i = 0; i < at.length; i++) {
      OptionalDouble number = Payload.number(parts[i]);
      if (number.isEmpty()) return Optional.empty();
      at[i] = number.getAsDouble();
    }
    var gamut = new Gamut(new Xy(at[0], at[1]), new Xy(at[2], at[3]), new Xy(at[4], at[5]));
    return gamut.isTriangle() ? Optional.of(gamut) : Optional.empty();
  }

  /// Whether its corners are colours and hold a space between them.
  boolean isTriangle() {
    return red.isColour()
        && green.isColour()
        && blue.isColour()
        && Math.abs(side(red, green, blue)) > 1e-4;
  }
}

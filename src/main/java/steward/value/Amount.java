package steward.value;

/// A number with its unit.
public record Amount(double number, Unit unit) implements Value {
  public Amount {
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException("an amount is a finite number, not " + number);
    }
    if (number == 0) number = 0.0; // -0.0 and 0.0 are one amount
  }

  public static Amount percentage(double number) {
    return new Amount(number, Unit.PERCENTAGE);
  }

  public static Amount celsius(double number) {
    return new Amount(number, Unit.CELSIUS);
  }

  public static Amount watts(double number) {
    return new Amount(number, Unit.WATTS);
  }

  @Override
  public String scalar() {
    return plain(number);
  }

  @Override
  public String sentence() {
    return unit.symbol().isEmpty() ? scalar() : scalar() + " " + unit.symbol();
  }

  /// The shortest decimal text of a number: `21.5`, `40`, never `40.0` or `4E1` for everyday sizes.
  public static String plain(double number) {
    long whole = (long) number;
    return whole == number && Math.abs(whole) < 1_000_000_000_000L
        ? Long.toString(whole)
        : Double.toString(number);
  }
}

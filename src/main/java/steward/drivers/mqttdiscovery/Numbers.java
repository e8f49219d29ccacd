package steward.drivers.mqttdiscovery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import steward.thing.Expectation;
import steward.thing.Expectation.Accepted;
import steward.thing.Expectation.Report;
import steward.thing.Property;
import steward.thing.ValueType;
import steward.value.Amount;
import steward.value.Colour;
import steward.value.Value;
import steward.value.Word;

/// Numbers as devices write them, and the reports that are waited for.
final class Numbers {
  /// Through a gateway and over a sleepy radio.
  static final Duration SOON = Duration.ofSeconds(10);

  /// A lock's motor.
  static final Duration MOTOR = Duration.ofSeconds(20);

  /// The longest run of a cover that is waited for.
  static final Duration RUN = Duration.ofSeconds(90);

  private Numbers() {}

  /// A whole number stays one for the templates.
  static Object plain(double number) {
    if (number == Math.rint(number) && Math.abs(number) < 1e9) return (long) number;
    return Math.rint(number * 1e4) / 1e4;
  }

  static String text(Object value) {
    return value instanceof Double number ? Amount.plain(number) : String.valueOf(value);
  }

  static Expectation word(Property property, Duration within, String... words) {
    if (words.length == 1)
      return new Report(property, new Accepted.Exactly(new Word(words[0])), within);
    var values = new ArrayList<Value>();
    for (String word : words) values.add(new Word(word));
    return new Report(property, new Accepted.OneOf(values), within);
  }

  static Expectation near(Property property, double number, double tolerance, Duration within) {
    if (!(property.type() instanceof ValueType.Amounts(var unit, _, _)))
      throw new IllegalArgumentException(property + " is no amount");
    return new Report(property, new Accepted.Near(new Amount(number, unit), tolerance), within);
  }

  /// A colour as a lamp may tell it back: lamps clamp to what they can show, and count coarsely.
  static Expectation colour(Colour colour) {
    List<Value> like = new ArrayList<>();
    long hue = Math.round(colour.hue());
    long saturation = Math.round(colour.saturation());
    long spread = saturation == 0 ? 0 : Math.min(20, 3 + Math.round(60.0 / saturation));
    for (long s = Math.max(0, saturation - 4); s <= Math.min(100, saturation + 4); s++) {
      if (s == 0) {
        like.add(new Colour(0, 0));
        continue;
      }
      for (long h = hue - spread; h <= hue + spread; h++)
        like.add(new Colour(Math.floorMod(h, 360L), s));
    }
    return new Report(Property.COLOUR, new Accepted.OneOf(like), SOON);
  }
}

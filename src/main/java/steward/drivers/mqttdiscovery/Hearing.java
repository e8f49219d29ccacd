package steward.drivers.mqttdiscovery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeSet;
import steward.driver.Effect;
import steward.driver.Payload;
import steward.thing.Property;
import steward.thing.Quality;
import steward.thing.Reading;
import steward.thing.Udn;
import steward.thing.ValueType;
import steward.value.Amount;
import steward.value.Colour;
import steward.value.Text;
import steward.value.Value;
import steward.value.Word;

/// What one message makes of the house: readings of the thing that is listening. Confined to its
/// step.
final class Hearing {
  private static final int SHOWN_MAX = 60;

  private final Instant at;
  private final boolean retained;
  private final List<Effect> effects;
  private final List<Reading> readings = new ArrayList<>(4);
  private Udn thing;
  private Quality quality;

  Hearing(Udn first, Instant at, boolean retained, List<Effect> effects) {
    this.thing = first;
    this.at = at;
    this.retained = retained;
    this.effects = effects;
    this.quality = Quality.CONFIRMED;
  }

  /// From now on it is this thing that is listening.
  void turnTo(Udn next, Quality believed) {
    thing = next;
    quality = believed;
  }

  List<Reading> readings() {
    return readings;
  }

  /// What the broker kept happened long ago: presses are none any more.
  boolean isRetained() {
    return retained;
  }

  void saw(Property property, Value value) {
    if (!property.admits(value)) {
      drop(property, value.sentence(), property.type().expected());
      return;
    }
    if (retained && property.isMomentary()) return;
    var reading = new Reading(thing, property, value, quality, at);
    readings.add(reading);
    effects.add(new Effect.Saw(reading));
  }

  /// A word that the device has for one of ours.
  void word(Property property, String said, Map<String, String> words) {
    if (isNothing(said)) return;
    String word = words.get(said);
    if (word == null)
      drop(property, said, "one of " + String.join(", ", new TreeSet<>(words.keySet())));
    else saw(property, new Word(word));
  }

  /// A number; what is none, but says that nothing is known, is left quietly.
  void number(Property property, String said, java.util.function.DoubleUnaryOperator ours) {
    if (isNothing(said)) return;
    OptionalDouble number = Payload.number(said);
    if (number.isEmpty()) {
      drop(property, said, "a number");
      return;
    }
    double value = ours.applyAsDouble(number.getAsDouble());
    if (!Double.isFinite(value)
        || !(property.type() instanceof ValueType.Amounts(var unit, _, _))) {
      drop(property, said, property.type().expected());
      return;
    }
    saw(property, new Amount(Math.abs(value) < 1e9 ? Math.rint(value * 1e6) / 1e6 : value, unit));
  }

  void colour(double hue, double saturation) {
    long s = Math.round(Math.clamp(saturation, 0, 100));
    saw(Property.COLOUR, new Colour(s == 0 ? 0 : Math.floorMod(Math.round(hue), 360L), s));
  }

  void text(Property property, String said) {
    if (isNothing(said)) return;
    int max = property.type() instanceof ValueType.Texts(int lengthMax) ? lengthMax : 0;
    String clean = Text.clean(said.length() > max ? said.substring(0, max) : said);
    saw(property, new Text(clean));
  }

  private static boolean isNothing(String said) {
    return said.isEmpty()
        || said.equals("None")
        || said.equals("unknown")
        || said.equals("unavailable");
  }

  void wake(String name, Duration after) {
    effects.add(new Effect.Wake(name, after));
  }

  void drop(Property property, String said, String expected) {
    String clean = Text.clean(said);
    String shown = clean.length() > SHOWN_MAX ? clean.substring(0, SHOWN_MAX) + "…" : clean;
    effects.add(new Effect.Dropped(property.spoken() + " “" + shown + "” is not " + expected));
  }
}

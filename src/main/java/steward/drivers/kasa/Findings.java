package steward.drivers.kasa;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import steward.driver.Effect;
import steward.driver.Payload;
import steward.thing.Property;
import steward.thing.Reading;
import steward.thing.Thing;
import steward.thing.Udn;
import steward.thing.ValueType;
import steward.value.Amount;
import steward.value.Colour;
import steward.value.Text;
import steward.value.Value;
import steward.value.Word;

/// What is read from one answer: readings of what our things observe, and sentences about what was
/// left. Confined to one step.
final class Findings {
  private static final int DROPPED_MAX = 8;
  private static final int SHOWN_MAX = 60;

  private final Map<Udn, Thing> things = new HashMap<>();
  private final Instant at;
  private final List<Effect> effects = new ArrayList<>();
  private int dropped;

  Findings(List<Thing> things, Instant at) {
    things.forEach(thing -> this.things.put(thing.udn(), thing));
    this.at = at;
  }

  List<Effect> effects() {
    return effects;
  }

  private boolean isWanted(Udn udn, Property property) {
    Thing thing = things.get(udn);
    return thing != null && thing.observes().contains(property);
  }

  void saw(Udn udn, Property property, Value value) {
    if (!isWanted(udn, property)) return;
    if (property.admits(value)) {
      effects.add(new Effect.Saw(Reading.of(udn, property, value, at)));
    } else {
      drop(property.name(), value.scalar(), property.type().expected());
    }
  }

  /// Where the answer has it; a value that is not there is not 0.
  void amount(Udn udn, Property property, Payload value, double factor) {
    OptionalDouble number = value.number();
    if (number.isEmpty()) {
      if (!value.isMissing() && isWanted(udn, property)) {
        drop(property.name(), value.textOr("no number"), "a number");
      }
    } else if (property.type() instanceof ValueType.Amounts(var unit, _, _)) {
      double scaled = Math.round(number.getAsDouble() * factor * 1000) / 1000.0;
      saw(udn, property, new Amount(scaled, unit));
    }
  }

  /// Of `0` and `1`, or `true` and `false`; anything else is left.
  void truth(Udn udn, Property property, Payload value) {
    isOn(value)
        .ifPresentOrElse(
            on -> saw(udn, property, on ? Word.ON : Word.OFF),
            () -> {
              if (!value.isMissing()) drop(property.name(), value.textOr("an object"), "0 or 1");
            });
  }

  static java.util.Optional<Boolean> isOn(Payload value) {
    return switch (value.textOr("")) {
      case "1", "true" -> java.util.Optional.of(true);
      case "0", "false" -> java.util.Optional.of(false);
      default -> java.util.Optional.empty();
    };
  }

  /// Brightness, and colour or white, of a light that is on.
  ///
  /// While it is off, these are what it would have: no report of a light that should shine.
  void light(Udn udn, Profile profile, Payload state) {
    amount(udn, Property.LEVEL, state.at("brightness"), 1);
    double kelvin = state.at("color_temp").number().orElse(0);
    if (kelvin >= 1000) {
      double mireds = Math.round(10_000_000 / kelvin) / 10.0;
      if (profile.isTunable()) {
        saw(udn, Property.WARMTH, new Amount(mireds, steward.value.Unit.MIREDS));
      }
    } else if (profile.colours()) {
      colour(udn, state.at("hue"), state.at("saturation"));
    }
  }

  private void colour(Udn udn, Payload hue, Payload saturation) {
    double degrees = hue.number().orElse(-1);
    double percent = saturation.number().orElse(-1);
    if (degrees >= 0 && degrees <= 360 && percent >= 0 && percent <= 100) {
      long whole = Math.round(percent);
      long turned = whole == 0 ? 0 : Math.round(degrees) % 360;
      saw(udn, Property.COLOUR, new Colour(turned, whole));
    } else if (!hue.isMissing()) {
      drop("hue", hue.textOr("") + "," + saturation.textOr(""), "0..360 and 0..100");
    }
  }

  void drop(String name, String got, String expected) {
    drop(name + " is '" + shown(got) + "' where " + expected + " was expected");
  }

  void drop(String sentence) {
    if (++dropped <= DROPPED_MAX) effects.add(new Effect.Dropped(sentence));
  }

  static String shown(String text) {
    String clean = Text.clean(text.length() > SHOWN_MAX ? text.substring(0, SHOWN_MAX) : text);
    return clean.isBlank() ? "nothing" : clean;
  }
}

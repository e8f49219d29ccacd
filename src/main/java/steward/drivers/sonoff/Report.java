package steward.drivers.sonoff;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import steward.driver.Payload;
import steward.thing.Property;
import steward.thing.Quality;
import steward.thing.Reading;
import steward.thing.Udn;
import steward.value.Amount;
import steward.value.Text;
import steward.value.Unit;
import steward.value.Value;
import steward.value.Word;

/// Reads a state, or a part of one, into readings. Confined to one step.
///
/// Units: a value without a number in its name is in volts, amperes, watts, often as a text; one
/// with a number (`voltage_01`) is a whole number of hundredths.
final class Report {
  private static final int DROPPED_MAX = 10;

  private final Instant at;
  private final List<Reading> readings = new ArrayList<>();
  private final List<String> dropped = new ArrayList<>();

  private Report(Instant at) {
    this.at = at;
  }

  /// What was read; `dropped` are sentences about what was not.
  record Read(List<Reading> readings, List<String> dropped) {
    Read {
      readings = List.copyOf(readings);
      dropped = List.copyOf(dropped);
    }
  }

  static Read of(Payload state, Plan plan, Instant at) {
    var report = new Report(at);
    for (Part part : plan.parts()) report.part(part, state);
    return new Read(report.readings, report.dropped);
  }

  private void part(Part part, Payload state) {
    switch (part.role()) {
      case SWITCH -> onOff(part.udn(), "switch", state.at("switch"));
      case OUTLET -> outlet(part, state);
      case LIGHT -> light(part, state);
      case FAN -> fan(part.udn(), state);
      case LAMP -> onOff(part.udn(), "light", state.at("light"));
      case COVER -> cover(part.udn(), state);
      case BRIDGE, REMOTE -> {}
    }
    if (part.meters()) meter(part, state);
    sensors(part.udn(), part.sensors(), state);
  }

  private void outlet(Part part, Payload state) {
    List<Payload> switches = state.at("switches").items();
    for (Payload one : switches) {
      if (one.at("outlet").wholeOr(-1) == part.index())
        onOff(part.udn(), "switches", one.at("switch"));
    }
  }

  private void onOff(Udn thing, String name, Payload value) {
    if (value.isMissing()) return;
    String word = value.textOr("");
    if (word.equals("on") || word.equals("true")) saw(thing, Property.SWITCH, Word.ON);
    else if (word.equals("off") || word.equals("false")) saw(thing, Property.SWITCH, Word.OFF);
    else drop(name, word, "on or off");
  }

  private void light(Part part, Payload state) {
    onOff(part.udn(), "switch", state.at("switch"));
    number(part.udn(), Property.LEVEL, "brightness", state.at("brightness"), 1);
    String type = state.at("ltype").textOr("");
    if (type.equals("white")) {
      Payload white = state.at("white");
      number(part.udn(), Property.LEVEL, "white/br", white.at("br"), 1);
      OptionalDouble ct = white.at("ct").number();
      if (ct.isPresent()) warmth(part.udn(), ct.getAsDouble());
    } else if (type.equals("color")) {
      Payload colour = state.at("color");
      number(part.udn(), Property.LEVEL, "color/br", colour.at("br"), 1);
      colour(part.udn(), colour);
    }
  }

  private void warmth(Udn thing, double ct) {
    if (ct < 0 || ct > 255) drop("white/ct", Amount.plain(ct), "0 to 255");
    else saw(thing, Property.WARMTH, new Amount(Commands.mireds(ct), Unit.MIREDS));
  }

  private void colour(Udn thing, Payload colour) {
    int red = colour.at("r").wholeOr(-1);
    int green = colour.at("g").wholeOr(-1);
    int blue = colour.at("b").wholeOr(-1);
    if (Math.min(red, Math.min(green, blue)) < 0 || Math.max(red, Math.max(green, blue)) > 255)
      drop("color", red + "," + green + "," + blue, "three parts of 0 to 255");
    else saw(thing, Property.COLOUR, new Rgb(red, green, blue).colour());
  }

  private void fan(Udn thing, Payload state) {
    String fan = state.at("fan").textOr("");
    int speed = state.at("speed").wholeOr(0);
    if (fan.equals("off")) saw(thing, Property.FAN, Word.OFF);
    else if (fan.equals("on") && speed >= 1 && speed <= 3)
      saw(thing, Property.FAN, new Word(String.valueOf(speed)));
    else if (!fan.isEmpty()) drop("fan", fan + " " + speed, "off, or on with a speed of 1 to 3");
  }

  private void cover(Udn thing, Payload state) {
    OptionalDouble position = state.at("currLocation").number();
    if (position.isEmpty()) return;
    number(thing, Property.POSITION, "currLocation", state.at("currLocation"), 1);
    String word =
        switch (state.at("motorTurn").wholeOr(0)) {
          case 1 -> "opening";
          case 2 -> "closing";
          default ->
              position.getAsDouble() <= 0
                  ? "closed"
                  : position.getAsDouble() >= 100 ? "opened" : "stopped";
        };
    saw(thing, Property.COVER, new Word(word));
  }

  private void meter(Part part, Payload state) {
    number(part.udn(), Property.POWER, "power", state.at("power"), 1);
    number(part.udn(), Property.VOLTAGE, "voltage", state.at("voltage"), 1);
    number(part.udn(), Property.CURRENT, "current", state.at("current"), 1);
    String end = "_0" + part.index();
    if (part.role() == Role.COVER && state.at("voltage" + end).isMissing()) end = "_01";
    number(part.udn(), Property.POWER, "actPow" + end, state.at("actPow" + end), 0.01);
    number(part.udn(), Property.VOLTAGE, "voltage" + end, state.at("voltage" + end), 0.01);
    number(part.udn(), Property.CURRENT, "current" + end, state.at("current" + end), 0.01);
  }

  private void sensors(Udn thing, Set<Property> sensors, Payload state) {
    if (sensors.contains(Property.TEMPERATURE)) {
      number(thing, Property.TEMPERATURE, "currentTemperature", state.at("currentTemperature"), 1);
      number(thing, Property.TEMPERATURE, "temperature", state.at("temperature"), 1);
    }
    if (sensors.contains(Property.HUMIDITY)) {
      number(thing, Property.HUMIDITY, "currentHumidity", state.at("currentHumidity"), 1);
      number(thing, Property.HUMIDITY, "humidity", state.at("humidity"), 1);
    }
    if (sensors.contains(Property.SIGNAL)) {
      number(thing, Property.SIGNAL, "rssi", state.at("rssi"), 1);
      number(thing, Property.SIGNAL, "signalStrength", state.at("signalStrength"), 1);
    }
  }

  private void number(Udn thing, Property property, String name, Payload value, double factor) {
    if (value.isMissing()) return;
    OptionalDouble number = value.number();
    if (number.isEmpty()) {
      // A sensor that is not plugged in.
      if (!value.textOr("").equals("unavailable")) drop(name, value.textOr("?"), "a number");
      return;
    }
    double hundredth = Math.round(number.getAsDouble() * factor * 100) / 100.0;
    Unit unit = ((steward.thing.ValueType.Amounts) property.type()).unit();
    var amount = new Amount(hundredth, unit);
    if (property.admits(amount)) saw(thing, property, amount);
    else drop(name, Amount.plain(number.getAsDouble()), property.type().expected());
  }

  private void saw(Udn thing, Property property, Value value) {
    readings.add(new Reading(thing, property, value, Quality.CONFIRMED, at));
  }

  private void drop(String name, String value, String expected) {
    if (dropped.size() >= DROPPED_MAX) return;
    String shown = Text.clean(value.length() > 40 ? value.substring(0, 40) + "…" : value);
    dropped.add(name + " is '" + shown + "', not " + expected);
  }
}

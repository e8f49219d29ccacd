package steward.drivers.shelly;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import steward.driver.Payload;
import steward.thing.Property;
import steward.thing.Quality;
import steward.thing.Reading;
import steward.thing.ValueType;
import steward.value.Amount;
import steward.value.Text;
import steward.value.Value;
import steward.value.Word;

/// Reads a state, whole or a part, into readings. What is not there, or null, says nothing.
/// Confined to one step.
final class Report {
  private static final int DROPPED_MAX = 10;
  private static final List<String> WORDS =
      List.of("opened", "closed", "opening", "closing", "stopped");

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

  static Read of(Payload status, Plan plan, Instant at) {
    var report = new Report(at);
    for (Part part : plan.parts()) report.part(part, status);
    return new Read(report.readings, report.dropped);
  }

  private void part(Part part, Payload status) {
    Payload own = status.at(part.component());
    switch (part.type()) {
      case "switch" -> onOff(part, Property.SWITCH, own.at("output"));
      case "light" -> {
        onOff(part, Property.SWITCH, own.at("output"));
        number(part, Property.LEVEL, own.at("brightness"));
      }
      case "cover" -> cover(part, own);
      case "input" -> onOff(part, Property.INPUT, own.at("state"));
      case "em" -> phase(part, own, status.at("emdata:" + part.id()));
      case "em1" -> meter(part, own, "act_power", status.at("em1data:" + part.id()));
      case "pm1" -> meter(part, own, "apower", own.at("aenergy"));
      default -> sensor(part, part.component(), own);
    }
    if (part.observes().contains(Property.ENERGY) && Shape.OUTPUTS.contains(part.type()))
      meter(part, own, "apower", own.at("aenergy"));
    for (String one : part.also()) sensor(part, one, status.at(one));
    if (part.first()) signal(part, status.at("wifi").at("rssi"));
  }

  private void signal(Part part, Payload rssi) {
    // Wired devices say 0.
    if (rssi.number().orElse(0) != 0) number(part, Property.SIGNAL, rssi);
  }

  private void meter(Part part, Payload own, String power, Payload energy) {
    number(part, Property.POWER, own.at(power));
    number(part, Property.VOLTAGE, own.at("voltage"));
    number(part, Property.CURRENT, own.at("current"));
    number(part, Property.APPARENT_POWER, own.at("aprt_power"));
    number(part, Property.POWER_FACTOR, own.at("pf"));
    number(part, Property.FREQUENCY, own.at("freq"));
    number(part, Property.ENERGY, energy.at("total"));
    number(part, Property.ENERGY, energy.at("total_act_energy"));
  }

  private void phase(Part part, Payload own, Payload energy) {
    if (part.phase().isEmpty()) {
      number(part, Property.POWER, own.at("total_act_power"));
      number(part, Property.APPARENT_POWER, own.at("total_aprt_power"));
      number(part, Property.CURRENT, own.at("total_current"));
      number(part, Property.ENERGY, energy.at("total_act"));
      return;
    }
    String begin = part.phase() + "_";
    number(part, Property.POWER, own.at(begin + "act_power"));
    number(part, Property.APPARENT_POWER, own.at(begin + "aprt_power"));
    number(part, Property.CURRENT, own.at(begin + "current"));
    number(part, Property.VOLTAGE, own.at(begin + "voltage"));
    number(part, Property.POWER_FACTOR, own.at(begin + "pf"));
    number(part, Property.FREQUENCY, own.at(begin + "freq"));
    number(part, Property.ENERGY, energy.at(begin + "total_act_energy"));
  }

  private void cover(Part part, Payload own) {
    String state = own.at("state").textOr("");
    String word = state.equals("open") ? "opened" : state;
    if (WORDS.contains(word)) saw(part, Property.COVER, new Word(word));
    else if (!own.at("state").isMissing())
      drop(part.component() + " state", state, "a state of a shutter");
    number(part, Property.POSITION, own.at("current_pos"));
  }

  private void sensor(Part part, String component, Payload own) {
    String type = component.substring(0, Math.max(0, component.indexOf(':')));
    switch (type) {
      case "temperature" -> number(part, Property.TEMPERATURE, own.at("tC"));
      case "humidity" -> number(part, Property.HUMIDITY, own.at("rh"));
      case "illuminance" -> number(part, Property.LIGHT, own.at("lux"));
      case "devicepower" -> number(part, Property.BATTERY, own.at("battery").at("percent"));
      case "smoke" -> {
        if (!own.at("alarm").isMissing())
          saw(part, Property.SMOKE, new Word(own.at("alarm").isTrue() ? "detected" : "absent"));
      }
      default -> {}
    }
  }

  private void onOff(Part part, Property property, Payload value) {
    if (value.isMissing() || !part.observes().contains(property)) return;
    String word = value.textOr("");
    if (word.equals("true")) saw(part, property, Word.ON);
    else if (word.equals("false")) saw(part, property, Word.OFF);
    else drop(part.component() + " " + property, word, "true or false");
  }

  private void number(Part part, Property property, Payload value) {
    if (value.isMissing() || !part.observes().contains(property)) return;
    OptionalDouble number = value.number();
    var amounts = (ValueType.Amounts) property.type();
    if (number.isPresent()) {
      double hundredth = Math.round(number.getAsDouble() * 100) / 100.0;
      var amount = new Amount(hundredth, amounts.unit());
      if (property.admits(amount)) {
        saw(part, property, amount);
        return;
      }
    }
    drop(part.component() + " " + property, value.textOr("?"), property.type().expected());
  }

  private void saw(Part part, Property property, Value value) {
    readings.add(new Reading(part.udn(), property, value, Quality.CONFIRMED, at));
  }

  private void drop(String name, String value, String expected) {
    if (dropped.size() >= DROPPED_MAX) return;
    String shown = Text.clean(value.length() > 40 ? value.substring(0, 40) + "…" : value);
    dropped.add(name + " is '" + shown + "', not " + expected);
  }
}

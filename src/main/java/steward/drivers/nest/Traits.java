package steward.drivers.nest;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import steward.driver.Payload;

/// The traits of a device that are read, each as it was told last. Immutable and bounded: no others
/// are kept.
record Traits(Map<String, Payload> told) {
  static final String PREFIX = "sdm.devices.traits.";
  static final String INFO = "Info";
  static final String CONNECTIVITY = "Connectivity";
  static final String TEMPERATURE = "Temperature";
  static final String HUMIDITY = "Humidity";
  static final String MODE = "ThermostatMode";
  static final String ECO = "ThermostatEco";
  static final String HVAC = "ThermostatHvac";
  static final String SETPOINT = "ThermostatTemperatureSetpoint";
  static final List<String> ALL =
      List.of(INFO, CONNECTIVITY, TEMPERATURE, HUMIDITY, MODE, ECO, HVAC, SETPOINT);

  Traits {
    told = Map.copyOf(told);
  }

  /// Those of a whole device.
  static Traits of(Payload traits) {
    return new Traits(Map.of()).with(traits);
  }

  /// With those that an event tells anew.
  Traits with(Payload traits) {
    var all = new TreeMap<>(told);
    for (String trait : ALL) {
      Payload newer = traits.at(PREFIX + trait);
      if (newer.isObject()) all.put(trait, newer);
    }
    return new Traits(all);
  }

  boolean has(String trait) {
    return told.containsKey(trait);
  }

  Optional<String> text(String trait, String field) {
    return told.getOrDefault(trait, Payload.MISSING).at(field).text();
  }

  OptionalDouble number(String trait, String field) {
    return told.getOrDefault(trait, Payload.MISSING).at(field).number();
  }

  /// The modes that it can be in; those of any thermostat where it says nothing.
  List<String> modes() {
    Payload said = told.getOrDefault(MODE, Payload.MISSING).at("availableModes");
    return said.items().stream().map(mode -> mode.textOr("")).toList();
  }

  boolean isEco() {
    return text(ECO, "mode").filter("MANUAL_ECO"::equals).isPresent();
  }
}

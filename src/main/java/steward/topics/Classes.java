package steward.topics;

import java.util.List;
import java.util.Map;
import steward.thing.Property;
import steward.thing.ValueType;
import steward.value.Unit;

/// Which kind of sensor a property is in the words of Home Assistant.
final class Classes {
  /// What is either so or not: the word for so, the word for not, and the class, empty for none.
  private record Yes(String on, String off, String name) {}

  private static final Map<Property, Yes> EITHER =
      Map.ofEntries(
          Map.entry(Property.MOTION, new Yes("detected", "absent", "motion")),
          Map.entry(Property.CONTACT, new Yes("opened", "closed", "opening")),
          Map.entry(Property.SMOKE, new Yes("detected", "absent", "smoke")),
          Map.entry(Property.GAS, new Yes("detected", "absent", "gas")),
          Map.entry(Property.WATER, new Yes("detected", "absent", "moisture")),
          Map.entry(Property.VIBRATION, new Yes("detected", "absent", "vibration")),
          Map.entry(Property.TAMPER, new Yes("detected", "absent", "tamper")),
          Map.entry(Property.BATTERY_STATE, new Yes("low", "normal", "battery")),
          Map.entry(Property.PRESENCE, new Yes("present", "absent", "presence")),
          Map.entry(Property.BED, new Yes("in", "out", "occupancy")),
          Map.entry(Property.SWITCH, new Yes("on", "off", "")),
          Map.entry(Property.INPUT, new Yes("on", "off", "")),
          Map.entry(Property.ALERT, new Yes("on", "off", "")),
          Map.entry(Property.MUTED, new Yes("on", "off", "")));

  private static final Map<Property, String> MEASURED =
      Map.ofEntries(
          Map.entry(Property.POWER, "power"),
          Map.entry(Property.APPARENT_POWER, "apparent_power"),
          Map.entry(Property.VOLTAGE, "voltage"),
          Map.entry(Property.CURRENT, "current"),
          Map.entry(Property.FREQUENCY, "frequency"),
          Map.entry(Property.TEMPERATURE, "temperature"),
          Map.entry(Property.OUTDOOR_TEMPERATURE, "temperature"),
          Map.entry(Property.GOAL_TEMPERATURE, "temperature"),
          Map.entry(Property.DEW_POINT, "temperature"),
          Map.entry(Property.HUMIDITY, "humidity"),
          Map.entry(Property.PRESSURE, "pressure"),
          Map.entry(Property.LIGHT, "illuminance"),
          Map.entry(Property.CO2, "carbon_dioxide"),
          Map.entry(Property.CO, "carbon_monoxide"),
          Map.entry(Property.PARTICLES, "pm25"),
          Map.entry(Property.MOISTURE, "moisture"),
          Map.entry(Property.BATTERY, "battery"),
          Map.entry(Property.SIGNAL, "signal_strength"));

  private Classes() {}

  /// Adds what belongs to it, and says the component.
  static String of(Property property, Map<String, Object> members) {
    Yes either = EITHER.get(property);
    if (either != null) {
      members.put("payload_on", either.on);
      members.put("payload_off", either.off);
      if (!either.name.isEmpty()) members.put("device_class", either.name);
      return "binary_sensor";
    }
    if (property.isMomentary() && property.type() instanceof ValueType.Words(List<String> words)) {
      members.put("event_types", words);
      members.put("value_template", "{\"event_type\":\"{{ value }}\"}");
      return "event";
    }
    if (property.type() instanceof ValueType.Amounts(Unit unit, double _, double _))
      measured(property, unit, members);
    return "sensor";
  }

  private static void measured(Property property, Unit unit, Map<String, Object> members) {
    if (!unit.symbol().isEmpty()) members.put("unit_of_measurement", unit.symbol());
    if (property == Property.ENERGY) {
      members.put("device_class", "energy");
      members.put("state_class", "total_increasing");
      return;
    }
    members.put("state_class", "measurement");
    String name = MEASURED.get(property);
    if (name != null) members.put("device_class", name);
  }
}

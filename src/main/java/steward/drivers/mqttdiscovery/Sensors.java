package steward.drivers.mqttdiscovery;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import steward.thing.Property;

/// Sensors by their class and unit, and binary sensors by their class.
final class Sensors {
  /// A class of sensors as a property of ours, and the factors by which its units become ours.
  private record Measure(Property property, Map<String, Double> factors) {}

  private static final Map<String, Measure> MEASURES = new HashMap<>();

  private static final double MAX_OFF_DELAY_S = 86_400;

  static {
    put("humidity", Property.HUMIDITY, "%", 1);
    put("battery", Property.BATTERY, "%", 1);
    put("moisture", Property.MOISTURE, "%", 1);
    put("illuminance", Property.LIGHT, "lx", 1);
    put("power", Property.POWER, "W", 1, "kW", 1e3, "mW", 1e-3, "MW", 1e6);
    put("energy", Property.ENERGY, "Wh", 1, "kWh", 1e3, "MWh", 1e6);
    put("voltage", Property.VOLTAGE, "V", 1, "mV", 1e-3, "kV", 1e3);
    put("current", Property.CURRENT, "A", 1, "mA", 1e-3);
    put("frequency", Property.FREQUENCY, "Hz", 1, "kHz", 1e3);
    put("power_factor", Property.POWER_FACTOR, "%", 0.01, "", 1);
    put("apparent_power", Property.APPARENT_POWER, "VA", 1, "kVA", 1e3);
    put("reactive_power", Property.REACTIVE_POWER, "var", 1, "kvar", 1e3);
    put("pressure", Property.PRESSURE, "hPa", 1, "mbar", 1, "Pa", 0.01, "kPa", 10, "bar", 1e3);
    put(
        "atmospheric_pressure",
        Property.PRESSURE,
        "hPa",
        1,
        "mbar",
        1,
        "Pa",
        0.01,
        "kPa",
        10,
        "mmHg",
        1.333224,
        "inHg",
        33.86389,
        "psi",
        68.94757);
    put("carbon_dioxide", Property.CO2, "ppm", 1);
    put("carbon_monoxide", Property.CO, "ppm", 1, "ppb", 1e-3);
    put("volatile_organic_compounds_parts", Property.VOC, "ppm", 1, "ppb", 1e-3);
    put("pm25", Property.PARTICLES, "µg/m³", 1, "μg/m³", 1, "ug/m3", 1);
    put(
        "distance",
        Property.DISTANCE,
        "m",
        1,
        "cm",
        0.01,
        "mm",
        1e-3,
        "km",
        1e3,
        "in",
        0.0254,
        "ft",
        0.3048);
    put("precipitation", Property.RAIN, "mm", 1, "cm", 10, "in", 25.4);
    put(
        "wind_speed",
        Property.WIND,
        "m/s",
        1,
        "km/h",
        1 / 3.6,
        "mph",
        0.44704,
        "kn",
        0.514444,
        "ft/s",
        0.3048);
    put("wind_direction", Property.WIND_DIRECTION, "°", 1);
    put(
        "water",
        Property.VOLUME_OF_WATER,
        "L",
        1,
        "l",
        1,
        "m³",
        1e3,
        "gal",
        3.785412,
        "ft³",
        28.316847);
    put("sound_pressure", Property.NOISE, "dB", 1, "dBA", 1);
    put("signal_strength", Property.SIGNAL, "dBm", 1, "dB", 1);
  }

  private Sensors() {}

  private static void put(String name, Property property, Object... unitsAndFactors) {
    var factors = new HashMap<String, Double>();
    for (int i = 0; i < unitsAndFactors.length; i += 2)
      factors.put((String) unitsAndFactors[i], ((Number) unitsAndFactors[i + 1]).doubleValue());
    MEASURES.put(name, new Measure(property, Map.copyOf(factors)));
  }

  static Role measured(Entity entity) {
    Role.Builder role = Role.of(entity);
    String name = entity.key("device_class");
    String unit = entity.key("unit_of_measurement");
    if (name.equals("temperature")) return temperature(role, unit);
    if (unit.equals("lqi") || entity.object().endsWith("linkquality"))
      return number(role, Property.LINK_QUALITY, of -> of);
    if (name.isEmpty() || name.equals("enum")) return spoken(role, name);
    Measure measure = MEASURES.get(name);
    Double factor = measure == null ? null : measure.factors().get(unit);
    if (measure == null || factor == null) {
      return role.remark(
              measure == null
                  ? "the house has no property for the class " + name
                  : "the unit “" + unit + "” is none of " + name)
          .build();
    }
    return number(role, measure.property(), of -> of * factor);
  }

  private static Role temperature(Role.Builder role, String unit) {
    return celsius(unit)
        .map(ours -> number(role, Property.TEMPERATURE, ours))
        .orElseGet(() -> role.remark("the unit “" + unit + "” is none of temperature").build());
  }

  static Optional<DoubleUnaryOperator> celsius(String unit) {
    return switch (unit) {
      case "°C", "C", "" -> Optional.of(of -> of);
      case "°F", "F" -> Optional.of(of -> (of - 32) / 1.8);
      case "K" -> Optional.of(of -> of - 273.15);
      default -> Optional.empty();
    };
  }

  private static Role number(Role.Builder role, Property property, DoubleUnaryOperator ours) {
    role.kind(kind(property));
    role.hears(
        "state_topic", "value_template", property, (text, to) -> to.number(property, text, ours));
    return role.build();
  }

  private static String kind(Property property) {
    if (property == Property.TEMPERATURE || property == Property.HUMIDITY)
      return "climate/mqtt/meteo";
    if (property == Property.POWER || property == Property.ENERGY) return "meter/mqtt/power";
    return "";
  }

  /// A sensor without a class: only what a speaker says of itself has a place in the house.
  private static Role spoken(Role.Builder role, String name) {
    Optional<Property> own = Speakers.told(role.entity.object());
    if (own.isPresent()) return Speakers.telling(role, own.get());
    if (name.equals("enum") && !role.entity.isAside()) {
      role.hears(
          "state_topic",
          "value_template",
          Property.TEXT,
          (text, to) -> to.text(Property.TEXT, text));
      return role.build();
    }
    return role.remark("it has no class that would tell what it measures").build();
  }

  static Role binary(Entity entity) {
    Role.Builder role = Role.of(entity);
    String name = entity.key("device_class");
    return switch (name) {
      case "door", "window", "opening", "garage_door" ->
          two(role, Property.CONTACT, "opened", "closed", "sensor/mqtt/contact");
      case "motion", "occupancy" -> found(role, Property.MOTION);
      case "presence" -> two(role, Property.PRESENCE, "present", "absent", "presence/mqtt/mobile");
      case "smoke" -> found(role, Property.SMOKE);
      case "gas", "carbon_monoxide" -> found(role, Property.GAS);
      case "moisture" -> found(role, Property.WATER);
      case "vibration" -> found(role, Property.VIBRATION);
      case "problem" -> two(role, Property.FAULT, "on", "off", "");
      case "tamper" -> two(role, Property.TAMPER, "detected", "absent", "");
      case "battery" -> two(role, Property.BATTERY_STATE, "low", "normal", "");
      case "lock" -> two(role, Property.LOCK, "unlocked", "locked", "sensor/mqtt/lock");
      case "" ->
          entity.isAside()
              ? role.remark("it has no class that would tell what it means").build()
              : two(role, Property.INPUT, "on", "off", "sensor/mqtt/input");
      default -> role.remark("the house has no property for the class " + name).build();
    };
  }

  private static Role found(Role.Builder role, Property property) {
    return two(role, property, "detected", "absent", "sensor/mqtt/" + property.name());
  }

  private static Role two(
      Role.Builder role, Property property, String on, String off, String kind) {
    Entity entity = role.entity;
    role.kind(kind);
    var words = new HashMap<String, String>();
    words.put(entity.key("payload_off", "OFF"), off);
    words.put(entity.key("payload_on", "ON"), on);
    String onText = entity.key("payload_on", "ON");
    double delay = entity.number("off_delay", 0);
    role.hears(
        "state_topic",
        "value_template",
        property,
        (text, to) -> {
          to.word(property, text, words);
          if (delay > 0 && delay < MAX_OFF_DELAY_S && text.equals(onText) && !to.isRetained()) {
            String name = DiscoveryDriver.OFF + entity.fact() + " " + off;
            to.wake(name, Duration.ofMillis(Math.round(delay * 1000)));
          }
        });
    return role.build();
  }

  static Role tracker(Entity entity) {
    Role.Builder role = Role.of(entity).kind("presence/mqtt/mobile");
    String home = entity.key("payload_home", "home");
    String away = entity.key("payload_not_home", "not_home");
    role.hears(
        "state_topic",
        "value_template",
        Property.PRESENCE,
        (text, to) -> {
          // The name of another zone is not at home either.
          boolean isWord = !text.isEmpty() && text.length() <= 40 && !text.startsWith("{");
          if (text.equals(home)) to.word(Property.PRESENCE, text, Map.of(home, "present"));
          else if (text.equals(away) || isWord && !text.toLowerCase(Locale.ROOT).equals("none"))
            to.word(Property.PRESENCE, text, Map.of(text, "absent"));
        });
    if (!entity.has("state_topic")) role.remark("it tells where it is only by coordinates");
    return role.build();
  }
}

package steward.thing;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import steward.value.Unit;
import steward.value.Value;

/// A property of the one global dictionary: its name, the values it can have, and how it behaves.
///
/// There is one instance of each, so `==` compares. A *momentary* property is something that
/// happens, such as a press: two alike are two events, and it has no state. An *archived* property
/// is kept in the history for charts. Source of names and units: the original steward's property
/// dictionary, extended.
public final class Property {
  private static final Map<String, Property> DICTIONARY = new LinkedHashMap<>();

  public static final Property SWITCH = words("switch", "on", "off");
  public static final Property LEVEL = archived("level", Unit.PERCENTAGE, 0, 100);
  public static final Property COLOUR = add("colour", new ValueType.Colours(), false, false);
  public static final Property WARMTH = amount("warmth", Unit.MIREDS, 100, 600);
  public static final Property POWER = archived("power", Unit.WATTS, -1e6, 1e6);
  public static final Property ENERGY = archived("energy", Unit.WATT_HOURS, 0, 1e12);
  public static final Property ENERGY_TODAY = amount("energyToday", Unit.WATT_HOURS, 0, 1e9);
  public static final Property ENERGY_YESTERDAY =
      amount("energyYesterday", Unit.WATT_HOURS, 0, 1e9);
  public static final Property APPARENT_POWER =
      amount("apparentPower", Unit.VOLT_AMPERES, -1e6, 1e6);
  public static final Property REACTIVE_POWER = amount("reactivePower", Unit.VARS, -1e6, 1e6);
  public static final Property POWER_FACTOR = amount("powerFactor", Unit.FRACTION, -1, 1);
  public static final Property VOLTAGE = archived("voltage", Unit.VOLTS, 0, 1000);
  public static final Property CURRENT = archived("current", Unit.AMPERES, -1000, 1000);
  public static final Property FREQUENCY = amount("frequency", Unit.HERTZ, 0, 1000);
  public static final Property TEMPERATURE = archived("temperature", Unit.CELSIUS, -100, 200);
  public static final Property OUTDOOR_TEMPERATURE =
      archived("outdoorTemperature", Unit.CELSIUS, -100, 100);
  public static final Property GOAL_TEMPERATURE =
      archived("goalTemperature", Unit.CELSIUS, -50, 100);
  public static final Property HUMIDITY = archived("humidity", Unit.PERCENTAGE, 0, 100);
  public static final Property DEW_POINT = amount("dewPoint", Unit.CELSIUS, -100, 100);
  public static final Property PRESSURE = archived("pressure", Unit.MILLIBARS, 0, 2000);
  public static final Property LIGHT = archived("light", Unit.LUX, 0, 300_000);
  public static final Property NOISE = archived("noise", Unit.DECIBELS, 0, 200);
  public static final Property AIR_QUALITY = archived("airQuality", Unit.PERCENTAGE, 0, 100);
  public static final Property CO2 = archived("co2", Unit.PPM, 0, 100_000);
  public static final Property CO = archived("co", Unit.PPM, 0, 100_000);
  public static final Property VOC = archived("voc", Unit.PPM, 0, 100_000);
  public static final Property PARTICLES = archived("pm25", Unit.MICROGRAMS, 0, 100_000);
  public static final Property RAIN = archived("rain", Unit.MILLIMETERS, 0, 100_000);
  public static final Property WIND = archived("wind", Unit.METERS_PER_SECOND, 0, 200);
  public static final Property WIND_DIRECTION = amount("windDirection", Unit.DEGREES, 0, 360);
  public static final Property DISTANCE = archived("distance", Unit.METERS, 0, 100_000);
  public static final Property VOLUME_OF_WATER = archived("waterUsed", Unit.LITERS, 0, 1e12);
  public static final Property MOISTURE = archived("moisture", Unit.PERCENTAGE, 0, 100);
  public static final Property COUNTER = amount("counter", Unit.COUNT, -1e15, 1e15);
  public static final Property ANALOG = amount("analog", Unit.COUNT, -1e9, 1e9);
  public static final Property MOTION = words("motion", "detected", "absent");
  public static final Property CONTACT = words("contact", "opened", "closed");
  public static final Property SMOKE = words("smoke", "detected", "absent");
  public static final Property GAS = words("gas", "detected", "absent");
  public static final Property WATER = words("water", "detected", "absent");
  public static final Property VIBRATION = words("vibration", "detected", "absent");
  public static final Property TAMPER = words("tamper", "detected", "absent");
  public static final Property INPUT = words("input", "on", "off");

  /// A siren or an alarm that has gone off; what fails in a device is a [#FAULT].
  public static final Property ALERT = words("alert", "on", "off");

  /// Whether the device itself reports that something is wrong with it.
  public static final Property FAULT = words("fault", "on", "off");

  public static final Property LOCK =
      words("lock", "locked", "unlocked", "locking", "unlocking", "jammed");
  public static final Property COVER =
      words("cover", "opened", "closed", "opening", "closing", "stopped");
  public static final Property POSITION = amount("position", Unit.PERCENTAGE, 0, 100);
  public static final Property TILT = amount("tilt", Unit.PERCENTAGE, -100, 100);
  public static final Property PRESENCE = words("presence", "present", "absent", "unknown");
  public static final Property BED = words("bed", "in", "out");
  public static final Property MODE = words("mode", "off", "auto", "heat", "cool", "dry", "fan");

  /// What a thermostat makes its boiler or cooler do.
  public static final Property HEATING = words("heating", "off", "heating", "cooling");

  public static final Property FAN =
      words("fan", "off", "low", "mid", "high", "auto", "on", "silent", "1", "2", "3", "4", "5");
  public static final Property SWING = words("swing", "off", "vertical", "horizontal", "both");
  public static final Property SPECIAL =
      words("special", "none", "powerful", "econo", "streamer", "away");
  public static final Property SCENE = add("scene", new ValueType.Texts(120), false, false);
  public static final Property PLAYING = words("playing", "idle", "playing", "paused", "speaking");
  public static final Property VOLUME = amount("volume", Unit.PERCENTAGE, 0, 100);
  public static final Property MUTED = words("muted", "on", "off");
  public static final Property TRACK = add("track", new ValueType.Texts(300), false, false);
  public static final Property TEXT = add("text", new ValueType.Texts(1000), false, false);
  public static final Property BATTERY = archived("batteryLevel", Unit.PERCENTAGE, 0, 100);
  public static final Property BATTERY_STATE = words("battery", "normal", "low");
  public static final Property SIGNAL = amount("signal", Unit.DECIBEL_MILLIWATTS, -200, 20);
  public static final Property LINK_QUALITY = amount("lqi", Unit.COUNT, 0, 255);
  public static final Property UPTIME = amount("uptime", Unit.SECONDS, 0, 1e10);
  public static final Property BUTTON =
      add(
          "button",
          new ValueType.Words(
              List.of(
                  "single", "double", "triple", "quad", "penta", "hold", "release", "toggle", "up",
                  "down", "clear")),
          true,
          false);

  /// What was done to a remote, lock or keypad, in the device's own word, such as
  /// `arrow_left_hold`.
  public static final Property ACTION = add("action", new ValueType.Texts(80), true, false);

  /// A call from outside, by the name of what it tells of.
  public static final Property CALLED = add("called", new ValueType.Texts(100), true, false);

  /// What part of the sun's day it is at the place.
  public static final Property SUN =
      words(
          "sun",
          "night",
          "dawn",
          "morning-twilight",
          "morning",
          "daylight",
          "evening",
          "evening-twilight",
          "dusk");

  /// The mode that the house is in, one of its own.
  public static final Property HOUSE_MODE = add("houseMode", new ValueType.Texts(40), false, false);

  /// How many people are at home, as far as things can tell.
  public static final Property PEOPLE = amount("peopleHome", Unit.COUNT, 0, 1000);

  private final String name;
  private final String spoken;
  private final ValueType type;
  private final boolean momentary;
  private final boolean archived;

  private Property(String name, ValueType type, boolean momentary, boolean archived) {
    this.name = name;
    this.spoken = name.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
    this.type = type;
    this.momentary = momentary;
    this.archived = archived;
  }

  /// The property of this name, if the dictionary has it.
  public static Optional<Property> named(String name) {
    return Optional.ofNullable(DICTIONARY.get(name));
  }

  /// All properties, in the order of the dictionary.
  public static Collection<Property> all() {
    return List.copyOf(DICTIONARY.values());
  }

  public String name() {
    return name;
  }

  /// The name as it is spoken: `goal temperature`.
  public String spoken() {
    return spoken;
  }

  public ValueType type() {
    return type;
  }

  public boolean isMomentary() {
    return momentary;
  }

  public boolean isArchived() {
    return archived;
  }

  public boolean admits(Value value) {
    return type.admits(value);
  }

  @Override
  public String toString() {
    return name;
  }

  private static Property words(String name, String... words) {
    return add(name, new ValueType.Words(List.of(words)), false, false);
  }

  private static Property amount(String name, Unit unit, double min, double max) {
    return add(name, new ValueType.Amounts(unit, min, max), false, false);
  }

  private static Property archived(String name, Unit unit, double min, double max) {
    return add(name, new ValueType.Amounts(unit, min, max), false, true);
  }

  private static Property add(String name, ValueType type, boolean momentary, boolean archived) {
    var property = new Property(name, type, momentary, archived);
    DICTIONARY.put(name, property);
    return property;
  }
}

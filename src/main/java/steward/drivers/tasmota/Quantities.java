package steward.drivers.tasmota;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import steward.driver.Payload;
import steward.thing.Property;

/// Which values of a sensor document are which of our properties, and in which unit they come.
final class Quantities {
  /// More values than this of one device are left out.
  static final int PATHS_MAX = 60;

  static final String ENERGY = "ENERGY";

  private static final int NAME_LENGTH_MAX = 40;
  private static final Set<String> NOT_SENSORS =
      Set.of(
          "ESP32", "Wifi", "ZbReceived", "IrReceived", "RfReceived", "MtrReceived", "BLEDevices");

  private Quantities() {}

  /// How a number becomes one in the property's unit.
  enum Scale {
    PLAIN,
    TEMPERATURE,
    PRESSURE,
    SPEED,
    THOUSAND,
    THOUSANDTH,
    HUNDREDTH
  }

  /// How several numbers in the place of one, those of a meter's phases, become one.
  enum Several {
    SUM,
    MEAN
  }

  /// One value of a document: the path to it and what it means. `index` is 1, or the number behind
  /// the key.
  record Quantity(List<String> path, int index, Property property, Scale scale, Several several) {
    String sensor() {
      return path.size() == 1 ? "" : path.getFirst();
    }
  }

  private record Meaning(Property property, Scale scale) {}

  private static final Map<String, Meaning> ENERGIES =
      Map.ofEntries(
          entry("Total", Property.ENERGY, Scale.THOUSAND),
          entry("Today", Property.ENERGY_TODAY, Scale.THOUSAND),
          entry("Yesterday", Property.ENERGY_YESTERDAY, Scale.THOUSAND),
          entry("Power", Property.POWER, Scale.PLAIN),
          entry("ApparentPower", Property.APPARENT_POWER, Scale.PLAIN),
          entry("ReactivePower", Property.REACTIVE_POWER, Scale.PLAIN),
          entry("Factor", Property.POWER_FACTOR, Scale.PLAIN),
          entry("Voltage", Property.VOLTAGE, Scale.PLAIN),
          entry("Current", Property.CURRENT, Scale.PLAIN),
          entry("Frequency", Property.FREQUENCY, Scale.PLAIN));

  private static final Map<String, Meaning> SENSORS =
      Map.ofEntries(
          entry("Temperature", Property.TEMPERATURE, Scale.TEMPERATURE),
          entry("Humidity", Property.HUMIDITY, Scale.PLAIN),
          entry("DewPoint", Property.DEW_POINT, Scale.TEMPERATURE),
          entry("Pressure", Property.PRESSURE, Scale.PRESSURE),
          entry("Illuminance", Property.LIGHT, Scale.PLAIN),
          entry("Ambient", Property.LIGHT, Scale.PLAIN),
          entry("Lux", Property.LIGHT, Scale.PLAIN),
          entry("Light", Property.LIGHT, Scale.PLAIN),
          entry("Noise", Property.NOISE, Scale.PLAIN),
          entry("AirQuality", Property.AIR_QUALITY, Scale.PLAIN),
          entry("CarbonDioxide", Property.CO2, Scale.PLAIN),
          entry("CO2", Property.CO2, Scale.PLAIN),
          entry("eCO2", Property.CO2, Scale.PLAIN),
          entry("CarbonMonoxide", Property.CO, Scale.PLAIN),
          entry("CO", Property.CO, Scale.PLAIN),
          entry("TVOC", Property.VOC, Scale.THOUSANDTH),
          entry("PM2.5", Property.PARTICLES, Scale.PLAIN),
          entry("PM25", Property.PARTICLES, Scale.PLAIN),
          entry("Moisture", Property.MOISTURE, Scale.PLAIN),
          entry("Battery", Property.BATTERY, Scale.PLAIN),
          entry("BatteryPercentage", Property.BATTERY, Scale.PLAIN),
          entry("Voltage", Property.VOLTAGE, Scale.PLAIN),
          entry("Current", Property.CURRENT, Scale.PLAIN),
          entry("Power", Property.POWER, Scale.PLAIN),
          entry("A", Property.ANALOG, Scale.PLAIN),
          entry("Range", Property.ANALOG, Scale.PLAIN));

  private static final Set<String> FLAT =
      Set.of("Temperature", "Humidity", "Light", "Noise", "AirQuality");

  private static Map.Entry<String, Meaning> entry(String key, Property property, Scale scale) {
    return Map.entry(key, new Meaning(property, scale));
  }

  /// The paths of the values in a sensor document that we can read, as `/AM2301/Temperature`; those
  /// that are null, too.
  static List<String> pathsIn(Payload document) {
    var paths = new ArrayList<String>();
    for (String name : document.names()) {
      Payload sensor = document.at(name);
      add(paths, List.of(name));
      for (String key : sensor.names()) {
        add(paths, List.of(name, key));
        for (String inner : sensor.at(key).names()) add(paths, List.of(name, key, inner));
      }
      if (paths.size() >= PATHS_MAX) break;
    }
    return paths;
  }

  private static void add(List<String> paths, List<String> path) {
    boolean fits =
        paths.size() < PATHS_MAX && path.stream().allMatch(n -> n.length() <= NAME_LENGTH_MAX);
    if (fits && (of(path).isPresent() || isSwitch(path))) paths.add(pointer(path));
  }

  static String pointer(List<String> path) {
    var pointer = new StringBuilder();
    for (String name : path) pointer.append('/').append(name.replace("~", "~0").replace("/", "~1"));
    return pointer.toString();
  }

  static List<String> path(String pointer) {
    var path = new ArrayList<String>();
    for (String name : pointer.split("/", 5)) {
      if (!name.isEmpty()) path.add(name.replace("~1", "/").replace("~0", "~"));
    }
    return path;
  }

  /// Whether it is the state of a switch input, `Switch1`.
  static boolean isSwitch(List<String> path) {
    return path.size() == 1
        && path.getFirst().startsWith("Switch")
        && numberBehind(path.getFirst(), 6) > 0;
  }

  /// The number that follows so many characters, or 0 where none does.
  static int numberBehind(String name, int length) {
    if (name.length() <= length || name.length() > length + 3) return 0;
    int number = 0;
    for (int i = length; i < name.length(); i++) {
      int digit = name.charAt(i) - '0';
      if (digit < 0 || digit > 9) return 0;
      number = number * 10 + digit;
    }
    return number;
  }

  /// What the value at this path means, if it is one of ours.
  static Optional<Quantity> of(List<String> path) {
    if (path.isEmpty() || NOT_SENSORS.contains(path.getFirst())) return Optional.empty();
    return switch (path.size()) {
      case 1 -> FLAT.contains(path.getFirst()) ? quantity(path, path.getFirst()) : Optional.empty();
      case 2 -> path.getFirst().equals(ENERGY) ? energy(path) : ofSensor(path);
      case 3 -> ofWind(path);
      default -> Optional.empty();
    };
  }

  private static Optional<Quantity> energy(List<String> path) {
    Meaning meaning = ENERGIES.get(path.get(1));
    if (meaning == null) return Optional.empty();
    boolean mean =
        meaning.property == Property.VOLTAGE
            || meaning.property == Property.FREQUENCY
            || meaning.property == Property.POWER_FACTOR;
    return Optional.of(
        new Quantity(path, 1, meaning.property, meaning.scale, mean ? Several.MEAN : Several.SUM));
  }

  private static Optional<Quantity> ofSensor(List<String> path) {
    String sensor = path.getFirst();
    String key = path.get(1);
    return switch (key) {
      case "Distance" -> found(path, 1, Property.DISTANCE, distance(sensor));
      case "Speed" -> found(path, 1, Property.WIND, Scale.SPEED);
      case "Total" ->
          sensor.startsWith("RG-15")
              ? found(path, 1, Property.RAIN, Scale.PLAIN)
              : Optional.empty();
      default ->
          sensor.equals("COUNTER") && key.startsWith("C") && numberBehind(key, 1) > 0
              ? found(path, numberBehind(key, 1), Property.COUNTER, Scale.PLAIN)
              : quantity(path, key);
    };
  }

  private static Scale distance(String sensor) {
    return sensor.startsWith("VL53") ? Scale.THOUSANDTH : Scale.HUNDREDTH;
  }

  private static Optional<Quantity> ofWind(List<String> path) {
    String inner = path.get(1) + "." + path.get(2);
    return switch (inner) {
      case "Speed.Act" -> found(path, 1, Property.WIND, Scale.SPEED);
      case "Dir.Deg" -> found(path, 1, Property.WIND_DIRECTION, Scale.PLAIN);
      default -> Optional.empty();
    };
  }

  /// Looks the key up as it is, then without the number behind it: `Temperature2`, `A0`.
  private static Optional<Quantity> quantity(List<String> path, String key) {
    Meaning whole = SENSORS.get(key);
    if (whole != null && key.length() > 1) return found(path, 1, whole.property, whole.scale);
    int bare = key.length();
    while (bare > 0 && Character.isDigit(key.charAt(bare - 1))) bare--;
    Meaning numbered = SENSORS.get(key.substring(0, bare));
    if (numbered == null || bare == key.length()) return Optional.empty();
    return found(path, Math.max(1, numberBehind(key, bare)), numbered.property, numbered.scale);
  }

  private static Optional<Quantity> found(
      List<String> path, int index, Property property, Scale scale) {
    return Optional.of(new Quantity(path, index, property, scale, Several.MEAN));
  }
}

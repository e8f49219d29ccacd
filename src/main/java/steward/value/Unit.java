package steward.value;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The units of measurement of the house. All values are kept in these; conversion to customary
/// units is display.
public enum Unit {
  PERCENTAGE("percentage", "%"),
  CELSIUS("celsius", "°C"),
  WATTS("watts", "W"),
  WATT_HOURS("watt-hours", "Wh"),
  VOLT_AMPERES("volt-amperes", "VA"),
  VARS("vars", "var"),
  VOLTS("volts", "V"),
  AMPERES("amperes", "A"),
  HERTZ("hertz", "Hz"),
  FRACTION("fraction", ""),
  LUX("lux", "lx"),
  MILLIBARS("millibars", "mbar"),
  PPM("ppm", "ppm"),
  MICROGRAMS("micrograms/m3", "µg/m³"),
  DECIBELS("decibels", "dB"),
  DECIBEL_MILLIWATTS("decibel-milliwatts", "dBm"),
  MIREDS("mireds", "mired"),
  DEGREES("degrees", "°"),
  SECONDS("seconds", "s"),
  METERS_PER_SECOND("meters/second", "m/s"),
  MILLIMETERS("millimeters", "mm"),
  METERS("meters", "m"),
  KILOMETERS("kilometers", "km"),
  LITERS("liters", "l"),
  COUNT("count", "");

  private static final Map<String, Unit> BY_LABEL =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(Unit::label, Function.identity()));

  private final String label;
  private final String symbol;

  Unit(String label, String symbol) {
    this.label = label;
    this.symbol = symbol;
  }

  /// The name used in JSON, such as `watt-hours`.
  public String label() {
    return label;
  }

  /// The sign that a person reads behind the number, such as `Wh`; empty where none is customary.
  public String symbol() {
    return symbol;
  }

  public static Optional<Unit> labelled(String label) {
    return Optional.ofNullable(BY_LABEL.get(label));
  }
}

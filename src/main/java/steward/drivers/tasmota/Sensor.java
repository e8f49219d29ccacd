package steward.drivers.tasmota;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import steward.driver.Payload;
import steward.drivers.tasmota.Quantities.Quantity;
import steward.drivers.tasmota.Quantities.Scale;
import steward.drivers.tasmota.Quantities.Several;
import steward.thing.Property;
import steward.thing.Udn;

/// A sensor, or the meter of a plug: some values of the sensor document, each another property.
record Sensor(String name, List<Quantity> quantities) implements Role {
  private static final double MILLIBARS_IN_MMHG = 1.333224;
  private static final Set<Property> METEO =
      Set.of(
          Property.TEMPERATURE,
          Property.HUMIDITY,
          Property.PRESSURE,
          Property.CO2,
          Property.WIND,
          Property.RAIN);

  Sensor {
    quantities = List.copyOf(quantities);
  }

  @Override
  public String kind() {
    if (observes().stream().anyMatch(METEO::contains)) return "climate/tasmota/meteo";
    boolean meter = name.equals(Quantities.ENERGY) || observes().contains(Property.POWER);
    if (meter) return "sensor/tasmota/meter";
    Property first = quantities.getFirst().property();
    return "sensor/tasmota/" + ThingKinds.word(first);
  }

  @Override
  public Set<Property> observes() {
    var observes = new LinkedHashSet<Property>();
    for (Quantity quantity : quantities) observes.add(quantity.property());
    return observes;
  }

  @Override
  public void wire(Udn udn, Wiring wiring) {
    for (Quantity quantity : quantities) {
      wiring.read((value, hearing) -> take(value, quantity, udn, hearing), quantity.path());
    }
  }

  private static void take(Payload value, Quantity quantity, Udn udn, Hearing hearing) {
    if (value.isMissing()) return; // a failing sensor says null: no news
    OptionalDouble number =
        value.isList() || value.isObject() ? several(value, quantity) : value.number();
    if (number.isEmpty()) {
      hearing.drop(quantity.path().getLast(), value.textOr("no number"), "a number");
    } else {
      double scaled = scaled(number.getAsDouble(), quantity.scale(), hearing);
      hearing.amount(udn, quantity.property(), Math.round(scaled * 1000) / 1000.0);
    }
  }

  private static OptionalDouble several(Payload value, Quantity quantity) {
    double sum = 0;
    int count = 0;
    for (Payload item : value.items()) {
      OptionalDouble number = item.number();
      if (number.isPresent()) {
        sum += number.getAsDouble();
        count++;
      }
    }
    if (count == 0) return OptionalDouble.empty();
    return OptionalDouble.of(quantity.several() == Several.SUM ? sum : sum / count);
  }

  private static double scaled(double number, Scale scale, Hearing hearing) {
    return switch (scale) {
      case PLAIN -> number;
      case THOUSAND -> number * 1000;
      case THOUSANDTH -> number / 1000;
      case HUNDREDTH -> number / 100;
      case TEMPERATURE -> hearing.fahrenheit ? (number - 32) / 1.8 : number;
      case PRESSURE ->
          switch (hearing.pressureUnit) {
            case "mmHg" -> number * MILLIBARS_IN_MMHG;
            case "inHg" -> number * MILLIBARS_IN_MMHG * 25.4;
            default -> number;
          };
      case SPEED ->
          switch (hearing.speedUnit) {
            case "km/h" -> number / 3.6;
            case "mph" -> number * 0.44704;
            case "kn" -> number * 0.514444;
            case "ft/s" -> number * 0.3048;
            default -> number;
          };
    };
  }
}

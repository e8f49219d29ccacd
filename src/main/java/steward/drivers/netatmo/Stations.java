package steward.drivers.netatmo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import steward.driver.Effect;
import steward.driver.Payload;
import steward.driver.cloud.Heard;
import steward.thing.Description;
import steward.thing.Property;
import steward.thing.Reading;
import steward.thing.Status;
import steward.thing.Udn;
import steward.value.Amount;
import steward.value.Unit;

/// Reads `getstationsdata`: stations and their modules, each a thing. Immutable.
final class Stations {
  /// What is older than this is not told as if it were now.
  private static final Duration OLD = Duration.ofHours(1);

  private static final double KMH = 3.6;

  private final Cloud cloud;
  private final Instant now;
  private final Map<String, Description> modules = new LinkedHashMap<>();
  private final Map<String, Long> measured;
  private final List<Effect> effects = new ArrayList<>();

  /// The types of modules that measure something we know, and what.
  private enum Kind {
    MAIN("NAMain", "indoor"),
    OUTDOOR("NAModule1", "outdoor"),
    WIND("NAModule2", "wind"),
    RAIN("NAModule3", "rain"),
    INDOOR("NAModule4", "indoor"),
    COACH("NHC", "indoor");

    private final String type;
    private final String label;

    Kind(String type, String label) {
      this.type = type;
      this.label = label;
    }

    static Optional<Kind> of(String type) {
      for (Kind kind : values()) if (kind.type.equals(type)) return Optional.of(kind);
      return Optional.empty();
    }

    Set<Property> observes() {
      List<Property> all =
          switch (this) {
            case MAIN, COACH ->
                List.of(
                    Property.TEMPERATURE,
                    Property.HUMIDITY,
                    Property.CO2,
                    Property.NOISE,
                    Property.PRESSURE);
            case OUTDOOR -> List.of(Property.TEMPERATURE, Property.HUMIDITY, Property.BATTERY);
            case WIND -> List.of(Property.WIND, Property.WIND_DIRECTION, Property.BATTERY);
            case RAIN -> List.of(Property.RAIN, Property.BATTERY);
            case INDOOR ->
                List.of(Property.TEMPERATURE, Property.HUMIDITY, Property.CO2, Property.BATTERY);
          };
      return new LinkedHashSet<>(all);
    }
  }

  private Stations(Cloud cloud, Account known, Instant now) {
    this.cloud = cloud;
    this.now = now;
    this.measured = new LinkedHashMap<>(known.measured());
  }

  static Heard<Account> heard(Cloud cloud, Account known, Payload body, Instant now) {
    var reading = new Stations(cloud, known, now);
    for (Payload station : body.at("devices").items()) {
      String home = station.at("home_name").textOr(station.at("station_name").textOr(""));
      reading.module(station, home);
      for (Payload module : station.at("modules").items()) reading.module(module, home);
    }
    reading.measured.keySet().retainAll(reading.modules.keySet());
    return Heard.of(known.withStations(reading.modules, reading.measured, now), reading.effects);
  }

  private void module(Payload module, String home) {
    String id = module.at("_id").textOr("").toLowerCase(Locale.ROOT);
    Optional<Kind> kind = Kind.of(module.at("type").textOr(""));
    if (!id.matches("([0-9a-f]{2}:){5}[0-9a-f]{2}") || kind.isEmpty()) {
      effects.add(new Effect.Dropped("a module of a kind that is not known"));
      return;
    }
    String part = id.replace(":", "");
    if (modules.containsKey(part)) return;
    if (modules.size() >= Account.PARTS_MAX) {
      effects.add(new Effect.Dropped("modules beyond " + Account.PARTS_MAX));
      return;
    }
    modules.put(part, description(part, kind.get(), module, home));
    measured(part, kind.get(), module);
  }

  private Description description(String part, Kind kind, Payload module, String home) {
    String own = module.at("module_name").textOr("").strip();
    String name = own.isEmpty() ? (home + " " + kind.label).strip() : own;
    return new Description(
        cloud.root().child(part),
        name,
        "/device/sensor/netatmo/" + kind.label,
        "Netatmo",
        kind.type,
        module.at("firmware").textOr("unknown"),
        cloud.binding(),
        kind.observes(),
        Map.of());
  }

  private void measured(String part, Kind kind, Payload module) {
    Udn udn = cloud.root().child(part);
    Payload data = module.at("dashboard_data");
    OptionalDouble said = data.at("time_utc").number();
    Instant at = said.isPresent() ? at(said.getAsDouble()) : now;
    boolean isLost =
        !module.at("reachable").isMissing() && !module.at("reachable").isTrue() || !data.isObject();
    if (isLost) {
      stand(udn, Status.State.ABSENT, "Netatmo cannot reach it");
      return;
    }
    if (at.isBefore(now.minus(OLD))) {
      stand(udn, Status.State.ABSENT, "it has not measured anything for over an hour");
      return;
    }
    stand(udn, Status.State.PRESENT, "Netatmo has what it measures");
    long time = said.isPresent() ? at.getEpochSecond() : 0;
    Long before = measured.put(part, time);
    if (before != null && before == time && time != 0) return;
    for (Property property : kind.observes()) saw(udn, property, value(property, module), at);
  }

  private Instant at(double seconds) {
    if (seconds < 0 || seconds > now.getEpochSecond()) return now;
    return Instant.ofEpochSecond((long) seconds);
  }

  private void stand(Udn udn, Status.State state, String why) {
    effects.add(new Effect.Stood(udn, state, why));
  }

  private static Optional<Amount> value(Property property, Payload module) {
    Payload data = module.at("dashboard_data");
    if (property == Property.TEMPERATURE) return amount(data.at("Temperature"), Unit.CELSIUS, 1);
    if (property == Property.HUMIDITY) return amount(data.at("Humidity"), Unit.PERCENTAGE, 1);
    if (property == Property.CO2) return amount(data.at("CO2"), Unit.PPM, 1);
    if (property == Property.NOISE) return amount(data.at("Noise"), Unit.DECIBELS, 1);
    if (property == Property.PRESSURE) return amount(data.at("Pressure"), Unit.MILLIBARS, 1);
    if (property == Property.RAIN) return amount(data.at("sum_rain_1"), Unit.MILLIMETERS, 1);
    if (property == Property.WIND)
      return amount(data.at("WindStrength"), Unit.METERS_PER_SECOND, KMH)
          .map(wind -> new Amount(Math.round(wind.number() * 100) / 100.0, wind.unit()));
    if (property == Property.WIND_DIRECTION) return amount(data.at("WindAngle"), Unit.DEGREES, 1);
    return amount(module.at("battery_percent"), Unit.PERCENTAGE, 1);
  }

  private static Optional<Amount> amount(Payload value, Unit unit, double by) {
    OptionalDouble number = value.number();
    return number.isPresent()
        ? Optional.of(new Amount(number.getAsDouble() / by, unit))
        : Optional.empty();
  }

  /// A wind without direction has the angle -1: what a property does not admit is left.
  private void saw(Udn udn, Property property, Optional<Amount> value, Instant at) {
    value
        .filter(property::admits)
        .ifPresent(amount -> effects.add(new Effect.Saw(Reading.of(udn, property, amount, at))));
  }
}

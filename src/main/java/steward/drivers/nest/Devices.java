package steward.drivers.nest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import steward.driver.Effect;
import steward.driver.Payload;
import steward.driver.cloud.Heard;
import steward.thing.Ability;
import steward.thing.ActionKind;
import steward.thing.Description;
import steward.thing.Property;
import steward.thing.Reading;
import steward.thing.Status;
import steward.thing.Udn;
import steward.value.Amount;
import steward.value.Unit;
import steward.value.Value;
import steward.value.Word;

/// Reads what Google tells of devices, and makes things of them. Immutable.
record Devices(Cloud cloud, Instant now) {
  private static final String ID = "[0-9A-Za-z_-]{1,72}";
  private static final String TYPE = "sdm.devices.types.";
  static final double GOAL_MIN = 9;
  static final double GOAL_MAX = 32;

  /// Our words for Google's modes.
  static final Map<String, String> MODES =
      Map.of("HEAT", "heat", "COOL", "cool", "HEATCOOL", "auto", "OFF", "off");

  Heard<Project> listed(Project known, Payload answer) {
    // A project without devices answers with an empty object.
    if (!answer.isObject() || !answer.at("devices").isMissing() && !answer.at("devices").isList())
      return Heard.wrong(known, "the list of devices of its cloud cannot be read");
    var effects = new ArrayList<Effect>();
    var devices = new LinkedHashMap<String, Project.Device>();
    for (Payload one : answer.at("devices").items()) {
      Optional<String> part = part(one);
      if (part.isEmpty() || devices.size() >= Project.DEVICES_MAX) {
        effects.add(new Effect.Dropped("a device of another project, or one too many"));
        continue;
      }
      devices.put(part.get(), device(one));
    }
    for (String gone : known.devices().keySet())
      if (!devices.containsKey(gone))
        effects.add(
            new Effect.Stood(
                udn(gone), Status.State.ABSENT, "Google does not list it for us any more"));
    devices.forEach(
        (part, device) -> effects.addAll(readings(part, device, Set.copyOf(Traits.ALL))));
    return Heard.of(known.listed(devices, now), effects);
  }

  Heard<Project> one(Project known, String asked, Payload answer) {
    if (part(answer).filter(asked::equals).isEmpty())
      return Heard.wrong(known, "its cloud told of another device than was asked for");
    Project.Device device = device(answer);
    return Heard.of(known.with(asked, device), readings(asked, device, Set.copyOf(Traits.ALL)));
  }

  /// The id of a device of this project.
  Optional<String> part(Payload device) {
    return part(device.at("name").textOr(""));
  }

  Optional<String> part(String resource) {
    String prefix = cloud.devices() + "/";
    if (!resource.startsWith(prefix)) return Optional.empty();
    return Optional.of(resource.substring(prefix.length())).filter(id -> id.matches(ID));
  }

  private static Project.Device device(Payload one) {
    Traits traits = Traits.of(one.at("traits"));
    String room = one.at("parentRelations").at(0).at("displayName").textOr("").strip();
    String name =
        traits
            .text(Traits.INFO, "customName")
            .map(String::strip)
            .filter(n -> !n.isEmpty())
            .orElse(room);
    String type = one.at("type").textOr("");
    return new Project.Device(
        name, type.startsWith(TYPE) ? type.substring(TYPE.length()) : "", traits);
  }

  private Udn udn(String part) {
    return cloud.root().child(part);
  }

  /// What of the device can be a thing; nothing where it tells nothing that we read.
  static Optional<Description> described(Cloud cloud, String part, Project.Device device) {
    Traits traits = device.traits();
    var observes = new LinkedHashSet<Property>();
    if (traits.has(Traits.TEMPERATURE)) observes.add(Property.TEMPERATURE);
    if (traits.has(Traits.HUMIDITY)) observes.add(Property.HUMIDITY);
    boolean isThermostat = traits.has(Traits.MODE);
    if (isThermostat) {
      observes.addAll(List.of(Property.GOAL_TEMPERATURE, Property.MODE, Property.SPECIAL));
      if (traits.has(Traits.HVAC)) observes.add(Property.HEATING);
    }
    if (observes.isEmpty()) return Optional.empty();
    String model = device.type().isBlank() ? "Device" : device.type();
    return Optional.of(
        new Description(
            cloud.root().child(part),
            device.name().isBlank()
                ? "Nest " + model.toLowerCase(java.util.Locale.ROOT)
                : device.name(),
            isThermostat ? "/device/climate/nest/thermostat" : "/device/sensor/nest/other",
            "Google",
            model,
            "unknown",
            cloud.binding(),
            observes,
            isThermostat ? abilities(traits) : Map.of()));
  }

  private static Map<ActionKind, Ability> abilities(Traits traits) {
    List<String> modes =
        traits.modes().stream().filter(MODES::containsKey).map(MODES::get).distinct().toList();
    var abilities = new LinkedHashMap<ActionKind, Ability>();
    abilities.put(
        ActionKind.HEAT, Ability.range(ActionKind.HEAT, Unit.CELSIUS, GOAL_MIN, GOAL_MAX));
    if (!modes.isEmpty()) abilities.put(ActionKind.MODE, Ability.words(ActionKind.MODE, modes));
    return abilities;
  }

  /// What these traits say.
  List<Effect> readings(String part, Project.Device device, Set<String> told) {
    Traits traits = device.traits();
    var effects = new ArrayList<Effect>();
    boolean isOffline =
        traits.text(Traits.CONNECTIVITY, "status").filter("OFFLINE"::equals).isPresent();
    effects.add(
        new Effect.Stood(
            udn(part),
            isOffline ? Status.State.ABSENT : Status.State.PRESENT,
            isOffline ? "Google says that it is offline" : "Google hears it"));
    // What Google tells of a device that it does not hear is of before.
    if (isOffline) return effects;
    var values = new LinkedHashMap<Property, Value>();
    if (told.contains(Traits.TEMPERATURE))
      put(
          values,
          Property.TEMPERATURE,
          traits.number(Traits.TEMPERATURE, "ambientTemperatureCelsius"),
          Unit.CELSIUS);
    if (told.contains(Traits.HUMIDITY))
      put(
          values,
          Property.HUMIDITY,
          traits.number(Traits.HUMIDITY, "ambientHumidityPercent"),
          Unit.PERCENTAGE);
    if (told.contains(Traits.MODE)) mode(traits, values, effects);
    if (told.contains(Traits.SETPOINT))
      put(values, Property.GOAL_TEMPERATURE, goal(traits), Unit.CELSIUS);
    if (told.contains(Traits.ECO) && traits.has(Traits.ECO))
      values.put(Property.SPECIAL, new Word(traits.isEco() ? "econo" : "none"));
    if (told.contains(Traits.HVAC))
      traits
          .text(Traits.HVAC, "status")
          .map(status -> new Word(status.toLowerCase(java.util.Locale.ROOT)))
          .ifPresent(word -> values.put(Property.HEATING, word));
    values.forEach((property, value) -> {
      if (property.admits(value))
        effects.add(new Effect.Saw(Reading.of(udn(part), property, value, now)));
    });
    return effects;
  }

  private static void mode(Traits traits, Map<Property, Value> values, List<Effect> effects) {
    Optional<String> said = traits.text(Traits.MODE, "mode");
    Optional<String> word = said.map(mode -> MODES.getOrDefault(mode, ""));
    if (word.filter(String::isEmpty).isPresent())
      effects.add(new Effect.Dropped("the mode of a thermostat is none that is known"));
    word.filter(one -> !one.isEmpty()).ifPresent(one -> values.put(Property.MODE, new Word(one)));
  }

  /// Where it heats and cools it has two goals: ours is the lower one.
  private static OptionalDouble goal(Traits traits) {
    OptionalDouble heat = traits.number(Traits.SETPOINT, "heatCelsius");
    return heat.isPresent() ? heat : traits.number(Traits.SETPOINT, "coolCelsius");
  }

  private static void put(
      Map<Property, Value> values, Property property, OptionalDouble number, Unit unit) {
    // Google counts in degrees Fahrenheit and writes many decimals.
    if (number.isPresent() && Double.isFinite(number.getAsDouble()))
      values.put(property, new Amount(Math.round(number.getAsDouble() * 100) / 100.0, unit));
  }
}

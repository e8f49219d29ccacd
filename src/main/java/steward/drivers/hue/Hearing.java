package steward.drivers.hue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import steward.driver.Payload;
import steward.thing.Property;
import steward.thing.Udn;
import steward.value.Amount;
import steward.value.Text;
import steward.value.Unit;
import steward.value.Value;
import steward.value.Word;

/// Makes readings of what a bridge told. Confined to one step of a driver.
///
/// @param turn where the readings go
record Hearing(Turn turn) {
  /// What a device with such a service observes.
  static final Map<String, Property> SENSORS = sensors();

  private static final Set<String> MOTION =
      Set.of("motion.motion", "motion.motion_valid", "motion.motion_report.motion", "enabled");
  private static final Set<String> TEMPERATURE =
      Set.of(
          "temperature.temperature",
          "temperature.temperature_valid",
          "temperature.temperature_report.temperature");
  private static final Set<String> LIGHT =
      Set.of(
          "light.light_level", "light.light_level_valid", "light.light_level_report.light_level");
  private static final Set<String> PRESS =
      Set.of("button.button_report.updated", "button.button_report.event", "button.last_event");
  private static final Set<String> ROTATION =
      Set.of(
          "relative_rotary.rotary_report.updated",
          "relative_rotary.rotary_report.action",
          "relative_rotary.last_event.action");

  private static Map<String, Property> sensors() {
    var sensors = new LinkedHashMap<String, Property>();
    sensors.put("motion", Property.MOTION);
    sensors.put("temperature", Property.TEMPERATURE);
    sensors.put("light_level", Property.LIGHT);
    sensors.put("contact", Property.CONTACT);
    sensors.put("tamper", Property.TAMPER);
    sensors.put("device_power", Property.BATTERY);
    return sensors;
  }

  /// Reads those places of a resource that a report told of. Presses are left out: they happen.
  ///
  /// @param now the resource with the report in it
  /// @param told what was reported; the same as `now` where all of it was asked for
  void state(Resource now, Resource told) {
    Udn thing = turn.catalogue().thing(now).orElse(null);
    if (thing == null) return;
    switch (now.type()) {
      case "light", "grouped_light" -> lamp(thing, now, told);
      case "scene", "smart_scene" ->
          turn.scenes.merge(now.owner(), now.id(), (older, one) -> isActive(now) ? one : older);
      case "motion" -> {
        if (told.touches(MOTION)) motion(now).ifPresent(v -> saw(thing, now, Property.MOTION, v));
      }
      case "temperature" -> {
        if (told.touches(TEMPERATURE)) temperature(thing, now);
      }
      case "light_level" -> {
        if (told.touches(LIGHT)) brightness(thing, now);
      }
      case "contact" -> word(thing, now, told, "contact_report.state", Property.CONTACT);
      case "tamper" -> tamper(thing, now, told);
      case "device_power" ->
          amount(
              thing, now, told, "power_state.battery_level", Property.BATTERY, Unit.PERCENTAGE, 1);
      default -> {}
    }
  }

  private void lamp(Udn thing, Resource now, Resource told) {
    if (told.has("on.on"))
      saw(thing, now, Property.SWITCH, now.fact("on.on").isTrue() ? Word.ON : Word.OFF);
    amount(thing, now, told, "dimming.brightness", Property.LEVEL, Unit.PERCENTAGE, 10);
    if (now.type().equals("grouped_light")) return;
    if (told.has("color_temperature.mirek")
        && !now.text("color_temperature.mirek_valid").equals("false"))
      amount(thing, now, told, "color_temperature.mirek", Property.WARMTH, Unit.MIREDS, 1);
    if (told.has("color.xy.x") || told.has("color.xy.y"))
      now.xy("color.xy").ifPresent(xy -> saw(thing, now, Property.COLOUR, xy.colour()));
  }

  /// @param parts how many parts of one unit are told apart
  private void amount(
      Udn thing,
      Resource now,
      Resource told,
      String key,
      Property property,
      Unit unit,
      double parts) {
    OptionalDouble number = told.number(key);
    if (number.isEmpty()) return;
    double rounded = Math.round(number.getAsDouble() * parts) / parts;
    saw(thing, now, property, new Amount(rounded, unit));
  }

  /// Which of the scenes of this room is active: of several the one that was told last, else the
  /// first.
  void scene(String room, String told) {
    List<Resource> active = turn.house().scenes(room).stream().filter(Hearing::isActive).toList();
    Value name =
        active.stream()
            .filter(scene -> scene.id().equals(told))
            .findFirst()
            .or(() -> active.stream().findFirst())
            .map(scene -> Text.cut(Scenes.name(scene)))
            .orElse(Scenes.NONE);
    turn.house()
        .get(room)
        .flatMap(turn.catalogue()::room)
        .ifPresent(thing -> turn.saw(thing, Property.SCENE, name, true));
  }

  static boolean isActive(Resource scene) {
    String state = scene.text(scene.type().equals("scene") ? "status.active" : "state");
    return !state.isEmpty() && !state.equals("inactive");
  }

  /// The newer place is preferred; a sensor that is off, or was never heard, says nothing.
  private static Optional<Value> motion(Resource now) {
    if (now.text("enabled").equals("false")) return Optional.empty();
    Payload moves = now.fact("motion.motion_report.motion");
    if (moves.isMissing()) {
      if (now.text("motion.motion_valid").equals("false")) return Optional.empty();
      moves = now.fact("motion.motion");
    }
    if (moves.isMissing()) return Optional.empty();
    return Optional.of(new Word(moves.isTrue() ? "detected" : "absent"));
  }

  private static OptionalDouble measured(Resource now, String name, String value) {
    if (now.text("enabled").equals("false")) return OptionalDouble.empty();
    OptionalDouble report = now.number(name + "." + value + "_report." + value);
    if (report.isPresent()) return report;
    if (now.text(name + "." + value + "_valid").equals("false")) return OptionalDouble.empty();
    return now.number(name + "." + value);
  }

  private void temperature(Udn thing, Resource now) {
    measured(now, "temperature", "temperature")
        .ifPresent(celsius -> {
          double rounded = Math.round(celsius * 100) / 100.0;
          saw(thing, now, Property.TEMPERATURE, Amount.celsius(rounded));
        });
  }

  /// The bridge counts ten thousand steps for each tenfold of lux.
  private void brightness(Udn thing, Resource now) {
    measured(now, "light", "light_level")
        .ifPresent(level -> {
          double lux = level <= 0 ? 0 : Math.pow(10, (level - 1) / 10_000);
          double parts = lux < 100 ? 10 : 1;
          if (lux <= 1e7)
            saw(thing, now, Property.LIGHT, new Amount(Math.round(lux * parts) / parts, Unit.LUX));
        });
  }

  private void word(Udn thing, Resource now, Resource told, String key, Property property) {
    if (!told.has(key) || now.text("enabled").equals("false")) return;
    switch (told.text(key)) {
      case "contact" -> saw(thing, now, property, new Word("closed"));
      case "no_contact" -> saw(thing, now, property, new Word("opened"));
      default -> turn.dropped(key + " is neither contact nor no_contact");
    }
  }

  private void tamper(Udn thing, Resource now, Resource told) {
    if (!told.has("tamper_reports")) return;
    boolean tampered = (" " + told.text("tamper_reports") + " ").contains(" tampered ");
    saw(thing, now, Property.TAMPER, new Word(tampered ? "detected" : "absent"));
  }

  private void saw(Udn thing, Resource now, Property property, Value value) {
    turn.saw(thing, property, value, turn.house().unreachable(now.owner()).isEmpty());
  }

  /// Whether a report tells of a press or a turn of a dial that was not told before. It is the time
  /// of it that counts: a second press alike says the same word.
  static boolean isNewPress(Resource before, Resource told) {
    boolean isButton = told.type().equals("button");
    if (!isButton && !told.type().equals("relative_rotary")) return false;
    if (!told.touches(isButton ? PRESS : ROTATION)) return false;
    String key =
        isButton ? "button.button_report.updated" : "relative_rotary.rotary_report.updated";
    return !told.has(key) || !told.text(key).equals(before.text(key));
  }

  /// A press that happens now.
  void press(Resource now) {
    Udn thing = turn.catalogue().thing(now).orElse(null);
    if (thing == null) return;
    String word = now.type().equals("button") ? pressed(now) : turned(now);
    if (!word.isEmpty()) turn.saw(thing, Property.BUTTON, new Word(word), true);
  }

  /// A short press is told when the button is let go, as only then is it known to be short; a
  /// button that tells no letting go is pressed when it is.
  private static String pressed(Resource button) {
    String event = button.text("button.button_report.event");
    if (event.isEmpty()) event = button.text("button.last_event");
    String known = button.text("button.event_values");
    return switch (event) {
      case "short_release" -> "single";
      case "double_short_release" -> "double";
      case "long_press" -> "hold";
      case "long_release" -> "release";
      case "initial_press" -> !known.isEmpty() && !known.contains("short_release") ? "single" : "";
      default -> "";
    };
  }

  private static String turned(Resource dial) {
    String report = "relative_rotary.rotary_report.rotation.direction";
    String way =
        dial.text(dial.has(report) ? report : "relative_rotary.last_event.rotation.direction");
    return switch (way) {
      case "clock_wise" -> "up";
      case "counter_clock_wise" -> "down";
      default -> "";
    };
  }
}

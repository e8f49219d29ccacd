package steward.drivers.shelly;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import steward.thing.Ability;
import steward.thing.ActionKind;
import steward.thing.Property;
import steward.thing.Udn;
import steward.value.Unit;

/// A thing of a device: one component, or one phase of a meter. The first stands for the device.
///
/// @param type of the component; empty for a device without one that we know
/// @param phase `a`, `b`, `c`, or empty
/// @param also further components that are read into this thing: `devicepower:0`, `humidity:0`
record Part(
    Udn udn, String type, int id, String phase, boolean first, List<String> also, Shape shape) {
  Part {
    also = List.copyOf(also);
  }

  String component() {
    return type + ":" + id;
  }

  private boolean has(String more) {
    return shape.has(component() + "." + more);
  }

  String kind() {
    return "/device/"
        + switch (type) {
          case "switch" -> "switch/shelly/" + (has("meter") ? "meter" : "onoff");
          case "cover" -> "motive/shelly/shutter";
          case "light" -> "lighting/shelly/dimmer";
          case "input" -> "sensor/shelly/button";
          case "em", "em1", "pm1" -> "sensor/shelly/meter";
          case "temperature", "humidity" -> "climate/shelly/meteo";
          case "illuminance" -> "sensor/shelly/light";
          case "smoke" -> "sensor/shelly/smoke";
          default -> "gateway/shelly/device";
        };
  }

  Set<Property> observes() {
    var observes = new LinkedHashSet<Property>();
    switch (type) {
      case "switch" -> observes.add(Property.SWITCH);
      case "cover" -> {
        observes.add(Property.COVER);
        if (has("position")) observes.add(Property.POSITION);
      }
      case "light" -> {
        observes.add(Property.SWITCH);
        observes.add(Property.LEVEL);
      }
      case "input" -> {
        observes.add(Property.BUTTON);
        if (has("state")) observes.add(Property.INPUT);
      }
      case "em", "em1", "pm1" -> observes.addAll(measured());
      default -> sensor(type, observes);
    }
    if (has("meter")) observes.addAll(List.of(Property.POWER, Property.ENERGY));
    if (has("meter") && !type.equals("light"))
      observes.addAll(List.of(Property.VOLTAGE, Property.CURRENT));
    for (String one : also) sensor(one.substring(0, one.indexOf(':')), observes);
    if (first) observes.add(Property.SIGNAL);
    return observes;
  }

  private Set<Property> measured() {
    var measured = new LinkedHashSet<Property>();
    measured.add(Property.POWER);
    measured.add(Property.ENERGY);
    measured.add(Property.CURRENT);
    measured.add(Property.APPARENT_POWER);
    if (!type.equals("em") || !phase.isEmpty()) {
      measured.add(Property.VOLTAGE);
      measured.add(Property.POWER_FACTOR);
      measured.add(Property.FREQUENCY);
    }
    return measured;
  }

  private static void sensor(String type, Set<Property> observes) {
    switch (type) {
      case "temperature" -> observes.add(Property.TEMPERATURE);
      case "humidity" -> observes.add(Property.HUMIDITY);
      case "illuminance" -> observes.add(Property.LIGHT);
      case "smoke" -> observes.add(Property.SMOKE);
      case "devicepower" -> observes.add(Property.BATTERY);
      default -> {}
    }
  }

  Map<ActionKind, Ability> abilities() {
    var abilities = new TreeMap<ActionKind, Ability>();
    for (Ability one : listed()) abilities.put(one.kind(), one);
    return abilities;
  }

  private List<Ability> listed() {
    return switch (type) {
      case "switch" -> List.of(Ability.of(ActionKind.TURN));
      case "light" ->
          List.of(
              Ability.of(ActionKind.TURN), Ability.range(ActionKind.DIM, Unit.PERCENTAGE, 1, 100));
      case "cover" -> {
        var cover = new ArrayList<Ability>();
        for (ActionKind kind : List.of(ActionKind.OPEN, ActionKind.CLOSE, ActionKind.STOP))
          cover.add(Ability.of(kind));
        if (has("position")) cover.add(Ability.of(ActionKind.POSITION));
        yield cover;
      }
      default -> List.of();
    };
  }
}

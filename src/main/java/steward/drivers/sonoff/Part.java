package steward.drivers.sonoff;

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

/// A thing of a device.
///
/// @param index the outlet, or the number of the remote; from 0
/// @param meters whether it measures what flows through it
/// @param sensors what else is measured at the device; only for its first part
record Part(Udn udn, Role role, int index, boolean meters, Set<Property> sensors, Shape shape) {
  /// The maker's figures for its white bulbs: 6500 K to 2200 K.
  static final double MIREDS_MIN = 154;

  static final double MIREDS_MAX = 454;

  private static final Ability TURN =
      Ability.words(ActionKind.TURN, List.of("on", "off", "toggle"));
  private static final List<String> SPEEDS = List.of("off", "1", "2", "3");

  Part {
    sensors = Set.copyOf(sensors);
  }

  String kind() {
    return "/device/"
        + switch (role) {
          case SWITCH ->
              sensors.contains(Property.TEMPERATURE)
                  ? "climate/sonoff/switch"
                  : "switch/sonoff/" + (meters ? "meter" : "onoff");
          case OUTLET ->
              "switch/sonoff/"
                  + (index == 0 && shape.outlets() > 1 ? "strip" : meters ? "meter" : "onoff");
          case LIGHT -> "lighting/sonoff/" + (shape.has("colour") ? "rgb" : "dimmer");
          case FAN -> "switch/sonoff/fan";
          case LAMP -> "lighting/sonoff/bulb";
          case COVER -> "motive/sonoff/shutter";
          case BRIDGE -> "gateway/sonoff/radio";
          case REMOTE -> "sensor/sonoff/button";
        };
  }

  Set<Property> observes() {
    var observes = new LinkedHashSet<Property>();
    switch (role) {
      case SWITCH, OUTLET, LAMP -> observes.add(Property.SWITCH);
      case LIGHT -> {
        observes.add(Property.SWITCH);
        observes.add(Property.LEVEL);
        if (shape.has("colour")) observes.add(Property.COLOUR);
        if (shape.has("white")) observes.add(Property.WARMTH);
      }
      case FAN -> observes.add(Property.FAN);
      case COVER -> {
        observes.add(Property.COVER);
        observes.add(Property.POSITION);
      }
      case BRIDGE -> {}
      case REMOTE -> observes.add(Property.BUTTON);
    }
    if (meters) {
      observes.add(Property.POWER);
      observes.add(Property.VOLTAGE);
      observes.add(Property.CURRENT);
    }
    observes.addAll(sensors);
    return observes;
  }

  Map<ActionKind, Ability> abilities() {
    var abilities = new TreeMap<ActionKind, Ability>();
    for (Ability one : listed()) abilities.put(one.kind(), one);
    return abilities;
  }

  private List<Ability> listed() {
    return switch (role) {
      case SWITCH, OUTLET, LAMP -> List.of(TURN);
      case LIGHT -> light();
      case FAN -> List.of(Ability.words(ActionKind.FAN, SPEEDS));
      case COVER ->
          List.of(
              Ability.of(ActionKind.OPEN),
              Ability.of(ActionKind.CLOSE),
              Ability.of(ActionKind.POSITION));
      case BRIDGE -> List.of(Ability.of(ActionKind.SEND));
      case REMOTE -> List.of();
    };
  }

  private List<Ability> light() {
    var abilities = new java.util.ArrayList<Ability>();
    abilities.add(TURN);
    abilities.add(Ability.range(ActionKind.DIM, Unit.PERCENTAGE, 1, 100));
    if (shape.has("colour")) abilities.add(Ability.of(ActionKind.COLOUR));
    if (shape.has("white"))
      abilities.add(Ability.range(ActionKind.WARMTH, Unit.MIREDS, MIREDS_MIN, MIREDS_MAX));
    return abilities;
  }
}

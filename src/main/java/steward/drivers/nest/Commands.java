package steward.drivers.nest;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;
import steward.driver.cloud.Order;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Expectation;
import steward.thing.Property;
import steward.thing.Udn;
import steward.value.Amount;
import steward.value.Word;

/// Makes commands of actions, and says by what they are confirmed: a reading of the device after
/// them.
final class Commands {
  private static final Duration SHOWN_WITHIN = Duration.ofSeconds(60);

  /// Half a degree Fahrenheit, in which thermostats of some countries count.
  private static final double TOLERANCE = 0.3;

  /// The least between the goals for heating and for cooling.
  private static final double APART = 1.7;

  private Commands() {}

  static Order order(Cloud cloud, Project known, Udn thing, Action action) {
    String part = thing.value().substring(thing.value().indexOf('/') + 1);
    Project.Device device = known.devices().get(part);
    if (device == null)
      return new Order.Refuse(
          known.devices().isEmpty()
              ? "Google has not told of its devices yet; try again in a minute"
              : "Google does not list this device for us any more");
    if (action instanceof Action.Put put && put.kind() == ActionKind.MODE)
      return mode(cloud, part, device.traits(), put);
    if (action instanceof Action.Put put && put.kind() == ActionKind.HEAT)
      return goal(cloud, part, device.traits(), put.number());
    return new Order.Refuse("a Nest thermostat does not do that");
  }

  private static Order mode(Cloud cloud, String part, Traits traits, Action.Put put) {
    for (Map.Entry<String, String> mode : Devices.MODES.entrySet()) {
      if (put.value().equals(new Word(mode.getValue())) && traits.modes().contains(mode.getKey())) {
        String params = "{\"mode\":\"" + mode.getKey() + "\"}";
        return new Order.Ask(cloud.execute(part, "ThermostatMode.SetMode", params));
      }
    }
    return new Order.Refuse("this thermostat has no such mode");
  }

  private static Order goal(Cloud cloud, String part, Traits traits, double goal) {
    if (traits.isEco())
      return new Order.Refuse("it is in eco mode, in which Google takes no goal: end that first");
    String set = Amount.plain(goal);
    return switch (traits.text(Traits.MODE, "mode").orElse("")) {
      case "HEAT" -> ask(cloud, part, "SetHeat", "{\"heatCelsius\":" + set + "}");
      case "COOL" -> ask(cloud, part, "SetCool", "{\"coolCelsius\":" + set + "}");
      case "HEATCOOL" -> {
        double upper = Math.min(Devices.GOAL_MAX, goal + span(traits));
        if (upper - goal < APART)
          yield new Order.Refuse("the goals for heating and for cooling would be too close");
        String params = "{\"heatCelsius\":" + set + ",\"coolCelsius\":" + Amount.plain(upper) + "}";
        yield ask(cloud, part, "SetRange", params);
      }
      default -> new Order.Refuse("it is off, and has no goal then: choose a mode first");
    };
  }

  /// The goal for cooling stays as far above that for heating as it is.
  private static double span(Traits traits) {
    OptionalDouble heat = traits.number(Traits.SETPOINT, "heatCelsius");
    OptionalDouble cool = traits.number(Traits.SETPOINT, "coolCelsius");
    boolean both = heat.isPresent() && cool.isPresent();
    double span = both ? cool.getAsDouble() - heat.getAsDouble() : 0;
    return Math.max(2, Math.round(span * 10) / 10.0);
  }

  private static Order ask(Cloud cloud, String part, String command, String params) {
    return new Order.Ask(cloud.execute(part, Traits.SETPOINT + "." + command, params));
  }

  static Expectation expectation(Action action) {
    if (action instanceof Action.Put put && put.kind() == ActionKind.MODE)
      return new Expectation.Report(
          Property.MODE, new Expectation.Accepted.Exactly(put.value()), SHOWN_WITHIN);
    if (action instanceof Action.Put put && put.kind() == ActionKind.HEAT)
      return new Expectation.Report(
          Property.GOAL_TEMPERATURE,
          new Expectation.Accepted.Near(Amount.celsius(put.number()), TOLERANCE),
          SHOWN_WITHIN);
    return new Expectation.Unobservable("a Nest thermostat does not do that");
  }
}

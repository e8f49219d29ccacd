package steward.drivers.netatmo;

import java.time.Duration;
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
import steward.driver.cloud.Form;
import steward.driver.cloud.Heard;
import steward.driver.cloud.Order;
import steward.thing.Ability;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Description;
import steward.thing.Expectation;
import steward.thing.Property;
import steward.thing.Reading;
import steward.thing.Status;
import steward.thing.Udn;
import steward.value.Amount;
import steward.value.Unit;
import steward.value.Value;
import steward.value.Word;

/// Heated rooms: reads `homesdata` and `homestatus`, and makes `setroomthermpoint` of actions.
final class Rooms {
  /// What heats or measures a room at a goal.
  private static final Set<String> THERMOSTATS = Set.of("NATherm1", "NRV", "OTM", "BNS", "BNTH");

  private static final String PART = "room-";

  /// Looks follow a command after some seconds, five of them, unless the limits are reached.
  private static final Duration SHOWN_WITHIN = Duration.ofSeconds(60);

  /// Goals are in steps of half a degree.
  private static final double STEP = 0.5;

  private static final double GOAL_MIN = 7;
  private static final double GOAL_MAX = 30;

  private Rooms() {}

  static Heard<Account> listed(Cloud cloud, Account known, Payload body, Instant now) {
    var homes = new ArrayList<Account.Home>();
    var things = new LinkedHashMap<String, Description>();
    var effects = new ArrayList<Effect>();
    for (Payload home : body.at("homes").items()) {
      String id = home.at("id").textOr("");
      if (!isId(id)) continue;
      List<String> rooms = heated(home);
      if (rooms.isEmpty()) continue;
      if (homes.size() >= Account.HOMES_MAX || things.size() + rooms.size() > Account.PARTS_MAX) {
        effects.add(new Effect.Dropped("homes or rooms beyond what is read of an account"));
        continue;
      }
      homes.add(new Account.Home(id, rooms));
      for (Payload room : home.at("rooms").items()) {
        String part = room.at("id").textOr("");
        if (rooms.contains(part)) things.put(part, thing(cloud, part, room.at("name").textOr("")));
      }
    }
    Account next = known.withHomes(homes, things, now);
    return new Heard<>(next, effects, Cloud.status(next), "");
  }

  private static boolean isId(String id) {
    return id.matches("[0-9A-Za-z_-]{1,64}");
  }

  private static List<String> heated(Payload home) {
    var rooms = new LinkedHashSet<String>();
    for (Payload module : home.at("modules").items()) {
      String room = module.at("room_id").textOr("");
      if (THERMOSTATS.contains(module.at("type").textOr("")) && isId(room)) rooms.add(room);
    }
    return List.copyOf(rooms);
  }

  private static Description thing(Cloud cloud, String room, String name) {
    var abilities = new LinkedHashMap<ActionKind, Ability>();
    abilities.put(
        ActionKind.HEAT, Ability.range(ActionKind.HEAT, Unit.CELSIUS, GOAL_MIN, GOAL_MAX));
    abilities.put(ActionKind.MODE, Ability.words(ActionKind.MODE, List.of("auto")));
    var observes =
        new LinkedHashSet<>(
            List.of(
                Property.TEMPERATURE,
                Property.GOAL_TEMPERATURE,
                Property.MODE,
                Property.SPECIAL,
                Property.HEATING));
    return new Description(
        cloud.root().child(PART + room),
        name.isBlank() ? "Netatmo room" : name,
        "/device/climate/netatmo/room",
        "Netatmo",
        "Heated room",
        "unknown",
        cloud.binding(),
        observes,
        abilities);
  }

  static Heard<Account> heard(Cloud cloud, Account known, Payload body, Instant now) {
    var effects = new ArrayList<Effect>();
    String home = body.at("home").at("id").textOr("");
    var missing = new LinkedHashSet<String>();
    known.homes().stream()
        .filter(one -> one.id().equals(home))
        .forEach(one -> missing.addAll(one.rooms()));
    for (Payload room : body.at("home").at("rooms").items()) {
      String id = room.at("id").textOr("");
      if (missing.remove(id)) told(cloud.root().child(PART + id), room, now, effects);
    }
    for (String id : missing)
      stand(
          effects,
          cloud.root().child(PART + id),
          Status.State.ABSENT,
          "Netatmo says nothing of it");
    return Heard.of(known.withStatus(now), effects);
  }

  private static void told(Udn udn, Payload room, Instant now, List<Effect> effects) {
    boolean isThere = room.at("reachable").isMissing() || room.at("reachable").isTrue();
    stand(
        effects,
        udn,
        isThere ? Status.State.PRESENT : Status.State.ABSENT,
        isThere ? "Netatmo hears its thermostat" : "Netatmo cannot reach its thermostat");
    if (!isThere) return;
    var values = new LinkedHashMap<Property, Value>();
    amount(room.at("therm_measured_temperature"), values, Property.TEMPERATURE);
    amount(room.at("therm_setpoint_temperature"), values, Property.GOAL_TEMPERATURE);
    String mode = room.at("therm_setpoint_mode").textOr("");
    mode(mode).ifPresent(word -> values.put(Property.MODE, new Word(word)));
    if (!mode.isEmpty() && mode(mode).isEmpty())
      effects.add(new Effect.Dropped("the mode of a room is none that is known"));
    if (!mode.isEmpty())
      values.put(Property.SPECIAL, new Word(mode.equals("away") ? "away" : "none"));
    OptionalDouble power = room.at("heating_power_request").number();
    if (power.isPresent())
      values.put(Property.HEATING, new Word(power.getAsDouble() > 0 ? "heating" : "off"));
    values.forEach((property, value) -> {
      if (property.admits(value))
        effects.add(new Effect.Saw(Reading.of(udn, property, value, now)));
    });
  }

  private static void amount(Payload said, Map<Property, Value> values, Property property) {
    OptionalDouble number = said.number();
    if (number.isPresent()) values.put(property, Amount.celsius(number.getAsDouble()));
  }

  private static Optional<String> mode(String said) {
    return switch (said) {
      case "schedule", "home", "away" -> Optional.of("auto");
      case "manual", "max" -> Optional.of("heat");
      // Frost guard heats so little that for people it is off.
      case "off", "hg" -> Optional.of("off");
      default -> Optional.empty();
    };
  }

  private static void stand(List<Effect> effects, Udn udn, Status.State state, String why) {
    effects.add(new Effect.Stood(udn, state, why));
  }

  static Order order(Account known, Udn thing, Action action) {
    String part = thing.value().substring(thing.value().indexOf('/') + 1);
    String room = part.startsWith(PART) ? part.substring(PART.length()) : "";
    Optional<Account.Home> home = known.home(room);
    if (home.isEmpty())
      return new Order.Refuse(
          known.homesAt().equals(Instant.EPOCH)
              ? "Netatmo has not told of its rooms yet; try again in a minute"
              : "Netatmo does not know this room any more");
    var form = new Form().with("home_id", home.get().id()).with("room_id", room);
    if (action instanceof Action.Put put && put.kind() == ActionKind.HEAT) {
      form.with("mode", "manual").with("temp", Amount.plain(step(put.number())));
      return new Order.Ask(Cloud.set(form));
    }
    if (action instanceof Action.Put put && put.value().equals(new Word("auto")))
      return new Order.Ask(Cloud.set(form.with("mode", "home")));
    return new Order.Refuse("a room of Netatmo does not do that");
  }

  private static double step(double celsius) {
    return Math.round(celsius / STEP) * STEP;
  }

  static Expectation heated(Action.Put put) {
    var goal = Amount.celsius(step(put.number()));
    return new Expectation.Report(
        Property.GOAL_TEMPERATURE, new Expectation.Accepted.Near(goal, 0.01), SHOWN_WITHIN);
  }

  static Expectation switched(Action.Put put) {
    return new Expectation.Report(
        Property.MODE, new Expectation.Accepted.Exactly(put.value()), SHOWN_WITHIN);
  }
}

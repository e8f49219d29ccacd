package steward.activity;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import steward.state.Held;
import steward.state.HouseView;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Property;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.value.Amount;
import steward.value.Colour;
import steward.value.Value;
import steward.value.Word;

/// What was before, and how to bring it back. Pure.
///
/// A lock, a cover, an infrared code and a message are never brought back: turning them round does
/// not undo what they did.
final class Undoing {
  private static final List<Property> LIGHT =
      List.of(Property.SWITCH, Property.LEVEL, Property.COLOUR, Property.WARMTH);
  private static final List<Property> CLIMATE =
      List.of(Property.MODE, Property.GOAL_TEMPERATURE, Property.FAN, Property.SWING);
  private static final List<Property> SOUND = List.of(Property.VOLUME);

  private Undoing() {}

  /// The properties that an action of this kind changes together; none where it cannot be undone.
  static List<Property> related(ActionKind kind) {
    return switch (kind) {
      case TURN, DIM, COLOUR, WARMTH -> LIGHT;
      case HEAT, MODE, FAN, SWING -> CLIMATE;
      case VOLUME -> SOUND;
      case SPECIAL,
          OPEN,
          CLOSE,
          STOP,
          POSITION,
          TILT,
          LOCK,
          UNLOCK,
          PLAY,
          PAUSE,
          SAY,
          NOTIFY,
          SCENE,
          SEND,
          LEARN,
          WAKE ->
          List.of();
    };
  }

  private static Property property(ActionKind kind) {
    return switch (kind) {
      case DIM -> Property.LEVEL;
      case COLOUR -> Property.COLOUR;
      case WARMTH -> Property.WARMTH;
      case HEAT -> Property.GOAL_TEMPERATURE;
      case MODE -> Property.MODE;
      case FAN -> Property.FAN;
      case SWING -> Property.SWING;
      case VOLUME -> Property.VOLUME;
      default -> Property.SWITCH;
    };
  }

  /// Adds what the thing is now, unless the run knows already how it was, and what it is given.
  static List<Before> with(
      List<Before> before, ThingId thing, Action action, long command, HouseView house) {
    List<Property> related = related(action.kind());
    if (related.isEmpty()) return before;
    var next = new ArrayList<>(before);
    int at = at(before, thing, related);
    var given = new LinkedHashMap<Property, Value>();
    if (at >= 0) given.putAll(before.get(at).given());
    given(action, thing, house).ifPresent(value -> given.put(property(action.kind()), value));
    if (at < 0) next.add(new Before(thing, was(thing, related, house), given, command));
    else next.set(at, before.get(at).givenNow(given));
    return next;
  }

  private static int at(List<Before> before, ThingId thing, List<Property> related) {
    for (int i = 0; i < before.size(); i++) {
      Before one = before.get(i);
      if (one.thing().equals(thing) && one.given().keySet().stream().anyMatch(related::contains))
        return i;
    }
    return -1;
  }

  private static Map<Property, Value> was(ThingId thing, List<Property> related, HouseView house) {
    var was = new LinkedHashMap<Property, Value>();
    for (Property property : related)
      house.held(thing, property).map(Held::value).ifPresent(value -> was.put(property, value));
    return was;
  }

  private static Optional<Value> given(Action action, ThingId thing, HouseView house) {
    return switch (action) {
      case Action.Turn(Action.Turn.To to) ->
          switch (to) {
            case ON -> Optional.of(Word.ON);
            case OFF -> Optional.of(Word.OFF);
            case TOGGLE ->
                house
                    .held(thing, Property.SWITCH)
                    .map(held -> held.value().equals(Word.ON) ? Word.OFF : Word.ON);
          };
      case Action.Put(_, Value value) -> Optional.of(value);
      case Action.Plain _, Action.Tell _ -> Optional.empty();
    };
  }

  /// Why the thing is left as it is, or empty where it is to be put back.
  static Optional<String> obstacle(Before before, HouseView house) {
    String name = Conditions.name(new steward.thing.Selector.One(before.thing()), house);
    if (before.was().isEmpty()) return Optional.of("how " + name + " was before is not known");
    for (var given : before.given().entrySet()) {
      Value now = house.held(before.thing(), given.getKey()).map(Held::value).orElse(null);
      if (now == null) return Optional.of("how " + name + " is now is not known");
      if (!isAlike(now, given.getValue()))
        return Optional.of(
            name + " " + given.getKey().spoken() + " is " + now.sentence() + " by somebody else");
    }
    return Optional.empty();
  }

  /// Whether nothing of it is otherwise than before.
  static boolean isAsBefore(Before before, HouseView house) {
    return before.was().entrySet().stream()
        .allMatch(was ->
            house
                .held(before.thing(), was.getKey())
                .map(held -> isAlike(held.value(), was.getValue()))
                .orElse(false));
  }

  /// A device rounds what it was given: near enough is the same.
  static boolean isAlike(Value one, Value other) {
    if (one instanceof Amount(double a, var unit) && other instanceof Amount(double b, var same)) {
      return unit == same && Math.abs(a - b) <= Math.max(0.6, Math.abs(b) * 0.03);
    }
    if (one instanceof Colour(double hue, double saturation)
        && other instanceof Colour(var h, var s))
      return Math.abs(hue - h) <= 6 && Math.abs(saturation - s) <= 6;
    return one.equals(other);
  }

  /// What brings the thing back, in order.
  static List<Action> actions(Before before, Thing thing, HouseView house) {
    var actions = new ArrayList<Action>();
    Map<Property, Value> was = before.was();
    if (Word.OFF.equals(was.get(Property.SWITCH))) return List.of(Action.turnOff());
    if (Word.ON.equals(was.get(Property.SWITCH)) && !isNow(thing, Property.SWITCH, Word.ON, house))
      actions.add(Action.turnOn());
    for (ActionKind kind :
        List.of(
            ActionKind.DIM,
            ActionKind.COLOUR,
            ActionKind.WARMTH,
            ActionKind.MODE,
            ActionKind.HEAT,
            ActionKind.FAN,
            ActionKind.SWING,
            ActionKind.VOLUME)) {
      Value value = was.get(property(kind));
      if (value == null || !thing.abilities().containsKey(kind)) continue;
      boolean isDescribedOtherwise = kind == ActionKind.COLOUR && whitened(before);
      if (!isDescribedOtherwise && !isNow(thing, property(kind), value, house))
        actions.add(new Action.Put(kind, value));
    }
    return actions;
  }

  /// A lamp that was given a warmth had one before: its colour follows from that.
  private static boolean whitened(Before before) {
    Set<Property> given = before.given().keySet();
    return before.was().containsKey(Property.WARMTH)
        && given.contains(Property.WARMTH)
        && !given.contains(Property.COLOUR);
  }

  private static boolean isNow(Thing thing, Property property, Value value, HouseView house) {
    return house.held(thing.id(), property).map(held -> isAlike(held.value(), value)).orElse(false);
  }
}

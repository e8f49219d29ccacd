package steward.activity.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import steward.activity.Deed;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Property;
import steward.thing.Thing;
import steward.value.Amount;
import steward.value.Text;
import steward.value.Unit;
import steward.value.Value;
import steward.value.Word;

/// What a task gives a property of a thing, as far as its action says so.
///
/// @param value empty where it is known only when it is performed
record Effect(Property property, Optional<Value> value) {
  private static Effect of(Property property, Value value) {
    return new Effect(property, Optional.of(value));
  }

  /// What the deed gives this thing.
  static List<Effect> of(Deed deed, Thing thing) {
    var effects = new ArrayList<Effect>();
    switch (deed) {
      case Deed.Fixed(Action action) -> add(action, thing, effects);
      case Deed.Taken(ActionKind kind, _) ->
          property(kind, thing).ifPresent(of -> effects.add(new Effect(of, Optional.empty())));
      case Deed.Tell(ActionKind kind, _, _) -> told(kind, effects);
    }
    return effects;
  }

  private static void add(Action action, Thing thing, List<Effect> into) {
    switch (action) {
      case Action.Turn(Action.Turn.To to) ->
          into.add(
              switch (to) {
                case ON -> of(Property.SWITCH, Word.ON);
                case OFF -> of(Property.SWITCH, Word.OFF);
                case TOGGLE -> new Effect(Property.SWITCH, Optional.empty());
              });
      case Action.Put(ActionKind kind, Value value) -> {
        property(kind, thing)
            .ifPresent(of -> into.add(of(of, isText(of) ? new Text(value.scalar()) : value)));
        if (kind == ActionKind.DIM && value instanceof Amount(double level, _))
          into.add(of(Property.SWITCH, level > 0 ? Word.ON : Word.OFF));
      }
      case Action.Plain(ActionKind kind) -> plain(kind, into);
      case Action.Tell(ActionKind kind, String text, _) -> {
        if (kind == ActionKind.SCENE) into.add(of(Property.SCENE, new Text(text)));
        else told(kind, into);
      }
    }
  }

  private static boolean isText(Property property) {
    return property == Property.HOUSE_MODE;
  }

  private static void told(ActionKind kind, List<Effect> into) {
    if (kind == ActionKind.PLAY) into.add(of(Property.PLAYING, new Word("playing")));
  }

  private static void plain(ActionKind kind, List<Effect> into) {
    switch (kind) {
      case OPEN -> cover("opened", 100, into);
      case CLOSE -> cover("closed", 0, into);
      case STOP -> into.add(of(Property.COVER, new Word("stopped")));
      case LOCK -> into.add(of(Property.LOCK, new Word("locked")));
      case UNLOCK -> into.add(of(Property.LOCK, new Word("unlocked")));
      case PAUSE -> into.add(of(Property.PLAYING, new Word("paused")));
      default -> {}
    }
  }

  private static void cover(String word, double position, List<Effect> into) {
    into.add(of(Property.COVER, new Word(word)));
    into.add(of(Property.POSITION, new Amount(position, Unit.PERCENTAGE)));
  }

  private static Optional<Property> property(ActionKind kind, Thing thing) {
    return switch (kind) {
      case DIM -> Optional.of(Property.LEVEL);
      case COLOUR -> Optional.of(Property.COLOUR);
      case WARMTH -> Optional.of(Property.WARMTH);
      case HEAT -> Optional.of(Property.GOAL_TEMPERATURE);
      case MODE ->
          Optional.of(
              thing.observes().contains(Property.HOUSE_MODE) ? Property.HOUSE_MODE : Property.MODE);
      case FAN -> Optional.of(Property.FAN);
      case SWING -> Optional.of(Property.SWING);
      case SPECIAL -> Optional.of(Property.SPECIAL);
      case POSITION -> Optional.of(Property.POSITION);
      case TILT -> Optional.of(Property.TILT);
      case VOLUME -> Optional.of(Property.VOLUME);
      case SCENE -> Optional.of(Property.SCENE);
      default -> Optional.empty();
    };
  }
}

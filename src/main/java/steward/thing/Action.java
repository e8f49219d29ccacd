package steward.thing;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import steward.value.Amount;
import steward.value.Colour;
import steward.value.Malformed;
import steward.value.Text;
import steward.value.Tree;
import steward.value.Value;
import steward.value.Word;

/// What a thing can be asked to do.
public sealed interface Action {

  ActionKind kind();

  /// The words of an outcome or a page: `turn on`, `dim to 45 %`.
  String sentence();

  /// Turns a thing with the property `switch` on or off, or the other way round.
  record Turn(To to) implements Action {
    /// Where to turn. A toggle cannot be checked, so its outcome is unobservable.
    public enum To {
      ON,
      OFF,
      TOGGLE
    }

    @Override
    public ActionKind kind() {
      return ActionKind.TURN;
    }

    @Override
    public String sentence() {
      return to == To.TOGGLE ? "toggle" : "turn " + to.name().toLowerCase(Locale.ROOT);
    }
  }

  /// An action whose whole meaning is its kind: open, close, stop, lock, unlock, pause, wake.
  record Plain(ActionKind kind) implements Action {
    public Plain {
      if (Ability.of(kind).parameter().isPresent()) {
        throw new IllegalArgumentException(kind.label() + " needs its parameter");
      }
    }

    @Override
    public String sentence() {
      return kind.label();
    }
  }

  /// An action that gives one property a value: dim, colour, warmth, heat, mode, fan, position,
  /// tilt, volume.
  record Put(ActionKind kind, Value value) implements Action {
    public Put {
      boolean fits =
          switch (kind) {
            case DIM, WARMTH, HEAT, POSITION, TILT, VOLUME -> value instanceof Amount;
            case COLOUR -> value instanceof Colour;
            case MODE, FAN, SWING, SPECIAL -> value instanceof Word;
            case TURN,
                OPEN,
                CLOSE,
                STOP,
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
                false;
          };
      if (!fits)
        throw new IllegalArgumentException(kind.label() + " cannot take " + value.sentence());
    }

    /// The amount of an action that takes one.
    public double number() {
      if (value instanceof Amount(double number, _)) return number;
      throw new IllegalStateException(kind.label() + " takes no number");
    }

    @Override
    public String sentence() {
      return kind.label() + " to " + value.sentence();
    }
  }

  /// An action with a text: say, notify, or play, show, send or learn what the text names.
  ///
  /// @param how by which ways, where a person is notified
  record Tell(ActionKind kind, String text, Sending how) implements Action {
    private static final Set<ActionKind> TELLING =
        EnumSet.of(
            ActionKind.SAY,
            ActionKind.NOTIFY,
            ActionKind.PLAY,
            ActionKind.SCENE,
            ActionKind.SEND,
            ActionKind.LEARN);

    public Tell(ActionKind kind, String text) {
      this(kind, text, Sending.USUAL);
    }

    public Tell {
      if (!TELLING.contains(kind)) {
        throw new IllegalArgumentException(kind.label() + " takes no text");
      }
      if (text.length() > Text.LENGTH_MAX) {
        throw new IllegalArgumentException("a text has at most " + Text.LENGTH_MAX + " characters");
      }
      if (kind != ActionKind.NOTIFY && !how.equals(Sending.USUAL)) {
        throw new IllegalArgumentException("only who is notified is reached by several ways");
      }
    }

    @Override
    public String sentence() {
      return kind.label() + " “" + text + "”" + how.sentence();
    }
  }

  static Action turnOn() {
    return new Turn(Turn.To.ON);
  }

  static Action turnOff() {
    return new Turn(Turn.To.OFF);
  }

  /// Reads `{"action":"dim","level":45}`; members other than `action` and the parameter are left to
  /// the caller.
  ///
  /// @throws Malformed if the name is unknown or the parameter does not fit the ability
  static Action read(Tree tree, Map<ActionKind, Ability> abilities) {
    String label = tree.get("action").text(40);
    ActionKind kind =
        ActionKind.labelled(label).orElseThrow(() -> tree.get("action").wrong(oneOf(abilities)));
    Ability ability = abilities.get(kind);
    if (ability == null) throw tree.get("action").wrong(oneOf(abilities));
    if (ability.parameter().isEmpty()) return new Plain(kind);
    Ability.Parameter parameter = ability.parameter().get();
    Tree at = kind == ActionKind.COLOUR && tree.has("hue") ? tree : tree.get(parameter.name());
    Action action = of(kind, parameter.type().read(at));
    return action instanceof Tell(var told, String text, _) && !ability.ways().isEmpty()
        ? new Tell(told, text, Sending.read(tree, ability.ways()))
        : action;
  }

  private static Action of(ActionKind kind, Value value) {
    return switch (value) {
      case Word(String word) when kind == ActionKind.TURN ->
          new Turn(Turn.To.valueOf(word.toUpperCase(Locale.ROOT)));
      case Text(String text) -> new Tell(kind, text);
      case Amount _, Word _, Colour _ -> new Put(kind, value);
    };
  }

  private static String oneOf(Map<ActionKind, Ability> abilities) {
    if (abilities.isEmpty()) return "nothing: this thing performs no actions";
    return "one of "
        + String.join(", ", abilities.keySet().stream().map(ActionKind::label).toList());
  }

  /// The members of the JSON form, `action` first.
  default Map<String, Object> json() {
    var json = new LinkedHashMap<String, Object>();
    json.put("action", kind().label());
    switch (this) {
      case Turn(Turn.To to) -> json.put("to", to.name().toLowerCase(Locale.ROOT));
      case Plain _ -> {}
      case Tell(_, String text, Sending how) -> {
        json.put("text", text);
        json.putAll(how.json());
      }
      case Put(_, Colour(double hue, double saturation)) -> {
        json.put("hue", hue);
        json.put("saturation", saturation);
      }
      case Put(ActionKind kind, Value value) ->
          json.put(
              Ability.of(kind).parameter().map(Ability.Parameter::name).orElse("to"),
              value instanceof Amount(double number, _) ? number : value.scalar());
    }
    return json;
  }

  /// The members that the JSON form of any action may have.
  static Set<String> members() {
    return Set.of("action", "to", "level", "hue", "saturation", "mireds", "text", "by", "urgent");
  }
}

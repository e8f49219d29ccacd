package steward.thing;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import steward.value.Unit;

/// That a thing performs an action of a kind, and with which parameter: its name and values, if it
/// takes one.
///
/// @param ways the ways of which a message to a person may choose; none for a device
public record Ability(ActionKind kind, Optional<Parameter> parameter, Set<Channel> ways) {
  public Ability {
    ways = Collections.unmodifiableSet(new LinkedHashSet<>(ways));
  }

  public Ability(ActionKind kind, Optional<Parameter> parameter) {
    this(kind, parameter, Set.of());
  }

  /// A parameter of an action.
  public record Parameter(String name, ValueType type) {}

  private static final ValueType PERCENT = new ValueType.Amounts(Unit.PERCENTAGE, 0, 100);

  /// The ability with the usual values of its parameter.
  public static Ability of(ActionKind kind) {
    return switch (kind) {
      case TURN -> with(kind, "to", new ValueType.Words(List.of("on", "off", "toggle")));
      case DIM, VOLUME -> with(kind, "level", PERCENT);
      case COLOUR -> with(kind, "to", new ValueType.Colours());
      case WARMTH -> with(kind, "mireds", new ValueType.Amounts(Unit.MIREDS, 153, 500));
      case HEAT -> with(kind, "to", new ValueType.Amounts(Unit.CELSIUS, 5, 35));
      case MODE -> with(kind, "to", Property.MODE.type());
      case FAN -> with(kind, "to", Property.FAN.type());
      case SWING -> with(kind, "to", Property.SWING.type());
      case SPECIAL -> with(kind, "to", Property.SPECIAL.type());
      case POSITION -> with(kind, "to", PERCENT);
      case TILT -> with(kind, "to", new ValueType.Amounts(Unit.PERCENTAGE, -100, 100));
      case PLAY -> with(kind, "text", new ValueType.Texts(1000));
      case SCENE, SEND, LEARN -> with(kind, "text", new ValueType.Texts(120));
      case SAY, NOTIFY -> with(kind, "text", new ValueType.Texts(500));
      case OPEN, CLOSE, STOP, LOCK, UNLOCK, PAUSE, WAKE -> new Ability(kind, Optional.empty());
    };
  }

  /// To be notified, by ways of which a message may choose.
  public static Ability notified(Set<Channel> ways) {
    return new Ability(ActionKind.NOTIFY, of(ActionKind.NOTIFY).parameter(), ways);
  }

  public static Ability words(ActionKind kind, List<String> words) {
    return with(kind, "to", new ValueType.Words(words));
  }

  public static Ability range(ActionKind kind, Unit unit, double min, double max) {
    String name = of(kind).parameter().map(Parameter::name).orElse("to");
    return with(kind, name, new ValueType.Amounts(unit, min, max));
  }

  private static Ability with(ActionKind kind, String name, ValueType type) {
    return new Ability(kind, Optional.of(new Parameter(name, type)));
  }
}

package steward.thing;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The names of the actions that things perform. What parameters each takes stands in its
/// [Ability].
public enum ActionKind {
  TURN,
  DIM,
  COLOUR,
  WARMTH,
  HEAT,
  MODE,
  FAN,
  SWING,
  SPECIAL,
  OPEN,
  CLOSE,
  STOP,
  POSITION,
  TILT,
  LOCK,
  UNLOCK,
  PLAY,
  PAUSE,
  VOLUME,
  SAY,
  NOTIFY,
  SCENE,
  SEND,
  LEARN,
  WAKE;

  private static final Map<String, ActionKind> BY_LABEL =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(ActionKind::label, Function.identity()));

  /// The name in JSON, such as `turn`.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<ActionKind> labelled(String label) {
    return Optional.ofNullable(BY_LABEL.get(label));
  }
}

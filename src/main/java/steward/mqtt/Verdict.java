package steward.mqtt;

/// The answer of [Admission].
public sealed interface Verdict {

  /// Yes.
  static Verdict allowed() {
    return Allowed.YES;
  }

  /// It may.
  record Allowed() implements Verdict {
    private static final Allowed YES = new Allowed();
  }

  /// It may not; the sentence is told to clients of MQTT 5, so it must not betray a secret.
  record Refused(String why) implements Verdict {}

  /// User name or password are wrong. For `connect` only.
  record WrongCredentials(String why) implements Verdict {}

  /// Why not; empty when it may.
  default String sentence() {
    return switch (this) {
      case Allowed _ -> "";
      case Refused(String why) -> why;
      case WrongCredentials(String why) -> why;
    };
  }

  default boolean isAllowed() {
    return this instanceof Allowed;
  }
}

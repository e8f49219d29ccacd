package steward.rights;

/// What the gate says to a request.
public sealed interface Decision {

  /// Yes.
  record Allowed() implements Decision {}

  /// It must say first who it is.
  record SignIn() implements Decision {}

  /// It must enter a code once more, which shows that its owner holds it now.
  record FreshCode() implements Decision {}

  /// No, and it may not even know whether there is such a thing.
  record Hidden() implements Decision {}

  /// No.
  ///
  /// @param why a sentence for the one who asked
  record Forbidden(String why) implements Decision {}

  static Decision allowed() {
    return new Allowed();
  }

  static Decision signIn() {
    return new SignIn();
  }

  static Decision freshCode() {
    return new FreshCode();
  }

  static Decision hidden() {
    return new Hidden();
  }

  default boolean isAllowed() {
    return this instanceof Allowed;
  }

  /// The word in the audit log.
  default String label() {
    return switch (this) {
      case Allowed _ -> "allowed";
      case SignIn _ -> "sign-in";
      case FreshCode _ -> "fresh-code";
      case Hidden _ -> "hidden";
      case Forbidden _ -> "forbidden";
    };
  }
}

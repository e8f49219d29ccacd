package steward.cli;

/// The exit codes of every command, as `docs/cli.md` lists them; 3 to 5 belong to the launcher.
public enum Exit {
  DONE(0),
  FAILED(1),
  USAGE(2),
  UNREACHABLE(6),
  NOT_FOUND(7),
  NOT_TAKEN(8),
  STEWARD_FAILED(9),
  UNSOUND(10),
  MISCONFIGURED(11),
  UNOBSERVABLE(20),
  REFUSED(21),
  SILENT(22),
  SUPERSEDED(23),
  EXPIRED(24),
  OPEN(25),
  INTERRUPTED(130);

  private final int code;

  Exit(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  /// The code of an outcome by its label; success is `confirmed` and nothing less.
  static Exit ofOutcome(String label) {
    return switch (label) {
      case "confirmed" -> DONE;
      case "unobservable" -> UNOBSERVABLE;
      case "refused" -> REFUSED;
      case "silent" -> SILENT;
      case "superseded" -> SUPERSEDED;
      case "expired" -> EXPIRED;
      default -> OPEN;
    };
  }
}

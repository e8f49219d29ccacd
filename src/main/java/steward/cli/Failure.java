package steward.cli;

/// A command could not do what was asked: one sentence for standard error, and the exit code.
final class Failure extends Exception {
  private static final long serialVersionUID = 1L;

  private final Exit exit;

  Failure(Exit exit, String sentence) {
    super(sentence);
    this.exit = exit;
  }

  Exit exit() {
    return exit;
  }

  String sentence() {
    return String.valueOf(getMessage());
  }
}

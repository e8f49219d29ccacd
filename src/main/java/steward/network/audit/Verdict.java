package steward.network.audit;

/// What a check came to.
public enum Verdict {
  PASS("pass"),
  FAIL("fail"),
  /// Something is not as it should be, which proves no more.
  WARN("warn"),
  /// Seen, and neither good nor bad.
  INFO("info"),
  /// The makers or the documents of the family say so; nobody measured it here.
  DECLARED("declared"),
  /// It could be seen from the network, and was not yet.
  UNKNOWN("unknown"),
  /// It cannot be seen from the network.
  NOT_ASSESSED("not assessed");

  private final String label;

  Verdict(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }

  /// Whether something was seen, so that it counts for the coverage.
  public boolean isAnswer() {
    return switch (this) {
      case PASS, FAIL, WARN, INFO -> true;
      case DECLARED, UNKNOWN, NOT_ASSESSED -> false;
    };
  }
}

package steward.network.enclosure;

/// A change of the network that cannot be made, with the reason in a sentence.
public final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// What kind of reason.
  public enum Why {
    /// There is no such station.
    UNKNOWN,
    /// As things are, it cannot be.
    CONFLICT,
    /// Not by who asks.
    NOT_YOURS,
    /// The helper is away, or refuses.
    HELPER
  }

  private final Why why;

  public Refused(Why why, String sentence) {
    super(sentence, null, false, false);
    this.why = why;
  }

  public Why why() {
    return why;
  }
}

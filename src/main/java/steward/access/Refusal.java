package steward.access;

/// A change to users, clients or secrets that is not made. The message is a sentence for the one
/// who asked; nothing was changed.
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Of what kind it is, so that each face can answer in its own way.
  public enum Why {
    /// There is no such user or client.
    UNKNOWN,
    /// A name, key or passphrase cannot be used.
    MALFORMED,
    /// There are as many as there may be.
    LIMIT,
    /// Nobody would be left who can run the house.
    LAST_MASTER,
    /// It was done before and is done once only, or another has it.
    TAKEN,
    /// People's secrets need their passphrase first.
    LOCKED,
    /// Too much at once; later it may work.
    BUSY
  }

  private final Why why;

  public Refusal(Why why, String sentence) {
    super(sentence);
    this.why = why;
  }

  public Why why() {
    return why;
  }
}

package steward.store;

/// The home folder cannot be had: another steward runs on it, or it cannot be written.
public final class HomeTaken extends UnusableStore {
  private static final long serialVersionUID = 1L;

  HomeTaken(String sentence) {
    super(sentence);
  }
}

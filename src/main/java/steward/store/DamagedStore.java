package steward.store;

/// A database file is damaged. It is left as it is; the message says how to go on.
public final class DamagedStore extends UnusableStore {
  private static final long serialVersionUID = 1L;

  DamagedStore(String sentence) {
    super(sentence);
  }
}

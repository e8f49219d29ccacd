package steward.store;

/// A database was written by a newer steward, which this one would harm.
public final class NewerStore extends UnusableStore {
  private static final long serialVersionUID = 1L;

  NewerStore(String sentence) {
    super(sentence);
  }
}

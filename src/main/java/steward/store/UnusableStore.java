package steward.store;

import java.io.IOException;

/// A part of the home folder cannot be used, so that the steward must not start. The message says
/// what to do.
public abstract sealed class UnusableStore extends IOException
    permits DamagedStore, NewerStore, HomeTaken {
  private static final long serialVersionUID = 1L;

  UnusableStore(String sentence) {
    super(sentence);
  }
}

package steward.rights;

import java.util.Locale;

/// The kinds of rights, from the weakest.
public enum Right {
  /// Sees state, history and the journal.
  READ,
  /// Asks things to do something.
  PERFORM,
  /// Changes own activities, names, and own clients.
  WRITE,
  /// Changes the house: who is in it, which things, what leaves it.
  MANAGE,
  /// Reports for its own things and is asked about them.
  ATTACH,
  /// Reads the values named to it.
  PEER;

  /// The word in documents: the name in small letters.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}

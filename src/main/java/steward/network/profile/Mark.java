package steward.network.profile;

import java.util.Locale;

/// What is to be known of a way that is proposed.
public enum Mark {
  /// The profile names it.
  KNOWN("its profile names it"),
  /// It leads to everything below a name.
  WIDER("it leads to everything below a name, which is wider than one"),
  /// It leads to an address without a name.
  FIGURES("it leads to an address in figures, which may become somebody else's"),
  /// It leads into the home network.
  HOME("it leads into the home network"),
  TELEMETRY("by its name it carries reports to the maker"),
  /// It was told no address, so nobody saw which port it would call.
  GUESSED("the port is a guess, since it was told no address to call"),
  /// Nothing on it is encrypted.
  PLAIN("what goes there is not encrypted"),
  /// It is open, and was not used.
  UNUSED("it is open, and nothing used it in this time"),
  /// It is open already.
  OPEN("it is open already"),
  /// Nothing of it was let through.
  REFUSED("all of it was refused");

  private final String says;

  Mark(String says) {
    this.says = says;
  }

  /// As part of a sentence.
  public String says() {
    return says;
  }

  /// The word in JSON, such as `wider`.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package steward.drivers.broadlink;

import java.util.Optional;
import java.util.regex.Pattern;

/// How a person calls a code: `tv/power`, the remote and the key on it.
record CodeName(String remote, String key) implements Comparable<CodeName> {
  /// Before the name of a code among what is kept for the device.
  static final String PREFIX = "code:";

  static final String EXPECTED =
      "a name such as tv/power: the remote and the key, each of 1 to 30 small letters, figures,"
          + " points and hyphens";

  private static final Pattern WORD = Pattern.compile("[a-z0-9][a-z0-9.-]{0,29}");

  static Optional<CodeName> read(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) return Optional.empty();
    return of(text.substring(0, slash), text.substring(slash + 1));
  }

  static Optional<CodeName> of(String remote, String key) {
    boolean fits = WORD.matcher(remote).matches() && WORD.matcher(key).matches();
    return fits ? Optional.of(new CodeName(remote, key)) : Optional.empty();
  }

  /// The name under which it is kept.
  String kept() {
    return PREFIX + this;
  }

  @Override
  public int compareTo(CodeName other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return remote + "/" + key;
  }
}

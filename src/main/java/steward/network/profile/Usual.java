package steward.network.profile;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// When a profile proposes a way out to be open.
public enum Usual {
  ALWAYS,
  /// Only while the thing is being brought in, or its window is opened again.
  WINDOW,
  /// Known, and not needed by this house.
  NEVER;

  /// The word in files and JSON, such as `window`.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Usual> labelled(String label) {
    return Arrays.stream(values()).filter(one -> one.label().equals(label)).findFirst();
  }
}

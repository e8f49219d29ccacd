package steward.network.profile;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What a thing wants a way out for.
public enum Need {
  SETUP("Setting it up with its maker's app"),
  CLOUD("Its maker's cloud: its app from outside, voice assistants"),
  READINGS("Its readings, which go to its maker only"),
  FIRMWARE("New firmware"),
  TELEMETRY("Reports to its maker about itself and its use"),
  TIME("The time"),
  UNKNOWN("Nobody has said");

  private final String says;

  Need(String says) {
    this.says = says;
  }

  /// As people read it.
  public String says() {
    return says;
  }

  /// The word in files and JSON, such as `firmware`.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Need> labelled(String label) {
    return Arrays.stream(values()).filter(one -> one.label().equals(label)).findFirst();
  }
}

package steward.hub;

import java.util.List;

/// Sets the level of the log before anything is logged.
final class Logs {
  private static final String PREFIX = "org.slf4j.simpleLogger.";

  /// Libraries that log what strangers send them, one line or trace for each packet: what matters
  /// of it is counted and told by the steward.
  private static final List<String> QUIET = List.of("org.apache.sshd");

  private Logs() {}

  static void level(String level) {
    set("defaultLogLevel", level);
    for (String library : QUIET) set("log." + library, "off");
  }

  private static void set(String name, String value) {
    if (System.getProperty(PREFIX + name) == null) System.setProperty(PREFIX + name, value);
  }
}

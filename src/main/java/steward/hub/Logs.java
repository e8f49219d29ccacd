package steward.hub;

/// Sets the level of the log before anything is logged.
final class Logs {
  private Logs() {}

  static void level(String level) {
    if (System.getProperty("org.slf4j.simpleLogger.defaultLogLevel") == null) {
      System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", level);
    }
  }
}

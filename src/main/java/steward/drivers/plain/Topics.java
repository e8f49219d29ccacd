package steward.drivers.plain;

import steward.value.Malformed;

/// Which topics a sheet may name: one exact topic of the home, never one of the steward's or the
/// broker's own.
final class Topics {
  static final int LENGTH_MAX = 200;

  private Topics() {}

  /// The topic itself.
  ///
  /// @throws Malformed if it has wildcards or belongs to somebody else
  static String check(String at, String topic) {
    boolean plain = !topic.isEmpty() && topic.length() <= LENGTH_MAX && topic.indexOf('\0') < 0;
    if (!plain || topic.indexOf('+') >= 0 || topic.indexOf('#') >= 0) {
      throw new Malformed(
          at, "a topic of 1 to " + LENGTH_MAX + " characters without + and #", "'" + topic + "'");
    }
    if (topic.startsWith("$") || topic.equals("steward") || topic.startsWith("steward/")) {
      throw new Malformed(at, "a topic of the thing, not the steward's own", "'" + topic + "'");
    }
    return topic;
  }
}

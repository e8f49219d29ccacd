package steward.drivers.mqttdiscovery;

import steward.driver.TopicFilter;

/// Which topics an announcement may name: never the steward's or the broker's own.
final class Topics {
  private static final int LENGTH_MAX = 250;

  private Topics() {}

  private static boolean isForeign(String topic) {
    return !topic.isEmpty()
        && topic.length() <= LENGTH_MAX
        && topic.chars().noneMatch(c -> c < ' ' || c == 0x7f)
        && !topic.startsWith("$")
        && !topic.equals("steward")
        && !topic.startsWith("steward/");
  }

  /// A topic to listen to; it may have wildcards, but names something.
  static boolean isHeard(String topic) {
    return isForeign(topic)
        && TopicFilter.isFilter(topic)
        && topic.chars().anyMatch(c -> "+#/".indexOf(c) < 0)
        && !topic.startsWith("#");
  }

  /// A topic to publish on.
  static boolean isTold(String topic) {
    return isForeign(topic) && topic.indexOf('+') < 0 && topic.indexOf('#') < 0;
  }
}

package steward.config;

import java.util.Locale;

/// One setting: its dotted name, what it may hold, the text of its default, and a sentence for its
/// reader.
record Key<T>(String name, Kind<T> kind, String standard, String sentence) {
  Key {
    if (kind.reader().apply(standard).isEmpty()) {
      throw new IllegalArgumentException("the default of " + name + " must be " + kind.expected());
    }
  }

  /// The environment variable that overrides it: `mqtt.topic-levels` is
  /// `STEWARD_MQTT_TOPIC_LEVELS`.
  String variable() {
    return "STEWARD_" + name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}

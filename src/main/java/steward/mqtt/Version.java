package steward.mqtt;

import java.util.Optional;

/// The protocol versions that are spoken here.
enum Version {
  MQTT_3_1(3),
  MQTT_3_1_1(4),
  MQTT_5(5);

  private final int level;

  Version(int level) {
    this.level = level;
  }

  int level() {
    return level;
  }

  boolean isFive() {
    return this == MQTT_5;
  }

  static Optional<Version> of(String protocol, int level) {
    if (protocol.equals("MQIsdp")) return level == 3 ? Optional.of(MQTT_3_1) : Optional.empty();
    return switch (level) {
      case 4 -> Optional.of(MQTT_3_1_1);
      case 5 -> Optional.of(MQTT_5);
      default -> Optional.empty();
    };
  }
}

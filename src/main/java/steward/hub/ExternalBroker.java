package steward.hub;

import io.vertx.core.Vertx;
import steward.config.Config;
import steward.mqtt.Bus;
import steward.mqtt.MqttLimits;
import steward.mqtt.MqttMetrics;

/// What the configuration says of MQTT in the words of the `mqtt` package.
final class ExternalBroker {
  private ExternalBroker() {}

  static MqttLimits limits(Config.MqttLimits l) {
    return new MqttLimits(
        l.clients(), l.sessions(), l.packetBytes(), l.queueMessages(), l.queueBytes(), l.inFlight(),
        l.receiveMaximum(), l.topicAliases(), l.topicBytes(), l.topicLevels(), l.subscriptions(),
        l.retainedMessages(), l.retainedBytes(), l.houseMessages(), l.clientIdBytes());
  }

  static Bus bus(Vertx vertx, Config.External external, MqttMetrics metrics) {
    throw new IllegalStateException("an external broker is not wired yet: " + external.broker());
  }
}

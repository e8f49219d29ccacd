package steward.hub;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Optional;
import steward.config.Broker;
import steward.config.Config;
import steward.mqtt.Bus;
import steward.mqtt.ExternalBus;
import steward.mqtt.ExternalSettings;
import steward.mqtt.MqttLimits;
import steward.mqtt.MqttMetrics;
import steward.network.Outgoing;
import steward.network.Purpose;
import steward.network.Resolver;
import steward.network.Target;
import steward.thing.Message;
import steward.value.Bytes;

/// What the configuration says of MQTT in the words of the `mqtt` package.
final class ExternalBroker {
  private static final String OWNER = "mqtt.external";

  private ExternalBroker() {}

  static MqttLimits limits(Config.MqttLimits l) {
    return new MqttLimits(
        l.clients(),
        l.sessions(),
        l.packetBytes(),
        l.queueMessages(),
        l.queueBytes(),
        l.inFlight(),
        l.receiveMaximum(),
        l.topicAliases(),
        l.topicBytes(),
        l.topicLevels(),
        l.subscriptions(),
        l.retainedMessages(),
        l.retainedBytes(),
        l.houseMessages(),
        l.clientIdBytes());
  }

  /// @param will what the broker says when we are gone
  /// @throws IOException if the password file cannot be read
  static Bus bus(
      Vertx vertx, Config.External external, MqttMetrics metrics, Optional<Message.Publish> will)
      throws IOException {
    Broker broker = external.broker();
    var outgoing = new Outgoing(vertx, Resolver.ofSystem());
    var target = new Target(broker.host(), broker.port(), broker.tls(), external.caFile());
    var settings = ExternalSettings.named("steward-" + ProcessHandle.current().pid());
    if (!broker.user().isEmpty())
      settings = settings.withCredentials(broker.user(), password(external));
    if (will.isPresent()) settings = settings.withWill(will.get());
    var complete = settings;
    return new ExternalBus(
        vertx, complete, () -> outgoing.connect(Purpose.DECLARED_SERVICE, OWNER, target), metrics);
  }

  private static Bytes password(Config.External external) throws IOException {
    if (external.passwordFile().isEmpty()) return Bytes.EMPTY;
    String text = Files.readString(external.passwordFile().get(), StandardCharsets.UTF_8);
    return Bytes.utf8(text.lines().findFirst().orElse(""));
  }
}

package steward.hub;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
import steward.access.BrokerGate;
import steward.access.MqttClients;
import steward.config.Config;
import steward.mqtt.Broker;
import steward.mqtt.Bus;
import steward.mqtt.FileSessionStore;
import steward.mqtt.MqttMetrics;
import steward.mqtt.MqttSettings;
import steward.thing.Message;
import steward.topics.HouseFace;

/// The house's MQTT as its configuration wants it: the embedded broker, or one that is already
/// there.
record HouseBus(
    Config config,
    Vertx vertx,
    Doorkeeper doorkeeper,
    MqttClients clients,
    TopicsDoor topics,
    MqttMetrics metrics,
    BiFunction<Duration, Runnable, Runnable> later) {
  private static final long STORE_BYTES_MAX = 256L << 20;

  Bus open() throws IOException {
    var external = config.mqtt().external();
    return external.isPresent()
        ? ExternalBroker.bus(vertx, external.get(), metrics, will())
        : broker();
  }

  private Optional<Message.Publish> will() {
    return config.mqtt().face().publishes() ? Optional.of(HouseFace.WILL) : Optional.empty();
  }

  private Bus broker() {
    var usual = MqttSettings.on();
    var settings =
        new MqttSettings(
            usual.doors(),
            ExternalBroker.limits(config.mqtt().limits()),
            usual.connectWithin(),
            config.mqtt().keepAliveMax(),
            config.mqtt().sessionMax(),
            topics.topics()::isOwn,
            usual.origins());
    var sessions =
        new FileSessionStore(
            config.home().resolve("mqtt.sessions"),
            Duration.ofSeconds(1),
            STORE_BYTES_MAX,
            metrics);
    var admission =
        new BrokerGate(
            doorkeeper.gate(),
            clients,
            topics.people(),
            new BrokerGate.Settings(
                config.mqtt().anonymousOnLoopback(), BrokerDoors.LOCAL, Drivers.families()),
            doorkeeper::isClaimed,
            (after, task) -> {
              var _ = later.apply(after, task);
            });
    var broker = new Broker(vertx, settings, admission, sessions, metrics);
    clients.onChanged((name, why) -> broker.expel(peer -> peer.user().equals(name), why));
    return broker;
  }
}

package steward.hub;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.function.BiFunction;
import steward.access.BrokerGate;
import steward.access.MqttClients;
import steward.config.Config;
import steward.mqtt.Broker;
import steward.mqtt.Bus;
import steward.mqtt.FileSessionStore;
import steward.mqtt.MqttMetrics;
import steward.mqtt.MqttSettings;

/// Makes the house's bus: its own broker, or the way to one that is already there.
record HouseBus(Config config, Vertx vertx, MqttMetrics metrics) {
  private static final long STORE_BYTES_MAX = 256L << 20;

  /// @param later runs a task after a time on some thread; what it gives back cancels it
  /// @throws IOException if the external broker's credentials cannot be read
  Bus open(
      Doorkeeper doorkeeper, MqttClients clients, BiFunction<Duration, Runnable, Runnable> later)
      throws IOException {
    var external = config.mqtt().external();
    return external.isPresent()
        ? ExternalBroker.bus(vertx, external.get(), metrics)
        : broker(doorkeeper, clients, later);
  }

  private Broker broker(
      Doorkeeper doorkeeper, MqttClients clients, BiFunction<Duration, Runnable, Runnable> later) {
    var usual = MqttSettings.on();
    var settings =
        new MqttSettings(
            usual.doors(),
            ExternalBroker.limits(config.mqtt().limits()),
            usual.connectWithin(),
            config.mqtt().keepAliveMax(),
            config.mqtt().sessionMax(),
            usual.derived(),
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
            new BrokerGate.Settings(config.mqtt().anonymousOnLoopback(), BrokerDoors.LOCAL),
            doorkeeper::isClaimed,
            later::apply);
    var broker = new Broker(vertx, settings, admission, sessions, metrics);
    clients.onChanged((name, why) -> broker.expel(peer -> peer.user().equals(name), why));
    return broker;
  }
}

package steward.hub;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import steward.api.WebhooksApi;
import steward.config.Config;
import steward.discovery.DiscoveryInbox;
import steward.hook.Hooks;
import steward.hook.Webhooks;
import steward.link.DriverHost;
import steward.loop.HouseLoop;
import steward.network.Outgoing;
import steward.network.Purpose;
import steward.network.Resolver;

/// The webhooks of the house, by its configuration.
final class HookDoor {
  private final Config.Webhooks config;
  private final Webhooks webhooks;
  private final DriverHost host;
  private volatile int port;

  HookDoor(
      Config config,
      String version,
      Vertx vertx,
      Storage storage,
      Doorkeeper doorkeeper,
      DriverHost host,
      DiscoveryInbox inbox,
      HouseLoop loop,
      BiFunction<Duration, Runnable, Runnable> later) {
    this.config = config.webhooks();
    this.host = host;
    Purpose purpose = this.config.reachMachine() ? Purpose.DECLARED_SERVICE : Purpose.THING;
    var outgoing = new Outgoing(vertx, Resolver.ofSystem());
    webhooks =
        new Webhooks(
            new Webhooks.Parts(
                vertx,
                storage.db().webhooks(),
                doorkeeper.people().secrets(),
                host,
                inbox,
                loop,
                storage.journal(),
                doorkeeper.gate(),
                InstantSource.system()),
            Webhooks.Settings.usual(version, outgoing, purpose, later));
  }

  /// Which there are.
  Hooks hooks() {
    return webhooks.hooks();
  }

  /// What the API's operations about webhooks are built on.
  WebhooksApi api() {
    return new WebhooksApi(webhooks, host, this::port);
  }

  /// Listens, where the configuration says so.
  Future<?> open() {
    if (!config.port().isOn()) return Future.succeededFuture();
    return webhooks
        .listen(config.port().number(), config.listen())
        .onSuccess(opened -> port = opened)
        .recover(e ->
            Future.failedFuture(
                new IOException(
                    "webhooks.port " + config.port() + " cannot be listened on: " + e.getMessage(),
                    e)));
  }

  /// The port that the listener got, where it is on.
  Optional<Integer> port() {
    return port > 0 ? Optional.of(port) : Optional.empty();
  }

  Map<String, Long> counters() {
    return webhooks.counters();
  }
}

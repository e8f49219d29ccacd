package steward.hub;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import steward.config.Config;
import steward.mqtt.Broker;
import steward.mqtt.Bus;

/// Opens the listeners for people at the start, and MQTT over TLS with them.
record Openings(
    Config config,
    Vertx vertx,
    Doorkeeper doorkeeper,
    BrokerDoors doors,
    Bus bus,
    Listeners listeners) {

  Future<?> plainHttp() {
    return config.http().port().isOn()
        ? listeners.plain(config.http().port())
        : Future.succeededFuture();
  }

  /// HTTPS with and without client certificates and MQTT over TLS, from keys that are made where
  /// they are missing.
  Future<?> https() {
    boolean isOn = config.https().port().isOn();
    boolean needsKeys = isOn || bus instanceof Broker && doors.needsKeys();
    if (!needsKeys) return Future.succeededFuture();
    return vertx
        .executeBlocking(doorkeeper::openKeys)
        .compose(keys ->
            Future.all(isOn ? doorkeeper.listen(keys) : Future.succeededFuture(), mqtts(keys)));
  }

  private Future<?> mqtts(HouseKeys keys) {
    if (!(bus instanceof Broker broker)) return Future.succeededFuture();
    doorkeeper.onRenewed(renewed -> broker.updateTls(renewed.tls().forMqtt()));
    return doors.openTls(broker, keys.tls().forMqtt()).onSuccess(doorkeeper::mqtts);
  }
}

package steward.mqtt;

import io.vertx.core.net.ServerSSLOptions;
import java.util.List;

/// A listener of the broker: where it listens and how. Port 0 takes a free one. Immutable.
///
/// @param tls nothing for a plain listener, else exactly one
public record Door(String name, Kind kind, String host, int port, List<ServerSSLOptions> tls) {

  /// What is spoken under MQTT.
  public enum Kind {
    TCP,
    WEBSOCKET
  }

  public Door {
    tls = List.copyOf(tls);
    if (tls.size() > 1)
      throw new IllegalArgumentException("a door has one set of TLS options, not " + tls.size());
    if (port < 0 || port > 65_535)
      throw new IllegalArgumentException("port must be from 0 to 65535, not " + port);
  }

  public static Door tcp(String host, int port) {
    return new Door("tcp", Kind.TCP, host, port, List.of());
  }

  /// MQTT over WebSocket at the path `/mqtt`, subprotocol `mqtt`.
  public static Door webSocket(String host, int port) {
    return new Door("websocket", Kind.WEBSOCKET, host, port, List.of());
  }

  public Door named(String other) {
    return new Door(other, kind, host, port, tls);
  }

  public Door over(ServerSSLOptions options) {
    return new Door(name, kind, host, port, List.of(options));
  }
}

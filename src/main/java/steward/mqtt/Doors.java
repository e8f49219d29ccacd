package steward.mqtt;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerConfig;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.ServerWebSocketHandshake;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.core.net.SocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The listeners of the broker. Confined to its loop, but for the ports.
///
/// A connection over TLS is counted from its first moment on and not only after its handshake, so
/// that those who never end one are as bounded as those who never say CONNECT.
final class Doors {
  private static final String WEB_SOCKET_PATH = "/mqtt";
  private static final int BACKLOG = 1_024;

  private final Vertx vertx;
  private final MqttSettings settings;
  private final MqttMetrics metrics;
  private final Core core;
  private final Map<Door, NetServer> netServers = new LinkedHashMap<>();
  private final Map<Door, HttpServer> httpServers = new LinkedHashMap<>();
  private final Map<Door, Integer> ports = new LinkedHashMap<>();
  private final Map<Door, ServerSSLOptions> tls = new LinkedHashMap<>();

  Doors(Vertx vertx, MqttSettings settings, MqttMetrics metrics, Core core) {
    this.vertx = vertx;
    this.settings = settings;
    this.metrics = metrics;
    this.core = core;
  }

  Future<Integer> open(Door door) {
    if (!door.tls().isEmpty()) tls.put(door, door.tls().getFirst());
    var port =
        switch (door.kind()) {
          case TCP -> openTcp(door);
          case WEBSOCKET -> openWebSocket(door);
        };
    return port.onFailure(_ -> forget(door))
        .onSuccess(bound -> {
          synchronized (ports) {
            ports.put(door, bound);
          }
        });
  }

  /// Closes a listener and its connections.
  Future<?> close(Door door) {
    NetServer net = netServers.get(door);
    HttpServer http = httpServers.get(door);
    forget(door);
    if (net != null) return net.close();
    return http == null ? Future.succeededFuture() : http.close();
  }

  private void forget(Door door) {
    synchronized (ports) {
      ports.remove(door);
    }
    tls.remove(door);
    netServers.remove(door);
    httpServers.remove(door);
  }

  /// Shows other certificates from the next handshake on; open connections go on.
  Future<?> renew(ServerSSLOptions options) {
    tls.replaceAll((_, _) -> options);
    var all = new ArrayList<Future<?>>();
    httpServers.forEach((door, server) -> {
      if (tls.containsKey(door)) all.add(server.updateSSLOptions(options, true));
    });
    return Future.all(all);
  }

  Map<Door, Integer> ports() {
    synchronized (ports) {
      return Map.copyOf(ports);
    }
  }

  private Future<Integer> openTcp(Door door) {
    var options =
        new NetServerOptions().setTcpNoDelay(true).setReuseAddress(true).setAcceptBacklog(BACKLOG);
    var server = vertx.createNetServer(options);
    netServers.put(door, server);
    return server
        .connectHandler(socket -> accept(socket, door))
        .listen(door.port(), door.host())
        .map(NetServer::actualPort);
  }

  private Future<Integer> openWebSocket(Door door) {
    var options =
        new HttpServerOptions()
            .setTcpNoDelay(true)
            .setReuseAddress(true)
            .setWebSocketSubProtocols(List.of("mqtt", "mqttv3.1"))
            .setMaxWebSocketFrameSize(settings.limits().packetBytes())
            .setPerMessageWebSocketCompressionSupported(false)
            .setPerFrameWebSocketCompressionSupported(false);
    var server =
        door.tls().isEmpty()
            ? vertx.createHttpServer(options)
            : vertx.createHttpServer(
                new HttpServerConfig(options.setSsl(true)), door.tls().getFirst());
    httpServers.put(door, server);
    return server
        .webSocketHandshakeHandler(this::handshake)
        .webSocketHandler(socket -> accept(socket, door))
        .requestHandler(
            request -> request.response().setStatusCode(426).end("MQTT over WebSocket only\n"))
        .listen(door.port(), door.host())
        .map(HttpServer::actualPort);
  }

  private void handshake(ServerWebSocketHandshake handshake) {
    String origin = handshake.headers().get("Origin");
    boolean isForeign = origin != null && !settings.origins().test(origin);
    if (isForeign || !handshake.path().equals(WEB_SOCKET_PATH)) {
      if (isForeign) metrics.count(Counter.ORIGIN_REFUSED);
      handshake.reject(isForeign ? 403 : 404);
    } else {
      handshake.accept();
    }
  }

  private void accept(NetSocket socket, Door door) {
    var wire = new SocketWire.Tcp(socket);
    var connection = connection(wire, socket.remoteAddress(), door);
    socket.exceptionHandler(_ -> {});
    socket.closeHandler(_ -> core.enter(connection::ended));
    var secret = tls.get(door);
    if (secret == null) {
      socket.handler(bytes -> core.enter(() -> connection.read(bytes.getBytes())));
      core.enter(connection::open);
      return;
    }
    core.enter(() -> {
      if (connection.open()) secure(socket, secret, connection);
    });
  }

  private void secure(NetSocket socket, ServerSSLOptions secret, Connection connection) {
    socket
        .upgradeToSsl(secret)
        .onComplete(shaken -> {
          if (shaken.succeeded()) {
            socket.handler(bytes -> core.enter(() -> connection.read(bytes.getBytes())));
            return;
          }
          metrics.count(Counter.TLS_FAILURES);
          core.enter(connection::drop);
        });
  }

  private void accept(ServerWebSocket socket, Door door) {
    var wire = new SocketWire.Web(socket);
    var connection = connection(wire, socket.remoteAddress(), door);
    socket.exceptionHandler(_ -> {});
    socket.closeHandler(_ -> core.enter(connection::ended));
    socket.frameHandler(frame -> {
      if (frame.isText()) wire.refuseText();
      else if (frame.isBinary() || frame.isContinuation()) {
        core.enter(() -> connection.read(frame.binaryData().getBytes()));
      }
    });
    core.enter(connection::open);
  }

  private Connection connection(Wire wire, @Nullable SocketAddress remote, Door door) {
    String address =
        remote == null || remote.hostAddress() == null
            ? ""
            : remote.hostAddress() + ":" + remote.port();
    return new Connection(
        core,
        wire,
        new Peer("", "", address, door.name()),
        (millis, task) -> vertx.setTimer(millis, _ -> task.run()));
  }
}

package steward.hub;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerConfig;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import steward.api.Door;
import steward.api.Lines;
import steward.config.Port;
import steward.network.Handshakes;

/// The HTTP listeners of the house: which there are, on what, with which limits.
final class Listeners {
  static final String HTTP = "http";
  static final String HTTPS = "https";
  static final String CERTIFICATE = "certificate";
  private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);
  private static final String SOCKET_FOLDER = "run";
  private static final String SOCKET_FILE = "steward.sock";

  /// The kernel's limit is 108 with the zero at its end; macOS has 104.
  private static final int SOCKET_PATH_MAX = 103;

  private static final int HEADER_BYTES_MAX = 16 * 1024;
  private static final int START_LINE_BYTES_MAX = 4 * 1024;
  private static final int WEB_SOCKET_BYTES_MAX = 64 * 1024;
  private static final int IDLE_SECONDS = 120;
  private static final int STREAMS_MAX = 64;

  private final Vertx vertx;
  private final Lines lines;
  private final Handshakes handshakes;
  private final Handler<HttpServerRequest> router;
  private final Map<String, HttpServer> servers = new ConcurrentHashMap<>();
  private final List<HttpServer> more = new CopyOnWriteArrayList<>();

  Listeners(Vertx vertx, Lines lines, Handshakes handshakes, Handler<HttpServerRequest> router) {
    this.handshakes = handshakes;
    this.vertx = vertx;
    this.lines = lines;
    this.router = router;
  }

  private static HttpServerOptions options() {
    return new HttpServerOptions()
        .setTcpNoDelay(true)
        .setCompressionSupported(false)
        .setMaxHeaderSize(HEADER_BYTES_MAX)
        .setMaxInitialLineLength(START_LINE_BYTES_MAX)
        .setInitialSettings(
            new io.vertx.core.http.Http2Settings().setMaxConcurrentStreams(STREAMS_MAX))
        .setMaxWebSocketFrameSize(WEB_SOCKET_BYTES_MAX)
        .setMaxWebSocketMessageSize(WEB_SOCKET_BYTES_MAX)
        .setIdleTimeout(IDLE_SECONDS);
  }

  /// Plain HTTP on the loopback interface, both versions of IP. That there is no version 6 is no
  /// fault.
  Future<?> plain(Port port) {
    return listen(HTTP, server(Door.LOOPBACK), port, "127.0.0.1")
        .compose(first -> {
          HttpServer second = server(Door.LOOPBACK);
          more.add(second);
          return second
              .listen(first.actualPort(), "::1")
              .recover(e -> {
                LOG.info("HTTP is not open on ::1: {}", e.getMessage());
                return Future.succeededFuture(second);
              });
        });
  }

  Future<?> secure(String name, Door door, Port port, String host, ServerSSLOptions tls) {
    var config =
        new HttpServerConfig(options().setSsl(true).setUseAlpn(true))
            .setVersions(HttpVersion.HTTP_1_1, HttpVersion.HTTP_2);
    HttpServer server = minded(vertx.createHttpServer(config, tls), door);
    return listen(name, server, port, host).onSuccess(open -> handshakes.mind(open.actualPort()));
  }

  private HttpServer server(Door door) {
    // Without a second protocol to wait for, a connection is minded before its first byte.
    return minded(vertx.createHttpServer(options().setHttp2ClearTextEnabled(false)), door);
  }

  private HttpServer minded(HttpServer server, Door door) {
    return lines
        .mind(server, door)
        .requestHandler(this::enter)
        .invalidRequestHandler(Listeners::cut);
  }

  /// The router would log each request that names no host or no path: a stranger's way to fill the
  /// disk.
  private void enter(HttpServerRequest request) {
    String target = request.uri();
    boolean hasPath = target.startsWith("/") || target.startsWith("http");
    if (hasPath && request.authority() != null) router.handle(request);
    else cut(request);
  }

  /// What is no HTTP gets the shortest answer and no second chance on the connection: whatever
  /// follows it cannot be told from its body.
  private static void cut(HttpServerRequest request) {
    if (request.version() != HttpVersion.HTTP_2)
      request.response().putHeader("Connection", "close");
    var _ = request.response().setStatusCode(400).end();
    var _ = request.connection().close();
  }

  private Future<HttpServer> listen(String name, HttpServer server, Port port, String host) {
    servers.put(name, server);
    return server
        .listen(port.number(), host)
        .recover(e ->
            Future.failedFuture(
                new IOException(
                    "port "
                        + port
                        + " cannot be listened on: "
                        + e.getMessage()
                        + ". Is another steward running?",
                    e)));
  }

  /// The Unix socket in the home folder, in a folder of its own that nobody else can enter. Without
  /// it the house runs on, and that is said.
  Future<?> socket(Path home) {
    Path file = home.resolve(SOCKET_FOLDER).resolve(SOCKET_FILE);
    if (file.toString().getBytes(StandardCharsets.UTF_8).length > SOCKET_PATH_MAX) {
      LOG.info("there is no Unix socket: the path of the home folder is too long for one");
      return Future.succeededFuture();
    }
    try {
      Files.createDirectories(file.getParent());
      Files.setPosixFilePermissions(file.getParent(), PosixFilePermissions.fromString("rwx------"));
      Files.deleteIfExists(file);
    } catch (IOException | UnsupportedOperationException e) {
      LOG.info("there is no Unix socket: {}", e.getMessage());
      return Future.succeededFuture();
    }
    HttpServer server = server(Door.SOCKET);
    more.add(server);
    return server
        .listen(SocketAddress.domainSocketAddress(file.toString()))
        .recover(e -> {
          LOG.info("there is no Unix socket: {}", e.getMessage());
          return Future.succeededFuture(server);
        });
  }

  /// Shows other certificates from the next handshake on; open connections go on.
  Future<?> renew(ServerSSLOptions https, ServerSSLOptions certificate) {
    var all = new java.util.ArrayList<Future<?>>();
    HttpServer one = servers.get(HTTPS);
    if (one != null) all.add(one.updateSSLOptions(https, true));
    HttpServer other = servers.get(CERTIFICATE);
    if (other != null) all.add(other.updateSSLOptions(certificate, true));
    return Future.all(all);
  }

  /// The port that a listener got; 0 where it is off.
  int port(String name) {
    HttpServer server = servers.get(name);
    return server == null ? 0 : server.actualPort();
  }
}

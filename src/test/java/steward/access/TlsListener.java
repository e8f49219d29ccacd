package steward.access;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerConfig;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.ServerSSLOptions;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/// A listener of the kind that the hub makes; its answer says whose certificate the client showed.
final class TlsListener implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final ClientAuthority authority;
  private final HttpServer server;
  private volatile Instant now = Instant.now();

  TlsListener(ServerSSLOptions options, ClientAuthority authority) throws Exception {
    this.authority = authority;
    var config = new HttpServerConfig(new HttpServerOptions().setSsl(true));
    server = vertx.createHttpServer(config, options).requestHandler(this::answer);
    await(server.listen(0, "127.0.0.1"));
  }

  private void answer(HttpServerRequest request) {
    var shown = ClientCertificates.of(authority).verified(request.sslSession(), now);
    String host = ServerTls.clientHost(request.sslSession()).orElse("none");
    request.response().end("client " + shown.orElse("stranger") + "\nhost " + host + "\n");
  }

  int port() {
    return server.actualPort();
  }

  /// As if it were then, for the certificates of clients.
  void at(Instant then) {
    now = then;
  }

  void update(ServerSSLOptions options) throws Exception {
    await(server.updateSSLOptions(options, true));
  }

  static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}

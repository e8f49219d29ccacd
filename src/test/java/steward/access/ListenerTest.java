package steward.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListenerTest {
  @TempDir Path home;

  @Test
  void a_client_that_trusts_the_authority_reaches_a_listener_with_these_keys() throws Exception {
    var keys = ServerKeys.open(home, Instant.now());
    var vertx = Vertx.vertx();
    try {
      var options = new HttpServerOptions().setSsl(true).setKeyCertOptions(OneCertificate.of(keys));
      var server =
          vertx.createHttpServer(options).requestHandler(request -> request.response().end("home"));
      int port = await(server.listen(0, "127.0.0.1")).actualPort();

      var connection =
          (HttpsURLConnection)
              new java.net.URI("https://localhost:" + port + "/")
                  .toURL()
                  .openConnection(java.net.Proxy.NO_PROXY);
      connection.setSSLSocketFactory(trusting(keys).getSocketFactory());

      assertThat(connection.getInputStream().readAllBytes()).asString().isEqualTo("home");
      assertThat(connection.getServerCertificates()[0]).isEqualTo(keys.certificate());
    } finally {
      await(vertx.close());
    }
  }

  private static SSLContext trusting(ServerKeys keys) throws Exception {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    return context(store, keys);
  }

  private static SSLContext context(KeyStore store, ServerKeys keys) throws Exception {
    store.setCertificateEntry("house", keys.authority());
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private static <T> T await(io.vertx.core.Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }
}

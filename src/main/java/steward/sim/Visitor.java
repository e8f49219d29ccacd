package steward.sim;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.List;

/// Somebody who looks around in a house on this machine as a browser and a program would: for
/// warming up and for tests.
public final class Visitor {
  private final HttpClient plain;
  private final HttpClient secure;
  private final int port;
  private final int securePort;

  public Visitor(Vertx vertx, int port, int securePort) {
    this.plain = vertx.createHttpClient(new HttpClientOptions().setConnectTimeout(2_000));
    // The certificate is the house's own; this client only ever speaks to this machine.
    this.secure =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setSsl(true)
                .setTrustAll(true)
                .setVerifyHost(false)
                .setConnectTimeout(2_000));
    this.port = port;
    this.securePort = securePort;
  }

  /// Reads these paths, plain and over TLS; done with the number of bytes once all have answered.
  public Future<Integer> look(List<String> paths) {
    Future<Integer> all = Future.succeededFuture(0);
    for (String path : paths) {
      all = all.compose(sum -> request(HttpMethod.GET, path, "").map(body -> sum + body.length()));
      if (securePort > 0) {
        all =
            all.compose(sum ->
                send(secure, securePort, HttpMethod.GET, path, "")
                    .map(body -> sum + body.length()));
      }
    }
    return all;
  }

  /// One request over the plain port; an empty body is none.
  public Future<Buffer> request(HttpMethod method, String path, String body) {
    return send(plain, port, method, path, body);
  }

  private static Future<Buffer> send(
      HttpClient client, int port, HttpMethod method, String path, String body) {
    var options =
        new RequestOptions()
            .setMethod(method)
            .setHost("127.0.0.1")
            .setPort(port)
            .setURI(path)
            .setTimeout(10_000);
    return client
        .request(options)
        .compose(request ->
            body.isEmpty()
                ? request.send()
                : request.putHeader("Content-Type", "application/json").send(Buffer.buffer(body)))
        .compose(response -> response.body());
  }

  public void close() {
    var _ = plain.close();
    var _ = secure.close();
  }
}

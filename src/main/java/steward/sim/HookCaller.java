package steward.sim;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.Map;

/// Calls a webhook of a house as a service outside does: headers in whatever case, from whatever
/// address of the loopback network. Thread-safe.
public final class HookCaller implements AutoCloseable {
  private final HttpClient client;
  private final int port;

  /// What a service hears from the house.
  public record Said(int status, String body) {
    public boolean isTaken() {
      return status >= 200 && status < 300;
    }
  }

  public HookCaller(Vertx vertx, int port) {
    client = vertx.createHttpClient(new HttpClientOptions().setTcpNoDelay(true));
    this.port = port;
  }

  public Future<Said> post(String path, Map<String, String> headers, String body) {
    return call(HttpMethod.POST, path, headers, body);
  }

  public Future<Said> call(
      HttpMethod method, String path, Map<String, String> headers, String body) {
    var options =
        new RequestOptions().setHost("127.0.0.1").setPort(port).setMethod(method).setURI(path);
    headers.forEach(options::putHeader);
    return client
        .request(options)
        .compose(request -> body.isEmpty() ? request.send() : request.send(Buffer.buffer(body)))
        .compose(
            answer -> answer.body().map(read -> new Said(answer.statusCode(), read.toString())));
  }

  @Override
  public void close() {
    var _ = client.close();
  }
}

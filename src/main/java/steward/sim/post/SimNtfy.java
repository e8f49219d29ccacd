package steward.sim.post;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;

/// An ntfy server as one publishes to it in JSON: it asks for a token, and has its bad days. Its
/// methods may be called from any thread.
public final class SimNtfy implements AutoCloseable {
  private final HttpServer server;
  private final String token;
  private final List<JsonObject> published = new CopyOnWriteArrayList<>();
  private final Queue<Spell> spells = new ArrayDeque<>();
  private volatile int port;

  /// What it answers a request instead of taking it.
  private record Spell(int status, Map<String, String> headers) {}

  /// @param token what must stand in `Authorization` behind `Bearer`
  public SimNtfy(Vertx vertx, String token) {
    this.token = token;
    server = vertx.createHttpServer().requestHandler(this::asked);
  }

  /// Listens on this machine.
  ///
  /// @param wanted 0 for any free port
  /// @return its port
  public Future<Integer> start(int wanted) {
    return server
        .listen(wanted, "127.0.0.1")
        .map(HttpServer::actualPort)
        .onSuccess(opened -> port = opened);
  }

  public int port() {
    return port;
  }

  /// The next request is answered so.
  public void next(int status, Map<String, String> headers) {
    synchronized (spells) {
      spells.add(new Spell(status, Map.copyOf(headers)));
    }
  }

  /// What it took.
  public List<JsonObject> published() {
    return List.copyOf(published);
  }

  private void asked(HttpServerRequest request) {
    request
        .body()
        .onSuccess(body -> {
          Spell spell;
          synchronized (spells) {
            spell = spells.poll();
          }
          if (spell != null) {
            var response = request.response().setStatusCode(spell.status());
            spell.headers().forEach(response::putHeader);
            var _ = response.end();
          } else if (!("Bearer " + token).equals(request.getHeader("Authorization"))) {
            end(request, 401, new JsonObject().put("code", 40101).put("error", "unauthorized"));
          } else {
            take(request, body.toString());
          }
        });
  }

  private void take(HttpServerRequest request, String body) {
    try {
      var message = new JsonObject(body);
      if (!request.path().equals("/") || !message.containsKey("topic")) {
        end(request, 400, new JsonObject().put("code", 40009).put("error", "invalid request"));
        return;
      }
      published.add(message);
      end(request, 200, message.copy().put("id", "m" + published.size()).put("event", "message"));
    } catch (DecodeException _) {
      end(request, 400, new JsonObject().put("code", 40024).put("error", "body must be JSON"));
    }
  }

  private static void end(HttpServerRequest request, int status, JsonObject body) {
    var _ = request.response().setStatusCode(status).end(body.toBuffer());
  }

  @Override
  public void close() {
    var _ = server.close();
  }
}

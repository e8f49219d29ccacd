package steward.sim;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// IFTTT as it was seen: it takes any event in with a congratulation, whether an applet has it,
/// works, or is dead; and it calls back late, twice, or never, with ingredients put into a body as
/// they are. Thread-safe.
public final class SimIfttt implements AutoCloseable {
  private static final Pattern TRIGGER =
      Pattern.compile("/trigger/([A-Za-z0-9_]+)/(?:json/)?with/key/([^/?]+)");

  private final Vertx vertx;
  private final String key;
  private final Map<String, Applet> applets = new ConcurrentHashMap<>();
  private final List<String> taken = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  /// What an applet does with an event.
  ///
  /// @param times how often it calls back: 0 for a dead one
  /// @param body with `{{value1}}` and `{{value2}}` where the ingredients go, unescaped
  public record Applet(
      HookCaller caller,
      String path,
      Map<String, String> headers,
      String body,
      int times,
      Duration after) {
    public Applet {
      headers = Map.copyOf(headers);
    }
  }

  /// @param key of the account: the whole authority
  public SimIfttt(Vertx vertx, String key) {
    this.vertx = vertx;
    this.key = key;
    server = vertx.createHttpServer().requestHandler(this::asked);
  }

  /// @return its port
  public Future<Integer> start() {
    return server.listen(0, "127.0.0.1").map(HttpServer::actualPort);
  }

  public void applet(String event, Applet applet) {
    applets.put(event, applet);
  }

  /// The bodies of the events that it took in.
  public List<String> taken() {
    return List.copyOf(taken);
  }

  private void asked(HttpServerRequest request) {
    request
        .body()
        .onSuccess(body -> {
          Matcher path = TRIGGER.matcher(request.path());
          if (!path.matches() || !path.group(2).equals(key)) {
            var _ =
                request
                    .response()
                    .setStatusCode(401)
                    .end("{\"errors\":[{\"message\":\"You sent an invalid key.\"}]}");
            return;
          }
          taken.add(body.toString());
          Applet applet = applets.get(path.group(1));
          if (applet != null) run(applet, body.toString());
          var _ =
              request
                  .response()
                  .end("Congratulations! You've fired the " + path.group(1) + " event");
        });
  }

  private void run(Applet applet, String event) {
    String body = applet.body();
    for (String name : List.of("value1", "value2"))
      body = body.replace("{{" + name + "}}", ingredient(event, name));
    String filled = body;
    for (int i = 0; i < applet.times(); i++) {
      long wait = Math.max(1, applet.after().toMillis() * (i + 1));
      vertx.setTimer(
          wait,
          _ -> {
            var _ =
                applet.caller().post(applet.path(), new LinkedHashMap<>(applet.headers()), filled);
          });
    }
  }

  private static String ingredient(String event, String name) {
    String inside = "(?s).*\"" + name + "\":\"((?:[^\"\\\\]|\\\\.)*)\".*";
    return event.replaceAll(inside, "$1").replace("\\\"", "\"");
  }

  @Override
  public void close() {
    var _ = server.close();
  }
}

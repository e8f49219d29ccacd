package steward.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/// The closed network of the made-up house: what `network.json` says of it, with moments counted
/// from now. Changes are told and not made. Stateless.
final class FakeNetwork {
  private static final String API = "/api/v1";

  /// Seconds from now, as in `@-120`.
  private static final Pattern MOMENT = Pattern.compile("\"@(-?[0-9]+)\"");

  private FakeNetwork() {}

  static void mount(Router router) {
    for (String known : answers().fieldNames()) {
      String path = known.substring(known.indexOf(' ') + 1);
      var route = API + path.replace("/*", "/:id");
      if (known.startsWith("GET")) router.get(route).handler(c -> told(c, known));
      else router.post(route).handler(c -> told(c, known));
    }
    router.put(API + "/network/stations/:id").handler(FakeNetwork::changed);
    router.delete(API + "/network/stations/:id").handler(FakeNetwork::changed);
    for (String verb : List.of("window", "learn", "cut"))
      router.post(API + "/network/stations/:id/" + verb).handler(FakeNetwork::changed);
  }

  private static void told(RoutingContext context, String known) {
    FakeAnswer.json(context, 200, answers().getJsonObject(known));
  }

  private static void changed(RoutingContext context) {
    JsonObject wish = Objects.requireNonNullElseGet(context.body().asJsonObject(), JsonObject::new);
    boolean isOnlyLookedAt =
        wish.getBoolean("preview", false) || context.request().getParam("preview") != null;
    var did =
        new JsonObject()
            .put("done", !isOnlyLookedAt)
            .put("did", "It has now: " + wish.getValue("lanes", new JsonArray()))
            .put("waits", false);
    FakeAnswer.json(context, 200, did);
  }

  private static JsonObject answers() {
    try (var in = FakeNetwork.class.getResourceAsStream("network.json")) {
      String text = new String(Objects.requireNonNull(in, "network.json").readAllBytes(), UTF_8);
      Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
      return new JsonObject(
          MOMENT
              .matcher(text)
              .replaceAll(
                  found -> '"' + now.plusSeconds(Long.parseLong(found.group(1))).toString() + '"'));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read network.json", e);
    }
  }
}

package steward.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// The webhooks of the made-up house: three that are called, two that send, and what people make.
final class FakeHooks {
  static final String SECRET = "4b1c-not-a-real-secret";

  private final List<JsonObject> hooks = new CopyOnWriteArrayList<>();

  /// What was sent to make, renew and delete, newest last, with its path as `at`.
  final List<JsonObject> sent = new CopyOnWriteArrayList<>();

  FakeHooks() {
    var calls =
        new JsonObject()
            .put("taken", 1_204)
            .put("repeated", 1)
            .put("refused", 3)
            .put("why", "it did not prove that it is the one")
            .put("refusedAt", FakePeople.ago(180))
            .put("lastHour", 7);
    var deed = new JsonObject().put("when", "ring").put("thing", "hall-ceiling-lamp");
    hooks.add(
        in("hall-button", "generic", "bearer")
            .put("called", FakePeople.ago(40))
            .put("calls", calls)
            .put("perform", new JsonArray().add(deed.put("action", "turn").put("to", "on"))));
    hooks.add(in("bedroom-motion", "withings", "path"));
    hooks.add(in("hall-anna-s-phone", "owntracks", "basic").put("called", FakePeople.ago(4_000)));
    var notices =
        new JsonArray()
            .add(notice("waiting", 2, "it answered 503").put("next", FakePeople.later(100)))
            .add(notice("delivered", 1, null))
            .add(notice("given up", 6, "no answer within 10 s"));
    hooks.add(hook("living-room-speaker", "out", "standard", "standard").put("notices", notices));
    hooks.add(
        hook("hall-siren", "out", "ifttt", "path")
            .put("notices", new JsonArray())
            .put("off", "the receiver said that its address is gone for good (410)"));
  }

  private static JsonObject in(String thing, String kind, String proof) {
    var none = new JsonObject().put("taken", 0).put("repeated", 0).put("refused", 0);
    none.put("why", null).put("refusedAt", null).put("lastHour", 0);
    return hook(thing, "in", kind, proof)
        .put("path", "/hook/k7m3p9q2r4")
        .put("calls", none)
        .put("port", 8886);
  }

  private static JsonObject hook(String thing, String direction, String kind, String proof) {
    return new JsonObject()
        .put("thing", thing)
        .put("direction", direction)
        .put("kind", kind)
        .put("proof", proof)
        .put("path", null)
        .put("perform", new JsonArray())
        .put("since", FakePeople.ago(86_400 * 3))
        .put("called", null)
        .put("off", null);
  }

  private static JsonObject notice(String state, int tries, @Nullable String why) {
    return new JsonObject()
        .put("command", 812)
        .put("at", FakePeople.ago(300))
        .put("state", state)
        .put("tries", tries)
        .put("why", why)
        .put("next", null);
  }

  /// No caller reaches the house any more.
  void close() {
    hooks.forEach(hook -> hook.put("port", null));
  }

  void clear() {
    hooks.clear();
  }

  void mount(Router router) {
    router.get("/api/v1/webhooks").handler(c -> FakeAnswer.list(c, hooks));
    router.post("/api/v1/webhooks").handler(this::make);
    router.post("/api/v1/webhooks/:name/rotate").handler(this::rotate);
    router
        .delete("/api/v1/webhooks/:name")
        .handler(c -> {
          sent.add(new JsonObject().put("at", c.request().path()));
          hooks.removeIf(hook -> hook.getString("thing").equals(c.pathParam("name")));
          var _ = c.response().setStatusCode(204).end();
        });
  }

  private void make(RoutingContext context) {
    var wish = context.body().asJsonObject();
    sent.add(wish.copy().put("at", context.request().path()));
    if (wish.getString("name").equals("taken")) {
      FakeAnswer.problem(context, 422, "It cannot be made.", "/name", "another name");
      return;
    }
    boolean isOut = wish.containsKey("target");
    String thing = wish.getString("id");
    String proof = wish.getString("proof", isOut ? "standard" : "bearer");
    var hook =
        isOut
            ? hook(thing, "out", wish.getString("kind"), proof).put("notices", new JsonArray())
            : in(thing, wish.getString("kind"), proof);
    hooks.add(hook);
    FakeAnswer.json(context, 201, made(hook));
  }

  private void rotate(RoutingContext context) {
    sent.add(new JsonObject().put("at", context.request().path()));
    var hook =
        hooks.stream()
            .filter(one -> one.getString("thing").equals(context.pathParam("name")))
            .findFirst()
            .orElseThrow();
    FakeAnswer.json(context, 200, made(hook));
  }

  private static JsonObject made(JsonObject hook) {
    return new JsonObject()
        .put("webhook", hook)
        .put("secret", SECRET)
        .put("path", hook.getValue("path"))
        .put("port", 8886)
        .put("setup", "1. Open the service.\n2. Enter the address and the secret.\n");
  }
}

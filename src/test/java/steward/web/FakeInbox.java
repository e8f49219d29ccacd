package steward.web;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/// What waits in the made-up house's inbox, how it is accepted, looked for and entered by hand, and
/// the secrets of its devices. Confined to the house's event loop but for what tests ask of it.
final class FakeInbox {
  private static final long ANSWERS_AFTER_MS = 700;

  /// Tells all who watch of an entry of the journal.
  interface Teller {
    void tell(String kind, String subject, JsonObject body);
  }

  private final Vertx vertx;
  private final Teller teller;
  private final List<JsonObject> items = new CopyOnWriteArrayList<>(FakeTales.inbox(now()));

  /// What people sent, newest last, with its path as `at`.
  final List<JsonObject> sent = new CopyOnWriteArrayList<>();

  FakeInbox(Vertx vertx, Teller teller) {
    this.vertx = vertx;
    this.teller = teller;
  }

  /// Finds the same devices again after they were accepted.
  void refill() {
    items.clear();
    items.addAll(FakeTales.inbox(now()));
  }

  /// Adds a device that has moved, one that two addresses say to be, and one with secrets.
  void surprise() {
    items.addAll(FakeTales.surprises(now()));
  }

  void mount(Router router) {
    FakeReady.mount(router);
    FakeNotices.mount(router);
    router.get("/api/v1/inbox").handler(c -> FakeAnswer.list(c, items));
    router.post("/api/v1/inbox/accept").handler(this::acceptMany);
    router.post("/api/v1/inbox/look").handler(this::look);
    router.post("/api/v1/inbox/:key/accept").handler(this::acceptOne);
    router.get("/api/v1/families").handler(c -> FakeAnswer.list(c, FakeTales.families()));
    router.post("/api/v1/things").handler(this::byHand);
    router.put("/api/v1/things/:id/secrets").handler(this::keep);
  }

  private JsonObject note(RoutingContext context) {
    var body = Objects.requireNonNullElseGet(context.body().asJsonObject(), JsonObject::new);
    sent.add(body.copy().put("at", context.request().path()));
    return body;
  }

  private void acceptMany(RoutingContext context) {
    var wanted = note(context).getJsonArray("items").stream().map(JsonObject.class::cast).toList();
    wanted.forEach(item -> drop(item.getString("key")));
    FakeAnswer.list(context, wanted);
  }

  private void acceptOne(RoutingContext context) {
    var body = note(context);
    drop(context.pathParam("key"));
    FakeAnswer.list(context, List.of(body));
  }

  private void drop(String key) {
    items.removeIf(item -> item.getString("key").equals(key));
    teller.tell("inbox", key, new JsonObject().put("gone", true));
  }

  private void look(RoutingContext context) {
    String host = note(context).getString("host", "");
    if (host.startsWith("127.")) {
      FakeAnswer.problem(
          context, 422, "Nothing may be asked there.", "/host", "an address that can be reached");
      return;
    }
    var _ = vertx.setTimer(ANSWERS_AFTER_MS, _ -> answered(host.isEmpty() ? "Heat pump" : host));
    FakeAnswer.json(context, 202, new JsonObject().put("looking", "on the home networks"));
  }

  private void answered(String name) {
    items.add(FakeTales.find("plain:" + name.replace(' ', '-'), "mqtt", name, now()));
    teller.tell("inbox", "plain:" + name, new JsonObject().put("name", name));
  }

  private void byHand(RoutingContext context) {
    boolean isTopic = note(context).getJsonObject("binding", new JsonObject()).containsKey("topic");
    String at = isTopic ? "/binding/topic" : "/secrets/password";
    String expected = isTopic ? "a topic such as kettle" : "at most 100 characters";
    FakeAnswer.problem(context, 422, "A topic is missing.", at, expected);
  }

  private void keep(RoutingContext context) {
    var given = note(context).getJsonObject("secrets", new JsonObject());
    if ("too short".equals(given.getString("password")))
      FakeAnswer.problem(context, 422, "It cannot be.", "/secrets/password", "a longer one");
    else {
      var _ = context.response().setStatusCode(204).end();
    }
  }

  static JsonArray part(String udn, String name) {
    var part = new JsonObject().put("udn", udn).put("kind", "/device/switch/kasa/plug");
    return new JsonArray().add(part.put("name", name));
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
  }
}

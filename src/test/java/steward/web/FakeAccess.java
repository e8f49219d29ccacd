package steward.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import steward.rights.Rules;

/// Who may in the made-up house: claim, sign-in, people, clients, sessions, audit and names on the
/// broker, by a script. The right setup code is 12345678, the right code 123456.
final class FakeAccess {
  private static final Set<String> OPEN =
      Set.of("/api/v1/claim", "/api/v1/claim/status", "/api/v1/session", "/api/v1/authority");

  private final Map<String, JsonObject> users = new ConcurrentHashMap<>(FakePeople.users());
  private final Map<String, JsonObject> clients = new ConcurrentHashMap<>(FakePeople.clients());
  private final List<JsonObject> sessions = new CopyOnWriteArrayList<>(FakePeople.sessions());
  private final List<JsonObject> audit = FakePeople.audit();
  private final List<JsonObject> mqtt = new CopyOnWriteArrayList<>(FakePeople.mqttClients());

  /// What was sent to claim, sign in, and change people, newest last.
  final List<JsonObject> sent = new CopyOnWriteArrayList<>();

  private volatile Face face = Face.APP;
  private volatile boolean asksForCode;
  private volatile boolean spoils;
  private volatile boolean atMachine;
  private volatile boolean attached = true;
  private volatile boolean open = true;
  private final AtomicInteger attemptsLeft = new AtomicInteger(5);
  private volatile int waitS;
  private volatile List<String> may = everything();

  private static List<String> everything() {
    var groups = Stream.of("listGroups", "getPlace", "putGroup");
    return Stream.concat(Rules.all().stream().map(Rules.Row::operation), groups)
        .distinct()
        .toList();
  }

  Face face() {
    return face;
  }

  void become(Face now) {
    face = now;
    attemptsLeft.set(5);
    waitS = 0;
    open = attached = true;
  }

  /// From now on whatever changes something needs a fresh code first.
  void askForCode() {
    asksForCode = true;
  }

  /// From now on every name is hostile, or no longer.
  void spoil(boolean now) {
    spoils = now;
  }

  void sitAtMachine(boolean now) {
    atMachine = now;
  }

  void closeWindow() {
    open = false;
  }

  void stayOutside() {
    attached = false;
  }

  /// The next sign-in is told to wait.
  void slowDown(int seconds) {
    waitS = seconds;
  }

  /// The role of who is signed in allows these operations only, or all of them where none is named.
  void allowOnly(List<String> operations) {
    may = operations.isEmpty() ? everything() : operations;
  }

  void mount(Router router) {
    router.route("/api/v1/*").handler(this::gate);
    entrance(router);
    people(router);
    client(router);
    rest(router);
  }

  private void gate(RoutingContext context) {
    if (spoils) FakeAnswer.spoil(context);
    String path = context.request().path();
    boolean isRead = context.request().method().name().equals("GET");
    if (face != Face.APP && !(OPEN.contains(path) && (!isRead || !path.endsWith("/session")))) {
      FakeAnswer.problem(context, 401, "Sign in first.", "", "");
    } else if (asksForCode && !isRead && !path.contains("/session")) {
      FakeAnswer.problem(
          context, 403, "/problems/fresh-code", "A fresh code is needed.", new JsonArray());
    } else {
      context.next();
    }
  }

  private void entrance(Router router) {
    router.get("/api/v1/claim/status").handler(this::status);
    router.post("/api/v1/claim").handler(this::claim);
    router.get("/api/v1/session").handler(c -> FakeAnswer.json(c, 200, session()));
    router.post("/api/v1/session").handler(this::signIn);
    router.post("/api/v1/session/fresh").handler(this::fresh);
    router
        .delete("/api/v1/session")
        .handler(c -> {
          face = Face.SIGN_IN;
          gone(c);
        });
    router
        .get("/api/v1/authority")
        .handler(c -> {
          c.response().putHeader("Content-Disposition", "attachment; filename=steward-house.crt");
          var _ = c.end("-----BEGIN CERTIFICATE-----\n");
        });
  }

  private void status(RoutingContext context) {
    if (face != Face.CLAIM) {
      FakeAnswer.problem(context, 404, "There is nothing here.", "", "");
      return;
    }
    FakeAnswer.json(
        context,
        200,
        new JsonObject()
            .put("claimed", false)
            .put("open", open)
            .put("until", FakePeople.later(1500))
            .put("attached", attached));
  }

  private void claim(RoutingContext context) {
    var body = body(context);
    if (!"12345678".equals(body.getString("code"))) {
      attemptsLeft.decrementAndGet();
      FakeAnswer.problem(
          context, 403, "The code is wrong; " + attemptsLeft.get() + " attempts are left.", "", "");
      return;
    }
    face = Face.APP;
    var user = known(users, "anna").copy().put("name", body.getString("user"));
    var client = known(clients, "laptop").copy().put("name", body.getString("client"));
    FakeAnswer.json(
        context,
        201,
        new JsonObject()
            .put("user", user)
            .put("client", client)
            .put("enrolment", FakePeople.enrolment()));
  }

  private JsonObject session() {
    return new JsonObject()
        .put("user", atMachine ? null : users.get("anna"))
        .put("client", atMachine ? null : clients.get("laptop"))
        .put("role", atMachine ? "machine" : "master")
        .put("freshUntil", asksForCode ? null : FakePeople.later(240))
        .put("atMachine", atMachine)
        .put("claimed", true)
        .put("may", new JsonArray(may));
  }

  private void signIn(RoutingContext context) {
    var body = body(context);
    if (waitS > 0) {
      context.response().putHeader("Retry-After", Integer.toString(waitS));
      waitS = 0;
      FakeAnswer.problem(context, 429, "Too many attempts.", "", "");
    } else if ("123456".equals(body.getString("code")) || body.containsKey("recovery")) {
      face = Face.APP;
      FakeAnswer.json(context, 200, session());
    } else {
      FakeAnswer.problem(context, 401, "That did not match.", "", "");
    }
  }

  private void fresh(RoutingContext context) {
    if (!"123456".equals(body(context).getString("code"))) {
      FakeAnswer.problem(context, 401, "That code did not match.", "", "");
      return;
    }
    asksForCode = false;
    FakeAnswer.json(context, 200, session());
  }

  private void people(Router router) {
    router.get("/api/v1/users").handler(c -> FakeAnswer.list(c, byId(users)));
    router.post("/api/v1/users").handler(this::addUser);
    router
        .get("/api/v1/users/:id")
        .handler(c -> FakeAnswer.json(c, 200, known(users, c.pathParam("id"))));
    router
        .patch("/api/v1/users/:id")
        .handler(c -> FakeAnswer.json(c, 200, known(users, c.pathParam("id")).mergeIn(body(c))));
    router
        .delete("/api/v1/users/:id")
        .handler(c -> {
          users.remove(c.pathParam("id"));
          gone(c);
        });
    router.post("/api/v1/users/:id/clients").handler(this::addClient);
  }

  private void addUser(RoutingContext context) {
    var user = known(FakePeople.users(), "ben").copy().put("id", "new").put("clients", 0);
    users.put("new", user.mergeIn(body(context)));
    FakeAnswer.json(context, 201, user);
  }

  private void addClient(RoutingContext context) {
    var client = known(FakePeople.clients(), "phone").copy().put("id", "new").put("seen", null);
    clients.put("new", client.mergeIn(body(context)).put("user", context.pathParam("id")));
    var answer = new JsonObject().put("client", client).put("enrolment", FakePeople.enrolment());
    FakeAnswer.json(context, 201, answer);
  }

  private void client(Router router) {
    String one = "/api/v1/clients/:id";
    router.get("/api/v1/clients").handler(c -> FakeAnswer.list(c, ofUser(c, byId(clients))));
    router.get(one).handler(c -> FakeAnswer.json(c, 200, its(c)));
    router.patch(one).handler(c -> FakeAnswer.json(c, 200, its(c).mergeIn(body(c))));
    router
        .delete(one)
        .handler(c -> {
          clients.remove(c.pathParam("id"));
          gone(c);
        });
    router.get(one + "/rights").handler(c -> FakeAnswer.list(c, FakePeople.rightsOfOne()));
    router
        .post(one + "/recovery")
        .handler(
            c -> FakeAnswer.json(c, 201, new JsonObject().put("recovery", FakePeople.recovery())));
    router.put(one + "/ssh-key").handler(this::sshKey);
    router
        .delete(one + "/ssh-key")
        .handler(c -> FakeAnswer.json(c, 200, its(c).put("sshKey", null)));
    router.post(one + "/package").handler(this::pack);
  }

  private void sshKey(RoutingContext context) {
    String key = body(context).getString("key");
    if (!key.startsWith("ssh-")) {
      FakeAnswer.problem(
          context, 422, "That is no public key.", "/key", "a line such as ssh-ed25519 AAAA…");
      return;
    }
    var shown = new JsonObject().put("type", key.split(" ", 2)[0]).put("fingerprint", "SHA256:abc");
    FakeAnswer.json(context, 200, its(context).put("sshKey", shown));
  }

  private void pack(RoutingContext context) {
    var client = its(context).put("packaged", true).put("host", "c-new.local");
    body(context);
    if (!"application/zip".equals(context.request().getHeader("Accept"))) {
      FakeAnswer.json(context, 201, client);
      return;
    }
    context
        .response()
        .setStatusCode(201)
        .putHeader("Content-Type", "application/zip")
        .putHeader("Content-Disposition", "attachment; filename=\"steward-c-new.zip\"");
    var _ = context.end(Buffer.buffer("PK"));
  }

  private void rest(Router router) {
    router.get("/api/v1/sessions").handler(c -> FakeAnswer.list(c, ofUser(c, sessions)));
    router
        .delete("/api/v1/sessions/:id")
        .handler(c -> {
          sessions.removeIf(one -> one.getString("id").equals(c.pathParam("id")));
          gone(c);
        });
    router.get("/api/v1/audit").handler(this::audited);
    router.get("/api/v1/rights").handler(c -> FakeAnswer.list(c, FakePeople.rights()));
    router.get("/api/v1/mqtt/clients").handler(c -> FakeAnswer.list(c, mqtt));
    router.post("/api/v1/mqtt/clients").handler(this::addMqtt);
    router
        .delete("/api/v1/mqtt/clients/:name")
        .handler(c -> {
          mqtt.removeIf(one -> one.getString("name").equals(c.pathParam("name")));
          gone(c);
        });
  }

  private void audited(RoutingContext context) {
    var asked = context.request();
    String before = Objects.requireNonNullElse(asked.getParam("before"), "9999");
    int limit = Integer.parseInt(Objects.requireNonNullElse(asked.getParam("limit"), "50"));
    var matching =
        audit.stream()
            .filter(e -> e.getInteger("seq") < Integer.parseInt(before))
            .filter(e -> matches(e, "principal", asked.getParam("principal")))
            .filter(e -> matches(e, "operation", asked.getParam("operation")))
            .filter(e -> matches(e, "verdict", asked.getParam("verdict")))
            .toList();
    var page = matching.stream().limit(limit).toList();
    Object next = matching.size() > limit ? page.getLast().getValue("seq") : null;
    FakeAnswer.json(
        context, 200, new JsonObject().put("items", new JsonArray(page)).put("next", next));
  }

  private static boolean matches(JsonObject entry, String field, String wanted) {
    return wanted == null || entry.getString(field).startsWith(wanted);
  }

  private void addMqtt(RoutingContext context) {
    boolean isBridge = body(context).containsKey("prefix");
    var made = new JsonObject().put("name", isBridge ? "z-new" : "d-new").put("password", "s3cr3t");
    made.put("host", "steward.local")
        .put("ports", new JsonObject().put("mqtts", 8883).put("mqtt", null));
    FakeAnswer.json(
        context,
        201,
        made.put("setup", "Open the device's console and type:\nBacklog MqttHost steward.local"));
  }

  private JsonObject body(RoutingContext context) {
    var body = context.body().asJsonObject();
    sent.add(body.copy());
    return body;
  }

  private JsonObject its(RoutingContext context) {
    return known(clients, context.pathParam("id"));
  }

  private static List<JsonObject> ofUser(RoutingContext context, List<JsonObject> all) {
    String user = context.request().getParam("user");
    return all.stream().filter(one -> user == null || one.getString("user").equals(user)).toList();
  }

  private static List<JsonObject> byId(Map<String, JsonObject> all) {
    var list = new ArrayList<>(all.values());
    list.sort(java.util.Comparator.comparing(one -> one.getString("id")));
    return list;
  }

  private static void gone(RoutingContext context) {
    var _ = context.response().setStatusCode(204).end();
  }

  private static JsonObject known(Map<String, JsonObject> all, String id) {
    return Objects.requireNonNull(all.get(id), id);
  }
}

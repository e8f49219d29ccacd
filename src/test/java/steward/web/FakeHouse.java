package steward.web;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A scripted house behind the real pages and a real socket: it answers like the API and its things
/// are obedient, deaf or stubborn by their names. Confined to one event loop but for its start and
/// stop.
final class FakeHouse implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final Map<String, JsonObject> things;
  private final Map<String, JsonObject> commands = new java.util.concurrent.ConcurrentHashMap<>();
  private final Map<String, JsonObject> activities = FakeTales.activities();
  private final List<HttpServerResponse> streams = new CopyOnWriteArrayList<>();
  private final List<JsonObject> journal = new CopyOnWriteArrayList<>();

  /// Who may here, and what strangers are shown.
  final FakeAccess access = new FakeAccess();

  /// What was found, and the secrets of devices.
  final FakeInbox inbox = new FakeInbox(vertx, this::entry);

  /// What was, and what is wrong.
  final FakePast past = new FakePast(activities);

  /// Who calls, and who is called.
  final FakeHooks hooks = new FakeHooks();

  final List<String> changes = new CopyOnWriteArrayList<>();
  final List<JsonObject> kept = new CopyOnWriteArrayList<>();
  final List<JsonObject> asked = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private final List<Runnable> held = new ArrayList<>();
  private volatile JsonArray refusal = new JsonArray();
  private volatile boolean slow;
  private volatile boolean streamless;
  private long seq = 900;

  FakeHouse(int port) throws Exception {
    things = FakeThings.house(now());
    for (JsonObject entry : FakeTales.journal(things)) journal.add(0, entry);
    var router = Router.router(vertx);
    var _ = new WebPages(router, _ -> access.face());
    router.route("/api/*").handler(BodyHandler.create(false));
    router.route("/api/*").handler(this::note);
    access.mount(router);
    inbox.mount(router);
    FakeGroups.mount(router);
    past.mount(router);
    hooks.mount(router);
    FakeNetwork.mount(router);
    routes(router);
    server =
        vertx.createHttpServer(new HttpServerOptions().setTcpNoDelay(true)).requestHandler(router);
    server
        .listen(port, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .get(60, TimeUnit.SECONDS);
  }

  String url() {
    return "http://127.0.0.1:" + server.actualPort();
  }

  int port() {
    return server.actualPort();
  }

  /// Starts one on port 8887 whose values move, for a person to look at.
  public static void main(String[] args) throws Exception {
    var house = new FakeHouse(Integer.parseInt(args[0]));
    house.live();
    if (args.length > 1) house.access.become(Face.valueOf(args[1]));
    System.out.println(house.url());
  }

  private void live() {
    var _ =
        vertx.setPeriodic(
            400,
            _ -> {
              var all = new ArrayList<>(things.keySet());
              String id = all.get((int) (seq % all.size()));
              var properties = known(things, id).getJsonObject("properties");
              for (String name : List.of("temperature", "power", "co2", "light")) {
                if (properties.containsKey(name)) {
                  double value =
                      properties.getJsonObject(name).getDouble("value") + Math.sin((double) seq);
                  report(id, name, Math.round(value * 10) / 10.0);
                }
              }
              seq++;
            });
  }

  /// A thing reports a value; all who watch are told.
  void report(String thing, String property, Object value) {
    vertx.runOnContext(_ -> reported(thing, property, value));
  }

  private void reported(String thing, String property, Object value) {
    var known = known(things, thing).getJsonObject("properties").getJsonObject(property);
    known.put("value", value).put("at", now()).put("quality", "confirmed");
    var body = new JsonObject().put("property", property).put("value", value);
    entry("reading", thing, body.put("unit", known.getValue("unit")).put("quality", "confirmed"));
  }

  /// Ends every open stream without a word, as a lost network does, and takes no new one until
  /// [#mend].
  void cut() {
    streamless = true;
    vertx.runOnContext(_ -> {
      var open = List.copyOf(streams);
      streams.clear();
      for (var stream : open) {
        var _ = stream.reset();
      }
    });
  }

  /// Somebody ends the session: every open stream ends, and nothing answers but the sign-in.
  void revoke() {
    access.become(Face.SIGN_IN);
    vertx.runOnContext(_ -> {
      for (var stream : List.copyOf(streams)) {
        var _ = stream.end();
      }
      streams.clear();
    });
  }

  /// From now on things take commands and wait with their reports for [#hurry].
  void dawdle() {
    slow = true;
  }

  void hurry() {
    slow = false;
    vertx.runOnContext(_ -> {
      held.forEach(Runnable::run);
      held.clear();
    });
  }

  /// The next activity that comes is refused for this.
  void refuse(String at, String expected, String got) {
    var fault = new JsonObject().put("at", at).put("expected", expected).put("got", got);
    refusal = new JsonArray().add(fault);
  }

  /// Brings in the things of the two household stories; before the first page is opened.
  void furnish() {
    FakeGroups.furnish(things, now());
  }

  void mend() {
    streamless = false;
  }

  private void routes(Router router) {
    router.get("/healthz").handler(c -> FakeAnswer.json(c, 200, new JsonObject()));
    router.get("/api/v1/house").handler(c -> FakeAnswer.json(c, 200, house()));
    router.get("/api/v1/things").handler(c -> FakeAnswer.list(c, things.values()));
    router.get("/api/v1/things/:id").handler(this::thing);
    router.patch("/api/v1/things/:id").handler(this::rename);
    router
        .get("/api/v1/things/:id/messages")
        .handler(c -> FakeAnswer.list(c, FakeTales.messages(now())));
    router
        .get("/api/v1/things/:id/history")
        .handler(c -> FakeAnswer.json(c, 200, FakeTales.history(c.request().getParam("property"))));
    router.post("/api/v1/things/:id/perform").handler(this::perform);
    router
        .get("/api/v1/commands/:id")
        .handler(c -> FakeAnswer.json(c, 200, commands.get(c.pathParam("id"))));
    router.get("/api/v1/activities").handler(c -> FakeAnswer.list(c, activities.values()));
    router
        .get("/api/v1/activities/:id")
        .handler(c ->
            FakeAnswer.json(
                c,
                activities.containsKey(c.pathParam("id")) ? 200 : 404,
                activities.get(c.pathParam("id"))));
    router.put("/api/v1/activities/:id").handler(this::put);
    router.post("/api/v1/activities/:id/arm").handler(this::arm);
    router
        .post("/api/v1/activities/:id/start")
        .handler(c -> FakeAnswer.json(c, 202, new JsonObject().put("seq", 1)));
    router.delete("/api/v1/activities/:id").handler(this::delete);
    router.get("/api/v1/journal").handler(this::journal);
    router
        .get("/api/v1/journal/:seq/why")
        .handler(c -> FakeAnswer.json(c, 200, FakeTales.why(now())));
    router.get("/api/v1/health").handler(c -> FakeAnswer.json(c, 200, FakeTales.health(now())));
    router.get("/api/v1/stream").handler(this::stream);
  }

  private void note(RoutingContext context) {
    var request = context.request();
    if (!request.method().name().equals("GET"))
      changes.add(request.method() + " " + request.path());
    context.next();
  }

  private static JsonObject house() {
    return new JsonObject()
        .put("name", "Home")
        .put("zone", "Europe/Zurich")
        .put("time", now())
        .put("version", "0.1.0")
        .put("rooms", new JsonArray(FakeThings.ROOMS))
        .put("demo", true);
  }

  private void thing(RoutingContext context) {
    var thing = things.get(context.pathParam("id"));
    if (thing == null) FakeAnswer.problem(context, 404, "There is no such thing.", "", "");
    else FakeAnswer.json(context, 200, thing);
  }

  private void rename(RoutingContext context) {
    var thing = known(things, context.pathParam("id"));
    thing.mergeIn(context.body().asJsonObject());
    entry("thing", thing.getString("id"), thing);
    FakeAnswer.json(context, 200, thing);
  }

  private void perform(RoutingContext context) {
    String id = context.pathParam("id");
    var action = context.body().asJsonObject();
    asked.add(action.copy().put("thing", id));
    long number = ++seq;
    var command =
        new JsonObject()
            .put("id", number)
            .put("thing", id)
            .put("outcome", "waiting")
            .put("reason", null);
    commands.put(Long.toString(number), command);
    entry("command", id, new JsonObject().put("action", action).put("outcome", "waiting"));
    if (id.contains("deaf")) {
      later(300, () -> outcome(command, "sent", null));
      later(1500, () -> outcome(command, "silent", "no report within 5 s"));
    } else if (id.contains("stubborn")) {
      later(
          300,
          () -> outcome(command, "refused", "the lamp says that it is locked by its child lock"));
    } else {
      later(150, () -> outcome(command, "sent", null));
      later(
          600,
          () -> {
            if (slow) held.add(() -> obey(command, action));
            else obey(command, action);
          });
    }
    FakeAnswer.json(context, 202, command);
  }

  private void obey(JsonObject command, JsonObject action) {
    String id = command.getString("thing");
    switch (action.getString("action")) {
      case "mode", "fan", "swing", "special" ->
          reported(id, action.getString("action"), action.getString("to"));
      case "turn" -> reported(id, "switch", action.getString("to"));
      case "dim" -> reported(id, "level", action.getValue("level"));
      case "position" -> reported(id, "position", action.getValue("to"));
      case "heat" -> reported(id, "goalTemperature", action.getValue("to"));
      case "open" -> reported(id, "position", 100);
      case "close" -> reported(id, "position", 0);
      case "unlock" -> reported(id, "lock", "unlocked");
      case "lock" -> reported(id, "lock", "locked");
      default -> {
        outcome(command, "unobservable", "this thing does not tell");
        return;
      }
    }
    outcome(command, "confirmed", "reported by the thing");
  }

  private void outcome(JsonObject command, String outcome, @Nullable String reason) {
    command.put("outcome", outcome).put("reason", reason).put("since", now());
    var body = new JsonObject().put("command", command.getValue("id")).put("outcome", outcome);
    entry("outcome", command.getString("thing"), body.put("reason", reason));
  }

  private void put(RoutingContext context) {
    var activity = context.body().asJsonObject();
    if (activity.getJsonArray("perform").isEmpty()) {
      FakeAnswer.problem(
          context, 422, "An activity performs at least one task.", "/perform", "at least one task");
      return;
    }
    if (!refusal.isEmpty()) {
      FakeAnswer.problem(context, 422, "about:blank", "This is no activity yet.", refusal);
      refusal = new JsonArray();
      return;
    }
    kept.add(activity.copy());
    activities.put(
        activity.getString("id"), activity.put("version", 1).put("last", new JsonObject()));
    entry("activity", activity.getString("id"), activity);
    FakeAnswer.json(context, 200, activity);
  }

  private void arm(RoutingContext context) {
    var activity = known(activities, context.pathParam("id"));
    activity.put("armed", context.body().asJsonObject().getBoolean("armed"));
    entry("activity", activity.getString("id"), activity);
    FakeAnswer.json(context, 200, activity);
  }

  private void delete(RoutingContext context) {
    activities.remove(context.pathParam("id"));
    entry("activity", context.pathParam("id"), new JsonObject().put("gone", true));
    var _ = context.response().setStatusCode(204).end();
  }

  private void journal(RoutingContext context) {
    String subject = context.request().getParam("subject");
    String kind = context.request().getParam("kind");
    FakeAnswer.list(
        context,
        journal.stream()
            .filter(e -> subject == null || e.getString("subject").equals(subject))
            .filter(e -> kind == null || List.of(kind.split(",")).contains(e.getString("kind")))
            .limit(60)
            .toList());
  }

  private void stream(RoutingContext context) {
    if (streamless) {
      FakeAnswer.problem(context, 503, "No stream now.", "", "");
      return;
    }
    var response =
        context.response().setChunked(true).putHeader("Content-Type", "text/event-stream");
    var _ = response.write("retry: 500\nevent: hello\ndata: {\"seq\":" + seq + "}\n\n");
    streams.add(response);
    response
        .exceptionHandler(_ -> streams.remove(response))
        .closeHandler(_ -> streams.remove(response));
  }

  private void entry(String kind, String subject, JsonObject body) {
    var entry =
        new JsonObject()
            .put("seq", ++seq)
            .put("at", now())
            .put("kind", kind)
            .put("subject", subject)
            .put("causes", new JsonArray())
            .put("principal", "local")
            .put("body", body.copy());
    journal.add(0, entry);
    String event = "event: " + kind + "\nid: " + seq + "\ndata: " + entry.encode() + "\n\n";
    for (var stream : streams) {
      var _ = stream.write(event);
    }
  }

  private void later(long milliseconds, Runnable work) {
    var _ = vertx.setTimer(milliseconds, _ -> work.run());
  }

  private static JsonObject known(Map<String, JsonObject> all, String id) {
    return Objects.requireNonNull(all.get(id), id);
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
  }

  @Override
  public void close() {
    var closed = vertx.close().toCompletionStage().toCompletableFuture();
    var _ = closed.orTimeout(60, TimeUnit.SECONDS).join();
  }
}

package steward.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import steward.activity.text.ActivitySchema;

/// What the made-up house can tell of its past and of what is wrong with its activities:
/// rehearsals, versions, why not, what is taken back, findings, house rules and kept cases.
final class FakePast {
  private final Map<String, JsonObject> activities;
  private final Map<String, JsonObject> cases = new ConcurrentSkipListMap<>();
  private volatile JsonArray rules = new JsonArray();

  /// What was asked to be rehearsed, newest last.
  final List<JsonObject> rehearsed = new CopyOnWriteArrayList<>();

  /// Found in the next draft that is looked at.
  final List<JsonObject> findings = new CopyOnWriteArrayList<>();

  FakePast(Map<String, JsonObject> activities) {
    this.activities = activities;
    cases.put("a-night", kept("a-night", "hall-light"));
  }

  void mount(Router router) {
    var schema = new JsonObject(ActivitySchema.document());
    router.get("/activity.schema.json").handler(c -> FakeAnswer.json(c, 200, schema));
    router.get("/api/v1/findings").handler(c -> FakeAnswer.list(c, List.of(fight())));
    router.post("/api/v1/findings").handler(c -> FakeAnswer.list(c, findings));
    router
        .get("/api/v1/invariants")
        .handler(c -> FakeAnswer.json(c, 200, new JsonObject().put("items", rules)));
    router
        .put("/api/v1/invariants")
        .handler(c -> {
          rules = c.body().asJsonObject().getJsonArray("items");
          FakeAnswer.json(c, 200, new JsonObject().put("items", rules));
        });
    past(router);
    cases(router);
  }

  private void past(Router router) {
    String activity = "/api/v1/activities/:id";
    router
        .get(activity + "/rehearse")
        .handler(c -> FakeAnswer.json(c, 200, progress(!rehearsed.isEmpty())));
    router.post(activity + "/rehearse").handler(this::rehearse);
    router
        .get(activity + "/versions")
        .handler(c -> FakeAnswer.list(c, versions(c.pathParam("id"))));
    router
        .post(activity + "/restore")
        .handler(c -> {
          int wanted = c.body().asJsonObject().getInteger("version");
          var older =
              versions(c.pathParam("id")).stream()
                  .filter(one -> one.getInteger("version") == wanted)
                  .findFirst()
                  .orElseThrow();
          activities.put(c.pathParam("id"), older.copy().put("version", 4));
          FakeAnswer.json(c, 200, activities.get(c.pathParam("id")));
        });
    router.get(activity + "/why-not").handler(c -> FakeAnswer.json(c, 200, whyNot()));
    router
        .post(activity + "/undo")
        .handler(c ->
            FakeAnswer.problem(
                c, 409, "about:blank", "It is over for more than 15 minutes.", new JsonArray()));
  }

  private void cases(Router router) {
    router.get("/api/v1/cases").handler(c -> FakeAnswer.list(c, cases.values()));
    router
        .post("/api/v1/activities/:id/cases")
        .handler(c -> {
          String name = c.body().asJsonObject().getString("name");
          cases.put(name, kept(name, c.pathParam("id")));
          FakeAnswer.json(c, 201, cases.get(name).copy().put("good", true));
        });
    router
        .delete("/api/v1/cases/:name")
        .handler(c -> {
          cases.remove(c.pathParam("name"));
          var _ = c.response().setStatusCode(204).end();
        });
    router
        .post("/api/v1/cases/run")
        .handler(c -> FakeAnswer.list(c, cases.values().stream().map(FakePast::ran).toList()));
  }

  private void rehearse(RoutingContext context) {
    rehearsed.add(context.body().asJsonObject());
    String id = context.pathParam("id");
    var lines =
        new JsonArray()
            .add(line(id, 30, "both", "The activity fired because Hall motion became detected."))
            .add(line(id, 28, "would", "The activity asked Hall ceiling lamp to turn off."))
            .add(line(id, 27, "did", "The activity asked Hall ceiling lamp to dim to 20 %."))
            .add(line("evening", 26, "both", "The activity “Evening” fired because it was 22:30."));
    FakeAnswer.json(
        context,
        200,
        new JsonObject()
            .put("from", 1)
            .put("to", 900)
            .put("begins", hoursAgo(36))
            .put("ends", hoursAgo(12))
            .put("entries", 900)
            .put("exact", true)
            .put("sameMeaning", true)
            .put("whole", true)
            .put("lines", lines));
  }

  private static JsonObject line(String activity, int hours, String who, String sentence) {
    var line =
        new JsonObject()
            .put("at", hoursAgo(hours))
            .put("who", who)
            .put("activity", activity)
            .put("kind", "command")
            .put("subject", "hall-ceiling-lamp")
            .put("sentence", sentence);
    return who.equals("would") ? line : line.put("seq", 812);
  }

  private static JsonObject progress(boolean isKnown) {
    return new JsonObject()
        .put("running", false)
        .put("done", 0)
        .put("entries", isKnown ? 900 : 0)
        .put("reaches", hoursAgo(800));
  }

  private List<JsonObject> versions(String id) {
    JsonObject now = activities.get(id);
    if (now == null) return List.of();
    var older = now.copy().put("version", 2).put("again", "ignore").put("quiet", "5m");
    var all = new ArrayList<JsonObject>();
    all.add(now.copy().put("words", "When Hall motion detects motion, turn on Hall ceiling lamp."));
    all.add(older.put("words", "When Hall motion detects motion, turn off Hall ceiling lamp."));
    return all;
  }

  private static JsonObject whyNot() {
    var part =
        new JsonObject()
            .put("held", false)
            .put("asks", "Hall daylight is below 40 lx")
            .put("why", "Hall daylight was 60 lx")
            .put("parts", new JsonArray());
    var edge =
        new JsonObject()
            .put("edge", "Hall motion detects motion")
            .put("ends", false)
            .put("came", true)
            .put("why", "");
    return new JsonObject()
        .put("seq", 880)
        .put("at", hoursAgo(1))
        .put("happened", "Hall motion reported motion detected.")
        .put("fired", false)
        .put("version", 3)
        .put("sentences", new JsonArray().add("Its event came, but its condition did not hold."))
        .put("exact", true)
        .put("sameMeaning", true)
        .put("edges", new JsonArray().add(edge))
        .put("condition", part);
  }

  static JsonObject fight() {
    return new JsonObject()
        .put("kind", "fight")
        .put("severity", "warning")
        .put("activities", new JsonArray().add("hall-light").add("evening"))
        .put("sentence", "“Hall light on motion” and “Evening” fight over Hall ceiling lamp.")
        .put(
            "example",
            new JsonArray()
                .add("Hall motion becomes detected at 22:30.")
                .add("“Hall light on motion” asks Hall ceiling lamp to turn on.")
                .add("“Evening” asks Hall ceiling lamp to turn off."));
  }

  private static JsonObject kept(String name, String activity) {
    return new JsonObject()
        .put("name", name)
        .put("activity", activity)
        .put("readable", true)
        .put("at", hoursAgo(30))
        .put("inputs", 12)
        .put("expected", new JsonArray().add("12s " + activity + " fires"));
  }

  private static JsonObject ran(JsonObject kept) {
    boolean isGood = !kept.getString("name").equals("a-night");
    return new JsonObject()
        .put("name", kept.getString("name"))
        .put("activity", kept.getString("activity"))
        .put("good", isGood)
        .put("missing", isGood ? new JsonArray() : kept.getJsonArray("expected"))
        .put("more", new JsonArray());
  }

  private static String hoursAgo(int hours) {
    return Instant.now().minus(hours, ChronoUnit.HOURS).truncatedTo(ChronoUnit.MILLIS).toString();
  }
}

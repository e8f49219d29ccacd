package steward.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Map;

/// Groups and the place of the made-up house, and the furniture of the two stories that every
/// household tells: beds, a back door, a speaker in the bedroom and an alarm.
final class FakeGroups {
  private FakeGroups() {}

  static void mount(Router router) {
    router
        .get("/api/v1/groups")
        .handler(c ->
            FakeAnswer.list(
                c,
                List.of(
                    group("downstairs", "Downstairs", new JsonObject().put("room", DOWNSTAIRS)),
                    group("outside-doors", "Outside doors", DOORS))));
    router
        .put("/api/v1/groups/:id")
        .handler(
            c -> FakeAnswer.json(c, 201, c.body().asJsonObject().put("id", c.pathParam("id"))));
    router
        .delete("/api/v1/groups/:id")
        .handler(c ->
            FakeAnswer.problem(
                c,
                409,
                "about:blank",
                "It is named by the activity everyone-in-bed; change these first.",
                new JsonArray()));
    router.get("/api/v1/place").handler(c -> FakeAnswer.json(c, 200, place()));
    router
        .get("/api/v1/things/place")
        .handler(c ->
            FakeAnswer.json(
                c,
                200,
                new JsonObject()
                    .put("id", "place")
                    .put("name", "House")
                    .put("properties", new JsonObject().put("houseMode", value("night", "")))
                    .put("actions", new JsonObject())));
  }

  private static JsonObject place() {
    var sun =
        new JsonArray()
            .add(new JsonObject().put("phase", "sunrise").put("at", "2026-11-22T06:40:00Z"))
            .add(new JsonObject().put("phase", "sunset").put("at", "2026-11-22T15:43:00Z"));
    var today = new JsonObject().put("day", "2026-11-22").put("holiday", true).put("sun", sun);
    return new JsonObject()
        .put("zone", "Europe/Zurich")
        .put("latitude", 47.37)
        .put("longitude", 8.54)
        .put("height", 400)
        .put("modes", new JsonArray(List.of("home", "away", "night", "party")))
        .put("holidays", new JsonArray(List.of("2026-12-24")))
        .put("yearly", new JsonArray(List.of("--01-01")))
        .put("today", today);
  }

  private static final JsonArray DOWNSTAIRS =
      new JsonArray(List.of("Kitchen", "Hall", "Living room", "Dining room"));
  private static final JsonArray DOORS =
      new JsonArray(List.of("front-door-contact", "hall-front-door", "kitchen-back-door"));

  private static JsonObject group(String id, String name, Object members) {
    var user = new JsonObject().put("kind", "activity").put("id", "hall-light");
    return new JsonObject()
        .put("id", id)
        .put("name", name)
        .put("members", members)
        .put("usedBy", new JsonArray().add(user.put("name", "Hall light on motion")));
  }

  /// Adds to the things what the stories speak of.
  static void furnish(Map<String, JsonObject> things, String at) {
    add(things, at, "Bedroom", "bed", "Bed", "sensor/plain/bed", "bed", "out");
    add(things, at, "Nursery", "cot", "Cot", "sensor/plain/bed", "bed", "in");
    add(
        things,
        at,
        "Hall",
        "front-door-contact",
        "Front door contact",
        "sensor/plain/door",
        "contact",
        "closed");
    add(
            things,
            at,
            "Kitchen",
            "kitchen-back-door",
            "Back door",
            "lock/plain/bolt",
            "lock",
            "locked")
        .getJsonObject("properties")
        .put("contact", value("closed", at));
    add(things, at, "Hall", "alarm", "Alarm", "alarm/plain/panel", "alert", "off");
    add(
            things,
            at,
            "Bedroom",
            "bedroom-speaker",
            "Bedroom speaker",
            "media/plain/speaker",
            "playing",
            "idle")
        .getJsonObject("actions")
        .put("say", new JsonObject().put("text", new JsonObject()));
  }

  private static JsonObject add(
      Map<String, JsonObject> things,
      String at,
      String room,
      String id,
      String name,
      String kind,
      String property,
      String value) {
    var status = new JsonObject().put("state", "present").put("reason", "answers").put("seen", at);
    var thing =
        new JsonObject()
            .put("id", id)
            .put("number", things.size() + 1)
            .put("udn", "tasmota:%06X".formatted(0xB0_0000 + things.size()))
            .put("kind", "/device/" + kind)
            .put("name", name)
            .put("room", room)
            .put("maker", "Tasmota")
            .put("model", "Sonoff D1")
            .put("firmware", "14.2.0")
            .put("family", "tasmota")
            .put("status", status)
            .put("properties", new JsonObject().put(property, value(value, at)))
            .put("actions", new JsonObject());
    things.put(id, thing);
    return thing;
  }

  private static JsonObject value(String value, String at) {
    return new JsonObject()
        .put("value", value)
        .put("unit", null)
        .put("at", at)
        .put("quality", "confirmed");
  }
}

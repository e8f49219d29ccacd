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
        .get("/api/v1/place")
        .handler(c ->
            FakeAnswer.json(
                c, 200, new JsonObject().put("modes", List.of("home", "away", "night", "party"))));
  }

  private static final JsonArray DOWNSTAIRS =
      new JsonArray(List.of("Kitchen", "Hall", "Living room", "Dining room"));
  private static final JsonArray DOORS =
      new JsonArray(List.of("front-door-contact", "hall-front-door", "kitchen-back-door"));

  private static JsonObject group(String id, String name, Object members) {
    return new JsonObject().put("id", id).put("name", name).put("members", members);
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

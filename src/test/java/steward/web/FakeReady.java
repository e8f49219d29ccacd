package steward.web;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;

/// Two ready-made activities of the fake house: one that can be filled, and one that cannot.
final class FakeReady {
  private static final JsonObject ALL = choice("all", "All of the house (2)", "");
  private static final JsonObject LAMP =
      choice("living-room-floor-lamp", "Floor lamp", "Living room");

  private FakeReady() {}

  static void mount(Router router) {
    router
        .get("/api/v1/ready-made")
        .handler(c ->
            FakeAnswer.list(
                c,
                List.of(
                    made("smoke-alarm", "Smoke in the house", false)
                        .put("slots", List.of(slot("detectors", "the smoke detectors", true))),
                    made("looks-lived-in", "Looks lived in", true)
                        .put(
                            "slots",
                            List.of(
                                slot("lamps", "lamps that are seen from outside", true, ALL, LAMP),
                                slot("bell", "the bell button", false, LAMP, ALL),
                                slot("hours", "how long they burn", false)
                                    .put("default", "3h"))))));
    router.post("/api/v1/ready-made/:id").handler(FakeReady::fill);
  }

  private static JsonObject choice(String fill, String name, String room) {
    return new JsonObject(Map.of("fill", fill, "name", name, "room", room));
  }

  private static JsonObject made(String id, String name, boolean possible) {
    return new JsonObject()
        .put("id", id)
        .put("name", name)
        .put("says", "While the house is on vacation, a lamp burns in the evening.")
        .put("possible", possible);
  }

  private static JsonObject slot(String name, String says, boolean many, JsonObject... choices) {
    return new JsonObject()
        .put("name", name)
        .put("says", says)
        .put("many", many)
        .put("can", "perform turn")
        .put("choices", List.of(choices));
  }

  private static void fill(RoutingContext context) {
    JsonObject fill = context.body().asJsonObject().getJsonObject("fill");
    if (!fill.containsKey("lamps")) {
      var fault =
          new JsonObject(
              Map.of("at", "/fill/lamps", "expected", "lamps that are seen", "got", "nothing"));
      FakeAnswer.json(
          context, 422, new JsonObject().put("detail", "No.").put("errors", List.of(fault)));
      return;
    }
    var task =
        new JsonObject(
            Map.of("things", List.of(fill.getString("lamps")), "action", "turn", "to", "on"));
    var activity =
        new JsonObject()
            .put("id", "looks-lived-in")
            .put("name", "Looks lived in")
            .put("armed", true)
            .put("when", List.of(new JsonObject().put("at", "sunset+20m")))
            .put("perform", List.of(task));
    FakeAnswer.json(
        context,
        200,
        new JsonObject()
            .put("activity", activity)
            .put("words", "At sunset.")
            .put("yaml", "")
            .put("findings", List.of()));
  }
}

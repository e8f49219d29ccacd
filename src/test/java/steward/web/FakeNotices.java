package steward.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.util.List;

/// How the people of the made-up house are told, and a notice that somebody saw.
final class FakeNotices {
  private FakeNotices() {}

  static void mount(Router router) {
    router.get("/api/v1/notices").handler(c -> FakeAnswer.list(c, List.of(notice())));
    router
        .post("/api/v1/notices/seen")
        .handler(c -> FakeAnswer.json(c, 200, new JsonObject().put("unseen", 0)));
    router
        .get("/api/v1/persons")
        .handler(c ->
            FakeAnswer.list(c, List.of(person("anna", "Anna", true), person("ben", "Ben", false))));
    router
        .get("/api/v1/ways")
        .handler(c ->
            FakeAnswer.list(
                c,
                List.of(
                    way("page", "the pages", "No: it is shown on every page that is open."),
                    way("mail", "mail", "When the phone's mail app next looks."),
                    way("ntfy", "ntfy", "On Android at once."),
                    way("things", "things", "No, but it may wake people."))));
    router.get("/api/v1/users/:id/reach").handler(c -> FakeAnswer.json(c, 200, reach()));
    router.put("/api/v1/users/:id/reach").handler(c -> FakeAnswer.json(c, 200, reach()));
  }

  private static JsonObject notice() {
    return new JsonObject()
        .put("id", 812)
        .put("person", "anna")
        .put("name", "Anna")
        .put("at", "2026-11-21T18:00:00.000Z")
        .put("title", "The back door")
        .put("text", "It has been open for ten minutes.")
        .put("urgent", false)
        .put("unseen", false)
        .put("seen", "2026-11-21T18:03:00.000Z")
        .put(
            "ways",
            new JsonObject()
                .put("page", fate("kept", "until it is seen"))
                .put("mail", fate("taken", "mail.home:587 took it (250 queued)")));
  }

  private static JsonObject fate(String state, String why) {
    return new JsonObject().put("state", state).put("why", why).put("tries", 1).putNull("next");
  }

  private static JsonObject person(String id, String name, boolean self) {
    return new JsonObject()
        .put("id", id)
        .put("user", id)
        .put("name", name)
        .put("role", "resident")
        .put("ways", new JsonArray(List.of("page", "mail", "ntfy", "things")))
        .put("usual", new JsonArray(List.of("page")))
        .put("observes", new JsonArray(List.of("presence")))
        .put("self", self);
  }

  private static JsonObject way(String way, String title, String sleeping) {
    return new JsonObject()
        .put("way", way)
        .put("title", title)
        .put("there", true)
        .put("sleepingPhone", sleeping);
  }

  private static JsonObject reach() {
    return new JsonObject()
        .put("mail", "anna@example.org")
        .put("topic", "")
        .put("phones", new JsonArray())
        .put("things", new JsonArray())
        .put("usual", new JsonArray(List.of("page")));
  }
}

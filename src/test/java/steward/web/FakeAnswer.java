package steward.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How the made-up house answers: as JSON, with every name spoiled where a test asks for that.
final class FakeAnswer {
  /// Markup, a mark that turns the direction of writing, and the character zero.
  static final String SPOILED = "<img src=x onerror=alert(1)>\u202egpj\u0000\u2028</b>";

  private static final String SPOILS = "spoils";
  private static final Set<String> NAMES =
      Set.of(
          "name",
          "room",
          "reason",
          "sentence",
          "says",
          "target",
          "principal",
          "address",
          "setup",
          "maker",
          "model",
          "firmware",
          "because",
          "problem",
          "detail",
          "comment",
          "text",
          "label",
          "version",
          "warning",
          "title",
          "example",
          "body",
          "password",
          "host",
          "prefix",
          "seen_by");

  private FakeAnswer() {}

  /// From here on this request's answer has hostile text behind every name.
  static void spoil(RoutingContext context) {
    context.put(SPOILS, true);
  }

  static void list(RoutingContext context, Iterable<JsonObject> items) {
    var array = new JsonArray();
    items.forEach(array::add);
    json(context, 200, new JsonObject().put("items", array).put("next", null));
  }

  static void problem(
      RoutingContext context, int status, String detail, String at, String expected) {
    var errors = new JsonArray().add(new JsonObject().put("at", at).put("expected", expected));
    problem(context, status, "about:blank", detail, errors);
  }

  static void problem(
      RoutingContext context, int status, String type, String detail, JsonArray errors) {
    var body =
        new JsonObject()
            .put("type", type)
            .put("title", "Not done")
            .put("status", status)
            .put("detail", detail)
            .put("errors", errors);
    json(context, status, body);
  }

  static void json(RoutingContext context, int status, @Nullable JsonObject body) {
    var response =
        context.response().setStatusCode(status).putHeader("Content-Type", "application/json");
    boolean isSpoiled = context.get(SPOILS, false);
    Object answer = body == null ? new JsonObject() : isSpoiled ? spoiled(body.copy()) : body;
    var _ = response.end(((JsonObject) answer).encode());
  }

  private static Object spoiled(Object node) {
    if (node instanceof JsonArray array) {
      for (int i = 0; i < array.size(); i++)
        if (array.getValue(i) instanceof JsonObject item) spoiled(item);
    } else if (node instanceof JsonObject object) {
      for (Map.Entry<String, Object> field : object) {
        if (field.getValue() instanceof String text && NAMES.contains(field.getKey()))
          object.put(field.getKey(), text + SPOILED);
        else if (field.getValue() != null) spoiled(field.getValue());
      }
    }
    return node;
  }
}

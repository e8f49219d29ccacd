package steward.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import steward.hub.RunningHouse.Reply;
import steward.value.Tree;

/// Holds answers to the schemas of the OpenAPI document: types, required members, closed words,
/// references.
final class Shapes {
  private final Tree document;

  Shapes(Tree document) {
    this.document = document;
  }

  void check(String path, String method, Reply reply) {
    Tree operation = document.get("paths").get(path).get(method);
    Tree answer = operation.get("responses").get(Integer.toString(reply.status()));
    Tree schema = answer.get("content").get("application/json").get("schema");
    check(method + " " + path, schema, reply.json().node());
  }

  private void check(String at, Tree schema, @Nullable Object node) {
    if (schema.has("$ref")) {
      String name = schema.get("$ref").text().replace("#/components/schemas/", "");
      check(at, document.get("components").get("schemas").get(name), node);
      return;
    }
    if (schema.has("type"))
      assertThat(types(schema))
          .as(at + " of " + node)
          .containsAnyOf(type(node), type(node).equals("integer") ? "number" : type(node));
    if (schema.has("enum"))
      assertThat(schema.get("enum").items().stream().map(Tree::node)).as(at).contains(node);
    if (node instanceof Map<?, ?> map) object(at, schema, map);
    if (node instanceof List<?> list && schema.has("items")) {
      for (int i = 0; i < list.size(); i++) check(at + "/" + i, schema.get("items"), list.get(i));
    }
  }

  private void object(String at, Tree schema, Map<?, ?> map) {
    if (schema.has("required")) {
      for (Tree name : schema.get("required").items())
        assertThat(map.containsKey(name.text())).as(at + "/" + name.text()).isTrue();
    }
    map.forEach((name, value) -> {
      if (schema.has("properties") && schema.get("properties").has((String) name)) {
        check(at + "/" + name, schema.get("properties").get((String) name), value);
      } else if (schema.has("properties")) {
        assertThat(schema.has("additionalProperties"))
            .as(at + "/" + name + " is in no schema")
            .isTrue();
      } else if (schema.has("additionalProperties")) {
        check(at + "/" + name, schema.get("additionalProperties"), value);
      }
    });
  }

  private static List<String> types(Tree schema) {
    Tree type = schema.get("type");
    return type.node() instanceof String one
        ? List.of(one)
        : type.items().stream().map(Tree::text).toList();
  }

  private static String type(@Nullable Object node) {
    return switch (node) {
      case null -> "null";
      case Map<?, ?> _ -> "object";
      case List<?> _ -> "array";
      case String _ -> "string";
      case Boolean _ -> "boolean";
      case Integer _, Long _ -> "integer";
      case Number _ -> "number";
      default -> node.getClass().getSimpleName();
    };
  }
}

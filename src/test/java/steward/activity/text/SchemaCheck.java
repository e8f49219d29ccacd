package steward.activity.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// As much of a JSON Schema validator as the schema of activities uses.
final class SchemaCheck {
  private final Map<?, ?> definitions;
  private final Map<?, ?> root;

  SchemaCheck(Map<?, ?> schema) {
    root = schema;
    definitions = (Map<?, ?>) Objects.requireNonNull(schema.get("$defs"));
  }

  /// The first thing that does not fit.
  Optional<String> fault(@Nullable Object document) {
    return fault("", root, document);
  }

  private Optional<String> fault(String at, Map<?, ?> shape, @Nullable Object node) {
    for (var rule : shape.entrySet()) {
      var fault =
          switch (String.valueOf(rule.getKey())) {
            case "$ref" -> fault(at, definition(rule.getValue()), node);
            case "type" -> said(at, isOfType(String.valueOf(rule.getValue()), node), "type", node);
            case "enum" -> said(at, ((List<?>) rule.getValue()).contains(node), "enum", node);
            case "const" -> said(at, rule.getValue().equals(node), "const", node);
            case "pattern" ->
                said(
                    at,
                    String.valueOf(node).matches("(?s).*(" + rule.getValue() + ").*"),
                    "pattern " + rule.getValue(),
                    node);
            case "required" -> required(at, (List<?>) rule.getValue(), node);
            case "properties" -> members(at, (Map<?, ?>) rule.getValue(), node);
            case "items" -> items(at, (Map<?, ?>) rule.getValue(), node);
            case "oneOf" -> choice(at, (List<?>) rule.getValue(), node, true);
            case "anyOf" -> choice(at, (List<?>) rule.getValue(), node, false);
            case "minItems" ->
                said(at, size(node) >= ((Number) rule.getValue()).intValue(), "minItems", node);
            case "maxItems" ->
                said(at, size(node) <= ((Number) rule.getValue()).intValue(), "maxItems", node);
            default -> Optional.<String>empty();
          };
      if (fault.isPresent()) return fault;
    }
    return Optional.empty();
  }

  private Map<?, ?> definition(Object ref) {
    String name = String.valueOf(ref).replace("#/$defs/", "");
    return (Map<?, ?>) Objects.requireNonNull(definitions.get(name));
  }

  private static int size(@Nullable Object node) {
    return node instanceof List<?> list ? list.size() : 0;
  }

  private static Optional<String> said(
      String at, boolean fits, String rule, @Nullable Object node) {
    return fits ? Optional.empty() : Optional.of(at + ": " + rule + " does not admit " + node);
  }

  private static boolean isOfType(String type, @Nullable Object node) {
    return switch (type) {
      case "object" -> node instanceof Map;
      case "array" -> node instanceof List;
      case "string" -> node instanceof String;
      case "boolean" -> node instanceof Boolean;
      case "number" -> node instanceof Number;
      case "integer" -> node instanceof Integer || node instanceof Long;
      default -> throw new IllegalArgumentException(type);
    };
  }

  private static Optional<String> required(String at, List<?> names, @Nullable Object node) {
    for (Object name : names) {
      if (node instanceof Map<?, ?> map && !map.containsKey(name)) {
        return Optional.of(at + ": no " + name);
      }
    }
    return Optional.empty();
  }

  private Optional<String> members(String at, Map<?, ?> shapes, @Nullable Object node) {
    if (!(node instanceof Map<?, ?> map)) return Optional.empty();
    for (var member : map.entrySet()) {
      if (!(shapes.get(member.getKey()) instanceof Map<?, ?> shape)) {
        return Optional.of(at + ": unknown member " + member.getKey());
      }
      var fault = fault(at + "/" + member.getKey(), shape, member.getValue());
      if (fault.isPresent()) return fault;
    }
    return Optional.empty();
  }

  private Optional<String> items(String at, Map<?, ?> shape, @Nullable Object node) {
    if (!(node instanceof List<?> list)) return Optional.empty();
    for (int i = 0; i < list.size(); i++) {
      var fault = fault(at + "/" + i, shape, list.get(i));
      if (fault.isPresent()) return fault;
    }
    return Optional.empty();
  }

  private Optional<String> choice(String at, List<?> shapes, @Nullable Object node, boolean one) {
    var faults = new ArrayList<String>();
    for (Object shape : shapes) fault(at, (Map<?, ?>) shape, node).ifPresent(faults::add);
    int fitting = shapes.size() - faults.size();
    if (one ? fitting == 1 : fitting > 0) return Optional.empty();
    return Optional.of(at + ": " + fitting + " of " + shapes.size() + " fit: " + faults);
  }
}

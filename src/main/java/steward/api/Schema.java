package steward.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import steward.thing.Thing;

/// Writes JSON Schema from a short notation: members separated by commas, each `name type`.
///
/// An exclamation mark behind the name makes it required, a question mark behind the type lets it be
/// null. `[T]` is a list, `{T}` an object with any names, a word with a capital another schema.
final class Schema {
  private static final Map<String, Map<String, Object>> PLAIN =
      Map.of(
          "text", Map.of("type", "string"),
          "number", Map.of("type", "number"),
          "whole", Map.of("type", "integer"),
          "truth", Map.of("type", "boolean"),
          "object", Map.of("type", "object"),
          "scalar", Map.of("type", List.of("string", "number", "object")),
          "instant", Map.of("type", "string", "format", "date-time"),
          "id", Map.of("type", "string", "pattern", "^[a-z0-9-]{1,40}$"),
          "name", Map.of("type", "string", "minLength", 1, "maxLength", Thing.NAME_LENGTH_MAX));

  private Schema() {}

  /// An object with these members and no others.
  static Map<String, Object> object(String members) {
    var properties = new LinkedHashMap<String, Object>();
    var required = new ArrayList<String>();
    for (String member : members.split(",", -1)) {
      String[] parts = member.strip().split(" ", 2);
      String name = parts[0].replace("!", "");
      if (parts[0].endsWith("!")) required.add(name);
      properties.put(name, type(parts[1].strip()));
    }
    return Map.of("type", "object", "required", required, "properties", properties);
  }

  /// A page of a list.
  static Map<String, Object> list(String item) {
    return object("items! [" + item + "], next! whole?");
  }

  static Map<String, Object> words(List<String> words) {
    return Map.of("type", "string", "enum", words);
  }

  private static Map<String, Object> type(String notation) {
    if (notation.endsWith("?")) {
      var nullable = new LinkedHashMap<>(type(notation.substring(0, notation.length() - 1)));
      var types = new ArrayList<Object>();
      if (nullable.get("type") instanceof List<?> several) types.addAll(several);
      else types.add(String.valueOf(nullable.get("type")));
      types.add("null");
      nullable.put("type", types);
      return nullable;
    }
    String inner = notation.substring(1, Math.max(1, notation.length() - 1));
    if (notation.startsWith("[")) return Map.of("type", "array", "items", type(inner));
    if (notation.startsWith("{")) {
      return Map.of("type", "object", "additionalProperties", type(inner));
    }
    if (Character.isUpperCase(notation.charAt(0))) {
      return Map.of("$ref", "#/components/schemas/" + notation);
    }
    Map<String, Object> plain = PLAIN.get(notation);
    if (plain == null) throw new IllegalArgumentException("no type '" + notation + "'");
    return plain;
  }
}

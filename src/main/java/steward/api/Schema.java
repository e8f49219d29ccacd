package steward.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The few forms of JSON Schema that the API's documents need.
final class Schema {
  private Schema() {}

  static Map<String, Object> ref(String name) {
    return Map.of("$ref", "#/components/schemas/" + name);
  }

  static Map<String, Object> words(List<String> words) {
    return Map.of("type", "string", "enum", words);
  }

  static Map<String, Object> list(Map<String, Object> item) {
    return object(
        List.of("items", "next"),
        "items",
        Map.of("type", "array", "items", item),
        "next",
        Map.of("type", List.of("integer", "null")));
  }

  static Map<String, Object> object(List<String> required, Object... namesAndSchemas) {
    var properties = new LinkedHashMap<String, Object>();
    for (int i = 0; i < namesAndSchemas.length; i += 2) {
      properties.put((String) namesAndSchemas[i], namesAndSchemas[i + 1]);
    }
    return Map.of("type", "object", "required", required, "properties", properties);
  }
}

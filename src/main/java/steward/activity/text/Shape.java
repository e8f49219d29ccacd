package steward.activity.text;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Parts of a JSON Schema.
final class Shape {
  static final Map<String, Object> TEXT = Map.of("type", "string");
  static final Map<String, Object> NUMBER = Map.of("type", "number");
  static final Map<String, Object> TRUTH = Map.of("type", "boolean");
  static final Map<String, Object> TRUE = Map.of("const", true);
  static final Map<String, Object> ANY = Map.of();

  private Shape() {}

  /// What stands under `$defs` by this name.
  static Map<String, Object> ref(String name) {
    return Map.of("$ref", "#/$defs/" + name);
  }

  static Map<String, Object> text(int lengthMax) {
    return ordered("type", "string", "minLength", 1, "maxLength", lengthMax);
  }

  static Map<String, Object> pattern(String pattern) {
    return ordered("type", "string", "pattern", pattern);
  }

  static Map<String, Object> words(Collection<String> words) {
    return Map.of("enum", List.copyOf(words));
  }

  static Map<String, Object> whole(int min, int max) {
    return ordered("type", "integer", "minimum", min, "maximum", max);
  }

  static Map<String, Object> list(Map<String, Object> item, int min, int max) {
    return ordered("type", "array", "items", item, "minItems", min, "maxItems", max);
  }

  static Map<String, Object> either(List<Map<String, Object>> shapes) {
    return Map.of("anyOf", shapes);
  }

  static Map<String, Object> oneOf(List<Map<String, Object>> shapes) {
    return Map.of("oneOf", shapes);
  }

  /// An object in this form, with no other members.
  static Map<String, Object> of(Form form) {
    var properties = new LinkedHashMap<String, Object>();
    var required = new ArrayList<String>();
    for (Form.Member member : form.members()) {
      properties.put(member.name(), member.schema());
      if (member.required()) required.add(member.name());
    }
    var shape = ordered("type", "object", "properties", properties);
    if (!required.isEmpty()) shape.put("required", required);
    shape.put("additionalProperties", false);
    if (!form.oneOf().isEmpty()) {
      shape.put(
          "oneOf", form.oneOf().stream().map(name -> Map.of("required", List.of(name))).toList());
    }
    return shape;
  }

  static Map<String, Object> ordered(Object... namesAndValues) {
    var map = new LinkedHashMap<String, Object>();
    for (int i = 0; i + 1 < namesAndValues.length; i += 2) {
      map.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return map;
  }
}

package steward.activity.text;

import static steward.activity.text.Shape.NUMBER;
import static steward.activity.text.Shape.TEXT;
import static steward.activity.text.Shape.TRUTH;
import static steward.activity.text.Shape.either;
import static steward.activity.text.Shape.list;
import static steward.activity.text.Shape.ordered;
import static steward.activity.text.Shape.pattern;
import static steward.activity.text.Shape.ref;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import steward.thing.Property;

/// The JSON Schema of an activity, made from the tables by which it is read: for editors that
/// complete and check. It knows the language; what is in the house, only the steward knows.
public final class ActivitySchema {
  private ActivitySchema() {}

  /// The document, in JSON Schema 2020-12.
  public static Map<String, Object> document() {
    var schema = new LinkedHashMap<String, Object>();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", "An activity of the steward");
    schema.putAll(activity());
    schema.put("$defs", definitions());
    return schema;
  }

  private static Map<String, Object> activity() {
    var activity = Shape.of(Grammar.ACTIVITY);
    var properties = new LinkedHashMap<String, Object>();
    if (activity.get("properties") instanceof Map<?, ?> own) {
      own.forEach((name, shape) -> properties.put(String.valueOf(name), shape));
    }
    for (String shown : ActivityText.SHOWN.stream().sorted().toList()) {
      properties.put(shown, Shape.ANY);
    }
    return ordered(
        "type",
        "object",
        "properties",
        properties,
        "required",
        List.of("name", "perform"),
        "additionalProperties",
        false);
  }

  private static Map<String, Object> definitions() {
    var definitions = new LinkedHashMap<String, Object>();
    words(definitions);
    definitions.put("simple", Shape.oneOf(forms(Grammar.SIMPLE)));
    definitions.put("trigger", Shape.oneOf(forms(Grammar.TRIGGERS)));
    definitions.put("condition", Shape.oneOf(forms(Grammar.CONDITIONS)));
    definitions.put("line", Shape.oneOf(forms(Grammar.LINES)));
    definitions.put("until", Shape.of(Grammar.UNTIL));
    definitions.put("retry", Shape.of(Grammar.RETRY));
    definitions.put("taken", Shape.of(Grammar.TAKEN));
    var rule = Shape.of(Grammar.SELECTOR);
    rule.put("minProperties", 1);
    definitions.put(
        "things",
        Shape.either(List.of(ref("slug"), list(ref("slug"), 1, Grammar.SELECTED_MAX), rule)));
    return definitions;
  }

  private static List<Map<String, Object>> forms(List<Form> forms) {
    return forms.stream().map(Shape::of).toList();
  }

  private static void words(Map<String, Object> definitions) {
    definitions.put("slug", pattern("^[a-z0-9-]{1,40}$"));
    definitions.put(
        "span",
        ordered(
            "type", "string",
            "pattern", "^([0-9]{1,9}(ms|s|m|h|d)|P.+)$",
            "examples", List.of("10s", "5m", "2h")));
    definitions.put("property", Shape.words(Property.all().stream().map(Property::name).toList()));
    definitions.put("action", Shape.words(LineText.ACTIONS));
    definitions.put("days", list(Shape.words(MomentText.DAYS), 1, 7));
    definitions.put(
        "moment",
        pattern(
            "^([0-2][0-9]:[0-5][0-9](:[0-5][0-9])?|("
                + String.join("|", MomentText.PHASES)
                + ")([-+].+)?)$"));
    var quantity = pattern("^-?[0-9]+(\\.[0-9]+)?\\s*\\S{1,20}$");
    definitions.put("number", either(List.of(NUMBER, quantity)));
    definitions.put("operand", either(List.of(ref("number"), ref("taken"))));
    definitions.put("scalar", either(List.of(TEXT, NUMBER, TRUTH)));
    var colour =
        Shape.of(Form.of("hue", Form.must("hue", NUMBER), Form.must("saturation", NUMBER)));
    definitions.put("value", either(List.of(ref("scalar"), colour)));
    definitions.put("parameter", either(List.of(ref("scalar"), colour, ref("taken"))));
  }
}

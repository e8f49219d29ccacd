package steward.drivers.mqttdiscovery.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/// Reads and writes JSON as the values of templates, which tell `21` from `21.0`.
@SuppressWarnings("ReferenceEquality") // there is one instance of what is undefined and of none
final class Json {
  private static final int DEPTH_MAX = 30;
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxDocumentLength(Python.LENGTH_MAX)
                  .maxNestingDepth(DEPTH_MAX)
                  .maxStringLength(Python.LENGTH_MAX)
                  .maxNumberLength(40)
                  .maxNameLength(500)
                  .maxTokenCount(20_000)
                  .build())
          .build();

  private Json() {}

  /// The document; nothing where the text is no whole one within the limits.
  static Optional<Object> read(String text) {
    if (text.length() > Python.LENGTH_MAX || text.isEmpty()) return Optional.empty();
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
      JsonToken first = parser.nextToken();
      if (first == null) return Optional.empty();
      Object whole = value(parser, first);
      return parser.nextToken() == null ? Optional.of(whole) : Optional.empty();
    } catch (JacksonException | Broken e) {
      return Optional.empty();
    }
  }

  private static Object value(JsonParser parser, JsonToken token) {
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> list(parser);
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT -> whole(parser);
      case VALUE_NUMBER_FLOAT -> Python.number(parser.getDoubleValue(), false);
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> Python.NONE;
      case VALUE_EMBEDDED_OBJECT, END_OBJECT, END_ARRAY, PROPERTY_NAME, NOT_AVAILABLE ->
          throw new Broken("no value");
    };
  }

  private static Object whole(JsonParser parser) {
    String digits = parser.getString();
    return digits.length() <= 18
        ? Long.valueOf(digits)
        : Python.number(Double.parseDouble(digits), false);
  }

  private static Map<Object, Object> object(JsonParser parser) {
    var object = new LinkedHashMap<Object, Object>();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      object.put(name, value(parser, parser.nextToken()));
    }
    return object;
  }

  private static List<Object> list(JsonParser parser) {
    var list = new ArrayList<Object>();
    for (JsonToken token = parser.nextToken();
        token != null && token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      list.add(value(parser, token));
    }
    return list;
  }

  /// The JSON text of a value, with a space behind commas and colons.
  static String write(Object value) {
    var to = new StringBuilder();
    write(value, to, 0);
    return to.toString();
  }

  private static void write(Object value, StringBuilder to, int depth) {
    if (to.length() > Python.LENGTH_MAX || depth > DEPTH_MAX) throw new Broken("JSON too long");
    switch (value) {
      case String text -> quote(text, to);
      case Boolean truth -> to.append(truth.booleanValue());
      case Long _, Double _ -> to.append(Python.text(value));
      case List<?> list -> {
        to.append('[');
        for (int i = 0; i < list.size(); i++) {
          if (i > 0) to.append(", ");
          write(list.get(i), to, depth + 1);
        }
        to.append(']');
      }
      case Map<?, ?> map -> {
        to.append('{');
        String before = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          to.append(before);
          quote(Python.text(entry.getKey()), to);
          to.append(": ");
          write(entry.getValue(), to, depth + 1);
          before = ", ";
        }
        to.append('}');
      }
      default -> {
        if (value != Python.NONE) throw new Broken("JSON of something missing");
        to.append("null");
      }
    }
  }

  private static void quote(String text, StringBuilder to) {
    to.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') to.append('\\').append(c);
      else if (c < ' ') to.append(String.format("\\u%04x", (int) c));
      else to.append(c);
    }
    to.append('"');
  }
}

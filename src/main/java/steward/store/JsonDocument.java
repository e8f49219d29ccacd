package steward.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import steward.value.Malformed;
import steward.value.Text;
import steward.value.Tree;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// Reads JSON text into maps, lists, texts, numbers, truths and null. Thread-safe.
///
/// Depth, lengths and the digits of a number are limited by the parser's own constraints.
final class JsonDocument {
  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonDocument() {}

  /// @throws Malformed if the bytes are no JSON document
  static Tree read(byte[] bytes, int from, int length) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), bytes, from, length)) {
      return document(parser);
    } catch (JacksonException e) {
      throw malformed(e);
    }
  }

  /// @throws Malformed if the text is no JSON document
  static Tree read(String text) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      return document(parser);
    } catch (JacksonException e) {
      throw malformed(e);
    }
  }

  private static Malformed malformed(JacksonException e) {
    return new Malformed("", "a JSON document", Text.clean(String.valueOf(e.getOriginalMessage())));
  }

  private static Tree document(JsonParser parser) {
    parser.nextToken();
    Object node = node(parser);
    if (parser.nextToken() != null) throw new Malformed("", "one JSON document", "more after it");
    return Tree.of(node);
  }

  private static @Nullable Object node(JsonParser parser) {
    JsonToken token = parser.currentToken();
    if (token == null) throw new Malformed("", "a JSON document", "nothing");
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> list(parser);
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT -> whole(parser);
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new Malformed("", "a JSON document", "an unexpected " + token);
    };
  }

  private static Object whole(JsonParser parser) {
    if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) return parser.getDoubleValue();
    return parser.getLongValue();
  }

  private static Map<String, @Nullable Object> object(JsonParser parser) {
    var map = new LinkedHashMap<String, @Nullable Object>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      map.put(name, node(parser));
    }
    return map;
  }

  private static List<@Nullable Object> list(JsonParser parser) {
    var list = new ArrayList<@Nullable Object>();
    while (parser.nextToken() != JsonToken.END_ARRAY) list.add(node(parser));
    return list;
  }
}

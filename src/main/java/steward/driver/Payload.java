package steward.driver;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import steward.value.Bytes;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/// A JSON value that a thing sent, read without trust. Immutable.
///
/// Nothing here throws: what is not there, is of another type or cannot be read at all is
/// *missing*. A document is at most [#BYTES_MAX] long and [#DEPTH_MAX] deep; beyond that it is
/// unreadable. Numbers may stand as texts, as old firmware writes them.
public final class Payload {
  public static final int BYTES_MAX = 256 * 1024;
  public static final int DEPTH_MAX = 32;

  /// A value that is not there.
  public static final Payload MISSING = new Payload(null);

  private static final int NUMBER_LENGTH_MAX = 60;
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxDocumentLength(BYTES_MAX)
                  .maxNestingDepth(DEPTH_MAX)
                  .maxStringLength(BYTES_MAX)
                  .maxNumberLength(NUMBER_LENGTH_MAX)
                  .maxNameLength(1000)
                  .maxTokenCount(50_000)
                  .build())
          .build();

  private final @Nullable Object node;

  private Payload(@Nullable Object node) {
    this.node = node;
  }

  /// The document, or nothing where the bytes are no whole JSON document within the limits.
  public static Optional<Payload> json(Bytes bytes) {
    if (bytes.length() > BYTES_MAX) return Optional.empty();
    try (JsonParser parser = parser(bytes)) {
      if (parser.nextToken() == null) return Optional.empty();
      return Optional.of(of(parser));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  /// A text as a payload, for protocols that send a bare word where others send JSON.
  public static Payload text(String text) {
    return new Payload(text);
  }

  static JsonParser parser(Bytes bytes) {
    return JSON.createParser(ObjectReadContext.empty(), bytes.unsafeArray(), 0, bytes.length());
  }

  /// Reads the value at which the parser stands, and leaves the parser at its last token.
  static Payload of(JsonParser parser) {
    Object node = node(parser);
    return node == null ? MISSING : new Payload(node);
  }

  private static @Nullable Object node(JsonParser parser) {
    JsonToken token = parser.currentToken();
    if (token == null) return null;
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> list(parser);
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser);
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL, VALUE_EMBEDDED_OBJECT, END_OBJECT, END_ARRAY, PROPERTY_NAME, NOT_AVAILABLE ->
          null;
    };
  }

  private static Map<String, @Nullable Object> object(JsonParser parser) {
    var object = new LinkedHashMap<String, @Nullable Object>();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      parser.nextToken();
      object.put(name, node(parser));
    }
    return object;
  }

  private static List<@Nullable Object> list(JsonParser parser) {
    var list = new ArrayList<@Nullable Object>();
    for (JsonToken token = parser.nextToken();
        token != null && token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      list.add(node(parser));
    }
    return list;
  }

  private static @Nullable Double number(JsonParser parser) {
    double number = parser.getDoubleValue();
    return Double.isFinite(number) ? number : null;
  }

  /// Not there, or null.
  public boolean isMissing() {
    return node == null;
  }

  public boolean isObject() {
    return node instanceof Map;
  }

  public boolean isList() {
    return node instanceof List;
  }

  /// The member of this name.
  public Payload at(String name) {
    return node instanceof Map<?, ?> map ? wrap(map.get(name)) : MISSING;
  }

  /// The element at this place, from 0.
  public Payload at(int index) {
    return node instanceof List<?> list && index >= 0 && index < list.size()
        ? wrap(list.get(index))
        : MISSING;
  }

  /// The value at this path of names.
  public Payload path(List<String> names) {
    Payload here = this;
    for (String name : names) here = here.at(name);
    return here;
  }

  private static Payload wrap(@Nullable Object node) {
    return node == null ? MISSING : new Payload(node);
  }

  /// The names of the members, in their order; those with a null value are among them.
  public Set<String> names() {
    if (!(node instanceof Map<?, ?> map)) return Set.of();
    var names = new java.util.LinkedHashSet<String>();
    for (Object name : map.keySet()) names.add(String.valueOf(name));
    return Collections.unmodifiableSet(names);
  }

  /// The elements of a list, or the values of an object; a null is a missing one. Empty for
  /// anything else.
  public List<Payload> items() {
    if (node instanceof List<?> list) return list.stream().map(Payload::wrap).toList();
    if (node instanceof Map<?, ?> map) return map.values().stream().map(Payload::wrap).toList();
    return List.of();
  }

  /// The text of a string.
  public Optional<String> text() {
    return node instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /// The text of a string, number or truth value; or the other text.
  public String textOr(String otherwise) {
    return switch (node) {
      case String text -> text;
      case Double number -> steward.value.Amount.plain(number);
      case Boolean truth -> truth.toString();
      case null, default -> otherwise;
    };
  }

  /// The number, also of a text that is one.
  public OptionalDouble number() {
    if (node instanceof Double number) return OptionalDouble.of(number);
    return node instanceof String text ? number(text) : OptionalDouble.empty();
  }

  /// The whole number nearest to the number, or the other one where there is none that an int can
  /// hold.
  public int wholeOr(int otherwise) {
    OptionalDouble number = number();
    return number.isPresent() && Math.abs(number.getAsDouble()) <= Integer.MAX_VALUE
        ? (int) Math.round(number.getAsDouble())
        : otherwise;
  }

  /// True for `true`, a number other than 0, and the texts `true`, `on` and `1` in any case.
  public boolean isTrue() {
    return switch (node) {
      case Boolean truth -> truth;
      case Double number -> number != 0;
      case String text ->
          text.equalsIgnoreCase("true") || text.equalsIgnoreCase("on") || text.equals("1");
      case null, default -> false;
    };
  }

  /// Reads a decimal number, and nothing else that Java would take for one.
  public static OptionalDouble number(String text) {
    String bare = text.strip();
    if (bare.isEmpty() || bare.length() > NUMBER_LENGTH_MAX) return OptionalDouble.empty();
    for (int i = 0; i < bare.length(); i++) {
      if ("0123456789+-.eE".indexOf(bare.charAt(i)) < 0) return OptionalDouble.empty();
    }
    try {
      double number = Double.parseDouble(bare);
      return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  @Override
  public String toString() {
    return String.valueOf(node);
  }
}

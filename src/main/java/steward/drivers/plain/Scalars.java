package steward.drivers.plain;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import steward.value.Bytes;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/// The scalars of one payload that a sheet asks for, by JSON pointer; the whole payload stands at the empty pointer.
///
/// Payloads are hostile: what is too long, too deep, cut off or no JSON has no scalars below the empty pointer.
final class Scalars {
  static final int PAYLOAD_BYTES_MAX = 64 * 1024;
  static final int DEPTH_MAX = 16;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEPTH_MAX)
                  .maxNumberLength(100)
                  .maxNameLength(1000)
                  .build())
          .build();

  private final Map<String, String> found = new HashMap<>();

  private Scalars() {}

  /// Reads a payload once for all the pointers that the lines of one topic name.
  static Scalars read(Bytes payload, Set<String> pointers) {
    var scalars = new Scalars();
    if (payload.length() > PAYLOAD_BYTES_MAX) return scalars;
    if (pointers.contains("")) scalars.found.put("", payload.text());
    if (pointers.size() > 1 || !pointers.contains("")) scalars.readJson(payload, pointers);
    return scalars;
  }

  Optional<String> at(String pointer) {
    return Optional.ofNullable(found.get(pointer));
  }

  /// A finite number written plainly, as devices and JSON do.
  static Optional<Double> number(String text) {
    String bare = text.strip();
    if (bare.isEmpty() || bare.length() > 40 || "0123456789-+.".indexOf(bare.charAt(0)) < 0) {
      return Optional.empty();
    }
    try {
      double number = Double.parseDouble(bare);
      char last = Character.toLowerCase(bare.charAt(bare.length() - 1));
      return Double.isFinite(number) && last != 'd' && last != 'f' ? Optional.of(number) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private void readJson(Bytes payload, Set<String> pointers) {
    var read = new HashMap<String, String>();
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), payload.unsafeArray())) {
      walk(parser, parser.nextToken(), "", pointers, read);
      if (parser.nextToken() == null) read.forEach(found::putIfAbsent);
    } catch (JacksonException e) {
      // No JSON: it has no scalars.
    }
  }

  private static void walk(
      JsonParser parser, @Nullable JsonToken token, String at, Set<String> pointers, Map<String, String> read) {
    if (token == null) return;
    switch (token) {
      case START_OBJECT -> {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
          String name = parser.currentName().replace("~", "~0").replace("/", "~1");
          walk(parser, parser.nextToken(), at + "/" + name, pointers, read);
        }
      }
      case START_ARRAY -> {
        int index = 0;
        for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
          if (next == null) return;
          walk(parser, next, at + "/" + index++, pointers, read);
        }
      }
      case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE -> {
        if (pointers.contains(at)) read.put(at, parser.getString());
      }
      case VALUE_NULL, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME -> {}
    }
  }
}

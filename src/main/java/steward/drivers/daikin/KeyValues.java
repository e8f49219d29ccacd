package steward.drivers.daikin;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import steward.value.Bytes;
import steward.value.Text;

/// Reads and writes the adapters' lines `k=v,k=v`, without trust. Source: the fact sheet, 3.1.
///
/// A comma parts two fields only where `name=` follows it, since the names of networks hold commas;
/// of two fields of one name the first holds. Account names, passwords and keys are never kept.
final class KeyValues {
  static final int BYTES_MAX = 16 * 1024;
  static final int FIELDS_MAX = 300;
  private static final int VALUE_MAX = 500;
  private static final int NAME_MAX = 40;

  private KeyValues() {}

  /// The fields of the line; nothing where it is too long or has no field at all.
  static Optional<Map<String, String>> read(Bytes body) {
    if (body.length() > BYTES_MAX) return Optional.empty();
    String line = body.text().strip();
    // One firmware echoes what was set with `&` behind the first field.
    int comma = line.indexOf(',');
    if (comma > 0 && line.startsWith("ret=") && line.indexOf(',', comma + 1) < 0) {
      var echo = parted(line.substring(comma + 1), '&');
      var fields = parted(line.substring(0, comma), ',');
      echo.forEach(fields::putIfAbsent);
      return some(fields);
    }
    return some(parted(line, ','));
  }

  /// The same of a line that is parted by `&`.
  static Optional<Map<String, String>> readQuery(Bytes body) {
    if (body.length() > BYTES_MAX) return Optional.empty();
    return some(parted(body.text().strip(), '&'));
  }

  private static Optional<Map<String, String>> some(Map<String, String> fields) {
    return fields.isEmpty() ? Optional.empty() : Optional.of(fields);
  }

  private static Map<String, String> parted(String line, char mark) {
    var fields = new LinkedHashMap<String, String>();
    int from = nameEnd(line, 0) < 0 ? -1 : 0;
    while (from >= 0 && fields.size() < FIELDS_MAX) {
      int equals = nameEnd(line, from);
      int next = line.indexOf(mark, equals);
      while (next >= 0 && nameEnd(line, next + 1) < 0) next = line.indexOf(mark, next + 1);
      String value = line.substring(equals + 1, next < 0 ? line.length() : next);
      put(fields, line.substring(from, equals), value);
      from = next < 0 ? -1 : next + 1;
    }
    return fields;
  }

  private static void put(Map<String, String> fields, String name, String value) {
    boolean isSecret = name.equals("id") || name.equals("pw") || name.equals("key");
    if (!isSecret && value.length() <= VALUE_MAX) fields.putIfAbsent(name, value);
  }

  /// Where the name that begins here ends with `=`, or -1.
  private static int nameEnd(String line, int from) {
    int at = from;
    while (at < line.length() && at - from <= NAME_MAX && isNameMark(line.charAt(at))) at++;
    return at > from && at < line.length() && line.charAt(at) == '=' ? at : -1;
  }

  private static boolean isNameMark(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
  }

  /// A name as it was meant: each byte may stand as `%xx`. Freed of marks that nobody sees.
  static String decoded(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int length = 0;
    for (int i = 0; i < bytes.length; i++) {
      int high = bytes[i] == '%' && i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
      int low = high >= 0 ? Character.digit(bytes[i + 2], 16) : -1;
      bytes[length++] = low >= 0 ? (byte) (high << 4 | low) : bytes[i];
      if (low >= 0) i += 2;
    }
    return Text.clean(new String(bytes, 0, length, StandardCharsets.UTF_8)).strip();
  }

  /// A text as the value of a query: blanks as `%20`, figures in lower case.
  static String encoded(String text) {
    var out = new StringBuilder(text.length() + 8);
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (isNameMark(c) || c == '-' || c == '.') out.append(c);
      else out.append("%%%02x".formatted((int) c));
    }
    return out.toString();
  }

  /// The fields as a query, in their order.
  static String query(Map<String, String> fields) {
    var out = new StringBuilder();
    fields.forEach((name, value) ->
        out.append(out.isEmpty() ? "" : "&").append(name).append('=').append(encoded(value)));
    return out.toString();
  }
}

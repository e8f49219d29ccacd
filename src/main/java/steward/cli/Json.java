package steward.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads and writes JSON as maps, lists, strings, numbers, booleans and null. The library of the
/// hub would take longer to load than a whole command.
final class Json {
  private static final int DEPTH_MAX = 64;

  private final String text;
  private int at;

  private Json(String text) {
    this.text = text;
  }

  /// @throws IllegalArgumentException if the text is not one JSON value
  static @Nullable Object read(String text) {
    var json = new Json(text);
    Object value = json.value(0);
    json.space();
    if (json.at < text.length()) throw json.wrong("the end");
    return value;
  }

  private @Nullable Object value(int depth) {
    space();
    if (depth > DEPTH_MAX) throw wrong("fewer levels than " + DEPTH_MAX);
    if (at >= text.length()) throw wrong("a value");
    return switch (text.charAt(at)) {
      case '{' -> object(depth);
      case '[' -> list(depth);
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", null);
      default -> number();
    };
  }

  private Map<String, @Nullable Object> object(int depth) {
    var object = new LinkedHashMap<String, @Nullable Object>();
    at++;
    if (next('}')) return object;
    do {
      space();
      if (at >= text.length() || text.charAt(at) != '"') throw wrong("a name");
      String name = string();
      if (!next(':')) throw wrong("':'");
      object.put(name, value(depth + 1));
    } while (next(','));
    if (!next('}')) throw wrong("'}'");
    return object;
  }

  private List<@Nullable Object> list(int depth) {
    var list = new ArrayList<@Nullable Object>();
    at++;
    if (next(']')) return list;
    do list.add(value(depth + 1));
    while (next(','));
    if (!next(']')) throw wrong("']'");
    return list;
  }

  private String string() {
    var out = new StringBuilder();
    for (at++; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"') {
        at++;
        return out.toString();
      }
      if (c == '\\') {
        at++;
        out.append(escaped());
      } else {
        out.append(c);
      }
    }
    throw wrong("'\"'");
  }

  private char escaped() {
    if (at >= text.length()) throw wrong("an escape");
    return switch (text.charAt(at)) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case '"', '\\', '/' -> text.charAt(at);
      case 'u' -> {
        if (at + 4 >= text.length()) throw wrong("four hex digits");
        try {
          char c = (char) Integer.parseInt(text, at + 1, at + 5, 16);
          at += 4;
          yield c;
        } catch (NumberFormatException _) {
          throw wrong("four hex digits");
        }
      }
      default -> throw wrong("an escape");
    };
  }

  private Object number() {
    int from = at;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) at++;
    String number = text.substring(from, at);
    try {
      if (number.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'))
          && number.length() < 18) {
        return Long.valueOf(number);
      }
      return Double.valueOf(number);
    } catch (NumberFormatException _) {
      at = from;
      throw wrong("a value");
    }
  }

  private @Nullable Object word(String word, @Nullable Object value) {
    if (!text.startsWith(word, at)) throw wrong(word);
    at += word.length();
    return value;
  }

  private boolean next(char c) {
    space();
    if (at >= text.length() || text.charAt(at) != c) return false;
    at++;
    return true;
  }

  private void space() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) at++;
  }

  private IllegalArgumentException wrong(String expected) {
    return new IllegalArgumentException("expected " + expected + " at character " + at);
  }

  /// On one line.
  static String line(@Nullable Object value) {
    var out = new StringBuilder();
    write(out, value, "", "");
    return out.toString();
  }

  /// Indented by two spaces a level.
  static String pages(@Nullable Object value) {
    var out = new StringBuilder();
    write(out, value, "\n", "  ");
    return out.toString();
  }

  private static void write(
      StringBuilder out, @Nullable Object value, String newLine, String indent) {
    switch (value) {
      case null -> out.append("null");
      case Map<?, ?> map -> {
        out.append('{');
        String before = newLine + indent;
        map.forEach((name, member) -> {
          if (out.charAt(out.length() - 1) != '{') out.append(',');
          out.append(before);
          quote(out, String.valueOf(name));
          out.append(indent.isEmpty() ? ":" : ": ");
          write(out, member, newLine.isEmpty() ? "" : before, indent);
        });
        out.append(map.isEmpty() ? "}" : newLine + "}");
      }
      case List<?> list -> {
        out.append('[');
        String before = newLine + indent;
        for (int i = 0; i < list.size(); i++) {
          out.append(i == 0 ? "" : ",").append(before);
          write(out, list.get(i), newLine.isEmpty() ? "" : before, indent);
        }
        out.append(list.isEmpty() ? "]" : newLine + "]");
      }
      case Number number -> out.append(number);
      case Boolean truth -> out.append(truth);
      default -> quote(out, String.valueOf(value));
    }
  }

  /// Controls are written as escapes, those of a terminal's second set too.
  private static void quote(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (Character.isISOControl(c) || Screen.isTurning(c)) {
        out.append("\\u").append(java.util.HexFormat.of().toHexDigits(c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}

package steward.drivers.plain;

/// Puts a text between the quotation marks of a JSON template.
final class Escapes {
  private Escapes() {}

  static String json(String text) {
    var escaped = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') escaped.append('\\').append(c);
      else if (c < ' ') escaped.append(String.format("\\u%04x", (int) c));
      else escaped.append(c);
    }
    return escaped.toString();
  }
}

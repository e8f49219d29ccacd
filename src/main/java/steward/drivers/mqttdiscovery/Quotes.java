package steward.drivers.mqttdiscovery;

/// Puts a text between the quotation marks of JSON.
final class Quotes {
  private Quotes() {}

  static String json(String text) {
    var quoted = new StringBuilder(text.length() + 8).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') quoted.append('\\').append(c);
      else if (c < ' ') quoted.append(String.format("\\u%04x", (int) c));
      else quoted.append(c);
    }
    return quoted.append('"').toString();
  }
}

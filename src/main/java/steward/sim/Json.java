package steward.sim;

import java.util.Locale;

/// Writes the JSON of simulated devices as they write it: spaces, decimals and order are theirs.
final class Json {
  private Json() {}

  /// A JSON string with its quotation marks.
  static String quoted(String text) {
    var quoted = new StringBuilder(text.length() + 8).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') quoted.append('\\').append(c);
      else if (c < ' ') quoted.append(String.format("\\u%04x", (int) c));
      else quoted.append(c);
    }
    return quoted.append('"').toString();
  }

  /// A number with so many decimals, with a point in every country.
  static String number(double number, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f", number);
  }
}

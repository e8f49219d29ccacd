package steward.api;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Takes out of texts what a fixture must not tell: secrets, names of networks and accounts, where
/// the house is, and addresses. Immutable.
final class Blanks {
  private static final String NAMES =
      "(?:[\\w-]*(?:passw(?:or)?d|pass|secret|token|apikey|api_key|username|e?-?mail|ssid|bssid|psk|clientkey|devicekey)"
          + "[\\w-]*|pw|pwd|key|owner|lat|lon|latitude|longitude|latitude_i|longitude_i|terminal_uuid)";
  private static final Pattern TEXTS =
      Pattern.compile(
          "(\"" + NAMES + "\"\\s*:\\s*)\"(?:[^\"\\\\]++|\\\\.)*+\"", Pattern.CASE_INSENSITIVE);
  private static final Pattern NUMBERS =
      Pattern.compile("(\"" + NAMES + "\"\\s*:\\s*)-?[0-9][0-9.eE+-]*", Pattern.CASE_INSENSITIVE);
  private static final Pattern PAIRS =
      Pattern.compile("((?:^|[,&?])(?:code|" + NAMES + ")[0-9]?=)[^,&]*", Pattern.CASE_INSENSITIVE);
  private static final Pattern PLACE =
      Pattern.compile("(\"(?:location|coordinates)\"\\s*:\\s*)\\[[-0-9.eE,\\s]{0,200}\\]");
  private static final Pattern FOUR =
      Pattern.compile("(?<![0-9.])(?:[0-9]{1,3}\\.){3}[0-9]{1,3}(?![0-9.])");
  private static final List<String> HEADERS =
      List.of("authorization", "cookie", "set-cookie", "hue-application-key", "x-daikin-uuid");

  /// An address for documentation.
  static final String ADDRESS = "192.0.2.7";

  private final List<String> known;

  /// @param known secrets that are blanked wherever they stand
  Blanks(Collection<String> known) {
    this.known = known.stream().filter(secret -> secret.length() >= 4).toList();
  }

  String text(String text) {
    return FOUR.matcher(secrets(text)).replaceAll(ADDRESS);
  }

  /// The same with the addresses left as they are.
  String secrets(String text) {
    String blank = text;
    for (String secret : known) blank = blank.replace(secret, "***");
    blank = TEXTS.matcher(blank).replaceAll("$1\"***\"");
    blank = NUMBERS.matcher(blank).replaceAll("$10");
    blank = PLACE.matcher(blank).replaceAll("$1[0,0]");
    return PAIRS.matcher(blank).replaceAll("$1***");
  }

  Map<String, String> headers(Map<String, String> headers) {
    var blank = new TreeMap<String, String>();
    headers.forEach((name, value) -> {
      boolean isSecret = HEADERS.contains(name.toLowerCase(Locale.ROOT));
      blank.put(name, isSecret ? "***" : text(value));
    });
    return blank;
  }
}

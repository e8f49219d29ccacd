package steward.network.audit;

import java.nio.charset.StandardCharsets;
import steward.value.Bytes;
import steward.value.Text;

/// What a device said, as a text that can be shown.
final class Heard {
  private static final int SHOWN_MAX = 80;

  private Heard() {}

  /// Each byte as one character.
  static String of(Bytes bytes) {
    return new String(bytes.toArray(), StandardCharsets.ISO_8859_1);
  }

  /// Its first line, clean and short.
  static String shown(Bytes bytes) {
    String line = Text.clean(of(bytes).lines().findFirst().orElse("")).strip();
    String visible = line.replaceAll("[^\\x20-\\x7e]", "·");
    return visible.length() <= SHOWN_MAX ? visible : visible.substring(0, SHOWN_MAX) + "…";
  }

  /// A header of HTTP, in any case; empty where it is not there.
  static String header(String answer, String name) {
    return answer
        .lines()
        .skip(1)
        .takeWhile(line -> !line.isBlank())
        .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
        .map(line -> Text.clean(line.substring(name.length() + 1)).strip())
        .findFirst()
        .orElse("");
  }
}

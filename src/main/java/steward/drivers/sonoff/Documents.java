package steward.drivers.sonoff;

import java.util.Optional;
import java.util.regex.Pattern;
import steward.driver.Payload;
import steward.value.Bytes;

/// Reads the JSON of these devices with its known faults: bytes 0x02 behind the document, `"name"=`
/// for `"name":` on the radio bridge, and an object that stands as a text.
final class Documents {
  /// An equals sign where a colon belongs, behind a short name.
  private static final Pattern EQUALS = Pattern.compile("\"(rf[A-Za-z]{1,12}\\d{0,3})\"\\s{0,4}=");

  private static final int LENGTH_MAX = 32 * 1024;

  private Documents() {}

  /// The object, or nothing where it is none.
  static Optional<Payload> object(Bytes bytes) {
    if (bytes.length() > LENGTH_MAX) return Optional.empty();
    String text = trimmed(bytes.text());
    if (text.isEmpty()) return Optional.empty();
    Optional<Payload> read = Payload.json(Bytes.utf8(text));
    if (read.isEmpty()) read = Payload.json(Bytes.utf8(EQUALS.matcher(text).replaceAll("\"$1\":")));
    return read.flatMap(Documents::unwrapped);
  }

  /// The object itself, or the one that a text holds.
  static Optional<Payload> unwrapped(Payload payload) {
    if (payload.isObject()) return Optional.of(payload);
    String text = trimmed(payload.text().orElse(""));
    if (text.isEmpty() || text.length() > LENGTH_MAX) return Optional.empty();
    return Payload.json(Bytes.utf8(text)).filter(Payload::isObject);
  }

  private static String trimmed(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) <= ' ') end--;
    return text.substring(0, end).strip();
  }
}

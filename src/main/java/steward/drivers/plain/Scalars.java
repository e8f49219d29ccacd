package steward.drivers.plain;

import java.util.Optional;
import steward.driver.Payload;
import steward.value.Bytes;

/// The texts and numbers of one payload by JSON pointer; the whole payload stands at the empty
/// pointer. Immutable.
///
/// Payloads are hostile: what is too long, too deep, cut off or no JSON has nothing below the empty
/// pointer.
record Scalars(String text, Payload json) {
  static final int PAYLOAD_BYTES_MAX = 64 * 1024;

  private static final Scalars NOTHING = new Scalars("", Payload.MISSING);

  /// Reads a payload once for all lines of its topic.
  ///
  /// @param structured whether any line has a pointer, so that the payload has to be JSON
  static Scalars read(Bytes payload, boolean structured) {
    if (payload.length() > PAYLOAD_BYTES_MAX) return NOTHING;
    Payload json = structured ? Payload.json(payload).orElse(Payload.MISSING) : Payload.MISSING;
    return new Scalars(payload.text(), json);
  }

  Optional<String> at(String pointer) {
    if (pointer.isEmpty()) return text.isBlank() ? Optional.empty() : Optional.of(text);
    Payload here = json;
    for (String name : pointer.substring(1).split("/", -1)) {
      String plain = name.replace("~1", "/").replace("~0", "~");
      here = here.isList() ? here.at(index(plain)) : here.at(plain);
    }
    String scalar = here.textOr("");
    return scalar.isEmpty() ? Optional.empty() : Optional.of(scalar);
  }

  private static int index(String name) {
    boolean digits =
        !name.isEmpty() && name.length() < 6 && name.chars().allMatch(c -> c >= '0' && c <= '9');
    return digits ? Integer.parseInt(name) : -1;
  }

  static Optional<Double> number(String text) {
    var number = Payload.number(text);
    return number.isPresent() ? Optional.of(number.getAsDouble()) : Optional.empty();
  }
}

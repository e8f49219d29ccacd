package steward.drivers.plain;

import java.util.Optional;
import steward.value.Bytes;
import steward.value.Malformed;

/// The line `online`: where the thing, or its will, says whether it is there.
record Availability(String topic, String pointer, String present, String absent) {

  /// Reads `TOPIC [/POINTER] [PRESENT ABSENT]`; the words are `online` and `offline` when they are
  /// not given.
  static Availability read(String line) {
    String[] tokens = line.strip().split("\\s+", -1);
    String topic = Topics.check("/binding/online", tokens[0]);
    int next = 1;
    String pointer = tokens.length > 1 && tokens[1].startsWith("/") ? tokens[next++] : "";
    return switch (tokens.length - next) {
      case 0 -> new Availability(topic, pointer, "online", "offline");
      case 2 -> new Availability(topic, pointer, tokens[next], tokens[next + 1]);
      default ->
          throw new Malformed(
              "/binding/online",
              "a topic, perhaps a JSON pointer, and the two words for there and gone",
              "'" + line + "'");
    };
  }

  /// Whether this payload says that the thing is there; empty when it says neither.
  Optional<Boolean> isPresent(Bytes payload) {
    String said = Scalars.read(payload, !pointer.isEmpty()).at(pointer).orElse("").strip();
    if (said.equalsIgnoreCase(present)) return Optional.of(true);
    return said.equalsIgnoreCase(absent) ? Optional.of(false) : Optional.empty();
  }
}

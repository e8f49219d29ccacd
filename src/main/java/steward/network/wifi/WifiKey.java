package steward.network.wifi;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import steward.network.fence.Hardware;
import steward.value.Malformed;

/// The key of one thing: it opens the radio to the station with this hardware address alone.
///
/// @param id the word of the thing in the fence, such as `t_hue`
public record WifiKey(String id, Hardware hardware, String passphrase, Instant since) {
  static final String ID = "[a-z][a-z0-9_]{0,47}";

  public WifiKey {
    if (!id.matches(ID)) throw new Malformed("/id", ID, "'" + id + "'");
    if (!Letters.isOne(passphrase)) throw new Malformed("/passphrase", "16 letters", "another");
  }

  String row() {
    return "key %s %s %s".formatted(id, hardware, passphrase);
  }

  String kept() {
    return "%s %s %s".formatted(hardware, passphrase, since);
  }

  /// Nothing where the text is damaged.
  static Optional<WifiKey> of(String id, String kept) {
    String[] parts = kept.split(" ", -1);
    try {
      return parts.length == 3
          ? Optional.of(
              new WifiKey(id, Hardware.parse(parts[0]), parts[1], Instant.parse(parts[2])))
          : Optional.empty();
    } catch (Malformed | DateTimeParseException _) {
      return Optional.empty();
    }
  }

  /// Not the passphrase.
  @Override
  public String toString() {
    return "WifiKey[" + id + " " + hardware + "]";
  }
}

package steward.network.vpn;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/// One client's end of the tunnel.
///
/// @param place which of the addresses it has, from 2 on
/// @param open its public key
/// @param shared the key that only both ends have
/// @param madeHere whether its private key was made here, handed out and forgotten
public record Peer(
    String client, int place, String open, String shared, boolean madeHere, Instant since) {
  static final int PLACE_MAX = 254;

  String kept() {
    return "%d %s %s %s %s".formatted(place, open, shared, madeHere ? "here" : "there", since);
  }

  /// Nothing where the text is damaged.
  static Optional<Peer> of(String client, String kept) {
    String[] parts = kept.split(" ", -1);
    try {
      int place = Integer.parseInt(parts[0]);
      boolean isWhole =
          parts.length == 5
              && place > 1
              && place <= PLACE_MAX
              && TunnelKeys.isKey(parts[1])
              && TunnelKeys.isKey(parts[2]);
      return isWhole
          ? Optional.of(
              new Peer(
                  client,
                  place,
                  parts[1],
                  parts[2],
                  parts[3].equals("here"),
                  Instant.parse(parts[4])))
          : Optional.empty();
    } catch (NumberFormatException | DateTimeParseException _) {
      return Optional.empty();
    }
  }

  /// Not the shared key.
  @Override
  public String toString() {
    return "Peer[" + open + "]";
  }
}

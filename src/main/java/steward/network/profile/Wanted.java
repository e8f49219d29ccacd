package steward.network.profile;

import java.time.Instant;
import java.util.Optional;
import steward.network.fence.Ports;

/// What a station was seen to want: it called there, or tried to, or asked for the name.
///
/// @param host a name in lower case, or an address in figures where it asked for no name
/// @param ports none where it only asked for a name and was told no address: what it would have
///   called there nobody saw
/// @param packets since the first time; of names only, the times that it asked
/// @param bytes since the first time; of what was refused, the bytes of the attempts
/// @param refused whether nothing of it was let through
public record Wanted(
    String host,
    Optional<Ports> ports,
    long packets,
    long bytes,
    Instant first,
    Instant last,
    boolean refused) {

  /// A name that it asked for and was told no address of.
  public static Wanted name(String host, long times, Instant first, Instant last) {
    return new Wanted(host, Optional.empty(), times, 0, first, last, true);
  }

  /// The port that it called, or else the most usual one.
  Ports portsOrGuess() {
    return ports.orElse(Ports.tcp(443));
  }
}

package steward.store;

import java.time.Instant;
import java.util.Optional;
import steward.rights.ClientId;

/// A session as it is kept. Immutable.
///
/// @param hash the SHA-256 of its token, in small hex digits
/// @param id by which lists name it; no secret
/// @param via how it was opened
/// @param until when it ends if it is not used before; none for until it is revoked
/// @param address from which it was last used
public record SessionRow(
    String hash,
    String id,
    ClientId client,
    String via,
    Instant since,
    Instant seen,
    Optional<Instant> until,
    String address) {

  public SessionRow used(Instant at, Optional<Instant> end, String from) {
    return new SessionRow(hash, id, client, via, since, at, end, from);
  }

  /// Not the hash.
  @Override
  public String toString() {
    return "SessionRow[" + id + " of " + client + "]";
  }
}

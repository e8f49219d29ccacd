package steward.store;

import java.time.Instant;
import steward.rights.ClientId;

/// The mark of a browser that has signed in, as it is kept. Immutable.
///
/// @param hash the SHA-256 of the cookie, in small hex digits
public record CookieRow(String hash, ClientId client, Instant since, Instant until) {

  /// Not the hash.
  @Override
  public String toString() {
    return "CookieRow[" + client + "]";
  }
}

package steward.store;

import java.time.Instant;
import java.util.Optional;
import steward.rights.Client;

/// A client as it is kept, with what proves that it is that client. Immutable.
///
/// @param secretHash the SHA-256 of its 128-bit secret, in small hex digits
/// @param totp the sealed secret of its codes
/// @param step the last time step of which a code was accepted; 0 for none
/// @param seen about when it was last here
public record ClientRow(
    Client client, String secretHash, String totp, long step, Optional<Instant> seen) {

  public ClientRow with(Client other) {
    return new ClientRow(other, secretHash, totp, step, seen);
  }

  /// Not the secrets.
  @Override
  public String toString() {
    return "ClientRow[" + client.id() + "]";
  }
}

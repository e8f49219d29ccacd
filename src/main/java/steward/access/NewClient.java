package steward.access;

import java.util.List;
import java.util.Optional;
import steward.rights.Client;
import steward.store.ClientRow;
import steward.store.RecoveryRow;
import steward.value.Sha256;

/// A client that is not kept yet: what will be kept of it, and what its owner is shown. Immutable.
record NewClient(ClientRow row, List<RecoveryRow> recovery, Enrolment enrolment) {

  /// Makes its secrets.
  ///
  /// @param label how authenticator apps list it
  /// @throws Refusal if people's secrets are locked
  static NewClient of(Client client, String label, Secrets secrets) {
    byte[] secret = Hashes.random(Enrolment.SECRET_BYTES);
    byte[] codes = Totp.newSecret();
    String sealed = secrets.seal(Secrets.Kind.PEOPLE, Secrets.forCodes(client.id()), codes);
    var recovery = RecoveryCodes.make();
    String uri = Totp.uri(label, codes);
    return new NewClient(
        new ClientRow(client, Sha256.hex(secret), sealed, 0, Optional.empty()),
        recovery.rows(),
        new Enrolment(client, Base32.of(secret), uri, QrRows.of(uri), recovery.codes()));
  }
}

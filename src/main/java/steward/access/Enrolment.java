package steward.access;

import java.util.List;
import steward.rights.Client;

/// What the owner of a new client needs, shown once and kept nowhere.
///
/// @param secret its 128-bit secret as 26 characters of base32, asked for with the first code
/// @param uri for an authenticator app
/// @param qr the same as rows of `0` and `1`
/// @param recovery codes for the day when the phone is lost
public record Enrolment(
    Client client, String secret, String uri, List<String> qr, List<String> recovery) {
  static final int SECRET_BYTES = 16;

  public Enrolment {
    qr = List.copyOf(qr);
    recovery = List.copyOf(recovery);
  }

  /// Not the secrets.
  @Override
  public String toString() {
    return "Enrolment[" + client.id() + "]";
  }
}

package steward.drivers.kasa;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import steward.driver.Kept;
import steward.value.Bytes;

/// An e-mail and a password by which a KLAP device may let us in: those that a person entered, or
/// one of the published pairs that a device without an account takes from anybody.
///
/// @param own entered by a person: only these prove anything about the device
record Account(String whose, String email, String password, boolean own) {
  /// Under these names the family keeps what a person entered.
  static final String EMAIL = "email";

  /// See [#EMAIL].
  static final String PASSWORD = "password";

  private static final List<Account> PUBLISHED =
      List.of(
          new Account("Kasa's published set-up account", "kasa@tp-link.net", "kasaSetup", false),
          new Account("Tapo's published set-up account", "test@tp-link.net", "test", false),
          new Account("no account at all", "", "", false));

  /// The two ways in which firmware makes a secret of an account, and proofs of the secret.
  enum Version {
    V1,
    V2
  }

  /// The person's account as it was entered, and in lower case as some Tapo firmware keeps it; none
  /// where it was not entered.
  static List<Account> own(Kept kept) {
    String email = kept.text(EMAIL).strip();
    String password = kept.text(PASSWORD);
    if (email.isEmpty() || password.isEmpty()) return List.of();
    var own = new ArrayList<Account>();
    own.add(new Account("the account that you entered", email, password, true));
    String lower = email.toLowerCase(Locale.ROOT);
    if (!lower.equals(email)) {
      own.add(new Account("the account that you entered", lower, password, true));
    }
    return own;
  }

  /// All accounts to compare a device's hash with, the person's first.
  static List<Account> all(Kept kept) {
    var all = new ArrayList<>(own(kept));
    all.addAll(PUBLISHED);
    return all;
  }

  /// What the device and we both know.
  Bytes secret(Version version) {
    Bytes name = Bytes.utf8(email);
    Bytes word = Bytes.utf8(password);
    return switch (version) {
      case V1 -> Digests.md5(Digests.md5(name), Digests.md5(word));
      case V2 -> Digests.sha256(Digests.sha1(name), Digests.sha1(word));
    };
  }

  /// The form in which discovery tells whose a device is.
  static String owner(String email) {
    return HexFormat.of().withUpperCase().formatHex(Digests.md5(Bytes.utf8(email)).unsafeArray());
  }

  /// Neither the e-mail nor the password.
  @Override
  public String toString() {
    return "Account[" + whose + "]";
  }
}

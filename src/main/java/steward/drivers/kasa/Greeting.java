package steward.drivers.kasa;

import java.util.List;
import java.util.Optional;
import steward.value.Bytes;

/// What came of a KLAP handshake's first half: the device has shown by its hash which account it
/// knows. Until then nothing of ours was sent but random bytes.
///
/// @param local our 16 random bytes
/// @param remote the device's
/// @param secret of the account, in the version that the device speaks
record Greeting(Bytes local, Bytes remote, Account account, Account.Version version, Bytes secret) {
  static final int SEED = 16;
  private static final int LENGTH = 48;

  /// The account and version by which the device's answer can be explained; none where it knows
  /// another account, or the answer is none.
  static Optional<Greeting> of(Bytes local, Bytes answer, List<Account> accounts) {
    if (answer.length() != LENGTH) return Optional.empty();
    Bytes remote = Digests.slice(answer, 0, SEED);
    Bytes hash = Digests.slice(answer, SEED, LENGTH);
    Optional<Greeting> found = Optional.empty();
    for (Account account : accounts) {
      for (Account.Version version : Account.Version.values()) {
        var greeting = new Greeting(local, remote, account, version, account.secret(version));
        if (Digests.areEqual(hash, greeting.expected()) && found.isEmpty()) {
          found = Optional.of(greeting);
        }
      }
    }
    return found;
  }

  static boolean isAnswer(Bytes answer) {
    return answer.length() == LENGTH;
  }

  private Bytes expected() {
    return switch (version) {
      case V1 -> Digests.sha256(local, secret);
      case V2 -> Digests.sha256(local, remote, secret);
    };
  }

  /// Our proof for the second half. Only for a device that has shown the same secret.
  Bytes proof() {
    return switch (version) {
      case V1 -> Digests.sha256(remote, secret);
      case V2 -> Digests.sha256(remote, local, secret);
    };
  }

  /// Without the secret.
  @Override
  public String toString() {
    return "Greeting[" + account + ", " + version + "]";
  }
}

package steward.hook;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How the caller of a webhook proves that it is the one, best first. Source of the three
/// signatures: the documentation of GitHub, of Stripe, and of Standard Webhooks.
public enum Proof {
  /// HMAC-SHA-256 over `id.timestamp.body`, in base64, with a time and an id that are signed too.
  STANDARD(true, true),
  /// HMAC-SHA-256 over `timestamp.body` in hex digits.
  STRIPE(true, true),
  /// HMAC-SHA-256 over the body alone in hex digits: whoever saw a call can repeat it later.
  GITHUB(true, false),
  /// `Authorization: Bearer SECRET`, or the same in the header `X-Steward-Secret`.
  BEARER(false, false),
  /// `Authorization: Basic`, whose password is the secret.
  BASIC(false, false),
  /// The last part of the address: for senders that cannot do better. It stands in logs.
  PATH(false, false);

  private final boolean isSigned;
  private final boolean coversTime;

  Proof(boolean isSigned, boolean coversTime) {
    this.isSigned = isSigned;
    this.coversTime = coversTime;
  }

  /// Whether the secret itself never travels, and so must be known here.
  boolean isSigned() {
    return isSigned;
  }

  /// Whether a call that somebody saw is worth nothing minutes later.
  boolean coversTime() {
    return coversTime;
  }

  /// The word in documents.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Proof> labelled(String label) {
    return Arrays.stream(values()).filter(proof -> proof.label().equals(label)).findFirst();
  }
}

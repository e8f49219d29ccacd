package steward.access;

import java.security.SecureRandom;
import java.util.Base64;

/// Random secrets. Thread-safe.
///
/// They are kept as their SHA-256: what is hashed is random and at least 128 bits long, so that a
/// plain SHA-256 can neither be guessed nor reversed. Looking a secret up by its hash takes no time
/// that says how near a guess was: a guess that is near has another hash altogether.
public final class Hashes {
  static final SecureRandom RANDOM = new SecureRandom();
  private static final int TOKEN_BYTES = 32;
  private static final int TOKEN_LENGTH = 43;

  private Hashes() {}

  public static byte[] random(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  /// 256 random bits as 43 characters that may stand in a cookie or a header.
  static String token() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random(TOKEN_BYTES));
  }

  /// Whether a text can be a token at all; nothing else is hashed.
  static boolean isToken(String text) {
    return text.length() == TOKEN_LENGTH;
  }
}

package steward.hook;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import steward.access.Hashes;

/// Random secrets, their hashes, and HMAC-SHA-256. Thread-safe.
final class Signatures {
  private static final int ID_BYTES = 10;
  private static final int SECRET_BYTES = 16;
  private static final int STANDARD_SECRET_BYTES = 32;
  private static final String STANDARD_PREFIX = "whsec_";

  private Signatures() {}

  /// 80 random bits that need not be kept secret, but cannot be guessed.
  static String id() {
    return HexFormat.of().formatHex(Hashes.random(ID_BYTES));
  }

  /// A new secret in the form that this proof is entered in: at least 128 random bits.
  static String secret(Proof proof) {
    return proof == Proof.STANDARD
        ? STANDARD_PREFIX + Base64.getEncoder().encodeToString(Hashes.random(STANDARD_SECRET_BYTES))
        : HexFormat.of().formatHex(Hashes.random(SECRET_BYTES));
  }

  /// The key that a secret stands for.
  ///
  /// @throws IllegalArgumentException if a secret of Standard Webhooks is no base64
  static byte[] key(Proof proof, String secret) {
    return proof == Proof.STANDARD && secret.startsWith(STANDARD_PREFIX)
        ? Base64.getDecoder().decode(secret.substring(STANDARD_PREFIX.length()))
        : secret.getBytes(StandardCharsets.UTF_8);
  }

  /// The HMAC over a text in front, and then the bytes as they came.
  static byte[] hmac(byte[] key, String before, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update(before.getBytes(StandardCharsets.UTF_8));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA-256", e);
    }
  }

  /// What stands in the header `webhook-signature`.
  static String standard(byte[] key, String id, long seconds, byte[] body) {
    return "v1," + Base64.getEncoder().encodeToString(hmac(key, id + "." + seconds + ".", body));
  }

  static String sha256(String text) {
    return HexFormat.of().formatHex(sha256(text.getBytes(StandardCharsets.UTF_8), new byte[0]));
  }

  static byte[] sha256(byte[] one, byte[] two) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      // The length of the first part keeps the border between both.
      digest.update(ByteBuffer.allocate(4).putInt(one.length).array());
      digest.update(one);
      return digest.digest(two);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

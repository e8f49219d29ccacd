package steward.drivers.sonoff;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import steward.value.Bytes;

/// The cipher of LAN mode: AES-128-CBC under the MD5 digest of the device key's text. Immutable.
///
/// It hides and does not seal: there is no check of integrity, so garbage that unpads is possible,
/// and whoever knows the plain text of a message can change its first block. MD5 and CBC are the
/// device's choice.
final class LanCipher {
  static final int IV_LENGTH = 16;

  private static final int TEXT_LENGTH_MAX = 64 * 1024;
  private final SecretKeySpec key;

  private LanCipher(SecretKeySpec key) {
    this.key = key;
  }

  static LanCipher of(String deviceKey) {
    try {
      byte[] digest = MessageDigest.getInstance("MD5").digest(deviceKey.getBytes(UTF_8));
      return new LanCipher(new SecretKeySpec(digest, "AES"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }

  /// @param iv 16 bytes, new for each message
  /// @return in Base64
  String encrypted(Bytes iv, Bytes plain) {
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, iv.toArray()).doFinal(plain.unsafeArray());
      return Base64.getEncoder().encodeToString(sealed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has AES in CBC mode", e);
    }
  }

  /// The plain bytes, or nothing where this is no Base64, of a wrong length or does not unpad.
  Optional<Bytes> decrypted(String iv, String data) {
    if (iv.length() > 64 || data.isEmpty() || data.length() > TEXT_LENGTH_MAX)
      return Optional.empty();
    try {
      byte[] vector = Base64.getDecoder().decode(iv.strip());
      byte[] sealed = Base64.getDecoder().decode(data.strip());
      if (vector.length != IV_LENGTH || sealed.length % IV_LENGTH != 0) return Optional.empty();
      return Optional.of(Bytes.wrap(cipher(Cipher.DECRYPT_MODE, vector).doFinal(sealed)));
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private Cipher cipher(int mode, byte[] iv) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
    cipher.init(mode, key, new IvParameterSpec(iv));
    return cipher;
  }

  /// Without the key.
  @Override
  public String toString() {
    return "LanCipher";
  }
}

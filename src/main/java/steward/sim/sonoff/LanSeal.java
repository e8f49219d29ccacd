package steward.sim.sonoff;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// How a device in LAN mode encrypts: AES-128-CBC under the MD5 digest of its key. Written apart
/// from the driver's, so that the two check each other. Immutable.
final class LanSeal {
  private final SecretKeySpec key;

  LanSeal(String deviceKey) {
    try {
      MessageDigest md5 = MessageDigest.getInstance("MD5");
      key = new SecretKeySpec(md5.digest(deviceKey.getBytes(UTF_8)), "AES");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  String seal(String iv, String plain) {
    try {
      Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
      cipher.init(Cipher.ENCRYPT_MODE, key, vector(iv));
      return Base64.getEncoder().encodeToString(cipher.doFinal(plain.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  Optional<String> open(String iv, String sealed) {
    try {
      Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
      cipher.init(Cipher.DECRYPT_MODE, key, vector(iv));
      return Optional.of(new String(cipher.doFinal(Base64.getDecoder().decode(sealed)), UTF_8));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static IvParameterSpec vector(String iv) {
    return new IvParameterSpec(Base64.getDecoder().decode(iv));
  }
}

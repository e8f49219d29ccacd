package steward.access;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.util.Arrays;
import javax.crypto.spec.PBEParameterSpec;
import steward.value.Bytes;

/// A key and its certificate as a PKCS#12 file under a password: AES-256 with PBKDF2 (PBES2), and
/// HMAC-SHA256 over all of it, as systems since about 2019 open it.
final class KeyBundle {
  static final int PASSWORD_LENGTH_MIN = 8;
  static final int PASSWORD_LENGTH_MAX = 128;

  private static final int ITERATIONS = 100_000;
  private static final int SALT_BYTES = 20;
  private static final String CIPHER = "PBEWithHmacSHA256AndAES_256";

  private KeyBundle() {}

  /// @param label what a system shows as the name of the key
  /// @throws IllegalArgumentException if the password is too short or has characters that some
  ///   systems read otherwise
  static Bytes of(ClientAuthority.Made made, Certificate authority, String label, String password)
      throws IOException {
    check(password);
    char[] secret = password.toCharArray();
    byte[] salt = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    try {
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setEntry(
          label,
          new KeyStore.PrivateKeyEntry(
              made.pair().getPrivate(), new Certificate[] {made.certificate(), authority}),
          new KeyStore.PasswordProtection(secret, CIPHER, new PBEParameterSpec(salt, ITERATIONS)));
      var out = new ByteArrayOutputStream();
      store.store(out, secret);
      return Bytes.of(out.toByteArray());
    } catch (GeneralSecurityException e) {
      throw new IOException("a PKCS#12 file cannot be made: " + e.getMessage(), e);
    } finally {
      Arrays.fill(secret, ' ');
    }
  }

  static void check(String password) {
    if (password.length() < PASSWORD_LENGTH_MIN
        || password.length() > PASSWORD_LENGTH_MAX
        || !password.chars().allMatch(c -> c >= ' ' && c < 127)) {
      throw new IllegalArgumentException(
          "the password of a PKCS#12 file has %d to %d characters out of letters, digits and signs of ASCII"
              .formatted(PASSWORD_LENGTH_MIN, PASSWORD_LENGTH_MAX));
    }
  }
}

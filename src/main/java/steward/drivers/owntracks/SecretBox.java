package steward.drivers.owntracks;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.bouncycastle.crypto.engines.XSalsa20Engine;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import steward.value.Bytes;

/// Opens what OwnTracks encrypts: XSalsa20 with Poly1305, a nonce of 24 bytes in front, base64
/// around it. The key is the passphrase, filled up with zeros to 32 bytes. Source: the booklet of
/// OwnTracks, and the `secretbox` of NaCl.
final class SecretBox {
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 24;
  private static final int TAG_BYTES = 16;

  private SecretBox() {}

  /// What is inside, or nothing if it was closed with another key or is damaged.
  static Optional<Bytes> open(String passphrase, String base64) {
    try {
      byte[] key = Arrays.copyOf(passphrase.getBytes(StandardCharsets.UTF_8), KEY_BYTES);
      return open(key, Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  static Optional<Bytes> open(byte[] key, byte[] box) {
    int length = box.length - NONCE_BYTES - TAG_BYTES;
    if (length < 0) return Optional.empty();
    var cipher = new XSalsa20Engine();
    cipher.init(
        false, new ParametersWithIV(new KeyParameter(key), Arrays.copyOf(box, NONCE_BYTES)));
    byte[] first = new byte[KEY_BYTES];
    cipher.processBytes(first, 0, KEY_BYTES, first, 0);
    var mac = new Poly1305();
    mac.init(new KeyParameter(first));
    mac.update(box, NONCE_BYTES + TAG_BYTES, length);
    byte[] tag = new byte[TAG_BYTES];
    mac.doFinal(tag, 0);
    byte[] given = Arrays.copyOfRange(box, NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
    if (!MessageDigest.isEqual(tag, given)) return Optional.empty();
    byte[] plain = new byte[length];
    cipher.processBytes(box, NONCE_BYTES + TAG_BYTES, length, plain, 0);
    return Optional.of(Bytes.wrap(plain));
  }
}

package steward.drivers.owntracks;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.crypto.engines.XSalsa20Engine;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/// Closes a box as the app does.
final class Boxes {
  private Boxes() {}

  static String sealed(String passphrase, String json) {
    byte[] key = Arrays.copyOf(passphrase.getBytes(StandardCharsets.UTF_8), 32);
    byte[] nonce =
        Arrays.copyOf("a nonce of twenty-four bytes".getBytes(StandardCharsets.UTF_8), 24);
    var cipher = new XSalsa20Engine();
    cipher.init(true, new ParametersWithIV(new KeyParameter(key), nonce));
    byte[] first = new byte[32];
    cipher.processBytes(first, 0, 32, first, 0);
    byte[] plain = json.getBytes(StandardCharsets.UTF_8);
    byte[] body = new byte[plain.length];
    cipher.processBytes(plain, 0, plain.length, body, 0);
    var mac = new Poly1305();
    mac.init(new KeyParameter(first));
    mac.update(body, 0, body.length);
    byte[] tag = new byte[16];
    mac.doFinal(tag, 0);
    byte[] box = ByteBuffer.allocate(40 + body.length).put(nonce).put(tag).put(body).array();
    return "{\"_type\":\"encrypted\",\"data\":\"" + Base64.getEncoder().encodeToString(box) + "\"}";
  }
}

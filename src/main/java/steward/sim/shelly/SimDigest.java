package steward.sim.shelly;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// How a device checks a digest. Written apart from the driver's, so that the two check each other.
final class SimDigest {
  private SimDigest() {}

  static String response(
      String realm, String password, String nonce, String nc, String cnonce, String what) {
    String secret = sha256("admin:" + realm + ":" + password);
    return sha256(secret + ":" + nonce + ":" + nc + ":" + cnonce + ":auth:" + sha256(what));
  }

  private static String sha256(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

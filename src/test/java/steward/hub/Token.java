package steward.hub;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import steward.value.Tree;

/// What a new client got: its secrets, and the app that makes its codes (RFC 6238, written down
/// here once more, so that both must agree).
public record Token(String client, String uri, java.util.List<String> recovery) {
  private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  public static Token of(Tree enrolment) {
    return new Token(
        enrolment.get("secret").text(),
        enrolment.get("uri").text(),
        enrolment.get("recovery").items().stream().map(Tree::text).toList());
  }

  /// The secret that the codes are made of, as the app has it.
  String secret() {
    return uri.replaceAll(".*secret=([A-Z2-7]+).*", "$1");
  }

  byte[] secretBytes() {
    return secretBytes(20);
  }

  byte[] secretBytes(int length) {
    var bytes = ByteBuffer.allocate(length);
    long bits = 0;
    int count = 0;
    for (char c : secret().toCharArray()) {
      bits = bits << 5 | LETTERS.indexOf(c);
      count += 5;
      if (count < 8) continue;
      count -= 8;
      if (!bytes.hasRemaining()) break;
      bytes.put((byte) (bits >> count));
    }
    return bytes.array();
  }

  String code() {
    return codeAt(Instant.now());
  }

  /// The code of so many steps from now; each is taken once.
  public String code(int steps) {
    return codeAt(Instant.now().plusSeconds(30L * steps));
  }

  /// A code that is not right now or shortly.
  String wrongCode() {
    int number = Integer.parseInt(code());
    for (int i = 1; ; i++) {
      String other = String.format(Locale.ROOT, "%06d", (number + i * 1_237) % 1_000_000);
      boolean right = false;
      for (int step = -22; step <= 22; step++) right |= other.equals(code(step));
      if (!right) return other;
    }
  }

  private String codeAt(Instant at) {
    try {
      var mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(secretBytes(), "HmacSHA1"));
      byte[] hash = mac.doFinal(ByteBuffer.allocate(8).putLong(at.getEpochSecond() / 30).array());
      int offset = hash[hash.length - 1] & 0xf;
      int number = ByteBuffer.wrap(hash).getInt(offset) & 0x7fffffff;
      return String.format(Locale.ROOT, "%06d", number % 1_000_000);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}

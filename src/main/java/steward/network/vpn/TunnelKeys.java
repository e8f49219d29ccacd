package steward.network.vpn;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.XECPrivateKey;
import java.security.interfaces.XECPublicKey;
import java.util.Base64;
import java.util.regex.Pattern;

/// A pair of keys of Curve25519 as WireGuard writes them: 32 bytes in base64 each.
record TunnelKeys(String secret, String open) {
  static final int BYTES = 32;
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=");
  private static final String NOUGHT = "A".repeat(43) + "=";

  static TunnelKeys fresh(SecureRandom chance) {
    try {
      var maker = KeyPairGenerator.getInstance("X25519");
      maker.initialize(255, chance);
      var pair = maker.generateKeyPair();
      byte[] scalar = ((XECPrivateKey) pair.getPrivate()).getScalar().orElseThrow();
      var open = (XECPublicKey) pair.getPublic();
      return new TunnelKeys(text(scalar), text(littleEndian(open.getU())));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has X25519", e);
    }
  }

  private static byte[] littleEndian(BigInteger number) {
    var bytes = new byte[BYTES];
    byte[] big = number.toByteArray();
    for (int i = 0; i < BYTES && i < big.length; i++) bytes[i] = big[big.length - 1 - i];
    return bytes;
  }

  /// 32 bytes that two peers share besides, against whoever may break the curve one day.
  static String shared(SecureRandom chance) {
    var bytes = new byte[BYTES];
    chance.nextBytes(bytes);
    return text(bytes);
  }

  private static String text(byte[] key) {
    return Base64.getEncoder().encodeToString(key);
  }

  /// Whether it is a key that somebody can have.
  static boolean isKey(String text) {
    return KEY.matcher(text).matches() && !text.equals(NOUGHT);
  }

  /// Not the secret.
  @Override
  public String toString() {
    return "TunnelKeys[" + open + "]";
  }
}

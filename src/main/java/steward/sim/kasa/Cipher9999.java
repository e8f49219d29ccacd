package steward.sim.kasa;

/// The cipher of port 9999, as a device has it.
final class Cipher9999 {
  private Cipher9999() {}

  static byte[] encrypt(byte[] plain) {
    byte[] out = new byte[plain.length];
    byte last = (byte) 0xab;
    for (int i = 0; i < plain.length; i++) {
      last ^= plain[i];
      out[i] = last;
    }
    return out;
  }

  static byte[] decrypt(byte[] cipher) {
    byte[] out = new byte[cipher.length];
    byte last = (byte) 0xab;
    for (int i = 0; i < cipher.length; i++) {
      out[i] = (byte) (cipher[i] ^ last);
      last = cipher[i];
    }
    return out;
  }
}

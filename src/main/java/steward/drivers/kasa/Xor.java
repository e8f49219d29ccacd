package steward.drivers.kasa;

import steward.value.Bytes;

/// The cipher of port 9999: each byte is mixed with the encrypted byte before it, beginning with
/// 171. It hides nothing from anybody: the key is the same everywhere.
final class Xor {
  private static final int FIRST_KEY = 171;

  private Xor() {}

  static Bytes encrypt(Bytes plain) {
    byte[] out = new byte[plain.length()];
    int key = FIRST_KEY;
    for (int i = 0; i < out.length; i++) {
      key = (plain.at(i) ^ key) & 0xff;
      out[i] = (byte) key;
    }
    return Bytes.wrap(out);
  }

  static Bytes encrypt(String plain) {
    return encrypt(Bytes.utf8(plain));
  }

  static Bytes decrypt(Bytes cipher) {
    byte[] out = new byte[cipher.length()];
    int key = FIRST_KEY;
    for (int i = 0; i < out.length; i++) {
      out[i] = (byte) (cipher.at(i) ^ key);
      key = cipher.at(i) & 0xff;
    }
    return Bytes.wrap(out);
  }
}

package steward.sim.broadlink;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The bytes of the protocol from the device's side, written apart from the driver so that each
/// checks the other. Source: sheet, sections 1 to 3.
final class Wire {
  static final int HEADER = 56;
  static final byte[] FIRST_KEY = hex("097628343fe99e23765c1513accf8b02");

  private static final byte[] VECTOR = hex("562e17996d093d28ddb3ba695a2e6f58");

  private Wire() {}

  static byte[] hex(String figures) {
    return HexFormat.of().parseHex(figures);
  }

  static int word(byte[] bytes, int at) {
    return bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8;
  }

  static void word(byte[] bytes, int at, int number) {
    bytes[at] = (byte) number;
    bytes[at + 1] = (byte) (number >>> 8);
  }

  static int sum(byte[] bytes) {
    int sum = 0xbeaf;
    for (byte b : bytes) sum += b & 0xff;
    return sum & 0xffff;
  }

  /// Writes the checksum where every datagram has it.
  static byte[] summed(byte[] datagram) {
    word(datagram, 0x20, 0);
    word(datagram, 0x20, sum(datagram));
    return datagram;
  }

  static boolean isWhole(byte[] datagram) {
    byte[] copy = datagram.clone();
    return datagram.length >= HEADER && word(summed(copy), 0x20) == word(datagram, 0x20);
  }

  private static byte[] crypt(int mode, byte[] key, byte[] blocks) {
    try {
      Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
      cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(VECTOR));
      return cipher.doFinal(blocks);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has AES", e);
    }
  }

  /// The payload of a command.
  static byte[] payload(byte[] datagram, byte[] key) {
    int length = (datagram.length - HEADER) / 16 * 16;
    return crypt(Cipher.DECRYPT_MODE, key, Arrays.copyOfRange(datagram, HEADER, HEADER + length));
  }

  /// The answer to a command: its header again, with the error and another command.
  static byte[] answer(byte[] asked, int command, int error, byte[] payload, byte[] key) {
    byte[] padded = Arrays.copyOf(payload, (payload.length + 15) / 16 * 16);
    byte[] all = Arrays.copyOf(asked, HEADER + padded.length);
    word(all, 0x22, error);
    word(all, 0x26, command);
    word(all, 0x34, sum(payload));
    System.arraycopy(crypt(Cipher.ENCRYPT_MODE, key, padded), 0, all, HEADER, padded.length);
    return summed(all);
  }
}

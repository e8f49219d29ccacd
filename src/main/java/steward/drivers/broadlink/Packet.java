package steward.drivers.broadlink;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import steward.value.Bytes;

/// A command to a device: 56 bytes of header, then the payload in AES-128-CBC, filled with zeros.
/// Source: sheet, section 3.
///
/// The first key and the vector are the same in every device and published: this is no secrecy.
///
/// @param type the type of the device, 16 bits
/// @param counter comes back with the answer
/// @param mac of the device, six bytes
/// @param id what the device gave at authentication; 0 before
record Packet(int type, int command, int counter, Bytes mac, int id, Bytes payload) {
  static final Bytes FIRST_KEY = hex("097628343fe99e23765c1513accf8b02");

  static final int AUTH = 0x65;
  static final int COMMAND = 0x6a;
  static final int SP1_POWER = 0x66;

  static final int HEADER = 0x38;
  static final int CHECKSUM_AT = 0x20;
  static final int ERROR_AT = 0x22;
  static final int TYPE_AT = 0x24;
  static final int COMMAND_AT = 0x26;
  static final int COUNTER_AT = 0x28;
  static final int MAC_AT = 0x2a;
  static final int ID_AT = 0x30;
  static final int PAYLOAD_CHECKSUM_AT = 0x34;

  /// No datagram of these devices is longer.
  static final int LENGTH_MAX = 2048;

  private static final byte[] MAGIC = hex("5aa5aa555aa5aa55").toArray();
  private static final byte[] VECTOR = hex("562e17996d093d28ddb3ba695a2e6f58").toArray();
  private static final int BLOCK = 16;

  private static Bytes hex(String figures) {
    return Bytes.wrap(HexFormat.of().parseHex(figures));
  }

  /// The whole datagram.
  Bytes sealed(Bytes key) {
    int padded = (payload.length() + BLOCK - 1) / BLOCK * BLOCK;
    byte[] secret = crypt(Cipher.ENCRYPT_MODE, key, Arrays.copyOf(payload.unsafeArray(), padded));
    byte[] all = new byte[HEADER + padded];
    System.arraycopy(MAGIC, 0, all, 0, MAGIC.length);
    LittleEndian.put16(all, TYPE_AT, type);
    LittleEndian.put16(all, COMMAND_AT, command);
    LittleEndian.put16(all, COUNTER_AT, counter);
    System.arraycopy(LittleEndian.reversed(mac.unsafeArray()), 0, all, MAC_AT, mac.length());
    LittleEndian.put32(all, ID_AT, id);
    LittleEndian.put16(all, PAYLOAD_CHECKSUM_AT, LittleEndian.checksum(payload.unsafeArray()));
    System.arraycopy(secret, 0, all, HEADER, padded);
    LittleEndian.put16(all, CHECKSUM_AT, LittleEndian.checksum(all));
    return Bytes.wrap(all);
  }

  /// @param bytes whole blocks
  static byte[] crypt(int mode, Bytes key, byte[] bytes) {
    try {
      Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
      cipher.init(mode, new SecretKeySpec(key.unsafeArray(), "AES"), new IvParameterSpec(VECTOR));
      return cipher.doFinal(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has AES", e);
    }
  }

  /// Whether the first key opens this datagram, as the checksum of its payload shows.
  static boolean isOpenToAll(Bytes datagram) {
    int length = (datagram.length() - HEADER) / BLOCK * BLOCK;
    if (datagram.length() > LENGTH_MAX || length < BLOCK) return false;
    byte[] cipher = Arrays.copyOfRange(datagram.unsafeArray(), HEADER, HEADER + length);
    byte[] plain = crypt(Cipher.DECRYPT_MODE, FIRST_KEY, cipher);
    return LittleEndian.checksum(plain) == LittleEndian.u16(datagram, PAYLOAD_CHECKSUM_AT);
  }

  /// The counter after this one.
  static int next(int counter) {
    return counter + 1 & 0xffff | 0x8000;
  }
}

package steward.drivers.kasa;

import java.util.zip.CRC32;
import steward.value.Bytes;

/// The packets of discovery on port 20002: a header of 16 bytes, then JSON.
///
/// Version 2, type 0, operation 1, the length of the rest, flags, a serial number, and the CRC-32
/// over all of it with a fixed number in its own place.
final class Knock {
  static final int HEADER = 16;
  private static final int CRC_PLACE = 12;
  private static final byte[] CRC_BEFORE = {0x5a, 0x6b, 0x7c, (byte) 0x8d};

  /// The question without a key, which every device understands.
  static final Bytes PLAIN = packet(0, 0, Bytes.EMPTY);

  private Knock() {}

  static Bytes packet(int flags, int serial, Bytes payload) {
    int length = payload.length();
    byte[] all = new byte[HEADER + length];
    all[0] = 2;
    all[3] = 1;
    all[4] = (byte) (length >> 8);
    all[5] = (byte) length;
    all[6] = (byte) flags;
    for (int i = 0; i < 4; i++) all[8 + i] = (byte) (serial >> (24 - 8 * i));
    System.arraycopy(CRC_BEFORE, 0, all, CRC_PLACE, 4);
    System.arraycopy(payload.unsafeArray(), 0, all, HEADER, length);
    var crc = new CRC32();
    crc.update(all);
    for (int i = 0; i < 4; i++) all[CRC_PLACE + i] = (byte) (crc.getValue() >> (24 - 8 * i));
    return Bytes.wrap(all);
  }

  /// Whether a datagram looks like an answer of this kind.
  static boolean isAnswer(Bytes datagram) {
    return datagram.length() > HEADER && datagram.at(0) == 2 && datagram.at(HEADER) == '{';
  }
}

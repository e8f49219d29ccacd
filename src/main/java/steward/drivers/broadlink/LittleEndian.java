package steward.drivers.broadlink;

import steward.value.Bytes;

/// Numbers as these devices write them, least byte first, and their checksum.
final class LittleEndian {
  private static final int CHECKSUM_BEGIN = 0xbeaf;

  private LittleEndian() {}

  static int u8(Bytes bytes, int at) {
    return bytes.at(at) & 0xff;
  }

  static int u16(Bytes bytes, int at) {
    return u8(bytes, at) | u8(bytes, at + 1) << 8;
  }

  static long u32(Bytes bytes, int at) {
    return u16(bytes, at) | (long) u16(bytes, at + 2) << 16;
  }

  static void put16(byte[] bytes, int at, int number) {
    bytes[at] = (byte) number;
    bytes[at + 1] = (byte) (number >> 8);
  }

  static void put32(byte[] bytes, int at, int number) {
    put16(bytes, at, number);
    put16(bytes, at + 2, number >> 16);
  }

  /// The bytes in reverse, as addresses are sent.
  static byte[] reversed(byte[] bytes) {
    byte[] other = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) other[bytes.length - 1 - i] = bytes[i];
    return other;
  }

  /// The sum of all bytes and 0xBEAF, in 16 bits.
  static int checksum(byte[] bytes) {
    int sum = CHECKSUM_BEGIN;
    for (byte one : bytes) sum += one & 0xff;
    return sum & 0xffff;
  }

  /// The same as if the two bytes that hold it were zero.
  static int checksumWithout(byte[] bytes, int at) {
    return checksum(bytes) - (bytes[at] & 0xff) - (bytes[at + 1] & 0xff) & 0xffff;
  }
}

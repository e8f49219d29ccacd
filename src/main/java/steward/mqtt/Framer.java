package steward.mqtt;

import java.util.Arrays;

/// Cuts the bytes of a connection into packets. Confined to the connection's event loop.
///
/// Holds at most one packet of the allowed size besides what came in one read.
final class Framer {
  private static final byte[] NOTHING = {};

  private final int largest;
  private byte[] bytes = NOTHING;
  private int start;
  private int end;
  private int first;
  private int bodyStart;
  private int bodyEnd;

  Framer(int largestPacket) {
    this.largest = largestPacket;
  }

  /// Takes the array of one read; the caller does not touch it again.
  void feed(byte[] more) {
    if (start == end) {
      bytes = more;
      start = 0;
      end = more.length;
      return;
    }
    int held = end - start;
    if (bytes.length - end < more.length) {
      int need = held + more.length;
      byte[] roomy =
          need > bytes.length
              ? new byte[Math.max(need, Math.min(2 * need, wanted()))]
              : new byte[need];
      System.arraycopy(bytes, start, roomy, 0, held);
      bytes = roomy;
      start = 0;
      end = held;
    }
    System.arraycopy(more, 0, bytes, end, more.length);
    end += more.length;
  }

  /// The size of the packet that is coming in, as far as it is known.
  private int wanted() {
    long header = header();
    return header < 0 ? 64 : (int) header + 5;
  }

  /// Goes to the next whole packet and says whether there is one.
  boolean next() throws PacketException {
    if (start == end) {
      release();
      return false;
    }
    first = bytes[start] & 0xFF;
    PacketType.of(first);
    long header = header();
    if (header == -2)
      throw PacketException.malformed("the remaining length is longer than four bytes");
    if (header == -1) return false;
    int length = (int) header;
    int digits = (int) (header >> 32);
    if (1 + digits + length > largest) {
      throw new PacketException(
          ReasonCode.PACKET_TOO_LARGE,
          "a packet of " + (1 + digits + length) + " bytes; " + largest + " are allowed");
    }
    bodyStart = start + 1 + digits;
    bodyEnd = bodyStart + length;
    if (bodyEnd > end) return false;
    start = bodyEnd;
    return true;
  }

  /// Length in the low, number of its digits in the high half; -1 when not complete, -2 when it is
  /// too long.
  private long header() {
    int length = 0;
    for (int i = 0; i < 4; i++) {
      if (start + 1 + i >= end) return -1;
      int digit = bytes[start + 1 + i] & 0xFF;
      length |= (digit & 0x7F) << (7 * i);
      if ((digit & 0x80) == 0) return (long) (i + 1) << 32 | length;
    }
    return -2;
  }

  /// Does not wait for the rest of a packet that is of another type.
  void mustBeginWith(PacketType type) throws PacketException {
    if (start < end && (bytes[start] & 0xFF) != type.first()) {
      throw PacketException.protocolError("the first packet is not " + type);
    }
  }

  private void release() {
    bytes = NOTHING;
    start = 0;
    end = 0;
  }

  int first() {
    return first;
  }

  ByteCursor body() {
    return new ByteCursor(bytes, bodyStart, bodyEnd);
  }

  /// For tests: the bytes that wait for the rest of their packet.
  byte[] held() {
    return Arrays.copyOfRange(bytes, start, end);
  }
}

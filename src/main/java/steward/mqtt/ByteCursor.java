package steward.mqtt;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import steward.value.Bytes;

/// Reads the fields of one packet and never beyond its end. Confined to one packet; strict as MQTT
/// asks: text is valid UTF-8 without U+0000, lengths fit.
final class ByteCursor {
  private final byte[] bytes;
  private int at;
  private final int end;

  ByteCursor(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.at = start;
    this.end = end;
  }

  int position() {
    return at;
  }

  int remaining() {
    return end - at;
  }

  private void need(int count, String what) throws PacketException {
    if (end - at < count) {
      throw PacketException.malformed(
          what + " needs " + count + " bytes, the packet has " + (end - at) + " left");
    }
  }

  int u8(String what) throws PacketException {
    need(1, what);
    return bytes[at++] & 0xFF;
  }

  int u16(String what) throws PacketException {
    need(2, what);
    int value = (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
    at += 2;
    return value;
  }

  long u32(String what) throws PacketException {
    return (long) u16(what) << 16 | u16(what);
  }

  int packetId() throws PacketException {
    int id = u16("packet identifier");
    if (id == 0) throw PacketException.malformed("packet identifier 0 is not allowed");
    return id;
  }

  /// A variable byte integer of one to four bytes, in its shortest form.
  int varint(String what) throws PacketException {
    int value = 0;
    for (int shift = 0; shift < 28; shift += 7) {
      int digit = u8(what);
      value |= (digit & 0x7F) << shift;
      if ((digit & 0x80) == 0) {
        if (shift > 0 && digit == 0)
          throw PacketException.malformed(what + " is not in its shortest form");
        return value;
      }
    }
    throw PacketException.malformed(what + " is longer than four bytes");
  }

  String text(String what) throws PacketException {
    int length = u16(what);
    need(length, what);
    int start = at;
    at += length;
    if (isPlain(start, at)) return new String(bytes, start, length, StandardCharsets.ISO_8859_1);
    return strictText(start, length, what);
  }

  Bytes binary(String what) throws PacketException {
    int length = u16(what);
    need(length, what);
    at += length;
    return Bytes.wrap(Arrays.copyOfRange(bytes, at - length, at));
  }

  Bytes rest() {
    var rest = Bytes.wrap(Arrays.copyOfRange(bytes, at, end));
    at = end;
    return rest;
  }

  /// A cursor over the next bytes only; this one goes on behind them.
  ByteCursor part(int length, String what) throws PacketException {
    need(length, what);
    at += length;
    return new ByteCursor(bytes, at - length, at);
  }

  /// A copy of what was read since `start`.
  byte[] since(int start) {
    return Arrays.copyOfRange(bytes, start, at);
  }

  void mustBeAtEnd(String packet) throws PacketException {
    if (at != end)
      throw PacketException.malformed(packet + " has " + (end - at) + " bytes too many");
  }

  private boolean isPlain(int start, int stop) {
    for (int i = start; i < stop; i++) {
      if (bytes[i] <= 0) return false;
    }
    return true;
  }

  private String strictText(int start, int length, String what) throws PacketException {
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes, start, length))
              .toString();
      if (text.indexOf('\0') >= 0) throw PacketException.malformed(what + " contains U+0000");
      return text;
    } catch (CharacterCodingException _) {
      throw PacketException.malformed(what + " is not valid UTF-8");
    }
  }
}

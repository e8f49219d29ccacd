package steward.mqtt;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// Packets written by hand: the first word is the first byte, the remaining length is counted.
/// `'text'` is a text with its length before it, `=text` bare text, `(…)` bytes with their count
/// before them as a variable byte integer, everything else is hexadecimal.
final class Hex {
  private Hex() {}

  static byte[] packet(String text) {
    byte[] all = bytes(text);
    var out = new ByteArrayOutputStream();
    out.write(all[0]);
    varint(out, all.length - 1);
    out.write(all, 1, all.length - 1);
    return out.toByteArray();
  }

  static byte[] bytes(String text) {
    var out = new ByteArrayOutputStream();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == ' ') {
        at++;
      } else if (c == '\'') {
        int end = text.indexOf('\'', at + 1);
        byte[] utf8 = text.substring(at + 1, end).getBytes(StandardCharsets.UTF_8);
        out.write(utf8.length >> 8);
        out.write(utf8.length);
        out.writeBytes(utf8);
        at = end + 1;
      } else if (c == '(') {
        int end = text.indexOf(')', at);
        byte[] inner = bytes(text.substring(at + 1, end));
        varint(out, inner.length);
        out.writeBytes(inner);
        at = end + 1;
      } else {
        int end = text.indexOf(' ', at);
        if (end < 0) end = text.length();
        String word = text.substring(at, end);
        out.writeBytes(
            word.startsWith("=")
                ? word.substring(1).getBytes(StandardCharsets.UTF_8)
                : HexFormat.of().parseHex(word));
        at = end;
      }
    }
    return out.toByteArray();
  }

  private static void varint(ByteArrayOutputStream out, int value) {
    int rest = value;
    while (rest > 0x7F) {
      out.write(rest & 0x7F | 0x80);
      rest >>>= 7;
    }
    out.write(rest);
  }

  static String shown(byte[] bytes) {
    return HexFormat.ofDelimiter(" ").formatHex(bytes);
  }
}

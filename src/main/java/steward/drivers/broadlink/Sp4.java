package steward.drivers.broadlink;

import java.util.Optional;
import steward.driver.Payload;
import steward.value.Bytes;

/// JSON as the plugs of the fourth kind wrap it. Source: sheet, section 7.
final class Sp4 {
  private static final int GET = 1;
  private static final int SET = 2;
  private static final int HEAD = 12;
  private static final int LEAD = 2;
  private static final int MAGIC_LOW = 0xa5a5;
  private static final int MAGIC_HIGH = 0x5a5a;
  private static final int JSON = 0x0b;

  private Sp4() {}

  static Bytes get(boolean typeB) {
    return wrap(GET, "{}", typeB);
  }

  static Bytes set(String json, boolean typeB) {
    return wrap(SET, json, typeB);
  }

  private static Bytes wrap(int flag, String json, boolean typeB) {
    Bytes text = Bytes.utf8(json);
    byte[] all = new byte[HEAD + text.length()];
    LittleEndian.put16(all, 0, MAGIC_LOW);
    LittleEndian.put16(all, 2, MAGIC_HIGH);
    all[6] = (byte) flag;
    all[7] = JSON;
    LittleEndian.put32(all, 8, text.length());
    System.arraycopy(text.unsafeArray(), 0, all, HEAD, text.length());
    LittleEndian.put16(all, 4, LittleEndian.checksum(all));
    if (!typeB) return Bytes.wrap(all);
    byte[] led = new byte[LEAD + all.length];
    LittleEndian.put16(led, 0, all.length);
    System.arraycopy(all, 0, led, LEAD, all.length);
    return Bytes.wrap(led);
  }

  /// The document of an answer; nothing where it is cut off or none.
  static Optional<Payload> read(Bytes payload, boolean typeB) {
    int begin = typeB ? LEAD : 0;
    int text = begin + HEAD;
    if (payload.length() < text || LittleEndian.u16(payload, begin) != MAGIC_LOW)
      return Optional.empty();
    long length = LittleEndian.u32(payload, begin + 8);
    if (length > payload.length() - text) return Optional.empty();
    return Payload.json(Frame.slice(payload, text, text + (int) length)).filter(Payload::isObject);
  }
}

package steward.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// The form of a block of a segment: a header of 40 bytes, then lines of JSON, deflated where that
/// pays.
///
/// Header, big-endian: magic, CRC-32C of all that follows, stored length, raw length, dictionary (1
/// byte, 0 = not deflated) and count of entries (3 bytes), last number minus first, first number
/// (8), time of the first entry in milliseconds (8).
final class Block {
  static final int MAGIC = 0x53744a31;
  static final int HEADER = 40;
  static final int RAW_MAX = 16 << 20;
  private static final int DEFLATE_MIN = 64;
  private static final int DICTIONARY = 1;

  /// What lines are made of, most usual last. It is part of the format: another text needs another
  /// number.
  private static final byte[] DICTIONARY_1 =
      """
      "kind":"activity","subject":"kind":"thing","subject":"kind":"inbox","subject":"kind":"note","subject":"\
      "kind":"start","subject":"","principal":"steward","body":{"version":"0.1.0"}}
      "kind":"timer","subject":"principal":"clock","body":{"timer":"stays","timer":"report_by","timer":"send_by"\
      ,"number":0,"index":0}},"reason":"condition was not
      "kind":"status","subject":"principal":"thing","body":{"state":"present","reason":"answers"}}
      "body":{"state":"absent","reason":"has been silent","kind":"skip","subject":"kind":"firing","subject":\
      ,"principal":"activity:","body":{"version":1,"because":" became detected","values":{"
      "kind":"command","subject":","causes":[","principal":"local","body":{"action":{"action":"turn","to":"on"}\
      ,"outcome":"waiting","valid":"30s"}}
      "action":"dim","level":"action":"turn","to":"off"},"retry":{"times":2,"after":"5s"}
      "kind":"sent","subject":","causes":[],"body":{"command":1,"failure":""}}
      "kind":"answer","subject":"body":{"command":1,"accepted":true,"reason":""}}
      "kind":"outcome","subject":"body":{"command":1,"outcome":"sent","reason":"","final":false}}
      "outcome":"accepted","outcome":"confirmed","reason":"reported on","final":true}}
      "property":"contact","value":"opened","property":"motion","value":"absent","property":"motion","value":\
      "detected","property":"lqi","value":100,"unit":"count","property":"pressure","value":1013,"unit":"millibars"\
      "property":"batteryLevel","value":100,"unit":"percentage","property":"light","value":120,"unit":"lux"\
      "property":"signal","value":-60,"unit":"decibel-milliwatts","property":"uptime","value":1000,"unit":"seconds"\
      "property":"powerFactor","value":0.9,"unit":"fraction","property":"frequency","value":50,"unit":"hertz"\
      "property":"apparentPower","value":10,"unit":"volt-amperes","property":"reactivePower","value":1,"unit":"vars"\
      "property":"current","value":0.1,"unit":"amperes","property":"voltage","value":230,"unit":"volts"\
      "property":"energyToday","value":1,"unit":"watt-hours","property":"energy","value":1,"unit":"watt-hours"\
      "property":"switch","value":"off","property":"switch","value":"on","property":"level","value":45\
      "property":"humidity","value":50,"unit":"percentage","property":"temperature","value":21.5,"unit":"celsius"\
      ,"quality":"confirmed"}}
      {"v":1,"seq":1,"at":"2026-12-31T12:00:00.000Z","mono":1000,"kind":"reading","subject":"lamp-plug-sensor"\
      ,"inferred":1,"principal":"thing","body":{"property":"power","value":12.5,"unit":"watts","quality":"confirmed"}}
      """
          .getBytes(StandardCharsets.US_ASCII);

  private Block() {}

  /// A header as it stands in a file.
  record Header(
      long offset,
      int crc,
      int stored,
      int raw,
      int dictionary,
      int count,
      long first,
      long last,
      long firstAt) {
    long next() {
      return offset + HEADER + stored;
    }
  }

  /// Writes blocks. Confined to the writer's thread.
  static final class Encoder {
    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    private final CRC32C crc = new CRC32C();
    private byte[] packed = new byte[64 * 1024];

    /// Adds a block with the lines in `json`, which is left as it is.
    void encode(JsonBytes json, int count, long first, long last, long firstAt, Sink out) {
      byte[] body = json.array();
      int length = json.length();
      int dictionary = 0;
      if (length >= DEFLATE_MIN) {
        int shorter = deflate(json);
        if (shorter > 0) {
          body = packed;
          length = shorter;
          dictionary = DICTIONARY;
        }
      }
      ByteBuffer buffer = out.room(HEADER + length);
      int start = buffer.position();
      buffer.putInt(MAGIC).putInt(0).putInt(length).putInt(json.length());
      buffer.putInt(dictionary << 24 | count).putInt((int) (last - first)).putLong(first);
      buffer.putLong(firstAt).put(body, 0, length);
      crc.reset();
      crc.update(buffer.array(), buffer.arrayOffset() + start + 8, HEADER - 8 + length);
      buffer.putInt(start + 4, (int) crc.getValue());
    }

    private int deflate(JsonBytes json) {
      if (packed.length < json.length()) packed = new byte[json.length()];
      deflater.reset();
      deflater.setDictionary(DICTIONARY_1);
      deflater.setInput(json.array(), 0, json.length());
      deflater.finish();
      int length = deflater.deflate(packed, 0, json.length() - 1);
      return deflater.finished() ? length : 0;
    }

    void end() {
      deflater.end();
    }
  }

  /// A byte buffer that grows.
  static final class Sink {
    private ByteBuffer buffer = ByteBuffer.allocate(256 * 1024);

    ByteBuffer room(int more) {
      if (buffer.remaining() < more) {
        int capacity = Math.max(buffer.capacity() * 2, buffer.position() + more);
        buffer = ByteBuffer.allocate(capacity).put(buffer.flip());
      }
      return buffer;
    }

    int length() {
      return buffer.position();
    }

    /// What was added, to be written; the sink is empty afterwards when [#clear] is called.
    ByteBuffer content() {
      return buffer.duplicate().flip();
    }

    void clear() {
      buffer.clear();
    }
  }

  /// The lines of a block whose checksum was found right.
  static byte[] inflate(Header header, byte[] bytes, int at, Inflater inflater)
      throws DataFormatException {
    byte[] raw = new byte[header.raw()];
    if (header.dictionary() == 0) {
      System.arraycopy(bytes, at, raw, 0, raw.length);
      return raw;
    }
    if (header.dictionary() != DICTIONARY) {
      throw new DataFormatException("dictionary " + header.dictionary() + " is not known");
    }
    inflater.reset();
    inflater.setDictionary(DICTIONARY_1);
    inflater.setInput(bytes, at, header.stored());
    if (inflater.inflate(raw) != raw.length) throw new DataFormatException("too short");
    return raw;
  }
}

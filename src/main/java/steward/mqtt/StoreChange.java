package steward.mqtt;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// One change as it stands in a frame: operation and kind, name, number, and for a put the value.
///
/// @param at where the record begins in the frame's body
/// @param length its bytes
record StoreChange(StoreKey key, boolean isDelete, int at, int length) {
  private static final int DELETE = 0x80;
  private static final StoreKey.Kind[] KINDS = StoreKey.Kind.values();

  static void writePut(PacketWriter out, StoreKey key, byte[] value) {
    writeKey(out, key, 0);
    out.varint(value.length);
    out.raw(value);
  }

  static void writeDelete(PacketWriter out, StoreKey key) {
    writeKey(out, key, DELETE);
  }

  private static void writeKey(PacketWriter out, StoreKey key, int operation) {
    out.u8(operation | key.kind().ordinal());
    byte[] name = key.name().getBytes(StandardCharsets.UTF_8);
    out.varint(name.length);
    out.raw(name);
    out.u64(key.number());
  }

  static List<StoreChange> readAll(byte[] body) throws PacketException {
    List<StoreChange> changes = new ArrayList<>();
    var in = new ByteCursor(body, 0, body.length);
    while (in.remaining() > 0) changes.add(read(in));
    return changes;
  }

  private static StoreChange read(ByteCursor in) throws PacketException {
    int start = in.position();
    int operation = in.u8("operation");
    int kind = operation & ~DELETE;
    if (kind >= KINDS.length) throw PacketException.malformed("kind " + kind + " does not exist");
    String name = new String(bytes(in), StandardCharsets.UTF_8);
    long number = in.u32("number") << 32 | in.u32("number");
    boolean isDelete = (operation & DELETE) != 0;
    if (!isDelete) in.part(in.varint("value length"), "value");
    return new StoreChange(
        new StoreKey(KINDS[kind], name, number), isDelete, start, in.position() - start);
  }

  private static byte[] bytes(ByteCursor in) throws PacketException {
    int length = in.varint("length");
    int start = in.position();
    in.part(length, "bytes");
    return in.since(start);
  }

  /// The value in the bytes of one put.
  static byte[] valueOf(byte[] record) throws PacketException {
    var in = new ByteCursor(record, 0, record.length);
    in.u8("operation");
    bytes(in);
    in.part(8, "number");
    return bytes(in);
  }
}

package steward.drivers.broadlink;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import steward.thing.Message;
import steward.value.Bytes;

/// The device's side of a told conversation: makes its answers. Confined to its test.
final class Device {
  static final String MAC = "34EA34B5C1D2";

  private static final HexFormat HEX = HexFormat.of();

  private final int type;
  private Bytes key = hex("0f1e2d3c4b5a69788796a5b4c3d2e1f0");

  Device(int type) {
    this.type = type;
  }

  static Bytes hex(String figures) {
    return Bytes.wrap(HEX.parseHex(figures.replace(" ", "")));
  }

  Message hello(String name) {
    return hello(MAC, name, false);
  }

  Message hello(String mac, String name, boolean locked) {
    byte[] all = new byte[128];
    all[0x26] = 7;
    LittleEndian.put16(all, 0x34, type);
    byte[] reversed = LittleEndian.reversed(HEX.parseHex(mac));
    System.arraycopy(reversed, 0, all, 0x3a, 6);
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(text, 0, all, 0x40, Math.min(text.length, 0x3f));
    // Memory that nobody cleared.
    for (int i = 0x41 + text.length; i < 0x7f; i++) all[i] = (byte) (i * 7);
    all[0x7f] = (byte) (locked ? 1 : 0);
    LittleEndian.put16(all, 0x20, LittleEndian.checksum(all));
    return datagram(all);
  }

  /// A new session key: the device restarted.
  void restart() {
    key = hex("a0a1a2a3a4a5a6a7a8a9aaabacadaeaf");
  }

  /// The answer to an authentication.
  Message admits(Message asked) {
    return reply(asked, 0, "01000000" + HEX.formatHex(key.toArray()), Packet.FIRST_KEY);
  }

  Message answers(Message asked, String payload) {
    return reply(asked, 0, payload, key);
  }

  Message fails(Message asked, int error) {
    return reply(asked, error, "", key);
  }

  private static Message reply(Message asked, int error, String payload, Bytes key) {
    Bytes request = body(asked);
    int counter = LittleEndian.u16(request, 0x28);
    Bytes sealed =
        new Packet(LittleEndian.u16(request, 0x24), 0x3ee, counter, hex(MAC), 1, hex(payload))
            .sealed(key);
    byte[] all = sealed.toArray();
    LittleEndian.put16(all, 0x22, error);
    return datagram(summed(all));
  }

  static byte[] summed(byte[] all) {
    LittleEndian.put16(all, 0x20, 0);
    LittleEndian.put16(all, 0x20, LittleEndian.checksum(all));
    return all;
  }

  static Message datagram(byte[] all) {
    return new Message.Datagram(80, Bytes.of(all));
  }

  static Bytes body(Message message) {
    return ((Message.Datagram) message).body();
  }

  /// What a command says, without the zeros that fill it.
  String said(Message asked) {
    byte[] all = body(asked).toArray();
    Bytes payload = Reply.of(Bytes.wrap(all)).opened(key);
    String figures = HEX.formatHex(payload.toArray());
    int end = figures.length();
    while (end > 8 && figures.startsWith("00", end - 2)) end -= 2;
    return figures.substring(0, end);
  }

  static int command(Message asked) {
    return LittleEndian.u16(body(asked), 0x26);
  }
}

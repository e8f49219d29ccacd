package steward.mqtt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import steward.fuzz.FuzzTarget;

/// The packets of a connection, cut and read as the broker does it. The lowest bit of the first
/// byte of an input says the version; the rest says how the stream is cut into reads.
public final class MqttFuzz implements FuzzTarget {
  private static final int PACKET_MAX = 2000;

  @Override
  public String name() {
    return "mqtt";
  }

  @Override
  public List<byte[]> seeds() {
    var seeds = new ArrayList<byte[]>();
    for (String text : BadPacketsTest.OF_4) seeds.add(seed(0x10, Hex.packet(text)));
    for (String text : BadPacketsTest.OF_5) seeds.add(seed(0x11, Hex.packet(text)));
    seeds.add(seed(0x1c, Hex.packet("20 01 05")));
    seeds.add(seed(0x1d, Hex.packet("90 0007 (26 'k' 'v') 00 80 02")));
    return seeds;
  }

  private static byte[] seed(int first, byte[] packet) {
    byte[] seed = new byte[1 + 2 * packet.length];
    seed[0] = (byte) first;
    System.arraycopy(packet, 0, seed, 1, packet.length);
    System.arraycopy(packet, 0, seed, 1 + packet.length, packet.length);
    return seed;
  }

  @Override
  public void take(byte[] input) {
    if (input.length == 0) return;
    var version = (input[0] & 1) == 1 ? Version.MQTT_5 : Version.MQTT_3_1_1;
    byte[] stream = Arrays.copyOfRange(input, 1, input.length);
    var whole = read(version, stream, stream.length + 1);
    var parts = read(version, stream, 1 + (input[0] & 0xff) / 2);
    FuzzTarget.mustHold(whole.equals(parts), "other packets: " + whole + " and " + parts);
  }

  /// What the packets say, and how it ended.
  private static List<String> read(Version version, byte[] stream, int step) {
    var framer = new Framer(PACKET_MAX);
    var said = new ArrayList<String>();
    try {
      for (int at = 0; at < stream.length; at += step) {
        framer.feed(Arrays.copyOfRange(stream, at, Math.min(stream.length, at + step)));
        while (framer.next())
          said.add(said(PacketDecoder.decode(version, framer.first(), framer.body())));
        FuzzTarget.mustHold(framer.held().length < PACKET_MAX + 5, "it holds too much");
      }
    } catch (PacketException e) {
      said.add(e.reason() + " " + e.getMessage());
    }
    return said;
  }

  private static String said(Packet packet) {
    return packet instanceof Packet.Publish publish
        ? publish.topic() + " " + publish.id() + " " + publish.payload()
        : packet.getClass().getSimpleName();
  }
}

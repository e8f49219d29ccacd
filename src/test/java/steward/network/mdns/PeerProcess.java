package steward.network.mdns;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.HexFormat;
import java.util.Random;

/// A neighbour in the network: hears everything, asks, and sends nonsense or `raw HEX [ADDRESS
/// PORT]` from there, as its input says.
final class PeerProcess {
  private PeerProcess() {}

  public static void main(String[] arguments) throws Exception {
    var network = NetworkInterface.getByName(arguments[0]);
    var group = InetAddress.getByName("224.0.0.251");
    var channel = DatagramChannel.open(StandardProtocolFamily.INET);
    channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
    channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, network);
    channel.bind(new InetSocketAddress(5353));
    channel.join(group, network);
    Thread.ofPlatform().daemon().start(() -> hear(channel));
    System.out.println("started");
    var to = new InetSocketAddress(group, 5353);
    var in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ", -1);
      switch (words[0]) {
        case "ask" -> channel.send(question(words[1], Integer.parseInt(words[2])), to);
        case "raw" -> {
          var packet = ByteBuffer.wrap(HexFormat.of().parseHex(words[1]));
          if (words.length == 2) channel.send(packet, to);
          else elsewhere(network, words[2], Integer.parseInt(words[3]), packet, to);
        }
        default -> nonsense(channel, to, Integer.parseInt(words[1]));
      }
      System.out.println("done");
    }
  }

  private static void elsewhere(
      NetworkInterface network, String address, int port, ByteBuffer packet, InetSocketAddress to)
      throws Exception {
    try (var channel = DatagramChannel.open(StandardProtocolFamily.INET)) {
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, network);
      channel.bind(new InetSocketAddress(InetAddress.ofLiteral(address), port));
      channel.send(packet, to);
    }
  }

  private static ByteBuffer question(String name, int type) {
    var packet = ByteBuffer.allocate(300).putShort((short) 0).putShort((short) 0);
    packet.putShort((short) 1).putShort((short) 0).putInt(0);
    for (String label : name.split("\\.", -1))
      packet.put((byte) label.length()).put(label.getBytes(UTF_8));
    return packet.put((byte) 0).putShort((short) type).putShort((short) 1).flip();
  }

  /// Half of it is chance, half is a question or a response with a few bytes changed.
  private static void nonsense(DatagramChannel channel, InetSocketAddress to, int count)
      throws Exception {
    var random = new Random(count);
    for (int i = 0; i < count; i++) {
      byte[] bytes = new byte[random.nextInt(1400)];
      random.nextBytes(bytes);
      if (i % 2 == 0) {
        bytes = new byte[question("steward.local", 255).remaining()];
        question("steward.local", 255).get(bytes);
        for (int change = 0; change < 3; change++)
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      channel.send(ByteBuffer.wrap(bytes), to);
    }
  }

  private static void hear(DatagramChannel channel) {
    var buffer = ByteBuffer.allocate(9000);
    while (true) {
      buffer.clear();
      try {
        channel.receive(buffer);
        Packet packet = Packet.read(buffer.array(), buffer.position());
        if (!packet.isResponse()) continue;
        for (Entry entry : packet.records()) {
          System.out.println(
              "heard %s %d %d %s"
                  .formatted(
                      entry.name(),
                      entry.type(),
                      entry.ttl(),
                      HexFormat.of().formatHex(entry.data().toArray())));
        }
      } catch (Name.Malformed _) {
        // Our own nonsense, which comes back.
      } catch (java.io.IOException _) {
        return;
      }
    }
  }
}

package steward.sim.bench;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/// One connection to the broker, of a device that publishes and hears one topic. One thread sends,
/// another reads.
final class Device implements AutoCloseable {
  private static final int UNSENT_BYTES_MAX = 64 * 1024;
  private static final int PACKET_BYTES_MAX = 64 * 1024;
  private static final int ANSWER_MS = 15_000;

  private final SocketChannel channel;
  private final ByteBuffer unsent = ByteBuffer.allocateDirect(UNSENT_BYTES_MAX);
  private final ByteBuffer come = ByteBuffer.allocateDirect(PACKET_BYTES_MAX);
  private volatile boolean dead;

  /// Takes a message that came: the buffer's rest is its payload.
  interface Hearer {
    void heard(ByteBuffer payload);
  }

  private Device(SocketChannel channel) {
    this.channel = channel;
  }

  /// Connects and subscribes, blocking until the broker has granted both.
  static Device open(int port, String client, String filter) throws IOException {
    var channel = SocketChannel.open();
    try {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      var socket = channel.socket();
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), ANSWER_MS);
      socket.setSoTimeout(ANSWER_MS);
      var answers = new DataInputStream(socket.getInputStream());
      socket.getOutputStream().write(MqttBytes.connect(client));
      if (awaited(answers, MqttBytes.CONNACK)[1] != 0)
        throw new IOException(client + " was refused");
      socket.getOutputStream().write(MqttBytes.subscribe(filter));
      if (!MqttBytes.isGranted(awaited(answers, MqttBytes.SUBACK))) {
        throw new IOException("the subscription to " + filter + " was refused");
      }
      channel.configureBlocking(false);
      return new Device(channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static byte[] awaited(DataInputStream answers, int type) throws IOException {
    while (true) {
      int head = answers.readUnsignedByte();
      int length = 0;
      int digit = 128;
      for (int shift = 0; digit > 127; shift += 7) {
        digit = answers.readUnsignedByte();
        length |= (digit & 127) << shift;
      }
      byte[] body = answers.readNBytes(length);
      if (head >> 4 == type) return body;
    }
  }

  void register(Selector selector, Hearer hearer) throws IOException {
    channel.register(selector, SelectionKey.OP_READ, (Runnable) () -> read(hearer));
  }

  boolean isDead() {
    return dead;
  }

  /// False when the message was given up, because the broker reads too slowly or has closed.
  boolean send(ByteBuffer message) {
    if (dead) return false;
    try {
      if (!flush()) return keep(message);
      channel.write(message);
      return !message.hasRemaining() || keep(message);
    } catch (IOException e) {
      dead = true;
      return false;
    }
  }

  private boolean keep(ByteBuffer message) {
    if (unsent.remaining() < message.remaining()) return false;
    unsent.put(message);
    return true;
  }

  /// Sends what the socket did not take before; true when nothing is left.
  boolean flush() throws IOException {
    if (unsent.position() == 0) return true;
    unsent.flip();
    channel.write(unsent);
    unsent.compact();
    return unsent.position() == 0;
  }

  private void read(Hearer hearer) {
    try {
      if (channel.read(come) < 0) throw new IOException("the broker closed");
    } catch (IOException e) {
      close();
      return;
    }
    come.flip();
    boolean more = true;
    while (more) more = packet(hearer);
    come.compact();
  }

  /// Takes one whole packet from what has come; false when there is none.
  private boolean packet(Hearer hearer) {
    int from = come.position();
    int end = come.limit();
    int length = 0;
    int at = from + 1;
    for (int shift = 0; ; shift += 7) {
      if (at >= end) return false;
      byte digit = come.get(at++);
      length |= (digit & 127) << shift;
      if (digit >= 0) break;
    }
    if (at + length > end) return false;
    if ((come.get(from) >> 4 & 15) == MqttBytes.PUBLISH) {
      come.position(at + 2 + come.getShort(at)).limit(at + length);
      hearer.heard(come);
      come.limit(end);
    }
    come.position(at + length);
    return true;
  }

  @Override
  public void close() {
    dead = true;
    try {
      channel.close();
    } catch (IOException e) {
      // It is gone, which is what was wanted.
    }
  }
}

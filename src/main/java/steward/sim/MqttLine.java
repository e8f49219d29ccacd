package steward.sim;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import steward.thing.Message.Publish;
import steward.value.Bytes;

/// The MQTT connection of one simulated device: as much of MQTT 3.1.1 as a small device speaks, at
/// QoS 0.
///
/// Unlike a well-behaved client library it can also do what devices do: vanish without a word.
/// Confined to the Vert.x context on which [#open] was called.
final class MqttLine {
  static final int PACKET_BYTES_MAX = 64 * 1024;
  private static final int CONNECT = 0x10;
  private static final int CONNACK = 2;
  private static final int SUBACK = 9;
  private static final int PUBLISH = 3;
  private static final int SUBSCRIBE = 0x82;
  private static final int PINGREQ = 0xC0;
  private static final int DISCONNECT = 0xE0;

  private final Hello hello;
  private final Ear ear;
  private Buffer unread = Buffer.buffer();
  private @Nullable NetSocket socket;
  private boolean deaf;
  private boolean done;
  private int lastPacketId;

  /// How the device introduces itself. An empty user means that it gives none.
  record Hello(String clientId, String user, String password, Publish will, Duration keepAlive) {}

  /// What the device hears. Every call is on the context of the line.
  interface Ear {
    void opened();

    void heard(Publish message);

    /// The broker took a subscription.
    default void subscribed() {}

    /// The line is gone, once; a new one has to be made.
    void closed(String why);
  }

  MqttLine(Hello hello, Ear ear) {
    this.hello = hello;
    this.ear = ear;
  }

  void open(NetClient net, String host, int port) {
    net.connect(port, host)
        .onSuccess(this::greet)
        .onFailure(failure -> finish("cannot connect: " + failure.getMessage()));
  }

  private void greet(NetSocket opened) {
    if (done) {
      opened.close();
      return;
    }
    socket = opened;
    opened.handler(this::read).exceptionHandler(_ -> opened.close());
    opened.closeHandler(_ -> finish("connection closed"));
    opened.write(packet(CONNECT, connectBody()));
  }

  private Buffer connectBody() {
    Publish will = hello.will();
    int flags = 0x02 | 0x04 | will.qos() << 3 | (will.retained() ? 0x20 : 0);
    boolean named = !hello.user().isEmpty();
    if (named) flags |= 0xC0;
    Buffer body = Buffer.buffer();
    text(body, "MQTT");
    body.appendByte((byte) 4).appendByte((byte) flags);
    body.appendUnsignedShort((int) hello.keepAlive().toSeconds());
    text(body, hello.clientId());
    text(body, will.topic());
    body.appendUnsignedShort(will.payload().length()).appendBytes(will.payload().unsafeArray());
    if (named) {
      text(body, hello.user());
      text(body, hello.password());
    }
    return body;
  }

  void subscribe(String filter) {
    Buffer body = Buffer.buffer().appendUnsignedShort(++lastPacketId & 0x7FFF);
    text(body, filter);
    write(packet(SUBSCRIBE, body.appendByte((byte) 0)));
  }

  void publish(String topic, Bytes payload, boolean retained) {
    Buffer body = Buffer.buffer();
    text(body, topic);
    body.appendBytes(payload.unsafeArray());
    write(packet(PUBLISH << 4 | (retained ? 1 : 0), body));
  }

  void ping() {
    if (!deaf) write(packet(PINGREQ, Buffer.buffer()));
  }

  /// Says good-bye, so that the broker does not speak the will.
  void leave() {
    write(packet(DISCONNECT, Buffer.buffer()));
    drop();
  }

  /// Ends the connection without a word, as a lost Wi-Fi does: the broker speaks the will.
  void drop() {
    if (socket != null) socket.close();
    else finish("dropped");
  }

  /// Stays connected, but neither hears nor pings any more: only the broker's keep-alive finds out.
  void hang() {
    deaf = true;
  }

  private void write(Buffer packet) {
    if (socket != null && !done && !deaf) socket.write(packet);
  }

  private void finish(String why) {
    if (done) return;
    done = true;
    ear.closed(why);
  }

  private void read(Buffer more) {
    if (deaf) return;
    unread = unread.length() == 0 ? more : unread.appendBuffer(more);
    int at = 0;
    while (!done) {
      int next = packetAt(at);
      if (next < 0) break;
      at = next;
    }
    unread = unread.slice(at, unread.length()).copy();
  }

  /// Takes the packet that begins here and says where the next one begins; -1 while it is not
  /// complete.
  private int packetAt(int start) {
    int length = 0;
    int at = start + 1;
    for (int shift = 0; ; shift += 7) {
      if (at >= unread.length() || shift > 21) return -1;
      int digit = unread.getByte(at++);
      length |= (digit & 0x7F) << shift;
      if ((digit & 0x80) == 0) break;
    }
    if (length > PACKET_BYTES_MAX) {
      drop();
      return -1;
    }
    if (at + length > unread.length()) return -1;
    take(unread.getUnsignedByte(start), at, at + length);
    return at + length;
  }

  private void take(int header, int from, int to) {
    switch (header >> 4) {
      case CONNACK -> {
        if (unread.getByte(from + 1) == 0) ear.opened();
        else drop();
      }
      case PUBLISH -> takePublish(header, from, to);
      case SUBACK -> ear.subscribed();
      default -> {} // PINGRESP: a small device does not look at it
    }
  }

  private void takePublish(int header, int from, int to) {
    int topicEnd = from + 2 + unread.getUnsignedShort(from);
    int qos = header >> 1 & 3;
    int body = topicEnd + (qos == 0 ? 0 : 2);
    String topic = unread.getString(from + 2, topicEnd);
    byte[] payload = unread.getBytes(body, to);
    ear.heard(new Publish(topic, Bytes.wrap(payload), qos, (header & 1) == 1));
  }

  private static void text(Buffer to, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    to.appendUnsignedShort(bytes.length).appendBytes(bytes);
  }

  private static Buffer packet(int header, Buffer body) {
    Buffer packet = Buffer.buffer(body.length() + 5).appendByte((byte) header);
    int left = body.length();
    do {
      int digit = left & 0x7F;
      left >>= 7;
      packet.appendByte((byte) (left > 0 ? digit | 0x80 : digit));
    } while (left > 0);
    return packet.appendBuffer(body);
  }
}

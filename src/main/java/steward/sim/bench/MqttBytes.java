package steward.sim.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/// As much of MQTT 3.1.1 as a device without features needs, as bytes.
final class MqttBytes {
  static final int CONNACK = 2;
  static final int PUBLISH = 3;
  static final int SUBACK = 9;
  private static final int KEEP_ALIVE_SECONDS = 3600;
  private static final int REFUSED = 0x80;

  private MqttBytes() {}

  static byte[] connect(String client) {
    var body = new ByteArrayOutputStream();
    text(body, "MQTT");
    body.write(4);
    body.write(2);
    number(body, KEEP_ALIVE_SECONDS);
    text(body, client);
    return packet(0x10, body);
  }

  static byte[] subscribe(String filter) {
    var body = new ByteArrayOutputStream();
    number(body, 1);
    text(body, filter);
    body.write(0);
    return packet(0x82, body);
  }

  static byte[] publish(String topic, String payload) {
    var body = new ByteArrayOutputStream();
    text(body, topic);
    body.writeBytes(payload.getBytes(UTF_8));
    return packet(0x30, body);
  }

  static boolean isGranted(byte[] suback) {
    return suback.length > 2 && (suback[2] & REFUSED) == 0;
  }

  private static void text(ByteArrayOutputStream to, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    number(to, bytes.length);
    to.writeBytes(bytes);
  }

  private static void number(ByteArrayOutputStream to, int number) {
    to.write(number >> 8);
    to.write(number);
  }

  private static byte[] packet(int head, ByteArrayOutputStream body) {
    var packet = new ByteArrayOutputStream(body.size() + 5);
    packet.write(head);
    int rest = body.size();
    while (rest > 127) {
      packet.write(rest & 127 | 128);
      rest >>= 7;
    }
    packet.write(rest);
    packet.writeBytes(body.toByteArray());
    return packet.toByteArray();
  }
}

package steward.sim.bench;

import java.nio.ByteBuffer;

/// A publish packet made once and sent many times; one number in it may change. Confined to the
/// sender's thread.
final class Message {
  /// Stands in a payload where the number goes.
  static final String NUMBER = "100000";

  private static final int DIGITS = NUMBER.length();
  private static final int NUMBERS = 900_000;

  private final ByteBuffer packet;
  private final int at;

  Message(String topic, String payload) {
    byte[] bytes = MqttBytes.publish(topic, payload);
    packet = ByteBuffer.allocateDirect(bytes.length).put(bytes);
    int place = payload.indexOf(NUMBER);
    at = place < 0 ? -1 : bytes.length - payload.length() + place;
  }

  int length() {
    return packet.capacity();
  }

  /// The packet with this number in it, ready to be read once.
  ByteBuffer numbered(long number) {
    packet.clear();
    if (at < 0) return packet;
    long rest = Long.parseLong(NUMBER) + Math.floorMod(number, NUMBERS);
    for (int i = DIGITS - 1; i >= 0; i--) {
      packet.put(at + i, (byte) ('0' + rest % 10));
      rest /= 10;
    }
    return packet;
  }
}

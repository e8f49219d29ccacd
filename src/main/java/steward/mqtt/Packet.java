package steward.mqtt;

import java.util.List;
import org.jspecify.annotations.Nullable;
import steward.value.Bytes;

/// A packet as it was read from the wire, checked as far as one packet can be checked alone.
sealed interface Packet {

  /// `password` and `user` are empty where the packet has none, which `hasUser` and `hasPassword`
  /// tell apart.
  record Connect(
      Version version,
      String clientId,
      boolean clean,
      int keepAlive,
      boolean hasUser,
      String user,
      boolean hasPassword,
      Bytes password,
      @Nullable Will will,
      Properties properties)
      implements Packet {}

  /// What is published for a client that goes without saying so.
  record Will(String topic, Bytes payload, int qos, boolean retain, Properties properties) {}

  record Connack(boolean sessionPresent, int code, Properties properties) implements Packet {}

  /// `id` is 0 at QoS 0; `topic` is empty where a topic alias stands for it.
  record Publish(
      boolean dup,
      int qos,
      boolean retain,
      String topic,
      int id,
      Properties properties,
      Bytes payload)
      implements Packet {}

  /// PUBACK, PUBREC, PUBREL or PUBCOMP.
  record Ack(PacketType type, int id, int code, Properties properties) implements Packet {}

  record Subscribe(int id, List<Wish> wishes, Properties properties) implements Packet {}

  /// One filter of a SUBSCRIBE. `handling` 0: send retained, 1: only for a new subscription, 2:
  /// never.
  record Wish(String filter, int qos, boolean noLocal, boolean asPublished, int handling) {}

  record Suback(int id, List<Integer> codes) implements Packet {}

  record Unsubscribe(int id, List<String> filters) implements Packet {}

  record Unsuback(int id) implements Packet {}

  record Ping(boolean isRequest) implements Packet {}

  record Disconnect(int code, Properties properties) implements Packet {}

  record Auth(int code) implements Packet {}
}

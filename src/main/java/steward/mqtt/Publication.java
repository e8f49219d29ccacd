package steward.mqtt;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import steward.thing.Message;
import steward.value.Bytes;

/// A message on its way through the broker, made once and shared by all its receivers. Confined to
/// the broker's loop.
final class Publication {
  static final long NEVER = Long.MAX_VALUE;
  static final byte[] NO_PROPERTIES = {};

  final String topic;
  final byte[] topicUtf8;
  final Bytes payload;
  final int qos;
  final boolean retain;

  /// The properties that are passed on, as bytes of version 5.
  final byte[] properties;

  /// Milliseconds of the broker's clock, or [#NEVER].
  final long expiresAt;

  /// The number under which the store has it, 0 while it has not.
  long stored;

  /// How many stored deliveries refer to it.
  int references;

  Publication(
      String topic,
      byte[] topicUtf8,
      Bytes payload,
      int qos,
      boolean retain,
      byte[] properties,
      long expiresAt) {
    this.topic = topic;
    this.topicUtf8 = topicUtf8;
    this.payload = payload;
    this.qos = qos;
    this.retain = retain;
    this.properties = properties;
    this.expiresAt = expiresAt;
  }

  static Publication of(String topic, Bytes payload, int qos, boolean retain) {
    byte[] utf8 = topic.getBytes(StandardCharsets.UTF_8);
    return new Publication(topic, utf8, payload, qos, retain, NO_PROPERTIES, NEVER);
  }

  static Publication of(Message.Publish message) {
    return of(message.topic(), message.payload(), message.qos(), message.retained());
  }

  /// The message with the correlation data of the request that it answers.
  static Publication answering(Origin request, Message.Publish message) {
    var plain = of(message);
    if (request.correlation().isEmpty()) return plain;
    var properties = new PacketWriter();
    properties.binary(Property.CORRELATION_DATA, request.correlation());
    return new Publication(
        plain.topic,
        plain.topicUtf8,
        plain.payload,
        plain.qos,
        plain.retain,
        properties.take(),
        NEVER);
  }

  boolean isExpired(long now) {
    return expiresAt <= now;
  }

  /// Whole seconds left, at least one, for the property that tells the receiver.
  long secondsLeft(long now) {
    return Math.max(1, (expiresAt - now + 999) / 1000);
  }

  int bytes() {
    return topicUtf8.length + payload.length() + properties.length + 64;
  }

  boolean saysTheSameAs(Publication other) {
    return qos == other.qos
        && expiresAt == other.expiresAt
        && payload.equals(other.payload)
        && Arrays.equals(properties, other.properties);
  }
}

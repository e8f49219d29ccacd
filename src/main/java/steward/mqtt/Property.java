package steward.mqtt;

import org.jspecify.annotations.Nullable;

/// A property of MQTT 5: its identifier, how it is written, and which packets may carry it.
enum Property {
  PAYLOAD_FORMAT(0x01, Form.FLAG, Packets.PUBLISH, Packets.WILL),
  MESSAGE_EXPIRY(0x02, Form.FOUR, Packets.PUBLISH, Packets.WILL),
  CONTENT_TYPE(0x03, Form.TEXT, Packets.PUBLISH, Packets.WILL),
  RESPONSE_TOPIC(0x08, Form.TEXT, Packets.PUBLISH, Packets.WILL),
  CORRELATION_DATA(0x09, Form.BINARY, Packets.PUBLISH, Packets.WILL),
  SUBSCRIPTION_IDENTIFIER(0x0B, Form.VARINT, Packets.PUBLISH, Packets.SUBSCRIBE),
  SESSION_EXPIRY(0x11, Form.FOUR, Packets.CONNECT, Packets.CONNACK, Packets.DISCONNECT),
  ASSIGNED_CLIENT_ID(0x12, Form.TEXT, Packets.CONNACK),
  SERVER_KEEP_ALIVE(0x13, Form.TWO, Packets.CONNACK),
  AUTHENTICATION_METHOD(0x15, Form.TEXT, Packets.CONNECT, Packets.CONNACK, Packets.AUTH),
  AUTHENTICATION_DATA(0x16, Form.BINARY, Packets.CONNECT, Packets.CONNACK, Packets.AUTH),
  REQUEST_PROBLEM(0x17, Form.FLAG, Packets.CONNECT),
  WILL_DELAY(0x18, Form.FOUR, Packets.WILL),
  REQUEST_RESPONSE(0x19, Form.FLAG, Packets.CONNECT),
  RESPONSE_INFORMATION(0x1A, Form.TEXT, Packets.CONNACK),
  SERVER_REFERENCE(0x1C, Form.TEXT, Packets.CONNACK, Packets.DISCONNECT),
  REASON_STRING(0x1F, Form.TEXT, Packets.CONNACK, Packets.ACK, Packets.DISCONNECT, Packets.AUTH),
  RECEIVE_MAXIMUM(0x21, Form.TWO_NOT_ZERO, Packets.CONNECT, Packets.CONNACK),
  TOPIC_ALIAS_MAXIMUM(0x22, Form.TWO, Packets.CONNECT, Packets.CONNACK),
  TOPIC_ALIAS(0x23, Form.TWO, Packets.PUBLISH),
  MAXIMUM_QOS(0x24, Form.FLAG, Packets.CONNACK),
  RETAIN_AVAILABLE(0x25, Form.FLAG, Packets.CONNACK),
  USER_PROPERTY(0x26, Form.PAIR, Packets.values()),
  MAXIMUM_PACKET_SIZE(0x27, Form.FOUR_NOT_ZERO, Packets.CONNECT, Packets.CONNACK),
  WILDCARD_AVAILABLE(0x28, Form.FLAG, Packets.CONNACK),
  SUBSCRIPTION_IDENTIFIERS_AVAILABLE(0x29, Form.FLAG, Packets.CONNACK),
  SHARED_AVAILABLE(0x2A, Form.FLAG, Packets.CONNACK);

  /// How the value is written.
  enum Form {
    FLAG,
    TWO,
    TWO_NOT_ZERO,
    FOUR,
    FOUR_NOT_ZERO,
    VARINT,
    TEXT,
    BINARY,
    PAIR
  }

  /// The places where properties stand. `ACK` is PUBACK to PUBCOMP, SUBACK and UNSUBACK.
  enum Packets {
    CONNECT,
    WILL,
    CONNACK,
    PUBLISH,
    ACK,
    SUBSCRIBE,
    UNSUBSCRIBE,
    DISCONNECT,
    AUTH;

    private int bit() {
      return 1 << ordinal();
    }
  }

  private static final @Nullable Property[] BY_ID = new @Nullable Property[0x2B];

  static {
    for (var property : values()) BY_ID[property.id] = property;
  }

  final int id;
  final Form form;
  private final int packets;

  Property(int id, Form form, Packets... packets) {
    this.id = id;
    this.form = form;
    int mask = 0;
    for (var packet : packets) mask |= packet.bit();
    this.packets = mask;
  }

  static Property of(int id, Packets packet) throws PacketException {
    var property = id < BY_ID.length ? BY_ID[id] : null;
    if (property == null)
      throw PacketException.malformed("property identifier " + id + " does not exist");
    if ((property.packets & packet.bit()) == 0) {
      throw PacketException.protocolError(property + " does not belong into " + packet);
    }
    return property;
  }

  /// Those that travel unchanged from a publisher to its subscribers.
  boolean isForwarded() {
    return switch (this) {
      case PAYLOAD_FORMAT, CONTENT_TYPE, RESPONSE_TOPIC, CORRELATION_DATA, USER_PROPERTY -> true;
      case MESSAGE_EXPIRY,
          SUBSCRIPTION_IDENTIFIER,
          SESSION_EXPIRY,
          ASSIGNED_CLIENT_ID,
          SERVER_KEEP_ALIVE,
          AUTHENTICATION_METHOD,
          AUTHENTICATION_DATA,
          REQUEST_PROBLEM,
          WILL_DELAY,
          REQUEST_RESPONSE,
          RESPONSE_INFORMATION,
          SERVER_REFERENCE,
          REASON_STRING,
          RECEIVE_MAXIMUM,
          TOPIC_ALIAS_MAXIMUM,
          TOPIC_ALIAS,
          MAXIMUM_QOS,
          RETAIN_AVAILABLE,
          MAXIMUM_PACKET_SIZE,
          WILDCARD_AVAILABLE,
          SUBSCRIPTION_IDENTIFIERS_AVAILABLE,
          SHARED_AVAILABLE ->
          false;
    };
  }
}

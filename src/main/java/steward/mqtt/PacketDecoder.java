package steward.mqtt;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import steward.mqtt.Property.Packets;
import steward.value.Bytes;

/// Reads packets of MQTT 3.1, 3.1.1 and 5, from clients and from servers. Stateless but for the
/// version.
final class PacketDecoder {
  private PacketDecoder() {}

  /// Reads the packet whose first byte is `first` and whose body is what the cursor holds.
  static Packet decode(Version version, int first, ByteCursor in) throws PacketException {
    var type = PacketType.of(first);
    var packet =
        switch (type) {
          case CONNECT -> connect(in);
          case CONNACK -> connack(version, in);
          case PUBLISH -> publish(version, first, in);
          case PUBACK, PUBREC, PUBREL, PUBCOMP -> ack(version, type, in);
          case SUBSCRIBE -> subscribe(version, in);
          case SUBACK -> suback(version, in);
          case UNSUBSCRIBE -> unsubscribe(version, in);
          case UNSUBACK -> unsuback(version, in);
          case PINGREQ, PINGRESP -> new Packet.Ping(type == PacketType.PINGREQ);
          case DISCONNECT -> disconnect(version, in);
          case AUTH -> auth(version, in);
          case RESERVED -> throw PacketException.malformed("packet type 0 does not exist");
        };
    in.mustBeAtEnd(type.name());
    return packet;
  }

  private static Packet connect(ByteCursor in) throws PacketException {
    String protocol = in.text("protocol name");
    if (!protocol.equals("MQTT") && !protocol.equals("MQIsdp")) {
      throw PacketException.malformed("protocol name is neither MQTT nor MQIsdp");
    }
    int level = in.u8("protocol level");
    var version =
        Version.of(protocol, level)
            .orElseThrow(() ->
                new PacketException(
                    ReasonCode.UNSUPPORTED_VERSION,
                    protocol + " level " + level + "; 3, 4 and 5 are spoken"));
    int flags = in.u8("connect flags");
    checkConnectFlags(version, flags);
    int keepAlive = in.u16("keep alive");
    var properties = properties(version, in, Packets.CONNECT);
    if (properties.has(Property.AUTHENTICATION_DATA)
        && !properties.has(Property.AUTHENTICATION_METHOD)) {
      throw PacketException.protocolError("authentication data without a method");
    }
    String clientId = in.text("client identifier");
    var will = (flags & 4) != 0 ? will(version, flags, in) : null;
    boolean hasUser = (flags & 0x80) != 0;
    String user = hasUser ? in.text("user name") : "";
    boolean hasPassword = (flags & 0x40) != 0;
    var password = hasPassword ? in.binary("password") : Bytes.EMPTY;
    return new Packet.Connect(
        version,
        clientId,
        (flags & 2) != 0,
        keepAlive,
        hasUser,
        user,
        hasPassword,
        password,
        will,
        properties);
  }

  private static void checkConnectFlags(Version version, int flags) throws PacketException {
    if ((flags & 1) != 0 && version != Version.MQTT_3_1) {
      throw PacketException.malformed("the reserved connect flag is set");
    }
    int willQos = flags >> 3 & 3;
    if (willQos == 3) throw PacketException.malformed("will QoS 3 does not exist");
    if ((flags & 4) == 0 && (flags & 0x38) != 0) {
      throw PacketException.malformed("will QoS or will retain without a will");
    }
    if (version == Version.MQTT_3_1_1 && (flags & 0xC0) == 0x40) {
      throw PacketException.malformed("password without a user name");
    }
  }

  private static Packet.Will will(Version version, int flags, ByteCursor in)
      throws PacketException {
    var properties = properties(version, in, Packets.WILL);
    checkResponseTopic(properties);
    String topic = in.text("will topic");
    Topics.checkName(topic);
    return new Packet.Will(
        topic, in.binary("will payload"), flags >> 3 & 3, (flags & 0x20) != 0, properties);
  }

  private static Packet connack(Version version, ByteCursor in) throws PacketException {
    int flags = in.u8("connack flags");
    int code = in.u8("connack code");
    boolean hasProperties = version.isFive() && in.remaining() > 0;
    var properties = hasProperties ? Properties.read(in, Packets.CONNACK) : Properties.NONE;
    return new Packet.Connack((flags & 1) != 0, code, properties);
  }

  private static Packet publish(Version version, int first, ByteCursor in) throws PacketException {
    int qos = first >> 1 & 3;
    boolean dup = (first & 8) != 0;
    if (qos == 3) throw PacketException.malformed("QoS 3 does not exist");
    if (qos == 0 && dup) throw PacketException.malformed("DUP at QoS 0");
    String topic = in.text("topic");
    int id = qos > 0 ? in.packetId() : 0;
    var properties = properties(version, in, Packets.PUBLISH);
    if (!topic.isEmpty()) Topics.checkName(topic);
    else if (!properties.has(Property.TOPIC_ALIAS))
      throw PacketException.protocolError("the topic is empty");
    checkResponseTopic(properties);
    return new Packet.Publish(dup, qos, (first & 1) != 0, topic, id, properties, in.rest());
  }

  private static void checkResponseTopic(Properties properties) throws PacketException {
    if (properties.has(Property.RESPONSE_TOPIC))
      Topics.checkName(properties.text(Property.RESPONSE_TOPIC));
  }

  private static Packet ack(Version version, PacketType type, ByteCursor in)
      throws PacketException {
    int id = in.packetId();
    if (!version.isFive() || in.remaining() == 0)
      return new Packet.Ack(type, id, 0, Properties.NONE);
    int code = in.u8("reason code");
    var properties = in.remaining() > 0 ? Properties.read(in, Packets.ACK) : Properties.NONE;
    return new Packet.Ack(type, id, code, properties);
  }

  private static Packet subscribe(Version version, ByteCursor in) throws PacketException {
    int id = in.packetId();
    var properties = properties(version, in, Packets.SUBSCRIBE);
    List<Packet.Wish> wishes = new ArrayList<>(2);
    while (in.remaining() > 0) wishes.add(wish(version, in));
    if (wishes.isEmpty()) throw PacketException.protocolError("SUBSCRIBE without a filter");
    return new Packet.Subscribe(id, wishes, properties);
  }

  private static Packet.Wish wish(Version version, ByteCursor in) throws PacketException {
    String filter = in.text("topic filter");
    int options = in.u8("subscription options");
    int qos = options & 3;
    int allowed = version.isFive() ? 0x3F : 0x03;
    if (qos == 3 || (options & ~allowed) != 0) {
      throw PacketException.malformed("subscription options " + options + " do not exist");
    }
    int handling = options >> 4;
    if (handling == 3) throw PacketException.protocolError("retain handling 3 does not exist");
    boolean noLocal = (options & 4) != 0;
    if (noLocal && Topics.isShared(filter))
      throw PacketException.protocolError("no-local on a shared subscription");
    return new Packet.Wish(filter, qos, noLocal, (options & 8) != 0, handling);
  }

  private static Packet suback(Version version, ByteCursor in) throws PacketException {
    int id = in.packetId();
    properties(version, in, Packets.ACK);
    List<Integer> codes = new ArrayList<>(2);
    while (in.remaining() > 0) codes.add(in.u8("reason code"));
    return new Packet.Suback(id, codes);
  }

  private static Packet unsubscribe(Version version, ByteCursor in) throws PacketException {
    int id = in.packetId();
    properties(version, in, Packets.UNSUBSCRIBE);
    List<String> filters = new ArrayList<>(2);
    while (in.remaining() > 0) filters.add(in.text("topic filter"));
    if (filters.isEmpty()) throw PacketException.protocolError("UNSUBSCRIBE without a filter");
    return new Packet.Unsubscribe(id, filters);
  }

  private static Packet unsuback(Version version, ByteCursor in) throws PacketException {
    int id = in.packetId();
    properties(version, in, Packets.ACK);
    in.rest();
    return new Packet.Unsuback(id);
  }

  private static Packet disconnect(Version version, ByteCursor in) throws PacketException {
    if (!version.isFive() || in.remaining() == 0) return new Packet.Disconnect(0, Properties.NONE);
    int code = in.u8("reason code");
    var properties = in.remaining() > 0 ? Properties.read(in, Packets.DISCONNECT) : Properties.NONE;
    return new Packet.Disconnect(code, properties);
  }

  private static Packet auth(Version version, ByteCursor in) throws PacketException {
    if (!version.isFive()) throw PacketException.malformed("AUTH belongs to MQTT 5");
    int code = in.remaining() > 0 ? in.u8("reason code") : 0;
    if (in.remaining() > 0) Properties.read(in, Packets.AUTH);
    return new Packet.Auth(code);
  }

  private static Properties properties(@Nullable Version version, ByteCursor in, Packets place)
      throws PacketException {
    return version == Version.MQTT_5 ? Properties.read(in, place) : Properties.NONE;
  }
}

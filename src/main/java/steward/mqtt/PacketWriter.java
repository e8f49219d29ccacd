package steward.mqtt;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import steward.thing.Message;
import steward.value.Bytes;

/// Packets as bytes, gathered until they are taken for one write. Confined to the loop of its
/// connection.
final class PacketWriter {
  private static final int FIRST_SIZE = 256;
  private static final int KEPT_SIZE = 16 * 1024;

  private byte[] bytes = new byte[FIRST_SIZE];
  private int size;

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /// What was gathered; the writer is empty afterwards.
  byte[] take() {
    byte[] taken = Arrays.copyOf(bytes, size);
    size = 0;
    if (bytes.length > KEPT_SIZE) bytes = new byte[FIRST_SIZE];
    return taken;
  }

  /// One delivery of a publication: what differs from receiver to receiver.
  record Delivery(
      Version version,
      int qos,
      boolean dup,
      boolean retain,
      int id,
      int alias,
      boolean namesTopic,
      List<Integer> ids) {}

  /// The bytes that [#publish] will add.
  static int sizeOf(Publication message, Delivery to) {
    int body = bodyOf(message, to, propertiesOf(message, to));
    return 1 + digits(body) + body;
  }

  private static int bodyOf(Publication message, Delivery to, int properties) {
    int topic = 2 + (to.namesTopic ? message.topicUtf8.length : 0);
    int five = to.version.isFive() ? digits(properties) + properties : 0;
    return topic + (to.qos > 0 ? 2 : 0) + five + message.payload.length();
  }

  private static int propertiesOf(Publication message, Delivery to) {
    if (!to.version.isFive()) return 0;
    int length = message.properties.length + (to.alias > 0 ? 3 : 0);
    if (message.expiresAt != Publication.NEVER) length += 5;
    for (int id : to.ids) length += 1 + digits(id);
    return length;
  }

  void publish(Publication message, Delivery to, long now) {
    int properties = propertiesOf(message, to);
    int body = bodyOf(message, to, properties);
    room(5 + body);
    bytes[size++] = (byte) (0x30 | (to.dup ? 8 : 0) | to.qos << 1 | (to.retain ? 1 : 0));
    varint(body);
    if (to.namesTopic) {
      u16(message.topicUtf8.length);
      raw(message.topicUtf8);
    } else {
      u16(0);
    }
    if (to.qos > 0) u16(to.id);
    if (to.version.isFive()) {
      varint(properties);
      raw(message.properties);
      if (message.expiresAt != Publication.NEVER)
        number(Property.MESSAGE_EXPIRY, message.secondsLeft(now));
      if (to.alias > 0) number(Property.TOPIC_ALIAS, to.alias);
      for (int id : to.ids) number(Property.SUBSCRIPTION_IDENTIFIER, id);
    }
    raw(message.payload.unsafeArray());
  }

  /// PUBACK to PUBCOMP. Version 5 says the code where it is not success, and the sentence where it
  /// is not empty.
  void ack(Version version, PacketType type, int id, ReasonCode reason, String sentence) {
    boolean hasCode = version.isFive() && reason != ReasonCode.SUCCESS;
    byte[] text = hasCode ? reasonString(sentence) : Publication.NO_PROPERTIES;
    int body = 2 + (hasCode ? 1 : 0) + (text.length > 0 ? digits(text.length) + text.length : 0);
    begin(type, body);
    u16(id);
    if (hasCode) u8(reason.code());
    if (text.length > 0) {
      varint(text.length);
      raw(text);
    }
  }

  void connack(Version version, boolean sessionPresent, ReasonCode reason, byte[] properties) {
    int code = version.isFive() ? reason.code() : reason.connackOfVersion3();
    begin(
        PacketType.CONNACK,
        2 + (version.isFive() ? digits(properties.length) + properties.length : 0));
    u8(sessionPresent ? 1 : 0);
    u8(code);
    if (version.isFive()) {
      varint(properties.length);
      raw(properties);
    }
  }

  void suback(Version version, int id, int[] codes) {
    answers(PacketType.SUBACK, version, id, codes);
  }

  /// Versions before 5 have no codes in it.
  void unsuback(Version version, int id, int[] codes) {
    answers(PacketType.UNSUBACK, version, id, version.isFive() ? codes : new int[0]);
  }

  private void answers(PacketType type, Version version, int id, int[] codes) {
    begin(type, 2 + (version.isFive() ? 1 : 0) + codes.length);
    u16(id);
    if (version.isFive()) u8(0);
    for (int code : codes) u8(code);
  }

  /// An empty packet: PINGREQ, PINGRESP or the DISCONNECT of a client.
  void empty(PacketType type) {
    begin(type, 0);
  }

  void disconnect(ReasonCode reason, String sentence) {
    byte[] text = reasonString(sentence);
    begin(PacketType.DISCONNECT, 1 + digits(text.length) + text.length);
    u8(reason.code());
    varint(text.length);
    raw(text);
  }

  void subscribe(Version version, int id, List<Packet.Wish> wishes) {
    int body = 2 + (version.isFive() ? 1 : 0);
    for (var wish : wishes) body += 3 + utf8(wish.filter()).length;
    begin(PacketType.SUBSCRIBE, body);
    u16(id);
    if (version.isFive()) u8(0);
    for (var wish : wishes) {
      text(wish.filter());
      int five = (wish.noLocal() ? 4 : 0) | (wish.asPublished() ? 8 : 0) | wish.handling() << 4;
      u8(wish.qos() | (version.isFive() ? five : 0));
    }
  }

  void unsubscribe(Version version, int id, String filter) {
    begin(PacketType.UNSUBSCRIBE, 4 + (version.isFive() ? 1 : 0) + utf8(filter).length);
    u16(id);
    if (version.isFive()) u8(0);
    text(filter);
  }

  /// The CONNECT of a clean session without a will.
  void connect(Version version, ExternalSettings as, int keepAlive) {
    String user = as.user();
    int credentials = user.isEmpty() ? 0 : 4 + utf8(user).length + as.password().length();
    int will =
        as.will()
            .map(it -> 4 + utf8(it.topic()).length + it.payload().length() + willRoom(version))
            .orElse(0);
    begin(
        PacketType.CONNECT,
        10 + willRoom(version) + 2 + utf8(as.clientId()).length + will + credentials);
    text("MQTT");
    u8(version.level());
    u8(2 | as.will().map(PacketWriter::willFlags).orElse(0) | (user.isEmpty() ? 0 : 0xC0));
    u16(keepAlive);
    if (version.isFive()) u8(0);
    text(as.clientId());
    as.will().ifPresent(it -> will(version, it));
    if (!user.isEmpty()) {
      text(user);
      u16(as.password().length());
      raw(as.password().unsafeArray());
    }
  }

  /// An empty list of properties, which only version 5 has.
  private static int willRoom(Version version) {
    return version.isFive() ? 1 : 0;
  }

  private static int willFlags(Message.Publish will) {
    return 4 | will.qos() << 3 | (will.retained() ? 0x20 : 0);
  }

  private void will(Version version, Message.Publish will) {
    if (version.isFive()) u8(0);
    text(will.topic());
    u16(will.payload().length());
    raw(will.payload().unsafeArray());
  }

  private static byte[] reasonString(String sentence) {
    if (sentence.isEmpty()) return Publication.NO_PROPERTIES;
    var writer = new PacketWriter();
    writer.text(Property.REASON_STRING, sentence);
    return writer.take();
  }

  /// A property that is a number, in the form that belongs to it.
  void number(Property property, long value) {
    u8(property.id);
    switch (property.form) {
      case FLAG -> u8((int) value);
      case TWO, TWO_NOT_ZERO -> u16((int) value);
      case FOUR, FOUR_NOT_ZERO -> {
        u16((int) (value >> 16));
        u16((int) value);
      }
      case VARINT -> varint((int) value);
      case TEXT, BINARY, PAIR -> throw new IllegalArgumentException(property + " is not a number");
    }
  }

  void text(Property property, String value) {
    u8(property.id);
    text(value);
  }

  void binary(Property property, Bytes value) {
    u8(property.id);
    u16(value.length());
    raw(value.unsafeArray());
  }

  void text(String value) {
    byte[] utf8 = utf8(value);
    u16(utf8.length);
    raw(utf8);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void begin(PacketType type, int body) {
    room(5 + body);
    u8(type.first());
    varint(body);
  }

  void u8(int value) {
    room(1);
    bytes[size++] = (byte) value;
  }

  void u16(int value) {
    room(2);
    bytes[size++] = (byte) (value >> 8);
    bytes[size++] = (byte) value;
  }

  void u64(long value) {
    for (int shift = 48; shift >= 0; shift -= 16) u16((int) (value >> shift));
  }

  void varint(int value) {
    room(4);
    int rest = value;
    while (rest > 0x7F) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  void raw(byte[] more) {
    room(more.length);
    System.arraycopy(more, 0, bytes, size, more.length);
    size += more.length;
  }

  private static int digits(int value) {
    return value < 0x80 ? 1 : value < 0x4000 ? 2 : value < 0x20_0000 ? 3 : 4;
  }

  private void room(int more) {
    if (bytes.length - size < more)
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
  }
}

package steward.mqtt;

import java.util.ArrayList;
import java.util.List;
import steward.value.Bytes;

/// The properties of one packet. Immutable once read.
///
/// Those that a subscriber gets as the publisher wrote them are kept as the bytes they came in, so
/// forwarding them costs one copy and changes nothing.
final class Properties {
  private static final byte[] NOTHING = {};
  static final Properties NONE = new Properties();

  private record Entry(Property property, long number, Object value) {}

  private final List<Entry> entries = new ArrayList<>(4);
  private final List<Integer> subscriptionIds = new ArrayList<>(1);
  private byte[] forwarded = NOTHING;

  /// Reads the length and the properties that a packet of version 5 carries here.
  static Properties read(ByteCursor packet, Property.Packets place) throws PacketException {
    int length = packet.varint("property length");
    if (length == 0) return NONE;
    var properties = new Properties();
    var in = packet.part(length, "properties");
    while (in.remaining() > 0) properties.readOne(in, place);
    return properties;
  }

  private void readOne(ByteCursor in, Property.Packets place) throws PacketException {
    int start = in.position();
    var property = Property.of(in.varint("property identifier"), place);
    var entry = value(property, in);
    if (property == Property.SUBSCRIPTION_IDENTIFIER) {
      addSubscriptionId((int) entry.number, place);
    } else if (property != Property.USER_PROPERTY) {
      if (has(property)) throw PacketException.protocolError(property + " is given twice");
      entries.add(entry);
    }
    if (property.isForwarded()) forwarded = joined(forwarded, in.since(start));
  }

  private void addSubscriptionId(int id, Property.Packets place) throws PacketException {
    if (id == 0) throw PacketException.protocolError("subscription identifier 0 is not allowed");
    if (place == Property.Packets.SUBSCRIBE && !subscriptionIds.isEmpty()) {
      throw PacketException.protocolError("SUBSCRIPTION_IDENTIFIER is given twice");
    }
    subscriptionIds.add(id);
  }

  private static Entry value(Property property, ByteCursor in) throws PacketException {
    String name = property.name();
    return switch (property.form) {
      case FLAG -> new Entry(property, atMost(in.u8(name), 1, name), "");
      case TWO -> new Entry(property, in.u16(name), "");
      case TWO_NOT_ZERO -> new Entry(property, notZero(in.u16(name), name), "");
      case FOUR -> new Entry(property, in.u32(name), "");
      case FOUR_NOT_ZERO -> new Entry(property, notZero(in.u32(name), name), "");
      case VARINT -> new Entry(property, in.varint(name), "");
      case TEXT -> new Entry(property, 0, in.text(name));
      case BINARY -> new Entry(property, 0, in.binary(name));
      case PAIR -> {
        in.text(name);
        in.text(name);
        yield new Entry(property, 0, "");
      }
    };
  }

  private static long notZero(long value, String name) throws PacketException {
    if (value == 0) throw PacketException.protocolError(name + " must not be 0");
    return value;
  }

  private static long atMost(int value, int most, String name) throws PacketException {
    if (value > most) throw PacketException.protocolError(name + " must be 0 or 1, not " + value);
    return value;
  }

  boolean has(Property property) {
    for (var entry : entries) {
      if (entry.property == property) return true;
    }
    return false;
  }

  long number(Property property, long absent) {
    for (var entry : entries) {
      if (entry.property == property) return entry.number;
    }
    return absent;
  }

  /// The text, or the empty one.
  String text(Property property) {
    for (var entry : entries) {
      if (entry.property == property && entry.value instanceof String text) return text;
    }
    return "";
  }

  /// The bytes, or none.
  Bytes binary(Property property) {
    for (var entry : entries) {
      if (entry.property == property && entry.value instanceof Bytes bytes) return bytes;
    }
    return Bytes.EMPTY;
  }

  List<Integer> subscriptionIds() {
    return subscriptionIds;
  }

  /// The properties that are passed on, as they were written.
  byte[] forwarded() {
    return forwarded;
  }

  private static byte[] joined(byte[] first, byte[] second) {
    if (first.length == 0) return second;
    var both = java.util.Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}

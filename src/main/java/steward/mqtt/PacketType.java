package steward.mqtt;

/// The control packets by their number. `flags` are the low four bits that the first byte must
/// have, -1 for any.
enum PacketType {
  RESERVED(-1),
  CONNECT(0),
  CONNACK(0),
  PUBLISH(-1),
  PUBACK(0),
  PUBREC(0),
  PUBREL(2),
  PUBCOMP(0),
  SUBSCRIBE(2),
  SUBACK(0),
  UNSUBSCRIBE(2),
  UNSUBACK(0),
  PINGREQ(0),
  PINGRESP(0),
  DISCONNECT(0),
  AUTH(0);

  private static final PacketType[] BY_NUMBER = values();

  private final int flags;

  PacketType(int flags) {
    this.flags = flags;
  }

  /// The type of a packet by its first byte.
  static PacketType of(int first) throws PacketException {
    var type = BY_NUMBER[first >> 4 & 15];
    if (type == RESERVED) throw PacketException.malformed("packet type 0 does not exist");
    if (type.flags >= 0 && type.flags != (first & 15)) {
      throw PacketException.malformed(
          type + " has the flags " + (first & 15) + " instead of " + type.flags);
    }
    return type;
  }

  /// The first byte of a packet of this type that is not a PUBLISH.
  int first() {
    return ordinal() << 4 | Math.max(flags, 0);
  }
}

package steward.mqtt;

/// A packet that cannot be accepted, with the reason code its connection is closed with. Carries no
/// stack trace: a hostile client must not make us fill one in for each packet.
final class PacketException extends Exception {
  private static final long serialVersionUID = 1;

  private final ReasonCode reason;
  private final String sentence;

  PacketException(ReasonCode reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
    this.sentence = message;
  }

  static PacketException malformed(String message) {
    return new PacketException(ReasonCode.MALFORMED_PACKET, message);
  }

  static PacketException protocolError(String message) {
    return new PacketException(ReasonCode.PROTOCOL_ERROR, message);
  }

  String sentence() {
    return sentence;
  }

  ReasonCode reason() {
    return reason;
  }
}

package steward.mqtt;

/// The reason codes of MQTT 5 that this broker gives or understands.
enum ReasonCode {
  SUCCESS(0x00),
  DISCONNECT_WITH_WILL(0x04),
  NO_MATCHING_SUBSCRIBERS(0x10),
  NO_SUBSCRIPTION_EXISTED(0x11),
  UNSPECIFIED(0x80),
  MALFORMED_PACKET(0x81),
  PROTOCOL_ERROR(0x82),
  IMPLEMENTATION_SPECIFIC(0x83),
  UNSUPPORTED_VERSION(0x84),
  CLIENT_ID_NOT_VALID(0x85),
  BAD_CREDENTIALS(0x86),
  NOT_AUTHORIZED(0x87),
  SERVER_UNAVAILABLE(0x88),
  SERVER_SHUTTING_DOWN(0x8B),
  BAD_AUTHENTICATION_METHOD(0x8C),
  KEEP_ALIVE_TIMEOUT(0x8D),
  SESSION_TAKEN_OVER(0x8E),
  TOPIC_FILTER_INVALID(0x8F),
  TOPIC_NAME_INVALID(0x90),
  PACKET_ID_IN_USE(0x91),
  PACKET_ID_NOT_FOUND(0x92),
  RECEIVE_MAXIMUM_EXCEEDED(0x93),
  TOPIC_ALIAS_INVALID(0x94),
  PACKET_TOO_LARGE(0x95),
  QUOTA_EXCEEDED(0x97),
  ADMINISTRATIVE_ACTION(0x98);

  private final int code;

  ReasonCode(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  /// What a CONNACK of MQTT 3.1 and 3.1.1 says instead.
  int connackOfVersion3() {
    return switch (this) {
      case UNSUPPORTED_VERSION -> 1;
      case CLIENT_ID_NOT_VALID -> 2;
      case BAD_CREDENTIALS -> 4;
      case NOT_AUTHORIZED, BAD_AUTHENTICATION_METHOD, ADMINISTRATIVE_ACTION -> 5;
      case SUCCESS -> 0;
      case DISCONNECT_WITH_WILL,
          NO_MATCHING_SUBSCRIBERS,
          NO_SUBSCRIPTION_EXISTED,
          UNSPECIFIED,
          MALFORMED_PACKET,
          PROTOCOL_ERROR,
          IMPLEMENTATION_SPECIFIC,
          SERVER_UNAVAILABLE,
          SERVER_SHUTTING_DOWN,
          KEEP_ALIVE_TIMEOUT,
          SESSION_TAKEN_OVER,
          TOPIC_FILTER_INVALID,
          TOPIC_NAME_INVALID,
          PACKET_ID_IN_USE,
          PACKET_ID_NOT_FOUND,
          RECEIVE_MAXIMUM_EXCEEDED,
          TOPIC_ALIAS_INVALID,
          PACKET_TOO_LARGE,
          QUOTA_EXCEEDED ->
          3;
    };
  }

  /// The name as it stands in a counter or a log: `malformed-packet`.
  String word() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}

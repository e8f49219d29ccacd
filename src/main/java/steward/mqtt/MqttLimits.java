package steward.mqtt;

/// What the broker holds at most. Immutable. Each limit has a decision, told here, and a counter in
/// [Counter].
///
/// @param clients connections at once; the next is refused with 0x97
/// @param sessions sessions kept, with and without a connection; the next client is refused with
///   0x97
/// @param packetBytes the largest packet taken; a larger one closes its connection with 0x95
/// @param queueMessages messages waiting in one session; the next is discarded, and a connected
///   client is dropped
/// @param queueBytes bytes waiting in one session or in its socket; the decision is the same
/// @param inFlight messages of QoS 1 and 2 sent and not yet acknowledged; further ones wait in the
///   queue
/// @param receiveMaximum the same in the other direction; more closes the connection with 0x93
/// @param topicAliases aliases a client may set; a higher one closes the connection with 0x94
/// @param topicBytes UTF-8 bytes of a topic or filter; a longer one is refused with 0x90 or 0x8F
/// @param topicLevels levels of a topic or filter; a deeper one is refused with 0x90 or 0x8F
/// @param subscriptions filters of one session; the next is refused with 0x97
/// @param retainedMessages retained messages; the next new topic is refused with 0x97 and not kept
/// @param retainedBytes their bytes with topic; the decision is the same
/// @param houseMessages publishes of the house on their way to the loop; the next is discarded
/// @param clientIdBytes UTF-8 bytes of a client identifier; a longer one is refused with 0x85
public record MqttLimits(
    int clients,
    int sessions,
    int packetBytes,
    int queueMessages,
    int queueBytes,
    int inFlight,
    int receiveMaximum,
    int topicAliases,
    int topicBytes,
    int topicLevels,
    int subscriptions,
    int retainedMessages,
    long retainedBytes,
    int houseMessages,
    int clientIdBytes) {

  /// The most packet identifiers that one session can have in use.
  private static final int IDENTIFIERS = 65_535;

  public MqttLimits {
    between("clients", clients, 1, 100_000);
    between("sessions", sessions, clients, 1_000_000);
    between("packetBytes", packetBytes, 256, 268_435_460);
    between("queueMessages", queueMessages, 1, IDENTIFIERS - 1);
    between("queueBytes", queueBytes, packetBytes, Integer.MAX_VALUE);
    between("inFlight", inFlight, 1, IDENTIFIERS);
    between("receiveMaximum", receiveMaximum, 1, IDENTIFIERS);
    between("topicAliases", topicAliases, 0, IDENTIFIERS);
    between("topicBytes", topicBytes, 1, IDENTIFIERS);
    between("topicLevels", topicLevels, 1, IDENTIFIERS);
    between("subscriptions", subscriptions, 1, 1_000_000);
    between("retainedMessages", retainedMessages, 0, 10_000_000);
    between("houseMessages", houseMessages, 1, 10_000_000);
    between("clientIdBytes", clientIdBytes, 23, IDENTIFIERS);
    if (retainedBytes < 0)
      throw new IllegalArgumentException("retainedBytes must not be below 0: " + retainedBytes);
  }

  /// Limits for a house of a few hundred things on a small board.
  public static MqttLimits ofHouse() {
    return new MqttLimits(
        2_000,
        4_000,
        2_097_152,
        10_000,
        16_777_216,
        256,
        1_024,
        64,
        1_024,
        32,
        1_000,
        50_000,
        67_108_864L,
        65_536,
        256);
  }

  private static void between(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + " must be from " + least + " to " + most + ", not " + value);
    }
  }
}

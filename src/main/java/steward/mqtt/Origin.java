package steward.mqtt;

import steward.value.Bytes;

/// Where a message came from, and where an answer is wanted. Immutable.
///
/// @param responseTopic the response topic of MQTT 5, empty where none was given
/// @param correlation the correlation data of MQTT 5, to be sent back with the answer
public record Origin(Peer peer, String responseTopic, Bytes correlation) {
  /// Of a retained message, whose publisher is not remembered.
  public static final Origin UNKNOWN = of(Peer.NOBODY);

  public static Origin of(Peer peer) {
    return new Origin(peer, "", Bytes.EMPTY);
  }

  public boolean wantsAnswer() {
    return !responseTopic.isEmpty();
  }
}

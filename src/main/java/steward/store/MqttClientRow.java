package steward.store;

import java.time.Instant;
import java.util.Optional;
import steward.driver.OwnTopics;

/// A device or bridge with a name of its own on the broker.
///
/// @param whose the UDN of the device, or the topic prefix of the bridge
/// @param hash the SHA-256 of its password in hex digits, which suffices for one that is random
/// @param topics what was granted to it
public record MqttClientRow(
    String name,
    boolean isBridge,
    String whose,
    String hash,
    OwnTopics topics,
    Instant since,
    Optional<Instant> seen) {

  public MqttClientRow granted(OwnTopics other) {
    return new MqttClientRow(name, isBridge, whose, hash, other, since, seen);
  }

  public MqttClientRow seenAt(Instant at) {
    return new MqttClientRow(name, isBridge, whose, hash, topics, since, Optional.of(at));
  }

  /// Without the hash.
  @Override
  public String toString() {
    return "MqttClientRow[" + name + ", " + whose + "]";
  }
}

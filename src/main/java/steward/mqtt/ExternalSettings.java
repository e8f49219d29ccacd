package steward.mqtt;

import java.time.Duration;
import java.util.Optional;
import steward.thing.Message;
import steward.value.Bytes;

/// How an external broker is spoken to. Immutable.
///
/// @param clientId what we call ourselves there; two with one name would throw each other out
/// @param user empty where no credentials are needed
/// @param keepAlive how often a silent connection is tried, at least a second
/// @param firstRetry how long to wait after a first failure; doubled after each further one, with
///   up to half as much of jitter
/// @param longestRetry the longest wait
/// @param will what the broker publishes when we are gone without a word
/// @param within how long connecting and the answer to it may take
public record ExternalSettings(
    String clientId,
    String user,
    Bytes password,
    Duration keepAlive,
    Duration firstRetry,
    Duration longestRetry,
    Duration within,
    Optional<Message.Publish> will,
    MqttLimits limits) {

  public ExternalSettings {
    if (keepAlive.toSeconds() < 1 || keepAlive.toSeconds() > 65_535) {
      throw new IllegalArgumentException(
          "keepAlive must be from 1 to 65535 seconds, not " + keepAlive);
    }
  }

  public static ExternalSettings named(String clientId) {
    return new ExternalSettings(
        clientId,
        "",
        Bytes.EMPTY,
        Duration.ofSeconds(30),
        Duration.ofMillis(500),
        Duration.ofSeconds(60),
        Duration.ofSeconds(10),
        Optional.empty(),
        MqttLimits.ofHouse());
  }

  public ExternalSettings withCredentials(String name, Bytes secret) {
    return new ExternalSettings(
        clientId, name, secret, keepAlive, firstRetry, longestRetry, within, will, limits);
  }

  public ExternalSettings withWill(Message.Publish last) {
    return new ExternalSettings(
        clientId,
        user,
        password,
        keepAlive,
        firstRetry,
        longestRetry,
        within,
        Optional.of(last),
        limits);
  }

  public ExternalSettings retrying(Duration first, Duration longest) {
    return new ExternalSettings(
        clientId, user, password, keepAlive, first, longest, within, will, limits);
  }
}

package steward.mqtt;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/// How the broker is set up. Immutable.
///
/// @param doors where it listens
/// @param limits what it holds at most
/// @param connectWithin how long a connection may take to say CONNECT
/// @param keepAliveAtMost the longest keep-alive; clients of MQTT 5 that ask for a longer or none
///   are told this one
/// @param sessionAtMost how long a session is kept without its client at most
/// @param derived topics whose retained messages are made anew after a restart and therefore never
///   stored
/// @param origins the `Origin` headers a WebSocket client may come with; one without the header is
///   no browser
public record MqttSettings(
    List<Door> doors,
    MqttLimits limits,
    Duration connectWithin,
    Duration keepAliveAtMost,
    Duration sessionAtMost,
    Predicate<String> derived,
    Predicate<String> origins) {

  public MqttSettings {
    doors = List.copyOf(doors);
  }

  /// The usual settings, on these doors.
  public static MqttSettings on(Door... doors) {
    return new MqttSettings(
        List.of(doors),
        MqttLimits.ofHouse(),
        Duration.ofSeconds(10),
        Duration.ofHours(1),
        Duration.ofDays(7),
        topic -> topic.startsWith("steward/"),
        MqttSettings::isLocal);
  }

  public MqttSettings with(MqttLimits other) {
    return new MqttSettings(
        doors, other, connectWithin, keepAliveAtMost, sessionAtMost, derived, origins);
  }

  private static boolean isLocal(String origin) {
    return origin.matches("https?://(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d{1,5})?");
  }
}

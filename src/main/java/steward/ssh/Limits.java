package steward.ssh;

import java.time.Duration;

/// How much the SSH server takes on; further connections are closed at once and counted.
///
/// @param connections in all
/// @param strangers of them, that have not yet shown a key; the next takes the place of the oldest
///   of the address that has most
/// @param perAddress connections of one IPv4 address or one IPv6 network of 64 bits
/// @param burst new connections of one address at once
/// @param every how often another one is allowed after that
/// @param attempts to authenticate in one connection
/// @param grace how long a connection may take to authenticate
/// @param idle how long nothing may be said
/// @param commands of one client at the same time
public record Limits(
    int connections,
    int strangers,
    int perAddress,
    int burst,
    Duration every,
    int attempts,
    Duration grace,
    Duration idle,
    int commands) {

  public static Limits usual() {
    return new Limits(
        32, 16, 8, 30, Duration.ofSeconds(1), 6, Duration.ofSeconds(20), Duration.ofMinutes(10), 4);
  }
}

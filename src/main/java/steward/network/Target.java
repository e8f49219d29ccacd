package steward.network;

import java.nio.file.Path;
import java.util.Optional;

/// Where to connect to.
///
/// @param host a name or an address
/// @param tls whether the connection is encrypted and the peer's certificate checked against the
///   host
/// @param caFile the PEM file of the authority that signed it; empty for those that Java trusts
public record Target(String host, int port, boolean tls, Optional<Path> caFile) {
  public Target {
    if (host.isBlank() || port < 1 || port > 65_535) {
      throw new IllegalArgumentException(
          "a target has a host and a port from 1 to 65535, not " + host + ":" + port);
    }
  }

  /// Without TLS.
  public static Target of(String host, int port) {
    return new Target(host, port, false, Optional.empty());
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}

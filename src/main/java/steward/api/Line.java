package steward.api;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.util.Optional;
import steward.network.Source;

/// A connection: which door it came in by and where its ends are. Immutable.
///
/// @param remote empty on the Unix socket
/// @param local empty on the Unix socket
public record Line(Door door, Optional<End> remote, Optional<End> local) {

  /// One end of it.
  public record End(InetAddress address, int port) {}

  static Line of(Door door, HttpConnection connection) {
    return door == Door.SOCKET
        ? new Line(door, Optional.empty(), Optional.empty())
        : new Line(door, end(connection.remoteAddress()), end(connection.localAddress()));
  }

  private static Optional<End> end(SocketAddress address) {
    if (address == null || !address.isInetSocket()) return Optional.empty();
    try {
      String host = address.hostAddress();
      return Optional.of(new End(InetAddress.ofLiteral(host), address.port()));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// What the other end is counted under.
  Source source() {
    return remote.map(end -> Source.of(end.address())).orElse(Source.NONE);
  }

  /// The other end without its port, for the audit log.
  String address() {
    return remote.map(end -> end.address().getHostAddress()).orElse("");
  }
}

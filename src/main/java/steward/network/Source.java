package steward.network;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.Optional;

/// Where a connection comes from, as far as it is counted: an IPv4 address, or an IPv6 network of
/// 64 bits, since whoever has one of those has all its addresses. Immutable.
///
/// @param name the address as text, or the network's 16 hex digits and `/64`
public record Source(String name) {
  /// A connection without addresses, such as that of a Unix socket.
  public static final Source NONE = new Source("");

  public static Source of(InetAddress address) {
    return new Source(
        address instanceof Inet6Address
            ? HexFormat.of().formatHex(address.getAddress(), 0, 8) + "/64"
            : address.getHostAddress());
  }

  /// The source of an address as text, with or without the zone of a link-local one.
  ///
  /// @return nothing if it is no address
  public static Optional<Source> read(String address) {
    int zone = address.indexOf('%');
    try {
      return Optional.of(
          of(InetAddress.ofLiteral(zone < 0 ? address : address.substring(0, zone))));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}

package steward.ssh;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/// Where a connection comes from, as far as it is counted: an IPv4 address, or an IPv6 network of
/// 64 bits, since whoever has one of those has all its addresses.
record Source(String hex) {
  static Source of(InetAddress address) {
    byte[] bytes = address.getAddress();
    boolean six = address instanceof Inet6Address;
    return new Source(HexFormat.of().formatHex(six ? Arrays.copyOf(bytes, 8) : bytes));
  }
}

package steward.network;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;

/// Which addresses are never a peer. An IPv6 address that carries one of IPv4 is judged by that.
public final class Addresses {
  /// Where cloud machines ask for their credentials, outside the link-local network, in hex.
  private static final Set<String> METADATA =
      Set.of("646464c8", "a83f8110", "c00000c0", "fd000ec2000000000000000000000254");

  private Addresses() {}

  static boolean isForbidden(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (address.isAnyLocalAddress()
        || address.isLinkLocalAddress()
        || address.isMulticastAddress()
        || METADATA.contains(HexFormat.of().formatHex(bytes))) {
      return true;
    }
    return switch (address) {
      case Inet4Address _ -> bytes[0] == 0 || (bytes[0] & 0xf0) == 0xf0;
      case Inet6Address six -> six.isSiteLocalAddress() || carriesForbidden(bytes);
      default -> true;
    };
  }

  /// Whether it belongs to the internet and not to some network of one's own.
  public static boolean isPublic(InetAddress address) {
    byte[] bytes = address.getAddress();
    boolean isHome =
        switch (address) {
          // 100.64/10 is shared between a provider and its customers; 192.168, 172.16/12, 10/8.
          case Inet4Address four ->
              four.isSiteLocalAddress() || bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
          case Inet6Address _ -> (bytes[0] & 0xfe) == 0xfc;
          default -> true;
        };
    return !isHome && !address.isLoopbackAddress() && !isForbidden(address);
  }

  /// NAT64 `64:ff9b::/96`, 6to4 `2002::/16` and IPv4-compatible `::/96` name an IPv4 address
  /// within.
  private static boolean carriesForbidden(byte[] six) {
    String hex = HexFormat.of().formatHex(six);
    if (hex.startsWith("0064ff9b0000000000000000")) return isForbiddenFour(six, 12);
    if (hex.startsWith("2002")) return isForbiddenFour(six, 2);
    boolean isLoopback = hex.equals("00000000000000000000000000000001");
    return hex.startsWith("000000000000000000000000") && !isLoopback;
  }

  private static boolean isForbiddenFour(byte[] six, int from) {
    try {
      InetAddress four = InetAddress.getByAddress(Arrays.copyOfRange(six, from, from + 4));
      return four.isLoopbackAddress() || isForbidden(four);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }

  /// Whether this machine has the address on one of its interfaces. Asks the system.
  static boolean isOwn(InetAddress address) {
    try {
      return NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException _) {
      return true;
    }
  }
}

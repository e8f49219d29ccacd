package steward.network;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The networks of this machine on which people and things are: neither loopback nor tunnels, nor
/// those of containers and virtual machines.
public final class HomeNetworks {
  private static final List<String> NOT_HOME =
      List.of("docker", "veth", "virbr", "cni", "podman", "tun", "tap", "wg", "zt");

  /// A bridge of containers has figures for a name; `br-things` is where the things are.
  private static final Pattern OF_CONTAINERS = Pattern.compile("br-[0-9a-f]{12}");

  private HomeNetworks() {}

  public static boolean isHome(NetworkInterface network) {
    try {
      return network.isUp()
          && network.supportsMulticast()
          && !network.isLoopback()
          && !network.isPointToPoint()
          && NOT_HOME.stream().noneMatch(network.getName()::startsWith)
          && !OF_CONTAINERS.matcher(network.getName()).matches();
    } catch (SocketException _) {
      return false;
    }
  }

  /// Our address on an IPv4 network, the one that all on it hear, and the name of the interface.
  record Four(InetAddress own, InetAddress everybody, String network) {}

  /// The IPv4 networks as they are now. Asks the system.
  static List<Four> four() {
    var all = new ArrayList<Four>();
    try {
      for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
        if (!isHome(network)) continue;
        for (InterfaceAddress address : network.getInterfaceAddresses()) {
          if (address.getAddress() instanceof Inet4Address own)
            everybody(own, address.getNetworkPrefixLength())
                .ifPresent(everybody -> all.add(new Four(own, everybody, network.getName())));
        }
      }
    } catch (IOException _) {
      // As if there were none, until the next search.
    }
    return all;
  }

  /// Reckoned, and not what the system has: an address may have been set without it. A network of
  /// two machines or one has nobody whom all hear.
  private static Optional<InetAddress> everybody(Inet4Address own, int bits) throws IOException {
    if (bits < 1 || bits > 30) return Optional.empty();
    byte[] all = own.getAddress();
    for (int bit = bits; bit < 32; bit++) all[bit / 8] |= (byte) (0x80 >> bit % 8);
    return Optional.of(InetAddress.getByAddress(all));
  }
}

package steward.oldtls;

import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;

/// The networks from which devices may come. Immutable.
///
/// @param networks none for the network of the address that is listened on
record Allowed(List<Network> networks) {

  /// An address and how many of its first bits count.
  record Network(InetAddress address, int bits) {

    /// @throws IllegalArgumentException for a text that is no `192.168.50.0/24`
    static Network of(String text) {
      int slash = text.indexOf('/');
      InetAddress address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
      int most = address.getAddress().length * 8;
      int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
      if (bits < 0 || bits > most) throw new IllegalArgumentException("no network: " + text);
      return new Network(address, bits);
    }

    boolean holds(InetAddress peer) {
      byte[] own = address.getAddress();
      byte[] other = peer.getAddress();
      if (other.length != own.length) return false;
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> bit % 8;
        if (((own[bit / 8] ^ other[bit / 8]) & mask) != 0) return false;
      }
      return true;
    }
  }

  Allowed {
    networks = List.copyOf(networks);
  }

  /// @param listed separated by commas; empty for the network of the address
  /// @throws SocketException if the system does not tell its networks
  static Allowed of(String listed, InetAddress listening) throws SocketException {
    var networks = new ArrayList<Network>();
    for (String one : listed.split(",", -1))
      if (!one.isBlank()) networks.add(Network.of(one.strip()));
    if (networks.isEmpty()) networks.add(around(listening));
    return new Allowed(networks);
  }

  private static Network around(InetAddress listening) throws SocketException {
    NetworkInterface itself = NetworkInterface.getByInetAddress(listening);
    if (itself != null) {
      for (InterfaceAddress one : itself.getInterfaceAddresses()) {
        if (one.getAddress().equals(listening))
          return new Network(listening, one.getNetworkPrefixLength());
      }
    }
    // Of the loopback network the system names one address only.
    int bits = listening.isLoopbackAddress() ? 8 : listening.getAddress().length * 8;
    return new Network(listening, bits);
  }

  boolean holds(InetAddress address) {
    return networks.stream().anyMatch(network -> network.holds(address));
  }
}

package steward.network.vpn;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Collectors;
import steward.network.fence.Subnet;

/// What a client needs for the tunnel, handed out once. Only the house's own two addresses go
/// through it; everything else of the client stays outside.
///
/// @param secret the client's private key where it was made here; else empty
/// @param house the steward's addresses in the tunnel
/// @param own the client's
/// @param endpoints where the house is from outside
public record TunnelProfile(
    Peer peer,
    String secret,
    String server,
    List<InetAddress> house,
    List<InetAddress> own,
    List<String> endpoints) {
  /// Below the least that mobile networks carry.
  private static final int MTU = 1_280;

  private static final int KEEP_ALIVE_SECONDS = 25;

  /// The file that the WireGuard app takes, from a QR code as well.
  public String text() {
    var text = new StringBuilder();
    text.append("[Interface]\n");
    text.append(
        secret.isEmpty()
            ? "# PrivateKey = the one that this device made itself\n"
            : "PrivateKey = " + secret + "\n");
    text.append("Address = ").append(nets(own)).append('\n');
    text.append("MTU = ").append(MTU).append("\n\n[Peer]\n");
    text.append("PublicKey = ").append(server).append('\n');
    text.append("PresharedKey = ").append(peer.shared()).append('\n');
    text.append("AllowedIPs = ").append(nets(house)).append('\n');
    if (endpoints.isEmpty()) text.append("# Endpoint = the house's address from outside:port\n");
    for (int i = 0; i < endpoints.size(); i++)
      text.append(i == 0 ? "Endpoint = " : "# or: ").append(endpoints.get(i)).append('\n');
    text.append("PersistentKeepalive = ").append(KEEP_ALIVE_SECONDS).append('\n');
    return text.toString();
  }

  private static String nets(List<InetAddress> all) {
    return all.stream()
        .map(one -> Subnet.text(one) + (one.getAddress().length == 4 ? "/32" : "/128"))
        .collect(Collectors.joining(", "));
  }

  /// Not the secret.
  @Override
  public String toString() {
    return "TunnelProfile[" + peer + "]";
  }
}

package steward.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Tells whether who is at the other end of a connection is on a network that is directly attached
/// to the interface that the connection came in on.
///
/// A VPN, a container bridge and the interfaces of the things are no such networks, and the
/// loopback interface is not either: who is at the machine is told by other means. Immutable,
/// thread-safe; asking reads the system's interfaces, for some ten microseconds.
public final class AttachedNetworks {
  private static final List<String> CONTAINERS =
      List.of("docker", "br-", "veth", "cni", "flannel", "lxc", "lxd", "virbr", "vnet", "podman");
  private static final List<String> TUNNELS =
      List.of(
          "tun",
          "tap",
          "wg",
          "ppp",
          "utun",
          "tailscale",
          "ts",
          "zt",
          "ipsec",
          "vti",
          "gre",
          "sit",
          "he-ipv6",
          "nordlynx",
          "proton",
          "wwan");

  private final Set<String> things;

  /// @param things names of interfaces to which only things are attached
  public AttachedNetworks(Set<String> things) {
    this.things = Set.copyOf(things);
  }

  /// An interface with what matters here.
  ///
  /// @param index the system's number of it, which is the scope of a link-local address
  /// @param prefixes the networks of its addresses
  public record Attachment(
      String name,
      int index,
      boolean up,
      boolean pointToPoint,
      boolean loopback,
      List<Prefix> prefixes) {
    public Attachment {
      prefixes = List.copyOf(prefixes);
    }
  }

  /// An address of an interface and how many of its bits name the network.
  public record Prefix(InetAddress address, int bits) {}

  /// Whether the remote end is a neighbour, by the interfaces as they are now.
  ///
  /// @param local the address on this machine to which it came
  /// @param remote where it comes from
  public boolean isAttached(InetAddress local, InetAddress remote) {
    try {
      return isAttached(now(), local, remote);
    } catch (SocketException _) {
      return false;
    }
  }

  /// The same over given interfaces: pure.
  boolean isAttached(List<Attachment> attachments, InetAddress local, InetAddress remote) {
    InetAddress here = unmapped(local);
    InetAddress there = unmapped(remote);
    if (there.isLoopbackAddress() || there.isAnyLocalAddress() || there.isMulticastAddress())
      return false;
    if (here.getAddress().length != there.getAddress().length) return false;
    return attachments.stream().anyMatch(one -> isHome(one) && joins(one, here, there));
  }

  private boolean isHome(Attachment one) {
    return one.up()
        && !one.loopback()
        && !one.pointToPoint()
        && !things.contains(one.name())
        && !isForContainers(one.name())
        && !isTunnel(one.name());
  }

  /// The interface holds the local address, and the remote one is in the network of one of its
  /// addresses: with several prefixes on a link, neighbours of the others are neighbours too.
  private static boolean joins(Attachment one, InetAddress here, InetAddress there) {
    if (!scopeFits(one, here) || !scopeFits(one, there)) return false;
    boolean holds = one.prefixes().stream().anyMatch(prefix -> same(prefix.address(), here));
    return holds && one.prefixes().stream().anyMatch(prefix -> contains(prefix, there));
  }

  private static boolean scopeFits(Attachment one, InetAddress address) {
    return !(address instanceof Inet6Address six
        && six.isLinkLocalAddress()
        && six.getScopeId() != one.index());
  }

  private static boolean same(InetAddress one, InetAddress other) {
    return java.util.Arrays.equals(one.getAddress(), other.getAddress());
  }

  /// A prefix of all bits, or of none, names no network of neighbours.
  private static boolean contains(Prefix prefix, InetAddress address) {
    byte[] network = prefix.address().getAddress();
    byte[] asked = address.getAddress();
    if (network.length != asked.length || prefix.bits() <= 0) return false;
    if (prefix.bits() >= network.length * 8) return false;
    for (int bit = 0; bit < prefix.bits(); bit++) {
      int mask = 0x80 >> (bit % 8);
      if ((network[bit / 8] & mask) != (asked[bit / 8] & mask)) return false;
    }
    return true;
  }

  /// IPv4 within IPv6 is IPv4. Java does this itself for most addresses, not for all.
  static InetAddress unmapped(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length != 16 || bytes[10] != -1 || bytes[11] != -1) return address;
    for (int i = 0; i < 10; i++) if (bytes[i] != 0) return address;
    try {
      return InetAddress.getByAddress(java.util.Arrays.copyOfRange(bytes, 12, 16));
    } catch (java.net.UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }

  /// Whether an interface of this name joins containers or virtual machines.
  static boolean isForContainers(String name) {
    return startsWithAny(name, CONTAINERS);
  }

  static boolean isTunnel(String name) {
    String small = name.toLowerCase(Locale.ROOT);
    return TUNNELS.stream()
        .anyMatch(start -> small.startsWith(start) && isNumbered(small.substring(start.length())));
  }

  private static boolean startsWithAny(String name, List<String> starts) {
    String small = name.toLowerCase(Locale.ROOT);
    return starts.stream().anyMatch(small::startsWith);
  }

  /// `tun0` is a tunnel, `tunix` is someone's bridge: only then the letters are not enough. A name
  /// such as `wg-home` is one, too.
  private static boolean isNumbered(String rest) {
    return rest.isEmpty() || !Character.isLetter(rest.charAt(0));
  }

  private static List<Attachment> now() throws SocketException {
    return NetworkInterface.networkInterfaces().map(AttachedNetworks::read).toList();
  }

  private static Attachment read(NetworkInterface face) {
    List<Prefix> prefixes =
        face.getInterfaceAddresses().stream().map(AttachedNetworks::prefix).toList();
    try {
      return new Attachment(
          face.getName(),
          face.getIndex(),
          face.isUp(),
          face.isPointToPoint(),
          face.isLoopback(),
          prefixes);
    } catch (SocketException _) { // It has just gone.
      return new Attachment(face.getName(), face.getIndex(), false, false, false, List.of());
    }
  }

  private static Prefix prefix(InterfaceAddress address) {
    return new Prefix(address.getAddress(), address.getNetworkPrefixLength());
  }
}

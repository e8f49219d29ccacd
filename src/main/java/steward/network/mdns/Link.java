package steward.network.mdns;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;

/// One network, by IPv4 or by IPv6: its socket on the shared port 5353, and how far we have come
/// with what we say there unasked. Confined to the thread of its [Links].
final class Link implements AutoCloseable {
  static final int PORT = 5353;
  static final int PROBES = 3;

  private static final int ADDRESSES_MAX = 4;
  private static final int RESPONSES_A_SECOND = 20;
  private static final int HOPS = 255;

  /// What it is: another one is opened when any of this changes.
  record Place(NetworkInterface network, boolean six, List<InetAddress> addresses) {
    static List<Place> of(NetworkInterface network) {
      var addresses = network.getInterfaceAddresses().stream().map(InterfaceAddress::getAddress);
      var all = addresses.toList();
      var told = new ArrayList<InetAddress>();
      told.addAll(best(all.stream().filter(Inet4Address.class::isInstance).toList()));
      told.addAll(best(all.stream().filter(Inet6Address.class::isInstance).toList()));
      var places = new ArrayList<Place>();
      for (boolean six : new boolean[] {false, true}) {
        if (told.stream().anyMatch(address -> address instanceof Inet6Address == six))
          places.add(new Place(network, six, List.copyOf(told)));
      }
      return places;
    }

    /// Link-local ones only where there are no others.
    private static List<InetAddress> best(List<InetAddress> addresses) {
      var reachable = addresses.stream().filter(address -> !address.isLinkLocalAddress()).toList();
      return (reachable.isEmpty() ? addresses : reachable).stream().limit(ADDRESSES_MAX).toList();
    }

    /// Whether the sender sits on this very network; others are not answered, so that we are no
    /// mirror for forged addresses.
    boolean holds(InetAddress sender) {
      if (sender instanceof Inet6Address == !six) return false;
      if (sender instanceof Inet6Address link && link.isLinkLocalAddress())
        return link.getScopeId() == network.getIndex();
      return network.getInterfaceAddresses().stream().anyMatch(own -> isIn(sender, own));
    }

    private static boolean isIn(InetAddress sender, InterfaceAddress own) {
      byte[] a = sender.getAddress();
      byte[] b = own.getAddress().getAddress();
      int bits = own.getNetworkPrefixLength();
      if (a.length != b.length || bits <= 0) return false;
      for (int bit = 0; bit < Math.min(bits, a.length * 8); bit++) {
        if (((a[bit / 8] ^ b[bit / 8]) >> (7 - bit % 8) & 1) != 0) return false;
      }
      return true;
    }
  }

  private final Place place;
  private final DatagramChannel channel;
  private final InetSocketAddress everybody;
  private double allowance = RESPONSES_A_SECOND;
  private long allowanceAt = System.nanoTime();

  /// How much was said unasked, such as probes and announcements, and when the next is due.
  int step;

  long nextAt = System.nanoTime();

  private Link(Place place, DatagramChannel channel, InetSocketAddress everybody) {
    this.place = place;
    this.channel = channel;
    this.everybody = everybody;
  }

  static Link open(Place place) throws IOException {
    var group = InetAddress.getByAddress(groupBytes(place.six()));
    var channel =
        DatagramChannel.open(
            place.six() ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET);
    try {
      // The port is shared with other responders of this machine, such as Avahi.
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, place.network());
      channel.setOption(StandardSocketOptions.IP_MULTICAST_TTL, HOPS);
      channel.setOption(StandardSocketOptions.IP_MULTICAST_LOOP, true);
      channel.bind(new InetSocketAddress(PORT));
      channel.join(group, place.network());
      channel.configureBlocking(false);
      return new Link(place, channel, new InetSocketAddress(group, PORT));
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static byte[] groupBytes(boolean six) throws UnknownHostException {
    return InetAddress.getByName(six ? "ff02::fb" : "224.0.0.251").getAddress();
  }

  Place place() {
    return place;
  }

  DatagramChannel channel() {
    return channel;
  }

  /// All is said anew.
  void begin() {
    step = 0;
    nextAt = System.nanoTime();
  }

  /// Whether we still find out if our names are free; the first announcement ends it.
  boolean isProbing() {
    return step <= PROBES;
  }

  /// Whether one more response may be sent in this second.
  boolean allows(long now) {
    allowance =
        Math.min(RESPONSES_A_SECOND, allowance + (now - allowanceAt) * RESPONSES_A_SECOND / 1e9);
    allowanceAt = now;
    if (allowance < 1) return false;
    allowance--;
    return true;
  }

  void sendToAll(byte[] packet) throws IOException {
    send(packet, everybody);
  }

  void send(byte[] packet, InetSocketAddress to) throws IOException {
    channel.send(ByteBuffer.wrap(packet), to);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException _) {
      // The network has gone.
    }
  }
}

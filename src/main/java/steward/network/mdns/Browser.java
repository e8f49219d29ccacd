package steward.network.mdns;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import steward.network.HomeNetworks;
import steward.thing.Message;

/// Listens on the home networks for services that devices announce by multicast DNS, and asks for
/// them now and then. One thread does all of it and ends with [#close]. Thread-safe.
///
/// Whoever is on the network can announce anything: the address that is told is that of the packet,
/// never one that is written in it.
public final class Browser implements AutoCloseable {
  /// How often services are asked for, after the first times.
  private static final long ASK_NANOS = TimeUnit.SECONDS.toNanos(60);

  private static final int EAGER = 3;
  private static final long EAGER_NANOS = TimeUnit.SECONDS.toNanos(3);

  private final List<String> types;
  private final Heard heard;
  private final Links links;
  private final LongAdder taken = new LongAdder();

  /// Takes what was announced, on the browser's thread.
  @FunctionalInterface
  public interface Heard {
    void service(InetAddress from, Message.Service service);
  }

  /// @param types such as `_hue._tcp.local`
  public Browser(List<String> types, Heard heard) {
    this(types, heard, HomeNetworks::isHome);
  }

  Browser(List<String> types, Heard heard, Predicate<NetworkInterface> isHome) {
    this.types = List.copyOf(types);
    this.heard = heard;
    links = new Links("mdns-browse", isHome, new Listening());
  }

  /// Begins in the background.
  public void start() {
    links.start();
  }

  /// `mdns.services-foreign` are packets from outside the network on which they came.
  public Map<String, Long> counters() {
    var counters = new TreeMap<String, Long>();
    counters.put("mdns.services-heard", taken.sum());
    counters.put("mdns.services-unreadable", links.unreadable());
    counters.put("mdns.services-foreign", links.foreign());
    return counters;
  }

  /// What the one thread does.
  private final class Listening implements Links.Work {
    @Override
    public long due(Link link) {
      List<Name> names = types.stream().map(Name::dotted).toList();
      Links.send(link, Packet.question(names, Entry.PTR), null);
      return link.step++ < EAGER ? EAGER_NANOS : ASK_NANOS;
    }

    @Override
    public void hear(Link link, Packet packet, InetSocketAddress from) {
      if (!packet.isResponse()) return;
      for (Message.Service service : Services.in(packet, types)) {
        taken.increment();
        heard.service(from.getAddress(), service);
      }
    }
  }

  @Override
  public void close() {
    links.close();
  }
}

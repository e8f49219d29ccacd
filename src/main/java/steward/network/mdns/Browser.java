package steward.network.mdns;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import steward.network.HomeNetworks;
import steward.thing.Message;

/// Listens on the home networks for services that devices announce by multicast DNS, and asks for
/// them now and then. One thread does all of it and ends with [#close]. Thread-safe.
///
/// Whoever is on the network can announce anything: the address that is told is that of the packet,
/// never one that is written in it.
public final class Browser implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Browser.class);

  /// How often networks are looked at and services asked for, after the first times.
  private static final long ASK_NANOS = TimeUnit.SECONDS.toNanos(60);

  private static final int EAGER = 3;
  private static final long EAGER_NANOS = TimeUnit.SECONDS.toNanos(3);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(1);
  private static final int LINKS_MAX = 32;
  private static final int PACKETS_AT_ONCE = 64;

  private final List<String> types;
  private final Heard heard;
  private final Predicate<NetworkInterface> isHome;
  private final Map<Link.Place, Link> links = new HashMap<>();
  private final ByteBuffer buffer = ByteBuffer.allocate(Packet.BYTES_MAX + 1);
  private final LongAdder taken = new LongAdder();
  private final LongAdder unreadable = new LongAdder();
  private volatile boolean closed;
  private volatile @Nullable Thread thread;
  private volatile @Nullable Selector selector;

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
    this.isHome = isHome;
  }

  /// Begins in the background.
  public void start() {
    Thread made = Thread.ofPlatform().daemon().name("mdns-browse").unstarted(this::run);
    thread = made;
    made.start();
  }

  public Map<String, Long> counters() {
    var counters = new TreeMap<String, Long>();
    counters.put("mdns.services-heard", taken.sum());
    counters.put("mdns.services-unreadable", unreadable.sum());
    return counters;
  }

  private void run() {
    try (Selector opened = Selector.open()) {
      selector = opened;
      int asked = 0;
      long askAt = System.nanoTime();
      while (!closed) {
        long now = System.nanoTime();
        if (now - askAt >= 0) {
          look(opened);
          ask();
          askAt = now + (++asked < EAGER ? EAGER_NANOS : ASK_NANOS);
        }
        opened.select(this::hear, Math.max(1, TimeUnit.NANOSECONDS.toMillis(askAt - now)));
      }
    } catch (IOException e) {
      LOG.warn("services are not heard any more: {}", e.getMessage());
    } finally {
      links.values().forEach(Link::close);
      links.clear();
    }
  }

  private void look(Selector opened) {
    Set<Link.Place> places = new HashSet<>();
    try {
      NetworkInterface.networkInterfaces()
          .filter(isHome)
          .forEach(network -> places.addAll(Link.Place.of(network)));
    } catch (SocketException _) {
      // As if there were none, until the next look.
    }
    links
        .values()
        .removeIf(link -> {
          if (places.contains(link.place())) return false;
          link.close();
          return true;
        });
    for (Link.Place place : places) {
      if (links.containsKey(place) || links.size() >= LINKS_MAX) continue;
      try {
        Link link = Link.open(place);
        links.put(place, link);
        link.channel().register(opened, SelectionKey.OP_READ, link);
      } catch (IOException | RuntimeException e) {
        LOG.debug("no multicast on {}: {}", place.network().getName(), e.getMessage());
      }
    }
  }

  private void ask() {
    byte[] question = Packet.question(types.stream().map(Name::dotted).toList(), Entry.PTR);
    for (Link link : links.values()) {
      try {
        link.sendToAll(question);
      } catch (IOException e) {
        LOG.debug("nothing was asked on {}", link.place().network().getName());
      }
    }
  }

  private void hear(SelectionKey key) {
    var link = (Link) key.attachment();
    for (int i = 0; i < PACKETS_AT_ONCE && !closed; i++) {
      buffer.clear();
      try {
        var from = (InetSocketAddress) link.channel().receive(buffer);
        if (from == null) return;
        boolean isNeighbour = link.place().holds(from.getAddress());
        if (isNeighbour && buffer.position() <= Packet.BYTES_MAX) hear(from.getAddress());
      } catch (Name.Malformed _) {
        unreadable.increment();
      } catch (IOException _) {
        return; // The network has gone; the next look closes it.
      } catch (RuntimeException e) {
        unreadable.increment();
        LOG.debug("an announcement failed", e);
      }
    }
  }

  private void hear(InetAddress from) throws Name.Malformed {
    Packet packet = Packet.read(buffer.array(), buffer.position());
    if (!packet.isResponse()) return;
    for (Message.Service service : Services.in(packet, types)) {
      taken.increment();
      heard.service(from, service);
    }
  }

  @Override
  public void close() {
    closed = true;
    Thread running = thread;
    if (running == null) return;
    Selector opened = selector;
    if (opened != null) opened.wakeup();
    try {
      running.join(STOP_WITHIN);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}

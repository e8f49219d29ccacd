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
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The sockets of multicast DNS on all home networks, and the one thread that serves them: it
/// follows changes of networks, shares the port with Avahi where that runs, and stays alive where
/// there is no multicast. What neighbours send is read and handed to the [Work]; what comes from
/// elsewhere is left. Thread-safe but for what says otherwise.
final class Links implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Links.class);

  /// Nothing more is due on a network.
  static final long NEVER = Long.MAX_VALUE / 2;

  /// How often networks are looked at.
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final Duration STOP_WITHIN = Duration.ofSeconds(1);
  private static final int LINKS_MAX = 32;
  private static final int PACKETS_AT_ONCE = 64;

  private final String threadName;
  private final Predicate<NetworkInterface> isHome;
  private final Work work;
  private final Map<Link.Place, Link> links = new HashMap<>();
  private final ByteBuffer buffer = ByteBuffer.allocate(Packet.BYTES_MAX + 1);
  private final LongAdder unreadable = new LongAdder();
  private final LongAdder foreign = new LongAdder();
  private volatile boolean closed;
  private volatile int count;
  private volatile @Nullable Thread thread;
  private volatile @Nullable Selector selector;
  private Set<InetAddress> own = Set.of();
  private boolean wasEmpty;

  /// What is done on the networks. All of it is called on the one thread.
  interface Work {
    /// Does what is due on a network, for the first time when it was opened.
    ///
    /// @return in how many nanoseconds there is more to do, or [#NEVER]
    long due(Link link);

    /// Takes a packet of a neighbour.
    void hear(Link link, Packet packet, InetSocketAddress from);

    /// All is about to end.
    default void leave(Link link) {}

    /// There is no network with multicast; told once.
    default void alone() {}
  }

  Links(String threadName, Predicate<NetworkInterface> isHome, Work work) {
    this.threadName = threadName;
    this.isHome = isHome;
    this.work = work;
  }

  /// Begins in the background.
  void start() {
    Thread made = Thread.ofPlatform().daemon().name(threadName).unstarted(this::run);
    thread = made;
    made.start();
  }

  /// How many networks are served now, each by IPv4 and by IPv6.
  int count() {
    return count;
  }

  /// How many packets were none.
  long unreadable() {
    return unreadable.sum();
  }

  /// How many packets came from outside their network.
  long foreign() {
    return foreign.sum();
  }

  /// Every address of this machine at the last look. For the one thread only.
  List<InetAddress> own() {
    return List.copyOf(own);
  }

  /// For the one thread only.
  Collection<Link> all() {
    return links.values();
  }

  private void run() {
    try (Selector opened = Selector.open()) {
      selector = opened;
      long lookAt = System.nanoTime();
      while (!closed) {
        long now = System.nanoTime();
        if (now - lookAt >= 0) {
          look(opened);
          lookAt = now + LOOK_NANOS;
        }
        long wait = TimeUnit.NANOSECONDS.toMillis(step(now, lookAt) - now);
        opened.select(this::hear, Math.max(1, wait));
      }
      links.values().forEach(work::leave);
    } catch (IOException e) {
      LOG.warn("mDNS has ended: {}", e.getMessage());
    } finally {
      links.values().forEach(Link::close);
      links.clear();
    }
  }

  /// Opens what is new and closes what has gone.
  private void look(Selector opened) {
    var places = new HashSet<Link.Place>();
    var addresses = new HashSet<InetAddress>();
    try {
      NetworkInterface.networkInterfaces()
          .forEach(network -> {
            network.inetAddresses().forEach(addresses::add);
            if (isHome.test(network)) places.addAll(Link.Place.of(network));
          });
    } catch (SocketException _) {
      // As if there were none, until the next look.
    }
    own = addresses;
    links
        .values()
        .removeIf(link -> {
          if (places.contains(link.place())) return false;
          link.close();
          return true;
        });
    for (Link.Place place : places) {
      if (!links.containsKey(place) && links.size() < LINKS_MAX) open(place, opened);
    }
    count = links.size();
    if (links.isEmpty() && !wasEmpty) {
      wasEmpty = true;
      work.alone();
    }
  }

  private void open(Link.Place place, Selector opened) {
    try {
      Link link = Link.open(place);
      links.put(place, link);
      link.channel().register(opened, SelectionKey.OP_READ, link);
    } catch (IOException | RuntimeException e) {
      LOG.debug("no multicast on {}: {}", place.network().getName(), e.getMessage());
    }
  }

  /// Does what is due, and says when the next is.
  private long step(long now, long lookAt) {
    long next = lookAt;
    for (Link link : links.values()) {
      if (now - link.nextAt >= 0) link.nextAt = now + work.due(link);
      if (link.nextAt - next < 0) next = link.nextAt;
    }
    return next;
  }

  private void hear(SelectionKey key) {
    var link = (Link) key.attachment();
    for (int i = 0; i < PACKETS_AT_ONCE && !closed; i++) {
      buffer.clear();
      try {
        var from = (InetSocketAddress) link.channel().receive(buffer);
        if (from == null) return;
        hear(link, from);
      } catch (Name.Malformed _) {
        unreadable.increment();
      } catch (IOException _) {
        return; // The network has gone; the next look closes it.
      } catch (RuntimeException e) {
        unreadable.increment();
        LOG.debug("an mDNS packet failed", e);
      }
    }
  }

  private void hear(Link link, InetSocketAddress from) throws Name.Malformed {
    if (!link.place().holds(from.getAddress())) {
      foreign.increment();
      return;
    }
    if (buffer.position() > Packet.BYTES_MAX) throw new Name.Malformed();
    Packet packet = Packet.read(buffer.array(), buffer.position());
    // RFC 6762, section 6: a response from another port is none.
    if (packet.isResponse() && from.getPort() != Link.PORT) foreign.increment();
    else work.hear(link, packet, from);
  }

  /// Sends to one neighbour, or to everybody. For the one thread only.
  static void send(Link link, byte[] packet, @Nullable InetSocketAddress to) {
    try {
      if (to == null) link.sendToAll(packet);
      else link.send(packet, to);
    } catch (IOException e) {
      LOG.debug("nothing was sent on {}: {}", link.place().network().getName(), e.getMessage());
    }
  }

  /// Ends, after the work has said its last.
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

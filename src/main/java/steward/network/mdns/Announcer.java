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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import steward.network.HomeNetworks;

/// Announces the steward on its home networks by multicast DNS (RFC 6762 and 6763): its services
/// with `uuid` and `name`, and the host name `steward.local`. A client's own name, `c-….local`, is
/// answered to whoever asks for exactly that and is never announced.
///
/// One thread does all of it and ends with [#close]; it starts in the background, follows changes
/// of networks, shares the port with Avahi where that runs, and stays alive where there is no
/// multicast. Thread-safe.
public final class Announcer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);

  /// How often networks are looked at.
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final Duration STOP_WITHIN = Duration.ofSeconds(1);
  private static final int LINKS_MAX = 32;
  private static final int PACKETS_AT_ONCE = 64;
  private static final int NUMBER_MAX = 9;
  private static final int ANNOUNCEMENTS = 2;

  private final Predicate<NetworkInterface> isHome;
  private final Map<Link.Place, Link> links = new HashMap<>();
  private final ByteBuffer buffer = ByteBuffer.allocate(Packet.BYTES_MAX + 1);
  private final LongAdder asked = new LongAdder();
  private final LongAdder answered = new LongAdder();
  private final LongAdder limited = new LongAdder();
  private final LongAdder unreadable = new LongAdder();
  private final LongAdder foreign = new LongAdder();
  private final LongAdder disputed = new LongAdder();
  private volatile Answers answers;
  private volatile boolean closed;
  private volatile int networks;
  private volatile @Nullable Thread thread;
  private volatile @Nullable Selector selector;
  private Set<InetAddress> own = Set.of();
  private boolean saidSo;

  /// What is offered at a port.
  ///
  /// @param type such as `_https._tcp`
  public record Service(String type, int port) {
    public Service {
      if (!type.matches("_[a-z0-9-]{1,15}\\._(tcp|udp)") || port < 1 || port > 65_535)
        throw new IllegalArgumentException("expected a service such as _https._tcp and its port");
    }
  }

  /// @param uuid the house's random one, which is no secret
  /// @param name what people see in a list of services, such as `Steward`
  /// @param clientNames the clients' own host names now, such as `c-k3v9.local`; asked whenever
  ///   somebody asks for such a name, so it must be quick
  public Announcer(
      UUID uuid, String name, List<Service> services, Supplier<Set<String>> clientNames) {
    this(uuid, name, services, clientNames, HomeNetworks::isHome);
  }

  Announcer(
      UUID uuid,
      String name,
      List<Service> services,
      Supplier<Set<String>> clientNames,
      Predicate<NetworkInterface> isHome) {
    var text = List.of("uuid=" + uuid, "name=" + name);
    this.answers = new Answers(List.copyOf(services), name, text, clientNames, 1);
    this.isHome = isHome;
  }

  /// Begins in the background.
  public void start() {
    Thread made = Thread.ofPlatform().daemon().name("mdns").unstarted(this::run);
    thread = made;
    made.start();
  }

  /// The host name that it answers to: `steward.local`, or `steward-2.local` where another steward
  /// has that already.
  public String hostName() {
    return answers.host().toString();
  }

  /// `mdns.networks` is how many it is announced on; `mdns.unreadable` are packets that were none.
  public Map<String, Long> counters() {
    var counters = new TreeMap<String, Long>();
    counters.put("mdns.networks", (long) networks);
    counters.put("mdns.asked", asked.sum());
    counters.put("mdns.answered", answered.sum());
    counters.put("mdns.limited", limited.sum());
    counters.put("mdns.unreadable", unreadable.sum());
    counters.put("mdns.foreign", foreign.sum());
    counters.put("mdns.disputed", disputed.sum());
    return counters;
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
        long wait = Math.max(1, TimeUnit.NANOSECONDS.toMillis(step(now, lookAt) - now));
        opened.select(this::hear, wait);
      }
      goodbye();
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
    networks = links.size();
    if (links.isEmpty() && !saidSo) {
      saidSo = true;
      LOG.info("there is no network with multicast now: the steward is found by its address only");
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
      if (link.step >= Link.PROBES + ANNOUNCEMENTS) continue;
      if (now - link.nextAt >= 0) {
        send(link, due(link), null);
        boolean probing = link.step++ < Link.PROBES;
        link.nextAt = now + TimeUnit.MILLISECONDS.toNanos(probing ? 250 : 1_000);
      }
      if (link.nextAt - next < 0) next = link.nextAt;
    }
    return next;
  }

  private byte[] due(Link link) {
    return link.step < Link.PROBES
        ? Packet.probe(answers.unique())
        : Packet.response(answers.announcement(link.place().addresses()), List.of());
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
    if (!packet.isResponse()) answer(link, packet, from);
    else if (from.getPort() == Link.PORT) compare(link, packet);
  }

  private void answer(Link link, Packet packet, InetSocketAddress from) {
    // Before the probes have shown that the names are ours there is nothing to say.
    if (link.isProbing()) return;
    asked.increment();
    boolean plain = from.getPort() != Link.PORT;
    var questions = plain ? packet.questions().stream().limit(1).toList() : packet.questions();
    var answer = answers.to(questions, packet.records(), link.place().addresses());
    if (answer.answers().isEmpty()) return;
    if (!link.allows(System.nanoTime())) {
      limited.increment();
      return;
    }
    answered.increment();
    if (plain) {
      send(link, Packet.plain(packet.id(), questions.getFirst(), answer.answers()), from);
      return;
    }
    boolean alone = questions.stream().allMatch(Packet.Question::unicast);
    send(link, Packet.response(answer.answers(), answer.further()), alone ? from : null);
  }

  /// While we probe, a name that somebody else has is theirs; afterwards it is ours, and we say so.
  private void compare(Link link, Packet packet) {
    if (!answers.isDisputed(packet, List.copyOf(own))) return;
    disputed.increment();
    if (!link.isProbing()) {
      if (link.allows(System.nanoTime()))
        send(
            link, Packet.response(answers.announcement(link.place().addresses()), List.of()), null);
      return;
    }
    if (answers.number() >= NUMBER_MAX) return;
    answers = answers.numbered(answers.number() + 1);
    LOG.info("another steward is on this network: this one is {}", hostName());
    for (Link each : links.values()) {
      each.step = 0;
      each.nextAt = System.nanoTime();
    }
  }

  private static void send(Link link, byte[] packet, @Nullable InetSocketAddress to) {
    try {
      if (to == null) link.sendToAll(packet);
      else link.send(packet, to);
    } catch (IOException e) {
      LOG.debug("nothing was sent on {}: {}", link.place().network().getName(), e.getMessage());
    }
  }

  private void goodbye() {
    for (Link link : links.values()) {
      if (link.isProbing()) continue;
      var all = new ArrayList<Entry>();
      answers.announcement(link.place().addresses()).forEach(one -> all.add(one.takenBack()));
      send(link, Packet.response(all, List.of()), null);
    }
  }

  /// Takes back what was announced, and ends.
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

package steward.network.mdns;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import steward.network.HomeNetworks;

/// Announces the steward on its home networks by multicast DNS (RFC 6762 and 6763): its services
/// with `uuid` and `name`, and the host name `steward.local`. A client's own name, `c-….local`, is
/// answered to whoever asks for exactly that and is never announced. It hears other stewards, too.
///
/// One thread does all of it and ends with [#close]; it starts in the background. Thread-safe.
public final class Announcer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);

  private static final int NUMBER_MAX = 9;
  private static final int ANNOUNCEMENTS = 2;

  private final Links links;
  private final LongAdder asked = new LongAdder();
  private final LongAdder answered = new LongAdder();
  private final LongAdder limited = new LongAdder();
  private final LongAdder disputed = new LongAdder();
  private final Others others;
  private volatile Answers answers;

  /// What is offered at a port.
  ///
  /// @param type such as `_https._tcp`
  public record Service(String type, int port) {
    public Service {
      if (!type.matches("_[a-z0-9-]{1,15}\\._(tcp|udp)") || port < 1 || port > 65_535)
        throw new IllegalArgumentException("expected a service such as _https._tcp and its port");
    }
  }

  /// Another steward, by its own words.
  ///
  /// @param name such as `steward (2)`, without control characters
  /// @param at where it said so
  /// @param network the interface of this machine on which that was heard
  /// @param isOwnHouse whether it gives the number of this very house, such as one that was
  ///   restored from a backup of it
  public record Other(String name, InetAddress at, String network, boolean isOwnHouse) {}

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
    others = new Others(name, uuid);
    links = new Links("mdns", isHome, new Speaking());
  }

  /// Begins in the background.
  public void start() {
    links.start();
  }

  /// The host name that it answers to: `steward.local`, or `steward-2.local` where another steward
  /// has that already.
  public String hostName() {
    return answers.host().toString();
  }

  /// Other stewards that were heard lately on the networks of this machine.
  public List<Other> others() {
    return others.all(System.nanoTime());
  }

  /// `mdns.networks` is how many it is announced on; `mdns.unreadable` are packets that were none.
  public Map<String, Long> counters() {
    var counters = new TreeMap<String, Long>();
    counters.put("mdns.networks", (long) links.count());
    counters.put("mdns.asked", asked.sum());
    counters.put("mdns.answered", answered.sum());
    counters.put("mdns.limited", limited.sum());
    counters.put("mdns.unreadable", links.unreadable());
    counters.put("mdns.foreign", links.foreign());
    counters.put("mdns.disputed", disputed.sum());
    return counters;
  }

  /// What the one thread does.
  private final class Speaking implements Links.Work {
    @Override
    public long due(Link link) {
      if (link.step >= Link.PROBES + ANNOUNCEMENTS) {
        Links.send(link, Packet.question(List.of(Others.SERVICE), Entry.PTR), null);
        return Others.ASK_NANOS;
      }
      boolean probing = link.step < Link.PROBES;
      Links.send(link, probing ? Packet.probe(answers.unique()) : announcement(link), null);
      link.step++;
      return TimeUnit.MILLISECONDS.toNanos(probing ? 250 : 1_000);
    }

    @Override
    public void hear(Link link, Packet packet, InetSocketAddress from) {
      if (packet.isResponse()) {
        String network = link.place().network().getName();
        others.hear(packet, from.getAddress(), network, links.own(), System.nanoTime());
        compare(link, packet);
      } else answer(link, packet, from);
    }

    @Override
    public void leave(Link link) {
      if (link.isProbing()) return;
      var all = new ArrayList<Entry>();
      answers.announcement(link.place().addresses()).forEach(one -> all.add(one.takenBack()));
      Links.send(link, Packet.response(all, List.of()), null);
    }

    @Override
    public void alone() {
      LOG.info("there is no network with multicast now: the steward is found by its address only");
    }
  }

  private byte[] announcement(Link link) {
    return Packet.response(answers.announcement(link.place().addresses()), List.of());
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
      Links.send(link, Packet.plain(packet.id(), questions.getFirst(), answer.answers()), from);
      return;
    }
    boolean alone = questions.stream().allMatch(Packet.Question::unicast);
    Links.send(link, Packet.response(answer.answers(), answer.further()), alone ? from : null);
  }

  /// While we probe, a name that somebody else has is theirs; afterwards it is ours, and we say so.
  private void compare(Link link, Packet packet) {
    if (!answers.isDisputed(packet, links.own())) return;
    disputed.increment();
    if (!link.isProbing()) {
      if (link.allows(System.nanoTime())) Links.send(link, announcement(link), null);
      return;
    }
    if (answers.number() >= NUMBER_MAX) return;
    answers = answers.numbered(answers.number() + 1);
    LOG.info("another steward is on this network: this one is {}", hostName());
    for (Link each : links.all()) {
      each.begin();
    }
  }

  /// Takes back what was announced, and ends.
  @Override
  public void close() {
    links.close();
  }
}

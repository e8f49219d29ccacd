package steward.hub;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import steward.api.NetworkApi;
import steward.config.Config;
import steward.discovery.DiscoveryInbox;
import steward.driver.Doorway;
import steward.driver.Family;
import steward.link.DriverHost;
import steward.loop.Entry;
import steward.loop.Fact;
import steward.loop.HouseLoop;
import steward.mqtt.Broker;
import steward.mqtt.Bus;
import steward.network.enclosure.Enclosure;
import steward.network.enclosure.Links;
import steward.network.enclosure.Member;
import steward.network.enclosure.Station;
import steward.network.enclosure.Status.Holds;
import steward.network.fence.FenceDoor;
import steward.network.fence.Ground;
import steward.network.fence.Grounds;
import steward.network.fence.Hardware;
import steward.network.fence.Lane;
import steward.network.fence.Listener;
import steward.network.fence.Ports;
import steward.network.fence.TimeServer;
import steward.thing.Binding;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.thing.Udn;
import steward.value.Malformed;

/// The closed network of the house, by its configuration: who is known, where the fence stands, and
/// the time for those inside.
final class ClosedNetworkDoor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ClosedNetworkDoor.class);
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration TIME_LOOK = Duration.ofSeconds(10);
  private static final Set<String> OF_BROKER = Set.of("mqtt", "mqtts", "mqtt-websocket");

  private final Config config;
  private final boolean demo;
  private final Map<String, Family> families;
  private final DriverHost host;
  private final DiscoveryInbox inbox;
  private final HouseLoop loop;
  private final Bus bus;
  private final BiFunction<Duration, Runnable, Runnable> later;
  private final List<Integer> replies;
  private final Enclosure enclosure;
  private volatile Enclosure.Told ledger = (_, _, _) -> {};
  private volatile Consumer<Station> keys = _ -> {};
  private volatile Runnable ways = () -> {};
  private volatile Runnable tidying = () -> {};
  private volatile Supplier<List<String>> rivals = List::of;
  private Optional<TimeServer> time = Optional.empty();
  private volatile boolean closed;

  /// @param demo whether the fence is a simulated one, of which this machine has nothing
  ClosedNetworkDoor(
      Config config,
      boolean demo,
      List<Family> families,
      Storage storage,
      DriverHost host,
      DiscoveryInbox inbox,
      HouseLoop loop,
      Bus bus,
      BiFunction<Duration, Runnable, Runnable> later) {
    this.config = config;
    this.demo = demo;
    this.families = new TreeMap<>();
    families.forEach(family -> this.families.put(family.name(), family));
    this.host = host;
    this.inbox = inbox;
    this.loop = loop;
    this.bus = bus;
    this.later = later;
    replies = Grounds.replies(families);
    boolean byHelper = config.network().fence();
    enclosure =
        new Enclosure(
            new Enclosure.Parts(
                this::ground,
                this::members,
                () -> Stream.of(Doorway.values()).flatMap(one -> lanes(one).stream()).toList(),
                storage.db().stations(),
                byHelper ? Optional.of(new FenceDoor(config.network().helper())) : Optional.empty(),
                demo ? DemoFence.LINKS : Links.ofSystem(),
                InstantSource.system(),
                PATIENCE,
                this::note));
  }

  /// The stations and the fence.
  Enclosure enclosure() {
    return enclosure;
  }

  /// What the API's operations about the network are built on.
  NetworkApi api() {
    return new NetworkApi(enclosure, () -> rivals.get());
  }

  /// Begins to look after it, once the house's things are known.
  void begin() {
    var addresses = new FencedAddresses(host, loop);
    enclosure.afterwards(() -> {
      addresses.follow(enclosure);
      tidying.run();
      if (enclosure.status().helperThere()) ways.run();
    });
    enclosure.start();
    if (config.network().fence() && !demo) tellTime();
  }

  /// The house's things changed.
  void follow(Entry entry) {
    if (entry.fact() instanceof Fact.ThingPut || entry.fact() instanceof Fact.ThingGone)
      enclosure.look();
  }

  /// Names who else writes down what happened to the network, such as the ledger. Before the start.
  void tell(Enclosure.Told other) {
    ledger = other;
  }

  /// Names who tells what else is wrong with the network, in sentences. Before the start.
  void troubledBy(Supplier<List<String>> others) {
    rivals = others;
  }

  /// Names who hears of a station that was changed. Before the start.
  void whenChanged(Consumer<Station> follower) {
    keys = follower;
  }

  /// Names what is done whenever the fence was looked after, also without a helper. Before the
  /// start.
  void afterEachLook(Runnable then) {
    tidying = then;
  }

  /// Names what else is brought to the helper whenever it answers. Before the start.
  void alsoBring(Runnable others) {
    ways = others;
  }

  /// Writes down what happened to the network.
  void note(String sentence, Optional<Station> about, String principal) {
    String subject = about.flatMap(Station::thing).map(ThingId::value).orElse("network");
    loop.post(new Fact.Noted(sentence), subject, principal);
    ledger.note(sentence, about, principal);
    about.ifPresent(keys);
  }

  // ---- where the fence stands

  private Ground ground() {
    return Grounds.of(config.network(), listeners(), replies, user(config.home()));
  }

  private List<Listener> listeners() {
    return Grounds.listeners(config).stream()
        .filter(one -> bus instanceof Broker || !OF_BROKER.contains(one.name()))
        .map(one -> demo && one.name().equals("https") ? reached(one) : one)
        .toList();
  }

  /// The simulated home network is this machine.
  private static Listener reached(Listener page) {
    return new Listener(page.name(), page.protocol(), page.port(), Listener.Reach.OWNER);
  }

  /// As whom the steward runs: the owner of its home.
  private static int user(Path home) {
    try {
      return Files.getAttribute(home, "unix:uid") instanceof Integer uid ? uid : 0;
    } catch (IOException | UnsupportedOperationException _) {
      return 0;
    }
  }

  // ---- who is known

  private List<Member> members() {
    var all = new ArrayList<Member>();
    host.directory().things().stream()
        .map(thing -> thing.udn().root())
        .distinct()
        .forEach(root -> member(root).ifPresent(all::add));
    for (DiscoveryInbox.Item item : inbox.items()) {
      if (item.things().isEmpty()) continue;
      var udn = new Udn(item.key());
      Binding binding = item.things().getFirst().binding();
      all.add(
          new Member(
              Optional.empty(),
              item.family(),
              item.name(),
              hardware(udn),
              address(binding),
              List.of()));
    }
    return all;
  }

  private Optional<Member> member(Udn root) {
    List<Thing> device = host.directory().device(root);
    Family family = families.get(root.family());
    if (device.isEmpty() || family == null) return Optional.empty();
    Thing first = device.getFirst();
    return Optional.of(
        new Member(
            Optional.of(first.id()),
            family.name(),
            first.name(),
            hardware(root),
            address(first.binding()),
            knocks(family, device)));
  }

  private Optional<Hardware> hardware(Udn root) {
    return Optional.ofNullable(families.get(root.family()))
        .flatMap(family -> family.hardware(root))
        .flatMap(figures -> {
          try {
            return Optional.of(Hardware.parse(figures));
          } catch (Malformed _) {
            // Such as an address of zeros, or a group's: nobody has it.
            return Optional.empty();
          }
        });
  }

  private static Optional<InetAddress> address(Binding binding) {
    try {
      return Optional.of(binding.part(Binding.HOST, ""))
          .filter(text -> !text.isEmpty())
          .map(InetAddress::ofLiteral);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private List<Lane> knocks(Family family, List<Thing> device) {
    try {
      return family.knocks(device).stream().flatMap(one -> lanes(one).stream()).toList();
    } catch (Malformed _) {
      return List.of();
    }
  }

  private List<Lane> lanes(Doorway door) {
    Set<String> names =
        switch (door) {
          case BROKER -> Set.of("mqtt", "mqtts");
          case WEBHOOKS -> Set.of("webhooks");
          case STOCK -> Set.of("sonoff-stock");
        };
    return listeners().stream()
        .filter(one -> names.contains(one.name()))
        .<Lane>map(one -> new Lane.Knock(Ports.tcp(one.port())))
        .toList();
  }

  // ---- the time

  /// The fence leads every question for the time to us, at an address that is there once it stands.
  private void tellTime() {
    if (closed) return;
    var _ = later.apply(TIME_LOOK, () -> Thread.startVirtualThread(this::openTime));
  }

  private synchronized void openTime() {
    Holds holds = enclosure.status().holds();
    boolean stands = holds == Holds.CONFIRMED || holds == Holds.TRIAL;
    Optional<InetAddress> at = enclosure.ground().map(one -> one.four().address());
    if (stands && time.isEmpty() && at.isPresent() && !closed) {
      try {
        var server =
            new TimeServer(at.get(), TimeServer.PORT, InstantSource.system(), loop::knowsTime);
        server.start();
        time = Optional.of(server);
      } catch (IOException e) {
        LOG.info("things are not told the time yet: {}", e.getMessage());
      }
    }
    if (time.isEmpty()) tellTime();
  }

  @Override
  public void close() {
    closed = true;
    enclosure.close();
    synchronized (this) {
      time.ifPresent(TimeServer::close);
    }
  }
}

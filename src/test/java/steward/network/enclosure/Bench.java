package steward.network.enclosure;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import steward.network.fence.FenceDoor;
import steward.network.fence.Flows;
import steward.network.fence.Ground;
import steward.network.fence.Hardware;
import steward.network.fence.Lane;
import steward.network.fence.Listener;
import steward.network.fence.Listener.Reach;
import steward.network.fence.NetworkName;
import steward.network.fence.Ports;
import steward.network.fence.Ports.Protocol;
import steward.network.fence.Sighting;
import steward.network.fence.Subnet;
import steward.store.StewardDb;
import steward.thing.ThingId;

/// A closed network with a real database, a clock that the test moves, and a simulated helper.
final class Bench implements AutoCloseable {
  static final Hardware HUE = new Hardware("00:17:88:00:01:00");
  static final Hardware PLUG = new Hardware("50:c7:bf:00:02:00");
  static final Lane BROKER = new Lane.Knock(Ports.tcp(8883));

  private final Path folder;
  private final Path socket;
  private StewardDb db;
  Optional<SimulatedNetd> helper = Optional.empty();
  Enclosure enclosure;
  Decisions decisions;
  Instant now = Instant.parse("2026-11-22T10:00:00Z");
  String home = "eth0";
  String things = "eth1";
  boolean byHelper = true;
  Duration patience = Duration.ofSeconds(20);
  List<NetworkName> ports = List.of();
  final Map<Hardware, String> heard = new java.util.concurrent.ConcurrentHashMap<>();
  final Set<String> gone = new java.util.concurrent.ConcurrentSkipListSet<>();
  final List<Member> members = new CopyOnWriteArrayList<>();
  final List<String> told = new CopyOnWriteArrayList<>();

  Bench(Path folder) throws IOException {
    this.folder = folder;
    socket = folder.resolve("netd.sock");
    db = StewardDb.open(folder.resolve("steward.db"), () -> now);
    enclosure = made();
    decisions = new Decisions(enclosure);
  }

  SimulatedNetd helper() {
    return helper.orElseThrow();
  }

  Bench withHelper() throws IOException {
    helper = Optional.of(new SimulatedNetd(socket));
    return this;
  }

  private Enclosure made() {
    return new Enclosure(
        new Enclosure.Parts(
            this::ground,
            () -> List.copyOf(members),
            () -> List.of(BROKER),
            db.stations(),
            byHelper ? Optional.of(new FenceDoor(socket)) : Optional.empty(),
            links(),
            () -> now,
            patience,
            (sentence, _, principal) -> told.add(principal + ": " + sentence)));
  }

  private Links links() {
    return new Links() {
      @Override
      public Optional<Boolean> up(String name) {
        return gone.contains(name) ? Optional.empty() : Optional.of(true);
      }

      @Override
      public Map<Hardware, String> heardAt(NetworkName bridge) {
        return Map.copyOf(heard);
      }
    };
  }

  /// Stops the steward, as far as this goes, and starts it again on the same files.
  void restart() throws IOException {
    restart(rows -> rows);
  }

  /// The same, where what was confirmed stands there otherwise, such as in older words.
  void restart(UnaryOperator<List<String>> confirmed) throws IOException {
    enclosure.close();
    List<String> rows = confirmed.apply(db.stations().plan("confirmed"));
    db.stations().keepPlan("confirmed", rows, now).join();
    db.close();
    db = StewardDb.open(folder.resolve("steward.db"), () -> now);
    enclosure = made();
    decisions = new Decisions(enclosure);
  }

  private Ground ground() {
    return new Ground(
        new NetworkName(things),
        ports,
        new NetworkName(home),
        Optional.empty(),
        Subnet.parse("10.83.21.1/24"),
        Optional.of(Subnet.parse("fd12:3456:789a:1::1/64")),
        false,
        List.of(
            new Listener("https", Protocol.TCP, 8888, Reach.OWNER),
            new Listener("mqtts", Protocol.TCP, 8883, Reach.HOME)),
        List.of(1900),
        List.of(),
        List.of(InetAddress.ofLiteral("198.18.0.53")),
        List.of(1000));
  }

  static Member thing(String id, Hardware hardware, Lane... knocks) {
    return new Member(
        Optional.of(new ThingId(id)),
        "hue",
        id,
        Optional.of(hardware),
        Optional.empty(),
        List.of(knocks));
  }

  /// The fence stands, confirmed by Alice.
  void stands() {
    enclosure.keep();
    decisions.confirm(decisions.apply(false, "alice/laptop").token(), "alice/laptop");
  }

  void lease(Hardware hardware, String address, String name) {
    seen(List.of(lease(hardware, InetAddress.ofLiteral(address), name)), List.of());
  }

  Sighting.Lease lease(Hardware hardware, InetAddress address, String name) {
    return new Sighting.Lease(hardware, address, now.plusSeconds(600), name);
  }

  void asked(String by, String name) {
    seen(
        List.of(),
        List.of(new Sighting.Asked(now, InetAddress.ofLiteral(by), name, "A", List.of())));
  }

  void seen(List<Sighting.Lease> leases, List<Sighting.Asked> asked) {
    var none = new Flows(Map.of(), List.of(), List.of(), List.of(), List.of());
    enclosure.accept(new Sighting(now, none, leases, asked, false));
  }

  void strayed(Hardware hardware, String... ports) {
    var strays =
        Stream.of(ports)
            .map(port -> new Flows.Stray(hardware, port, new Flows.Count(3, 180)))
            .toList();
    var flows = new Flows(Map.of(), List.of(), List.of(), List.of(), List.of(), List.of(), strays);
    enclosure.accept(new Sighting(now, flows, List.of(), List.of(), false));
  }

  Station station(Hardware hardware) {
    return enclosure.of(hardware).orElseThrow();
  }

  void later(Duration by) {
    now = now.plus(by);
  }

  /// The rows of the helper's plan that are of this station.
  List<String> rows(Hardware hardware) {
    String id = " " + station(hardware).id() + " ";
    var rows = new ArrayList<String>();
    for (String row : helper().holds) if ((row + " ").contains(id)) rows.add(row);
    return rows;
  }

  @Override
  public void close() throws IOException {
    enclosure.close();
    db.close();
    if (helper.isPresent()) helper.get().close();
  }
}

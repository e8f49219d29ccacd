package steward.network.vpn;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import steward.network.Drawer;
import steward.network.fence.Advice;
import steward.network.fence.FenceDoor;
import steward.network.fence.Grounds;
import steward.network.fence.HeldWay;
import steward.network.fence.Subnet;

/// The tunnel of the house: its own keys, a peer for each client that wants one. Thread-safe; every
/// change blocks on the disk and on the helper.
///
/// Whom the house does not let in is no peer: a client that is suspended or revoked is left out the
/// moment [#follow] is called.
public final class HouseVpn {
  public static final int PEERS_MAX = 200;
  private static final String PEER = "peer ";
  private static final int TRIES = 100;

  private final Optional<TunnelSettings> settings;
  private final Drawer drawer;
  private final HeldWay way;
  private final Predicate<String> served;
  private final InstantSource clock;
  private final SecureRandom chance;
  private final Map<String, Peer> peers = new TreeMap<>();
  private Optional<Kept> own = Optional.empty();

  /// What the house itself keeps.
  private record Kept(TunnelKeys keys, Subnet four, Subnet six) {}

  /// @param settings none where the tunnel is off
  /// @param door the helper; none in advice mode
  /// @param served whether the house lets this client in
  public HouseVpn(
      Optional<TunnelSettings> settings,
      Drawer drawer,
      Optional<FenceDoor> door,
      Predicate<String> served,
      InstantSource clock,
      SecureRandom chance) {
    this.settings = settings;
    this.drawer = drawer;
    way = new HeldWay(FenceDoor.Way.TUNNEL, door);
    this.served = served;
    this.clock = clock;
    this.chance = chance;
    Map<String, String> kept = drawer.all();
    String[] parts = kept.getOrDefault("own", "").split(" ", -1);
    if (parts.length == 4)
      own =
          Optional.of(
              new Kept(
                  new TunnelKeys(parts[0], parts[1]),
                  Subnet.parse(parts[2]),
                  Subnet.parse(parts[3])));
    kept.forEach((what, text) -> {
      if (what.startsWith(PEER))
        Peer.of(what.substring(PEER.length()), text)
            .ifPresent(peer -> peers.put(peer.client(), peer));
    });
  }

  /// What the helper knows of a peer now.
  ///
  /// @param heard its last handshake
  /// @param received bytes, since the tunnel stands
  public record Heard(Optional<Instant> heard, long received, long sent) {}

  /// How it is, without secrets.
  ///
  /// @param heard by public key; empty where nobody measures it
  public record Status(
      Optional<TunnelSettings> settings,
      String open,
      List<InetAddress> addresses,
      boolean byHelper,
      String problem,
      List<Peer> peers,
      Map<String, Heard> heard) {
    public Status {
      addresses = List.copyOf(addresses);
      peers = List.copyOf(peers);
      heard = Map.copyOf(heard);
    }
  }

  public boolean isOn() {
    return settings.isPresent();
  }

  public synchronized Status status() {
    String wrong = hindrance().isEmpty() ? way.problem() : hindrance();
    return new Status(
        settings,
        own.map(it -> it.keys().open()).orElse(""),
        own.map(it -> addresses(it, 1)).orElse(List.of()),
        way.door().isPresent(),
        wrong,
        List.copyOf(peers.values()),
        heard());
  }

  /// What the configuration lacks; empty where nothing.
  private String hindrance() {
    if (settings.isEmpty()) return "network.vpn-port is off, so there is no tunnel.";
    return settings.get().pages().isEmpty()
        ? "The steward has no page for others than this machine, so there is no tunnel to it."
        : "";
  }

  private void expectOpen() throws IOException {
    if (!hindrance().isEmpty()) throw new IOException(hindrance());
    if (own.isEmpty()) throw new IOException(way.problem());
  }

  /// The addresses of a client in the tunnel: of IPv4 and of IPv6.
  public synchronized List<InetAddress> addresses(Peer peer) {
    return own.map(it -> addresses(it, peer.place())).orElse(List.of());
  }

  private static List<InetAddress> addresses(Kept own, int place) {
    return List.of(own.four().at(place), own.six().at(place));
  }

  private Map<String, Heard> heard() {
    if (way.door().isEmpty() || !isOn() || !way.problem().isEmpty()) return Map.of();
    var all = new LinkedHashMap<String, Heard>();
    try {
      for (String line : way.door().get().peers()) {
        String[] parts = line.split("\\s+", -1);
        if (parts.length == 2) {
          long second = Long.parseLong(parts[1]);
          var at =
              second > 0 ? Optional.of(Instant.ofEpochSecond(second)) : Optional.<Instant>empty();
          all.put(parts[0], new Heard(at, 0, 0));
        } else if (parts.length == 3 && all.containsKey(parts[0])) {
          var before = all.getOrDefault(parts[0], new Heard(Optional.empty(), 0, 0));
          all.put(
              parts[0],
              new Heard(before.heard(), Long.parseLong(parts[1]), Long.parseLong(parts[2])));
        }
      }
    } catch (IOException | NumberFormatException _) {
      return Map.of();
    }
    return all;
  }

  /// Makes the house's own keys and addresses where there are none, and opens the tunnel.
  public synchronized void begin() {
    try {
      if (isOn() && own.isEmpty()) fresh();
      push();
    } catch (IOException e) {
      way.failed(e);
    }
  }

  private void fresh() throws IOException {
    var keys = TunnelKeys.fresh(chance);
    Subnet four = four();
    var six = new byte[16];
    chance.nextBytes(six);
    six[0] = (byte) 0xfd;
    for (int i = 6; i < six.length; i++) six[i] = 0;
    six[15] = 1;
    var made = new Kept(keys, four, new Subnet(InetAddress.getByAddress(six), 64));
    drawer.put(
        "own",
        "%s %s %s/24 %s/64"
            .formatted(
                keys.secret(),
                keys.open(),
                Subnet.text(made.four().address()),
                Subnet.text(made.six().address())));
    own = Optional.of(made);
  }

  /// A network by chance, so that it meets no other that a client is in.
  private Subnet four() throws UnknownHostException {
    List<Subnet> taken = settings.orElseThrow().taken();
    for (int i = 0; ; i++) {
      byte[] bytes = {10, (byte) chance.nextInt(256), (byte) chance.nextInt(256), 1};
      var net = new Subnet(InetAddress.getByAddress(bytes), 24);
      if (i > TRIES || taken.stream().noneMatch(one -> meet(one, net))) return net;
    }
  }

  private static boolean meet(Subnet one, Subnet other) {
    return one.contains(other.address()) || other.contains(one.address());
  }

  private List<String> rows() {
    var rows = new ArrayList<String>();
    if (!hindrance().isEmpty() || own.isEmpty()) return rows;
    Kept it = own.orElseThrow();
    rows.add(
        "tunnel %s %d %s %s"
            .formatted(
                Grounds.TUNNEL, settings.orElseThrow().port(), it.keys().secret(), texts(it, 1)));
    settings
        .orElseThrow()
        .pages()
        .forEach(page -> rows.add("page %s %d".formatted(page.protocol(), page.port())));
    for (Peer peer : peers.values())
      if (served.test(peer.client()))
        rows.add(
            "peer p%d %s %s %s"
                .formatted(peer.place(), peer.open(), peer.shared(), texts(it, peer.place())));
    return rows;
  }

  private static String texts(Kept own, int place) {
    var both = addresses(own, place);
    return Subnet.text(both.getFirst()) + " " + Subnet.text(both.getLast());
  }

  private void push() throws IOException {
    way.hold(rows());
  }

  /// Makes this client a peer; an older peer of it ends.
  ///
  /// @param open the public key that the client made; else a pair is made here, and its secret is
  ///   in the profile alone
  /// @throws IOException with a sentence where that is not done
  public synchronized TunnelProfile add(String client, Optional<String> open) throws IOException {
    expectOpen();
    Optional<Peer> old = Optional.ofNullable(peers.get(client));
    if (old.isEmpty() && peers.size() >= PEERS_MAX)
      throw new IOException("The tunnel has " + PEERS_MAX + " peers, which is the most.");
    String given = open.orElse("");
    if (open.isPresent() && (!TunnelKeys.isKey(given) || isTaken(given, client)))
      throw new IOException("That is no public key of WireGuard, or another peer's.");
    var made = open.isPresent() ? new TunnelKeys("", given) : TunnelKeys.fresh(chance);
    var peer =
        new Peer(
            client,
            old.map(Peer::place).orElseGet(this::free),
            made.open(),
            TunnelKeys.shared(chance),
            open.isEmpty(),
            clock.instant());
    drawer.put(PEER + client, peer.kept());
    peers.put(client, peer);
    push();
    Kept it = own.orElseThrow();
    return new TunnelProfile(
        peer,
        made.secret(),
        it.keys().open(),
        addresses(it, 1),
        addresses(it, peer.place()),
        settings.map(TunnelSettings::endpoints).orElse(List.of()));
  }

  private boolean isTaken(String open, String client) {
    return own.filter(it -> it.keys().open().equals(open)).isPresent()
        || peers.values().stream()
            .anyMatch(peer -> peer.open().equals(open) && !peer.client().equals(client));
  }

  private int free() {
    for (int place = 2; place <= Peer.PLACE_MAX; place++) {
      int one = place;
      if (peers.values().stream().noneMatch(peer -> peer.place() == one)) return place;
    }
    throw new IllegalStateException("fewer peers than places");
  }

  /// Ends the tunnel of a client.
  ///
  /// @return whether it had one
  public synchronized boolean remove(String client) throws IOException {
    if (!peers.containsKey(client)) return false;
    drawer.put(PEER + client, "");
    peers.remove(client);
    push();
    return true;
  }

  /// Who is let in has changed, or the helper did not take it before: the tunnel follows. Forgets
  /// peers whose client is gone.
  ///
  /// @param exists whether there is still such a client
  public synchronized void follow(Predicate<String> exists) throws IOException {
    for (String client : List.copyOf(peers.keySet()))
      if (!exists.test(client)) {
        drawer.put(PEER + client, "");
        peers.remove(client);
      }
    if (isOn() && own.isEmpty()) fresh();
    if (way.differs(rows())) push();
  }

  /// The configuration for a person who runs WireGuard by hand. It holds all secrets.
  public synchronized Advice.Given files() throws IOException {
    expectOpen();
    return new Advice.Given(
        Advice.files(FenceDoor.Way.TUNNEL, rows()),
        List.of(
            "Install wireguard-tools. Keep wgs0.conf readable for root alone.",
            "Load the rules first: nft -f tunnel.nft.",
            "Make the interface: ip -batch tunnel.links; then wg setconf wgs0 wgs0.conf.",
            "In the router, pass the UDP port on to this machine."),
        List.of("Whether the port is reached from outside is not measured."));
  }
}

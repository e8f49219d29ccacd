package steward.network.profile;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import steward.network.Addresses;
import steward.network.fence.Host;
import steward.network.fence.Lane;
import steward.network.fence.Ports;
import steward.network.fence.Subnet;
import steward.value.Malformed;
import steward.value.Tree;

/// What one entry of an access list matches. It names one peer and the ports; what matches
/// everything is refused.
final class Match {
  private static final String DST_NAME = "ietf-acldns:dst-dnsname";
  private static final String SRC_NAME = "ietf-acldns:src-dnsname";
  private static final String DIRECTION = "ietf-mud:direction-initiated";
  private static final String PEER = "ietf-mud:mud";
  private static final String DST_4 = "destination-ipv4-network";
  private static final String DST_6 = "destination-ipv6-network";
  private static final int PORTS_MAX = 1024;
  private static final int PORT_MAX = 65_535;
  private static final int TCP = 6;
  private static final int UDP = 17;
  private static final Pattern FIGURES = Pattern.compile("[0-9.]+(/[0-9]+)?|.*:.*");

  private final Tree matches;
  private final Optional<Tree> network;
  private final Optional<Tree> transport;
  private final boolean tcp;

  Match(Tree matches) {
    this.matches = matches.only(Set.of("ipv4", "ipv6", "tcp", "udp", PEER));
    network = one("ipv4", "ipv6");
    transport = one("tcp", "udp");
    tcp = matches.has("tcp");
    network.ifPresent(at -> at.only(Set.of("protocol", DST_NAME, SRC_NAME, DST_4, DST_6)));
    transport.ifPresent(at -> at.only(Set.of("destination-port", "source-port", DIRECTION)));
    network
        .flatMap(at -> at.find("protocol"))
        .ifPresent(at -> {
          if (at.whole(0, 255) != (tcp ? TCP : UDP) || transport.isEmpty())
            throw at.wrong("6 beside tcp, or 17 beside udp");
        });
    direction();
  }

  private Optional<Tree> one(String a, String b) {
    if (matches.has(a) && matches.has(b)) throw matches.wrong("either " + a + " or " + b);
    return matches.find(a).or(() -> matches.find(b));
  }

  private String direction() {
    Optional<Tree> at = transport.flatMap(one -> one.find(DIRECTION));
    if (at.isPresent() && (!tcp || !Set.of("from-device", "to-device").contains(at.get().text())))
      throw at.get().wrong("from-device or to-device, of tcp");
    return at.map(Tree::text).orElse("");
  }

  boolean isStartedOutside() {
    return direction().equals("to-device");
  }

  /// Whether somebody in the Internet could begin it.
  boolean isPinhole() {
    return isStartedOutside()
        || direction().isEmpty() && transport.filter(at -> at.has("destination-port")).isPresent();
  }

  boolean hasPeer() {
    return matches.has(PEER);
  }

  Tree peers() {
    return matches.get(PEER);
  }

  /// A peer of the house has no name of the Internet beside it.
  void checkNameless() {
    for (String name : List.of(DST_NAME, SRC_NAME, DST_4, DST_6))
      if (network.filter(at -> at.has(name)).isPresent())
        throw matches.wrong("either a name or " + PEER);
    for (String side : List.of("destination-port", "source-port"))
      if (transport.filter(at -> at.has(side)).isPresent()) ports(side);
  }

  /// The port of the steward that it calls; none where any will do.
  Optional<Lane.Knock> knock() {
    if (transport.filter(at -> at.has("destination-port")).isEmpty()) return Optional.empty();
    Ports ports = ports("destination-port");
    return ports.first() == ports.last() ? Optional.of(new Lane.Knock(ports)) : Optional.empty();
  }

  /// The half of a list that lets answers back: it must be as sound as the other one.
  void checkAnswer() {
    Tree at = network.orElseThrow(() -> matches.wrong("a name: this matches everything"));
    if (at.has(DST_NAME)) throw at.get(DST_NAME).wrong("nothing: answers come from a name");
    if (at.has(DST_4) || at.has(DST_6)) throw at.wrong("names, not addresses");
    if (!at.has(SRC_NAME)) throw at.wrong("a name: this matches everything");
    host(at.get(SRC_NAME), false);
    for (String side : List.of("destination-port", "source-port"))
      if (transport.filter(one -> one.has(side)).isPresent()) ports(side);
  }

  /// The way out that it says, with what our extension adds.
  Passage passage(Tree ace) {
    Tree at = network.orElseThrow(() -> matches.wrong("a name: this matches everything"));
    if (at.has(SRC_NAME)) throw at.get(SRC_NAME).wrong("nothing: a way out leads to a name");
    var mark = ace.find(MudReader.WAY).map(Mark::of).orElse(Mark.NONE);
    if (transport.filter(one -> one.has("source-port")).isPresent()) ports("source-port");
    Ports ports = ports("destination-port");
    boolean isFigures = at.has(DST_4) || at.has(DST_6);
    if (isFigures && !mark.figures())
      throw at.wrong("a name, not an address: addresses change hands");
    Passage bare =
        isFigures
            ? Passage.to(figures(at), ports, mark.need(), mark.usual())
            : Passage.to(host(name(at), mark.zone()), ports, mark.need(), mark.usual());
    return bare.saying(mark.why(), mark.stops(), mark.source());
  }

  private static Tree name(Tree network) {
    if (!network.has(DST_NAME)) throw network.wrong("a name: this matches everything");
    return network.get(DST_NAME);
  }

  private static Host host(Tree at, boolean zone) {
    String text = at.text();
    if (text.contains("*"))
      throw at.wrong("a name without '*': a zone is marked as one, by the steward's extension");
    if (FIGURES.matcher(text).matches())
      throw at.wrong("a name, not an address: addresses change hands");
    try {
      Host host = new Host(text.toLowerCase(java.util.Locale.ROOT), zone);
      if (zone)
        Domains.obstacle(host.name())
            .ifPresent(why -> {
              throw at.wrong("a zone of one owner (" + why + ")");
            });
      return host;
    } catch (Malformed e) {
      if (e.faults().getFirst().at().equals(at.at())) throw e;
      throw at.wrong("a name such as api.example.com");
    }
  }

  /// One address of the Internet, never a network, never one of the home.
  private static Subnet figures(Tree at) {
    Tree of = at.get(at.has(DST_4) ? DST_4 : DST_6);
    if (at.has(DST_4) && at.has(DST_6)) throw at.wrong("one address");
    try {
      Subnet target = Subnet.parse(of.text());
      InetAddress address = target.address();
      boolean isOne = target.bits() == address.getAddress().length * 8;
      if (isOne && Addresses.isPublic(address)) return target;
    } catch (Malformed _) {
      // Said below.
    }
    throw of.wrong("one public address in figures");
  }

  private Ports ports(String side) {
    Tree at =
        transport.orElseThrow(() -> matches.wrong("tcp or udp with a port: this matches all"));
    if (!at.has(side)) throw at.wrong(side + ": without one this matches every port");
    Tree port = at.get(side).only(Set.of("operator", "port", "lower-port", "upper-port"));
    boolean isRange = port.has("lower-port");
    String operator = port.find("operator").map(Tree::text).orElse(isRange ? "range" : "eq");
    if (!operator.equals(isRange ? "range" : "eq"))
      throw port.wrong("eq with port, or range with lower-port and upper-port");
    int first = port.get(isRange ? "lower-port" : "port").whole(1, PORT_MAX);
    int last = isRange ? port.get("upper-port").whole(first, PORT_MAX) : first;
    if (isRange && port.has("port") || !isRange && port.has("upper-port"))
      throw port.wrong("either port or lower-port and upper-port");
    if (last - first >= PORTS_MAX) throw port.wrong("at most " + PORTS_MAX + " ports at once");
    return new Ports(tcp ? Ports.Protocol.TCP : Ports.Protocol.UDP, first, last);
  }

  /// What our extension says of one way.
  private record Mark(
      boolean zone,
      boolean figures,
      Need need,
      Usual usual,
      String why,
      String stops,
      String source) {
    static final Mark NONE = new Mark(false, false, Need.UNKNOWN, Usual.ALWAYS, "", "", "");

    static Mark of(Tree way) {
      way.only(Set.of("zone", "figures", "purpose", "usual", "why", "stops", "source"));
      return new Mark(
          way.find("zone").map(Tree::truth).orElse(false),
          way.find("figures").map(Tree::truth).orElse(false),
          way.find("purpose").map(Mark::need).orElse(Need.UNKNOWN),
          way.find("usual").map(Mark::usual).orElse(Usual.ALWAYS),
          MudText.words(way, "why", MudReader.WORDS_MAX),
          MudText.words(way, "stops", MudReader.WORDS_MAX),
          MudText.words(way, "source", MudReader.WORDS_MAX));
    }

    private static Need need(Tree at) {
      return Need.labelled(at.text())
          .orElseThrow(() ->
              at.wrong(
                  "one of " + java.util.Arrays.stream(Need.values()).map(Need::label).toList()));
    }

    private static Usual usual(Tree at) {
      return Usual.labelled(at.text()).orElseThrow(() -> at.wrong("always, window or never"));
    }
  }
}

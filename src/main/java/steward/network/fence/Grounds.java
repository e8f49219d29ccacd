package steward.network.fence;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import steward.config.Config;
import steward.config.Port;
import steward.driver.Family;
import steward.driver.Probe;
import steward.network.fence.Listener.Reach;
import steward.network.fence.Ports.Protocol;
import steward.value.Malformed;

/// The ground of the fence as the configuration has it. Pure.
public final class Grounds {
  private static final int SSDP = 1_900;

  /// The interface of the tunnel of people.
  public static final NetworkName TUNNEL = new NetworkName("wgs0");

  private Grounds() {}

  /// The steward's own ports as they are configured. A port of 0 is none that a rule could name.
  public static List<Listener> listeners(Config config) {
    var all = new java.util.ArrayList<Listener>();
    boolean home = !config.https().onLoopbackOnly();
    add(all, "https", config.https().port(), home ? Reach.OWNER : Reach.NOBODY);
    add(all, "certificate", config.https().certificatePort(), home ? Reach.OWNER : Reach.NOBODY);
    add(all, "ssh", config.ssh().port(), home ? Reach.OWNER : Reach.NOBODY);
    add(all, "http", config.http().port(), Reach.NOBODY);
    boolean open = config.mqtt().listen().stream().anyMatch(one -> !one.equals("loopback"));
    add(all, "mqtt", config.mqtt().port(), open ? Reach.HOME : Reach.NOBODY);
    add(all, "mqtts", config.mqtt().tlsPort(), Reach.HOME);
    add(all, "mqtt-websocket", config.mqtt().websocketPort(), Reach.NOBODY);
    boolean called = config.webhooks().listen().stream().anyMatch(one -> !one.startsWith("127."));
    add(all, "webhooks", config.webhooks().port(), called ? Reach.HOME : Reach.NOBODY);
    add(all, "sonoff-stock", config.stock().port(), Reach.NOBODY);
    Port tunnel = config.network().ways().vpnPort();
    if (tunnel.number() > 0)
      all.add(new Listener("vpn", Protocol.UDP, tunnel.number(), Reach.HOME));
    if (config.mdns()) all.add(new Listener("mdns", Protocol.UDP, 5_353, Reach.HOME));
    return List.copyOf(all);
  }

  private static void add(List<Listener> all, String name, Port port, Reach reach) {
    if (port.number() > 0) all.add(new Listener(name, Protocol.TCP, port.number(), reach));
  }

  /// From which ports the families' searches by broadcast are answered.
  public static List<Integer> replies(List<Family> families) {
    return families.stream()
        .flatMap(family -> family.probes().stream())
        .mapToInt(probe ->
            switch (probe) {
              case Probe.Datagram datagram -> datagram.port();
              case Probe.Search _ -> SSDP;
              case Probe.Browse _, Probe.Ask _ -> 0;
            })
        .filter(port -> port > 0)
        .distinct()
        .sorted()
        .boxed()
        .toList();
  }

  /// @param listeners those that really listen
  /// @param replies from which ports searches are answered
  /// @param user as whom the steward runs
  /// @throws Malformed naming the key that is missing
  public static Ground of(
      Config.Network network, List<Listener> listeners, List<Integer> replies, int user) {
    if (listeners.stream().noneMatch(one -> one.reach() == Reach.OWNER))
      throw new Malformed(
          "/https/listen",
          "a page that its owner reaches from the home network",
          "one on this machine alone: a fence would shut him out");
    return new Ground(
        new NetworkName(set("network.things-interface", network.things())),
        Stream.concat(network.thingsPorts().stream(), radio(network).stream())
            .distinct()
            .map(NetworkName::new)
            .toList(),
        new NetworkName(set("network.home-interface", network.home())),
        network.ways().vpnPort().isOn() ? Optional.of(TUNNEL) : Optional.empty(),
        Subnet.parse(set("network.things-address", network.four())),
        Optional.of(network.six()).filter(text -> !text.isEmpty()).map(Subnet::parse),
        network.wholeMachine(),
        listeners,
        replies,
        List.of(),
        network.upstream().stream().map(InetAddress::ofLiteral).toList(),
        List.of(user));
  }

  /// The radio of the things where it joins their bridge: it is one of the ports then, apart from
  /// the others and judged as they are.
  private static Optional<String> radio(Config.Network network) {
    String radio = network.ways().radio();
    boolean joins = !radio.isEmpty() && !network.thingsPorts().isEmpty();
    return joins && !radio.equals(network.things()) && !network.ways().country().isEmpty()
        ? Optional.of(radio)
        : Optional.empty();
  }

  private static String set(String key, String value) {
    if (value.isEmpty()) throw new Malformed("/" + key.replace('.', '/'), "a value", "nothing");
    return value;
  }
}

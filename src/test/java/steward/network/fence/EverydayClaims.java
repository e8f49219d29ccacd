package steward.network.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/// What holds on any day: who reaches what, and what is known of it.
final class EverydayClaims extends Tried {
  private static final String NEST_UP = "t_nest_up";

  EverydayClaims(Home home) {
    super(home);
  }

  void nothingBeforeRules() throws Exception {
    // As after a start: addresses are there, and a thing has a way in mind.
    home.steward.run("ip addr add 10.77.0.1/24 dev p-hue; ip link set p-hue up");
    Home.thing("hue").run("ip addr add 10.77.0.11/24 dev eth0; ip route add default via 10.77.0.1");
    assertThat(tcp("hue", Home.CLOUD, 443)).isNotEqualTo("yes");
    assertThat(tcp("hue", Home.LAPTOP, 445)).isNotEqualTo("yes");
    home.steward.run("ip addr flush dev p-hue");
    assertThat(home.bare()).isZero();
  }

  void putUp() throws Exception {
    FenceDoor door = home.door();
    assertThat(door.state()).isEqualTo(new FenceDoor.State(false, "", false, "", List.of()));
    String token = door.apply(plan(true), TRIAL);
    assertThat(door.state().isTrial()).isTrue();
    // Confirmed over the new rules, as the page of the house does.
    assertThat(Home.tcp(home.laptop, Home.HOME, Home.UI)).isEqualTo("yes");
    door.confirm(token);
    assertThat(door.state()).isEqualTo(new FenceDoor.State(true, "", false, "", List.of()));
  }

  void addresses() throws Exception {
    for (String name : Home.THINGS) {
      Space thing = Home.thing(name);
      thing.tried(
          "ip addr flush dev eth0 scope global; ip link set eth0 down; ip link set eth0 up");
      thing.run(
          "ip addr add " + Home.four(name) + "/24 dev eth0; ip route add default via 10.77.0.1");
      for (String address : List.of("0.0.0.0")) Home.serve(thing, address, 80);
    }
    for (String name : Home.THINGS)
      await()
          .untilAsserted(() ->
              assertThat(Home.thing(name).run("ip -6 addr show dev eth0 scope global -tentative"))
                  .contains(Subnet.text(Home.six(name)).replace("fd77:0:0:0:0:", "fd77::")));
    for (String name : Home.THINGS) {
      assertThat(Home.thing(name).run("ip -6 route show default")).isEmpty();
      // From here on they have one all the same.
      Home.thing(name).run("ip -6 route add default via " + Home.GATEWAY_6);
    }
  }

  void lanes() throws Exception {
    assertThat(tcp("nest", Home.CLOUD, 443))
        .as("before it asked for the name")
        .isEqualTo("refused");
    for (boolean six : List.of(false, true)) {
      String cloud = six ? Home.CLOUD_6 : Home.CLOUD;
      String other = six ? Home.OTHER_6 : Home.OTHER;
      assertThat(Home.dns(Home.thing("nest"), Home.GATEWAY, "cloud.example", six)).isEqualTo(cloud);
      assertThat(Home.dns(Home.thing("nest"), Home.GATEWAY, "other.example", six))
          .isEqualTo("none");
      assertThat(Home.dns(Home.thing("nest"), Home.GATEWAY, "a.cloud.example", six))
          .isEqualTo("none");
      assertThat(tcp("nest", cloud, 443)).as(cloud).isEqualTo("yes");
      assertThat(tcp("nest", cloud, 80)).isEqualTo("refused");
      assertThat(tcp("nest", cloud, 9543)).isEqualTo("refused");
      assertThat(tcp("nest", other, 443)).isEqualTo("refused");
      assertThat(tcp("hue", cloud, 443)).as("another thing").isEqualTo("refused");
    }
  }

  void names() throws Exception {
    long before = home.arrived("198.18.1.11").packets();
    for (String server : List.of("8.8.8.8", "198.18.1.11", "2001:2:0:1::53", Home.GATEWAY_6)) {
      assertThat(Home.dns(Home.thing("nest"), server, "cloud.example", false))
          .isEqualTo(Home.CLOUD);
      assertThat(Home.dns(Home.thing("kasa"), server, "cloud.example", false)).isEqualTo("none");
    }
    assertThat(home.arrived("198.18.1.11").packets())
        .as("the server it had in mind")
        .isEqualTo(before);
    assertThat(home.arrived("2001:2:0:1::53").packets()).isZero();
    for (String to : List.of(Home.CLOUD, Home.CLOUD_6))
      assertThat(tcp("nest", to, 853)).as("names over TLS").isEqualTo("refused");
    assertThat(Home.dns(Home.thing("kasa"), Home.GATEWAY, 5301, "cloud.example", false))
        .as("the resolver of another")
        .isEqualTo("silent");
    assertThat(home.door().names(0)).contains("query[A] cloud.example from 10.77.0.12");
  }

  void time() throws Exception {
    try (var server =
        new TimeServer(
            InetAddress.ofLiteral("::"),
            TimeServer.PORT,
            java.time.InstantSource.system(),
            () -> true)) {
      server.start();
      byte[] question = new byte[48];
      question[0] = 0x23;
      for (String to : List.of(Home.OTHER, Home.OTHER_6, Home.GATEWAY))
        assertThat(Home.udp(Home.thing("kasa"), to, 123, question)).as(to).hasSize(48);
    }
  }

  void inward() throws Exception {
    var ways = new ArrayList<Way>();
    for (String from : List.of("hue", "stranger")) {
      Space thing = Home.thing(from);
      for (String to : List.of(Home.LAPTOP, Home.LAPTOP_6)) ways.add(new Way(thing, to, 445));
      for (String to : List.of("192.168.44.1", "2001:2:0:44::1")) ways.add(new Way(thing, to, 80));
      for (String to : List.of(Home.GATEWAY, Home.GATEWAY_6, Home.HOME, Home.HOME_6, "10.99.0.1"))
        for (int port : List.of(Home.UI, 22, 1883)) ways.add(new Way(thing, to, port));
      for (String to : List.of(Home.four("kasa"), Subnet.text(Home.six("kasa"))))
        ways.add(new Way(thing, to, 80));
    }
    assertThat(open(ways)).isEmpty();
    for (String gateway : List.of(Home.GATEWAY, Home.GATEWAY_6)) {
      assertThat(tcp("hue", gateway, Home.MQTT)).as("its own inbound lane").isEqualTo("yes");
      assertThat(tcp("kasa", gateway, Home.MQTT)).as("no lane").isEqualTo("refused");
    }
    assertThat(Home.thing("hue").run("ip neigh show " + Home.four("kasa")))
        .doesNotContain("lladdr");
    assertThat(Home.thing("hue").run("ip -6 neigh show " + Subnet.text(Home.six("kasa"))))
        .doesNotContain("lladdr");
  }

  void outward() throws Exception {
    var closed = new ArrayList<Way>();
    var pages = new ArrayList<Way>();
    for (String to : List.of(Home.four("hue"), Subnet.text(Home.six("hue")))) {
      assertThat(Home.tcp(home.steward, to, 80)).as("the house").isEqualTo("yes");
      closed.add(new Way(home.laptop, to, 80));
      closed.add(new Way(home.phone, to, 80));
    }
    for (String to : List.of(Home.HOME, Home.HOME_6)) pages.add(new Way(home.laptop, to, Home.UI));
    for (String to : List.of("10.99.0.1", "fd99::1")) pages.add(new Way(home.phone, to, Home.UI));
    for (Way page : pages)
      for (int port : List.of(22, 1883)) closed.add(new Way(page.from(), page.to(), port));
    for (String to : List.of(Home.GATEWAY, Home.GATEWAY_6))
      for (Space from : List.of(home.laptop, home.phone)) closed.add(new Way(from, to, Home.UI));
    assertThat(open(pages)).as("the page of the house").isEqualTo(pages);
    assertThat(open(closed)).isEmpty();
    force(
        plan(true)
            .with(enclosed("kasa", new Lane.In(Subnet.parse(Home.LAPTOP), Ports.tcp(80))))
            .with(
                enclosed(
                    "hue",
                    new Lane.Knock(Ports.tcp(Home.MQTT)),
                    new Lane.In(Subnet.parse(Home.LAPTOP_6), Ports.tcp(80)))));
    assertThat(Home.tcp(home.laptop, Home.four("kasa"), 80)).as("an inbound lane").isEqualTo("yes");
    assertThat(Home.tcp(home.laptop, Subnet.text(Home.six("hue")), 80)).isEqualTo("yes");
    assertThat(Home.tcp(home.laptop, Home.four("hue"), 80)).isEqualTo("silent");
    force(plan(true));
    assertThat(Home.tcp(home.laptop, Home.four("kasa"), 80)).isEqualTo("silent");
  }

  void forged() throws Exception {
    Space kasa = Home.thing("kasa");
    long before = home.arrived("").packets();
    kasa.run(
        "ip addr add 2001:2:0:66::5/64 dev eth0 nodad; ip addr add 10.77.0.12/32 dev eth0; ip addr add 10.77.0.1/32 dev eth0");
    for (String source : List.of("2001:2:0:66::5", "10.77.0.12")) {
      String to = source.contains(":") ? Home.CLOUD_6 : Home.CLOUD;
      assertThat(bound(kasa, source, to)).as(source).isNotEqualTo("yes");
    }
    bound(kasa, "10.77.0.1", Home.four("hue"));
    kasa.run(
        "ip addr del 2001:2:0:66::5/64 dev eth0; ip addr del 10.77.0.12/32 dev eth0; ip addr del 10.77.0.1/32 dev eth0");
    assertThat(home.steward.run("ip neigh show 10.77.0.12")).doesNotContain("02:00:00:00:03:00");
    rogueServers(kasa);
    kasa.run("ip link set eth0 address 02:00:00:00:02:00");
    for (String to : List.of(Home.CLOUD, Home.CLOUD_6))
      assertThat(Home.tcp(kasa, to, 443)).isNotEqualTo("yes");
    kasa.run("ip link set eth0 address 02:00:00:00:03:00");
    assertThat(home.arrived("").packets()).isEqualTo(before);
    String counted = home.steward.run("nft list counters table bridge steward");
    for (String name : List.of("rogue_router", "rogue_dhcp", "stolen_address", "wrong_port"))
      assertThat(counted).containsPattern("counter " + name + " \\{\\s+packets [1-9]");
    assertThat(home.door().flows().rivals())
        .filteredOn(one -> one.station().equals(Home.hardware("kasa")))
        .singleElement()
        .satisfies(one -> assertThat(one.parts()).containsExactly(Rival.Part.values()));
    assertThat(Home.thing("hue").run("ip -6 addr show dev eth0")).doesNotContain("2001:2:0:bad");
    assertThat(home.steward.run("ip -6 addr show dev things0; ip -6 route"))
        .doesNotContain("2001:2:0:bad");
  }

  private static String bound(Space from, String source, String to) throws Exception {
    return from.there(() -> {
      try (var socket = new Socket()) {
        socket.bind(new InetSocketAddress(InetAddress.ofLiteral(source), 0));
        socket.connect(new InetSocketAddress(InetAddress.ofLiteral(to), 443), 700);
        return "yes";
      } catch (IOException e) {
        return "refused";
      }
    });
  }

  /// A thing that gives out routes and addresses.
  void rogueServers(Space thing) throws Exception {
    thing.run(
        "sysctl -qw net.ipv6.conf.eth0.accept_ra=0; ip addr add 2001:2:0:bad::1/64 dev eth0 nodad");
    Process rogue =
        thing.start(
            "dnsmasq",
            "--no-daemon",
            "--port=0",
            "--conf-file=/dev/null",
            "--pid-file=",
            "--interface=eth0",
            "--enable-ra",
            "--dhcp-range=2001:2:0:bad::,ra-only,64",
            "--dhcp-leasefile=/dev/null",
            "--ra-param=eth0,4,1800");
    thing.there(() -> {
      try (var socket = new java.net.DatagramSocket(67)) {
        socket.setBroadcast(true);
        socket.send(
            new java.net.DatagramPacket(
                new byte[300], 300, InetAddress.ofLiteral("255.255.255.255"), 68));
      }
      return "";
    });
    await()
        .untilAsserted(() ->
            assertThat(home.steward.run("nft list counter bridge steward rogue_router"))
                .containsPattern("packets [1-9]"));
    rogue.destroyForcibly().waitFor();
    thing.run("ip addr del 2001:2:0:bad::1/64 dev eth0");
  }

  void counted() throws Exception {
    for (String to : List.of(Home.CLOUD, Home.CLOUD_6)) {
      Flows.Count before = home.door().flows().counter(NEST_UP);
      Flows.Count arrived = home.arrived(to);
      Home.thing("nest").there(() -> exchange(to, 100_000));
      // The last packets of a connection come after it was closed.
      await()
          .untilAsserted(() -> {
            Flows.Count now = home.arrived(to);
            Flows flows = home.door().flows();
            Flows.Count up = flows.counter(NEST_UP);
            assertThat(up.bytes() - before.bytes())
                .isGreaterThan(100_000)
                .isEqualTo(now.bytes() - arrived.bytes());
            assertThat(up.packets() - before.packets())
                .isEqualTo(now.packets() - arrived.packets());
            assertThat(flows.up())
                .filteredOn(one -> one.to().equals(InetAddress.ofLiteral(to)))
                .singleElement()
                .satisfies(one -> {
                  assertThat(one.thing()).isEqualTo(Home.hardware("nest"));
                  assertThat(one.port()).isEqualTo(443);
                  assertThat(one.count().bytes()).isGreaterThan(100_000);
                });
          });
    }
    Flows flows = home.door().flows();
    assertThat(flows.counter("t_nest_down").bytes()).isGreaterThan(200_000);
    assertThat(flows.up()).extracting(Flows.Up::thing).contains(Home.hardware("nest"));
    assertThat(flows.up())
        .filteredOn(one -> !one.thing().equals(Home.hardware("nest")))
        .as("what others sent out, but for their answers to the laptop")
        .allMatch(one ->
            one.to().equals(InetAddress.ofLiteral(Home.LAPTOP))
                || one.to().equals(InetAddress.ofLiteral(Home.LAPTOP_6)));
    assertThat(flows.own()).anySatisfy(one -> assertThat(one.port()).isEqualTo(53));
  }

  /// Sends so much and takes as much back.
  private static String exchange(String to, int bytes) throws IOException {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.ofLiteral(to), 443), 5_000);
      Thread.ofVirtual()
          .start(() -> {
            try {
              socket.getOutputStream().write(new byte[bytes]);
              socket.shutdownOutput();
            } catch (IOException _) {
              // The reader notices.
            }
          });
      return "" + socket.getInputStream().readAllBytes().length;
    }
  }

  void refusals() throws Exception {
    for (String to : List.of(Home.OTHER, Home.OTHER_6)) {
      tcp("kasa", to, 9543);
      await()
          .untilAsserted(() ->
              assertThat(home.door().flows().denied())
                  .anySatisfy(one -> {
                    assertThat(one.thing()).isEqualTo(Home.hardware("kasa"));
                    assertThat(one.to()).isEqualTo(InetAddress.ofLiteral(to));
                    assertThat(one.port()).isEqualTo(9543);
                    assertThat(one.count().packets()).isPositive();
                  }));
    }
  }

  /// By the lookout, as the ledger has it.
  void seen() throws Exception {
    try (var lookout =
        new Lookout(
            home.door(), java.time.InstantSource.system(), java.time.ZoneId.systemDefault())) {
      lookout.begin(java.util.Optional.empty());
      lookout.lookNow().get();
      assertThat(tcp("kasa", Home.OTHER, 9_543)).isEqualTo("refused");
      assertThat(Home.dns(Home.thing("kasa"), Home.GATEWAY, "call.home.example", false))
          .isEqualTo("none");
      Sighting after = lookout.lookNow().get().orElseThrow();
      assertThat(after.flows().denied())
          .anyMatch(one ->
              one.thing().text().equals("02:00:00:00:03:00")
                  && one.to().equals(InetAddress.ofLiteral(Home.OTHER))
                  && one.port() == 9_543);
      assertThat(after.asked())
          .filteredOn(one -> one.name().equals("call.home.example"))
          .singleElement()
          .matches(one ->
              one.isRefused()
                  && !one.passedOn()
                  && one.by().equals(InetAddress.ofLiteral(Home.four("kasa"))));
      assertThat(after.afterGap()).isFalse();
    }
  }
}

package steward.network.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import steward.network.fence.Listener.Reach;
import steward.network.fence.Ports.Protocol;

/// The proof itself, a program: runs inside the home of namespaces and tells one line for each
/// claim, `ok CLAIM` or `no CLAIM: why`. [FenceProofTest] starts it and reads them.
final class Proof {
  private static final String NEST_UP = "t_nest_up";

  /// An ordinary user's namespace takes rules of 400 KB at once.
  private static final int MANY = Integer.getInteger("things", 200);

  private static final int UNTIL_NEW = -1;

  private static final Duration TRIAL = Duration.ofSeconds(60);

  private final Home home;

  private Proof(Home home) {
    this.home = home;
  }

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    try (var home = new Home(folder)) {
      home.build();
      new Proof(home).all();
    } catch (Throwable e) {
      System.out.println("no the home is built: " + e);
      e.printStackTrace();
    }
    System.out.println("end");
    System.exit(0);
  }

  private interface Claim {
    void hold() throws Exception;
  }

  private static void prove(String claim, Claim how) {
    long from = System.nanoTime();
    try {
      how.hold();
      System.out.println("ok " + claim);
    } catch (Throwable e) {
      System.out.println(
          "no " + claim + ": " + String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
      e.printStackTrace();
    }
    System.err.printf("%5d ms %s%n", (System.nanoTime() - from) / 1_000_000, claim);
  }

  private void all() throws Exception {
    prove("nothing is passed on before there are rules", this::nothingBeforeRules);
    home.startHelper();
    prove("a plan is tried, confirmed and in force", this::putUp);
    prove("things get their addresses and no way out", this::addresses);
    prove("an allowed host and port works, its neighbours do not", this::lanes);
    prove("nothing of a local thing arrives in the Internet", () -> assertThat(leaked()).isZero());
    prove("every question for a name is answered by the house", this::names);
    prove("every question for the time is answered by the house", this::time);
    prove("things reach neither the home, the house's pages nor each other", this::inward);
    prove("neither home nor tunnel reaches a thing, the house does", this::outward);
    prove("forged addresses, routers and servers come to nothing", this::forged);
    prove("the counters are the bytes that arrived", this::counted);
    prove("what is refused is known with its thing", this::refusals);
    prove("a lane closes what runs on it, for a time and for good", this::cuts);
    prove("a change of one thing leaves the others alone", this::changed);
    prove("the rules outlive the helper, and a half-made change does not", this::helperDies);
    prove("a change that nobody confirms is put back", this::unconfirmed);
    prove("many things", this::many);
    prove("on a shared host the same holds, and without one rule it does not", this::control);
  }

  // ---- the house
  // ---------------------------------------------------------------------------------

  private static Ground ground(boolean wholeHost) {
    return new Ground(
        new NetworkName("things0"),
        Home.THINGS.stream().map(name -> new NetworkName("p-" + name)).toList(),
        new NetworkName("home0"),
        Optional.of(new NetworkName("wgs0")),
        Subnet.parse(Home.GATEWAY + "/24"),
        Optional.of(Subnet.parse(Home.GATEWAY_6 + "/64")),
        wholeHost,
        List.of(
            new Listener("https", Protocol.TCP, Home.UI, Reach.OWNER),
            new Listener("mqtts", Protocol.TCP, Home.MQTT, Reach.HOME),
            new Listener("mqtt", Protocol.TCP, 1883, Reach.NOBODY)),
        List.of(30_050),
        List.of(6_667),
        List.of(InetAddress.ofLiteral("198.18.0.53")),
        List.of(0));
  }

  private static Enclosed enclosed(String name, Lane... lanes) {
    return new Enclosed(
        "t_" + name,
        Home.hardware(name),
        InetAddress.ofLiteral(Home.four(name)),
        List.of(Home.six(name)),
        Optional.of(new NetworkName("p-" + name)),
        List.of(lanes));
  }

  private static Enclosed nest() {
    return enclosed("nest", new Lane.Out(Host.parse("cloud.example"), Ports.tcp(443), true, false));
  }

  /// Hue may call the broker, nest its cloud, kasa nothing; nobody knows the stranger.
  private static FencePlan plan(boolean wholeHost) {
    return new FencePlan(
        ground(wholeHost),
        List.of(enclosed("hue", new Lane.Knock(Ports.tcp(Home.MQTT))), nest(), enclosed("kasa")));
  }

  private void force(FencePlan plan) throws IOException {
    home.door().confirm(home.door().apply(plan, TRIAL));
  }

  private static String tcp(String from, String to, int port) throws Exception {
    return Home.tcp(Home.thing(from), to, port);
  }

  // ---- the claims
  // --------------------------------------------------------------------------------

  private void nothingBeforeRules() throws Exception {
    // As after a start: addresses are there, and a thing has a way in mind.
    home.steward.run("ip addr add 10.77.0.1/24 dev p-hue; ip link set p-hue up");
    Home.thing("hue").run("ip addr add 10.77.0.11/24 dev eth0; ip route add default via 10.77.0.1");
    assertThat(tcp("hue", Home.CLOUD, 443)).isNotEqualTo("yes");
    assertThat(tcp("hue", Home.LAPTOP, 445)).isNotEqualTo("yes");
    home.steward.run("ip addr flush dev p-hue");
    assertThat(home.bare()).isZero();
  }

  private void putUp() throws Exception {
    FenceDoor door = home.door();
    assertThat(door.state()).isEqualTo(new FenceDoor.State(false, ""));
    String token = door.apply(plan(true), TRIAL);
    assertThat(door.state().isTrial()).isTrue();
    // Confirmed over the new rules, as the page of the house does.
    assertThat(Home.tcp(home.laptop, Home.HOME, Home.UI)).isEqualTo("yes");
    door.confirm(token);
    assertThat(door.state()).isEqualTo(new FenceDoor.State(true, ""));
  }

  private void addresses() throws Exception {
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

  private void lanes() throws Exception {
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

  /// Packets that arrive while two local things and a stranger try what such things try.
  private long leaked() throws Exception {
    quiet();
    String arrivals = home.arrivals();
    long before = home.arrived("").packets() + home.bare();
    for (String name : List.of("hue", "kasa", "stranger")) {
      Home.thing(name)
          .there(() -> {
            for (String to : List.of(Home.CLOUD, Home.CLOUD_6, Home.OTHER, Home.OTHER_6))
              for (int port : List.of(443, 80, 853, 9543, 8883, 123, 53)) attempt(to, port);
            return "";
          });
    }
    for (String name : List.of("hue", "kasa"))
      for (String to : List.of(Home.CLOUD, Home.CLOUD_6)) tcp(name, to, 443);
    long leaked = home.arrived("").packets() + home.bare() - before;
    if (leaked > 0) System.err.println("before: " + arrivals + " after: " + home.arrivals());
    return leaked;
  }

  /// Waits for the last packets of what was allowed.
  private void quiet() throws Exception {
    Flows.Count last;
    Flows.Count now = home.arrived("");
    do {
      last = now;
      LockSupport.parkNanos(150_000_000);
      now = home.arrived("");
    } while (!now.equals(last));
  }

  /// A datagram, and the beginning of a connection; nobody waits for what becomes of them.
  private static void attempt(String to, int port) throws IOException {
    InetAddress address = InetAddress.ofLiteral(to);
    try (var socket = new java.net.DatagramSocket()) {
      for (int i = 0; i < 3; i++)
        socket.send(new java.net.DatagramPacket(new byte[40], 40, address, port));
    } catch (IOException _) {
      // Refused at once: as good.
    }
    try (var channel = java.nio.channels.SocketChannel.open()) {
      channel.configureBlocking(false);
      channel.connect(new InetSocketAddress(address, port));
    } catch (IOException _) {
      // The same.
    }
  }

  private void names() throws Exception {
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

  private void time() throws Exception {
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

  private void inward() throws Exception {
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

  private record Way(Space from, String to, int port) {}

  /// Those of these ways that are open, tried at the same time.
  private static List<Way> open(List<Way> ways) throws Exception {
    var open = new ArrayList<Way>();
    try (var all = Executors.newVirtualThreadPerTaskExecutor()) {
      var tried = new ArrayList<Future<String>>();
      for (Way way : ways) tried.add(all.submit(() -> Home.tcp(way.from, way.to, way.port)));
      for (int i = 0; i < ways.size(); i++)
        if (tried.get(i).get().equals("yes")) open.add(ways.get(i));
    }
    return open;
  }

  private void outward() throws Exception {
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
      for (int port : List.of(22, 1883)) closed.add(new Way(page.from, page.to, port));
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

  private void forged() throws Exception {
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
  private void rogueServers(Space thing) throws Exception {
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

  private void counted() throws Exception {
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

  private void refusals() throws Exception {
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

  private void cuts() throws Exception {
    FenceDoor door = home.door();
    for (String to : List.of(Home.CLOUD, Home.CLOUD_6)) {
      Socket long1 = opened(to);
      assertThat(answers(long1)).isTrue();
      door.begin(FenceDoor.Timed.CUT, "t_nest", Duration.ofMinutes(10));
      assertThat(answers(long1)).as("what ran on it").isFalse();
      assertThat(tcp("nest", to, 443)).isEqualTo("refused");
      assertThat(Home.tcp(home.steward, Home.four("nest"), 80)).as("at home").isEqualTo("yes");
      door.end(FenceDoor.Timed.CUT, "t_nest");
      await().untilAsserted(() -> assertThat(tcp("nest", to, 443)).isEqualTo("yes"));
      long1.close();
    }
    door.begin(FenceDoor.Timed.LEARN, "t_kasa", Duration.ofMinutes(10));
    assertThat(tcp("kasa", Home.OTHER, 443)).isEqualTo("yes");
    assertThat(tcp("kasa", Home.OTHER_6, 443)).as("never over IPv6").isEqualTo("refused");
    assertThat(tcp("kasa", Home.LAPTOP, 445)).as("never the home").isEqualTo("refused");
    door.end(FenceDoor.Timed.LEARN, "t_kasa");
    await().untilAsserted(() -> assertThat(tcp("kasa", Home.OTHER, 443)).isEqualTo("refused"));
    var lane = new Lane.Exact(Subnet.parse(Home.OTHER), Ports.tcp(443), true);
    door.change(plan(true).with(enclosed("kasa", lane)));
    assertThat(tcp("kasa", Home.OTHER, 443)).as("outside the window").isEqualTo("refused");
    door.begin(FenceDoor.Timed.WINDOW, "t_kasa", Duration.ofSeconds(2));
    assertThat(tcp("kasa", Home.OTHER, 443)).isEqualTo("yes");
    await().untilAsserted(() -> assertThat(tcp("kasa", Home.OTHER, 443)).isEqualTo("refused"));
    door.change(plan(true));
  }

  private static Socket opened(String to) throws Exception {
    return Home.thing("nest")
        .there(() -> {
          var socket = new Socket();
          socket.connect(new InetSocketAddress(InetAddress.ofLiteral(to), 443), 5_000);
          socket.setSoTimeout(1_500);
          socket.getInputStream().readNBytes("hello\n".length());
          return socket;
        });
  }

  private static boolean answers(Socket socket) {
    try {
      socket.getOutputStream().write('x');
      return socket.getInputStream().read() == 'x';
    } catch (IOException _) {
      return false;
    }
  }

  private void changed() throws Exception {
    try (Socket four = opened(Home.CLOUD);
        Socket six = opened(Home.CLOUD_6)) {
      for (int i = 0; i < 5; i++) {
        var lane = new Lane.Exact(Subnet.parse(Home.OTHER), Ports.tcp(9_000 + i), false);
        long from = System.nanoTime();
        home.door().change(plan(true).with(enclosed("kasa", lane)));
        System.err.println("a lane changed in " + (System.nanoTime() - from) / 1_000_000 + " ms");
        assertThat(answers(four)).isTrue();
        assertThat(answers(six)).isTrue();
      }
      force(plan(true));
      assertThat(answers(four)).as("after a whole new set of rules").isTrue();
      assertThat(answers(six)).isTrue();
    }
    // Addresses that were learnt stay: no new question is needed.
    assertThat(tcp("nest", Home.CLOUD, 443)).isEqualTo("yes");
    assertThat(tcp("nest", Home.CLOUD_6, 443)).isEqualTo("yes");
  }

  private String known() throws Exception {
    return home.steward.run(
        "nft list set inet steward known4 | grep -c 02:; nft list chain inet steward from_things | wc -l");
  }

  private void helperDies() throws Exception {
    String old = known();
    home.helper().destroyForcibly().waitFor();
    assertThat(tcp("kasa", Home.CLOUD, 443)).isEqualTo("refused");
    assertThat(tcp("nest", Home.CLOUD, 443)).isEqualTo("yes");
    assertThat(Home.tcp(home.steward, Home.four("hue"), 80)).isEqualTo("yes");
    home.startHelper();
    assertThat(home.door().state().isConfirmed()).isTrue();
    FencePlan large = crowd(100);
    var seen = new ArrayList<String>();
    for (int millis : List.of(0, 60, UNTIL_NEW)) {
      Thread applying =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  home.door().apply(large, TRIAL);
                } catch (IOException _) {
                  // It died meanwhile.
                }
              });
      Path tried = home.socket().resolveSibling("netd").resolve("tried.plan");
      await().pollInterval(Duration.ofMillis(2)).until(() -> Files.exists(tried));
      if (millis == UNTIL_NEW) await().until(() -> known().startsWith("103"));
      else LockSupport.parkNanos(millis * 1_000_000L);
      home.helper().destroyForcibly().waitFor();
      applying.join();
      // A program that it had begun ends by itself.
      await().untilAsserted(() -> assertThat(home.steward.run("pgrep -x nft || true")).isEmpty());
      seen.add(known().lines().findFirst().orElse(""));
      assertThat(tcp("hue", Home.CLOUD, 443)).isEqualTo("refused");
      home.startHelper();
      assertThat(known()).as("the old one, after its next start").isEqualTo(old);
    }
    assertThat(seen).as("old or new, never half").isSubsetOf("3", "103").contains("103");
    System.err.println("killed with so many things known: " + seen);
  }

  private static FencePlan crowd(int count) {
    FencePlan plan = plan(true);
    var things = new ArrayList<>(plan.things());
    var net = Subnet.parse("10.77.0.0/16");
    for (int i = 0; i < count; i++) {
      var station = new Hardware("02:00:00:01:%02x:%02x".formatted(i / 256, i % 256));
      things.add(
          new Enclosed(
              Enclosed.id(station),
              station,
              net.at(1_000 + i),
              List.of(Subnet.parse(Home.GATEWAY_6 + "/64").of(station)),
              Optional.empty(),
              List.of(
                  new Lane.Out(
                      Host.parse("h" + i % 6 + ".example"), Ports.tcp(443), false, false))));
    }
    Ground g = plan.ground();
    var wide =
        new Ground(
            g.things(),
            g.ports(),
            g.home(),
            g.vpn(),
            Subnet.parse(Home.GATEWAY + "/16"),
            g.six(),
            true,
            g.listeners(),
            g.replies(),
            g.hears(),
            g.upstream(),
            g.users());
    return new FencePlan(wide, things);
  }

  private void unconfirmed() throws Exception {
    Ground g = ground(true);
    var locked =
        new Ground(
            g.things(),
            g.ports(),
            g.home(),
            g.vpn(),
            g.four(),
            g.six(),
            true,
            List.of(new Listener("elsewhere", Protocol.TCP, 9_999, Reach.OWNER)),
            g.replies(),
            g.hears(),
            g.upstream(),
            g.users());
    home.door().apply(new FencePlan(locked, List.of(enclosed("hue"))), Duration.ofSeconds(5));
    for (String to : List.of(Home.HOME, Home.HOME_6))
      assertThat(Home.tcp(home.laptop, to, Home.UI)).as("locked out").isEqualTo("silent");
    assertThat(tcp("nest", Home.CLOUD, 443)).isNotEqualTo("yes");
    await()
        .untilAsserted(
            () -> assertThat(Home.tcp(home.laptop, Home.HOME, Home.UI)).isEqualTo("yes"));
    assertThat(Home.tcp(home.laptop, Home.HOME_6, Home.UI)).isEqualTo("yes");
    assertThat(tcp("nest", Home.CLOUD, 443)).as("what was learnt is there").isEqualTo("yes");
    assertThat(home.door().state()).isEqualTo(new FenceDoor.State(true, ""));
    // The same when the helper dies before its time is up.
    home.door().apply(new FencePlan(locked, List.of(enclosed("hue"))), TRIAL);
    home.helper().destroyForcibly().waitFor();
    home.startHelper();
    assertThat(Home.tcp(home.laptop, Home.HOME, Home.UI)).isEqualTo("yes");
    assertThat(tcp("nest", Home.CLOUD, 443)).isEqualTo("yes");
  }

  private void many() throws Exception {
    long from = System.nanoTime();
    String token = home.door().apply(crowd(MANY), TRIAL);
    System.err.println(MANY + 3 + " things in " + (System.nanoTime() - from) / 1_000_000 + " ms");
    home.door().confirm(token);
    from = System.nanoTime();
    FencePlan other = crowd(MANY);
    home.door()
        .change(
            other.with(
                enclosed("kasa", new Lane.Exact(Subnet.parse(Home.OTHER), Ports.tcp(443), false))));
    System.err.println("a lane among them in " + (System.nanoTime() - from) / 1_000_000 + " ms");
    assertThat(tcp("kasa", Home.OTHER, 443)).isEqualTo("yes");
    assertThat(tcp("nest", Home.CLOUD, 443)).isEqualTo("yes");
    assertThat(tcp("hue", Home.CLOUD, 443)).isEqualTo("refused");
    System.err.println(memory());
    force(plan(true));
  }

  private String memory() throws IOException {
    var said = new StringBuilder();
    long pid = home.helper().pid();
    for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup")))
      if (line.startsWith("Rss") || line.startsWith("Pss:")) said.append(line).append(' ');
    return said.toString();
  }

  /// With one rule less the same questions have other answers: they do ask something.
  private void control() throws Exception {
    force(plan(false));
    assertThat(leaked()).isZero();
    assertThat(Home.tcp(home.laptop, Home.four("hue"), 80)).isEqualTo("silent");
    assertThat(tcp("hue", Home.GATEWAY, Home.UI)).isEqualTo("refused");
    assertThat(Home.tcp(home.laptop, Home.HOME, 22)).as("not ours to close").isEqualTo("yes");
    assertThat(Home.tcp(home.laptop, Home.HOME, 1883)).as("ours").isEqualTo("silent");
    without("forward", "goto from_things");
    assertThat(leaked()).as("without the rule").isPositive();
    force(plan(false));
    assertThat(leaked()).isZero();
    without("input", "goto things_in");
    assertThat(tcp("hue", Home.HOME, Home.UI)).as("without the rule").isEqualTo("yes");
    assertThat(tcp("hue", Home.HOME_6, Home.UI)).isEqualTo("yes");
    force(plan(false));
    without("forward", "goto to_things");
    // An answer would be judged as well: it takes both.
    assertThat(Home.tcp(home.laptop, Home.four("hue"), 80)).isEqualTo("silent");
    without("forward", "goto from_things");
    assertThat(Home.tcp(home.laptop, Home.four("hue"), 80))
        .as("without the rules")
        .isEqualTo("yes");
    assertThat(Home.tcp(home.laptop, Subnet.text(Home.six("hue")), 80)).isEqualTo("yes");
    force(plan(true));
    without("asked", "redirect to :53");
    assertThat(Home.dns(Home.thing("nest"), "198.18.1.11", "cloud.example", false))
        .isNotEqualTo(Home.CLOUD);
    force(plan(true));
  }

  private void without(String chain, String part) throws Exception {
    for (String line : home.steward.run("nft -a list chain inet steward " + chain).lines().toList())
      if (line.contains(part))
        home.steward.run(
            "nft delete rule inet steward "
                + chain
                + " handle "
                + line.replaceAll(".*# handle ", ""));
  }
}

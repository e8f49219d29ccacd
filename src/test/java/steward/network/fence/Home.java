package steward.network.fence;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import steward.netd.Netd;

/// A home of network namespaces: four things on a bridge, the steward, a laptop, a router with
/// address translation, and an Internet of 198.18.0.0/15 and 2001:2::/48 whose every packet is
/// counted. Runs only where all networks are its own (`unshare --user --net --mount`).
final class Home implements AutoCloseable {
  static final String GATEWAY = "10.77.0.1";
  static final String GATEWAY_6 = "fd77::1";
  static final String HOME = "192.168.44.2";
  static final String HOME_6 = "2001:2:0:44::2";
  static final String LAPTOP = "192.168.44.20";
  static final String LAPTOP_6 = "2001:2:0:44::20";

  /// What `cloud.example` is, and a neighbour of it.
  static final String CLOUD = "198.18.1.10";

  static final String CLOUD_6 = "2001:2:0:2::10";
  static final String OTHER = "198.18.1.11";
  static final String OTHER_6 = "2001:2:0:2::11";
  static final List<String> THINGS = List.of("hue", "nest", "kasa", "stranger");

  private static final String CABLES =
      """
      set -e
      i=1
      for n in hue nest kasa stranger; do
        ip netns add $n
        ip -n $n link set lo up
        ip link add p-$n type veth peer name eth0 address 02:00:00:00:0$i:00 netns $n
        ip netns exec $n sysctl -qw net.ipv6.conf.eth0.accept_dad=0 net.ipv6.conf.eth0.router_solicitation_delay=0
        ip -n $n link set eth0 up
        i=$((i+1))
      done
      """;

  /// One shell for all of it: a program more costs more than a command more.
  private static final String WIRES =
      """
      set -e
      ip link set lo up
      for n in laptop router internet phone; do ip netns add $n; ip -n $n link set lo up; done
      ip -n router link add lan0 type bridge
      ip -n router link set lan0 up
      ip link add home0 type veth peer name l-steward netns router
      ip -n laptop link add eth0 type veth peer name l-laptop netns router
      ip -n router link set l-steward master lan0 up
      ip -n router link set l-laptop master lan0 up
      ip -n router link add wan0 type veth peer name eth0 netns internet
      ip -n router addr add 192.168.44.1/24 dev lan0
      ip -n router addr add 2001:2:0:44::1/64 dev lan0 nodad
      ip -n router addr add 198.18.0.1/24 dev wan0
      ip -n router addr add 2001:2:0:1::1/64 dev wan0 nodad
      ip -n router link set wan0 up
      ip -n internet addr add 198.18.0.2/24 dev eth0
      ip -n internet addr add 2001:2:0:1::2/64 dev eth0 nodad
      for a in 198.18.0.53 198.18.1.10 198.18.1.11; do ip -n internet addr add $a/32 dev lo; done
      for a in 2001:2:0:1::53 2001:2:0:2::10 2001:2:0:2::11; do ip -n internet addr add $a/128 dev lo nodad; done
      ip -n internet link set eth0 up
      ip -n internet route add default via 198.18.0.1
      ip -n internet -6 route add default via 2001:2:0:1::1
      ip -n router route add 198.18.0.0/15 via 198.18.0.2
      ip -n router -6 route add 2001:2:0:2::/64 via 2001:2:0:1::2
      ip addr add 192.168.44.2/24 dev home0
      ip addr add 2001:2:0:44::2/64 dev home0 nodad
      ip link set home0 up
      ip route add default via 192.168.44.1
      ip -6 route add default via 2001:2:0:44::1
      ip -n laptop addr add 192.168.44.20/24 dev eth0
      ip -n laptop addr add 2001:2:0:44::20/64 dev eth0 nodad
      ip -n laptop link set eth0 up
      ip -n laptop route add default via 192.168.44.1
      ip -n laptop -6 route add default via 2001:2:0:44::1
      ip link add wgs0 type veth peer name eth0 netns phone
      ip link set wgs0 up
      ip addr add 10.99.0.1/24 dev wgs0
      ip -6 addr add fd99::1/64 dev wgs0 nodad
      ip -n phone addr add 10.99.0.2/24 dev eth0
      ip -n phone addr add fd99::2/64 dev eth0 nodad
      ip -n phone link set eth0 up
      ip -n phone route add default via 10.99.0.1
      ip -n phone -6 route add default via fd99::1
      # The laptop tries to get at the things through the steward.
      ip -n laptop route add 10.77.0.0/24 via 192.168.44.2
      ip -n laptop -6 route add fd77::/64 via 2001:2:0:44::2
      """;

  static final int UI = 8888;
  private static final int SILENT_MILLIS = 400;
  private static final int PATIENT_MILLIS = 1_500;
  static final int MQTT = 8883;

  private static final Pattern ARRIVED =
      Pattern.compile("([0-9a-f.:]+) \\. \\w+ \\. [\\w-]+ counter packets (\\d+) bytes (\\d+)");

  private static final Pattern BARE = Pattern.compile("packets (\\d+)");

  final Space steward = new Space("");
  final Space laptop = new Space("laptop");
  final Space phone = new Space("phone");
  final Space router = new Space("router");
  final Space internet = new Space("internet");
  private final Path folder;
  private final List<Process> programs = new ArrayList<>();
  private Optional<Process> helper = Optional.empty();

  Home(Path folder) {
    this.folder = folder;
  }

  static Space thing(String name) {
    return new Space(name);
  }

  static Hardware hardware(String name) {
    return new Hardware("02:00:00:00:0" + (THINGS.indexOf(name) + 1) + ":00");
  }

  static String four(String name) {
    return "10.77.0." + (11 + THINGS.indexOf(name));
  }

  static InetAddress six(String name) {
    return Subnet.parse(GATEWAY_6 + "/64").of(hardware(name));
  }

  /// All of it, with things that say hello and programs that stand for the steward.
  void build() throws Exception {
    town();
    steward.run(CABLES);
    for (int port : List.of(22, UI, MQTT, 1883)) serve(steward, "::", port);
  }

  /// Everything but the things and the steward.
  void town() throws Exception {
    steward.run("mount -t tmpfs none /run && mkdir -p /run/netns");
    // Where it may not be, nobody can tell at which port a thing is.
    steward.tried("mount -t sysfs none /sys");
    steward.run(WIRES);
    router.run(
        """
        sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1
        nft -f - <<'END'
        table inet nat {
          chain post { type nat hook postrouting priority srcnat; oifname "wan0" meta nfproto ipv4 masquerade; }
        }
        table inet watch {
          counter bare { }
          counter bound { }
          set bare4 { type ipv4_addr . ipv4_addr . inet_proto . inet_service; flags dynamic; size 1024; }
          set bare6 { type ipv6_addr . ipv6_addr . inet_proto . inet_service; flags dynamic; size 1024; }
          chain pre {
            type filter hook prerouting priority -300;
            ip saddr 10.77.0.0/16 counter name bare update @bare4 { ip saddr . ip daddr . meta l4proto . th dport counter }
            ip6 saddr fd77::/16 counter name bare update @bare6 { ip6 saddr . ip6 daddr . meta l4proto . th dport counter }
            iifname "lan0" ip daddr != { 192.168.44.0/24, 224.0.0.0/4, 255.255.255.255 } counter name bound
            iifname "lan0" ip6 daddr != { 2001:2:0:44::/64, fe80::/10, ff00::/8 } counter name bound
          }
        }
        END
        """);
    internet.run(
        """
        nft -f - <<'END'
        table inet watch {
          set seen4 { type ipv4_addr . inet_proto . inet_service; flags dynamic; size 1024; }
          set seen6 { type ipv6_addr . inet_proto . inet_service; flags dynamic; size 1024; }
          chain pre {
            type filter hook prerouting priority -300;
            iifname "eth0" ip version 4 update @seen4 { ip daddr . meta l4proto . th dport counter }
            iifname "eth0" meta nfproto ipv6 meta l4proto != ipv6-icmp update @seen6 { ip6 daddr . meta l4proto . th dport counter }
          }
        }
        END
        """);
    resolver();
    for (String address : List.of("198.18.1.10", "198.18.1.11", "2001:2:0:2::10", "2001:2:0:2::11"))
      for (int port : List.of(80, 443, 853, 9543)) serve(internet, address, port);
    for (String address : List.of("192.168.44.1", "2001:2:0:44::1")) serve(router, address, 80);
    for (String address : List.of(LAPTOP, LAPTOP_6)) serve(laptop, address, 445);
  }

  private void resolver() throws IOException {
    Path conf = folder.resolve("internet.conf");
    Files.writeString(
        conf,
        """
        port=53
        listen-address=198.18.0.53,198.18.1.11,2001:2:0:1::53
        bind-interfaces
        no-resolv
        no-hosts
                address=/cloud.example/198.18.1.10
        address=/cloud.example/2001:2:0:2::10
        address=/other.example/198.18.1.11
        address=/other.example/2001:2:0:2::11
        """);
    programs.add(internet.start("dnsmasq", "--no-daemon", "--conf-file=" + conf, "--pid-file="));
  }

  /// Answers `hello` to whoever connects, and echoes.
  static ServerSocket serve(Space where, String address, int port) throws Exception {
    ServerSocket server =
        where.there(() -> {
          var made = new ServerSocket();
          made.bind(new InetSocketAddress(InetAddress.ofLiteral(address), port));
          return made;
        });
    Thread.ofVirtual()
        .start(() -> {
          while (!server.isClosed()) {
            try {
              Socket peer = server.accept();
              Thread.ofVirtual().start(() -> echo(peer));
            } catch (IOException _) {
              return;
            }
          }
        });
    return server;
  }

  private static void echo(Socket peer) {
    try (peer) {
      peer.getOutputStream().write("hello\n".getBytes(UTF_8));
      peer.getInputStream().transferTo(peer.getOutputStream());
    } catch (IOException _) {
      // Its peer went away.
    }
  }

  /// What a connection from there comes to: `yes`, `refused` or `silent`. A busy machine is silent
  /// at times, so who hears nothing asks once more, and longer.
  static String tcp(Space from, String address, int port) throws Exception {
    String first = tcpOnce(from, address, port);
    return first.equals("silent") ? tcp(from, address, port, PATIENT_MILLIS) : first;
  }

  /// The same, asked once, where what is asked for lasts only so long.
  static String tcpOnce(Space from, String address, int port) throws Exception {
    return tcp(from, address, port, SILENT_MILLIS);
  }

  private static String tcp(Space from, String address, int port, int millis) throws Exception {
    return from.there(() -> {
      try (var socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.ofLiteral(address), port), millis);
        socket.setSoTimeout(millis);
        return socket.getInputStream().read() == 'h' ? "yes" : "odd";
      } catch (java.net.SocketTimeoutException _) {
        return "silent";
      } catch (IOException e) {
        return "refused";
      }
    });
  }

  /// Sends a datagram and waits for one.
  static byte[] udp(Space from, String address, int port, byte[] body) throws Exception {
    return from.there(() -> {
      try (var socket = new DatagramSocket()) {
        socket.setSoTimeout(800);
        socket.connect(InetAddress.ofLiteral(address), port);
        socket.send(new DatagramPacket(body, body.length));
        var packet = new DatagramPacket(new byte[1_500], 1_500);
        socket.receive(packet);
        return java.util.Arrays.copyOf(packet.getData(), packet.getLength());
      } catch (IOException _) {
        return new byte[0];
      }
    });
  }

  /// Asks a server of names: the last address it tells, `none`, or `silent`.
  static String dns(Space from, String server, int port, String name, boolean six)
      throws Exception {
    var question = new java.io.ByteArrayOutputStream();
    question.write(new byte[] {0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0});
    for (String label : name.split("[.]", -1)) {
      question.write(label.length());
      question.write(label.getBytes(UTF_8));
    }
    question.write(new byte[] {0, 0, (byte) (six ? 28 : 1), 0, 1});
    byte[] answer = udp(from, server, port, question.toByteArray());
    if (answer.length < 12) return "silent";
    // The address ends the answer of our own servers.
    if (answer[7] == 0) return "none";
    int length = six ? 16 : 4;
    return Subnet.text(
            InetAddress.getByAddress(
                java.util.Arrays.copyOfRange(answer, answer.length - length, answer.length)))
        .replaceFirst(":0:0:0:", "::");
  }

  static String dns(Space from, String server, String name, boolean six) throws Exception {
    return dns(from, server, 53, name, six);
  }

  String arrivals() throws Exception {
    return router.run("nft list set inet watch bare4; nft list set inet watch bare6")
        + internet.run("nft list set inet watch seen4; nft list set inet watch seen6");
  }

  /// What came to the Internet: packets and bytes in all, or to one address.
  Flows.Count arrived(String to) throws Exception {
    long packets = 0;
    long bytes = 0;
    Matcher lines = ARRIVED.matcher(arrivals());
    while (lines.find()) {
      if (!to.isEmpty() && !lines.group(1).equals(to)) continue;
      packets += Long.parseLong(lines.group(2));
      bytes += Long.parseLong(lines.group(3));
    }
    return new Flows.Count(packets, bytes);
  }

  /// Packets with the address of a thing that the router saw.
  long bare() throws Exception {
    Matcher counter = BARE.matcher(router.run("nft list counter inet watch bare"));
    if (!counter.find()) throw new IOException("there is no counter");
    return Long.parseLong(counter.group(1));
  }

  Path socket() {
    return folder.resolve("netd.sock");
  }

  /// Starts the helper and waits for it.
  void startHelper() throws Exception {
    Path state = Files.createDirectories(folder.resolve("netd"));
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx16m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                helperClasses(),
                Netd.class.getName(),
                socket().toString(),
                "root",
                state.toString(),
                "-")
            .redirectError(folder.resolve("netd.err").toFile())
            .start();
    helper = Optional.of(process);
    var said = process.inputReader(UTF_8).readLine();
    if (!"ready".equals(said))
      throw new IOException(
          "the helper did not start: " + Files.readString(folder.resolve("netd.err")));
  }

  /// Where its classes are, and nothing else: it needs no library.
  private static String helperClasses() {
    return Netd.class.getProtectionDomain().getCodeSource().getLocation().getPath();
  }

  Process helper() {
    return helper.orElseThrow();
  }

  FenceDoor door() {
    return new FenceDoor(socket());
  }

  @Override
  public void close() {
    helper.ifPresent(Process::destroyForcibly);
    // What the helper had started outlives it, as it should; the home does not.
    try (var files = Files.newDirectoryStream(folder.resolve("netd"), "*.pid")) {
      for (Path file : files)
        ProcessHandle.of(Long.parseLong(Files.readString(file)))
            .ifPresent(ProcessHandle::destroyForcibly);
    } catch (IOException e) {
      System.err.println("left running: " + e);
    }
    programs.forEach(Process::destroyForcibly);
  }
}

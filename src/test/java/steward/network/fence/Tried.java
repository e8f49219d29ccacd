package steward.network.fence;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import steward.network.fence.Listener.Reach;
import steward.network.fence.Ports.Protocol;

/// What all claims are tried with: the plans, the ways, and what leaks.
abstract class Tried {
  final Home home;

  Tried(Home home) {
    this.home = home;
  }

  static final Duration TRIAL = Duration.ofSeconds(60);

  static Ground ground(boolean wholeHost) {
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
            new Listener("mqtt", Protocol.TCP, 1883, Reach.NOBODY),
            new Listener("vpn", Protocol.UDP, TunnelClaims.PORT, Reach.HOME)),
        List.of(30_050),
        List.of(6_667),
        List.of(InetAddress.ofLiteral("198.18.0.53")),
        List.of(0));
  }

  static Enclosed enclosed(String name, Lane... lanes) {
    return new Enclosed(
        "t_" + name,
        Home.hardware(name),
        InetAddress.ofLiteral(Home.four(name)),
        List.of(Home.six(name)),
        Optional.of(new NetworkName("p-" + name)),
        List.of(lanes));
  }

  static Enclosed nest() {
    return enclosed("nest", new Lane.Out(Host.parse("cloud.example"), Ports.tcp(443), true, false));
  }

  /// Hue may call the broker, nest its cloud, kasa nothing; nobody knows the stranger.
  static FencePlan plan(boolean wholeHost) {
    return new FencePlan(
        ground(wholeHost),
        List.of(enclosed("hue", new Lane.Knock(Ports.tcp(Home.MQTT))), nest(), enclosed("kasa")));
  }

  void force(FencePlan plan) throws IOException {
    home.door().confirm(home.door().apply(plan, TRIAL));
  }

  static String tcp(String from, String to, int port) throws Exception {
    return Home.tcp(Home.thing(from), to, port);
  }

  /// Packets that arrive while two local things and a stranger try what such things try.
  long leaked() throws Exception {
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
  void quiet() throws Exception {
    Flows.Count last;
    Flows.Count now = home.arrived("");
    do {
      last = now;
      LockSupport.parkNanos(150_000_000);
      now = home.arrived("");
    } while (!now.equals(last));
  }

  /// A datagram, and the beginning of a connection; nobody waits for what becomes of them.
  static void attempt(String to, int port) throws IOException {
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

  /// A connection that goes on.
  static Socket opened(String to) throws Exception {
    return opened("nest", to, 443);
  }

  static Socket opened(String from, String to, int port) throws Exception {
    return Home.thing(from)
        .there(() -> {
          var socket = new Socket();
          socket.connect(new InetSocketAddress(InetAddress.ofLiteral(to), port), 5_000);
          socket.setSoTimeout(1_500);
          socket.getInputStream().readNBytes("hello\n".length());
          return socket;
        });
  }

  /// Whether what is sent on it comes back.
  static boolean answers(Socket socket) {
    try {
      socket.getOutputStream().write('x');
      return socket.getInputStream().read() == 'x';
    } catch (IOException _) {
      return false;
    }
  }

  record Way(Space from, String to, int port) {}

  /// Those of these ways that are open, tried at the same time.
  static List<Way> open(List<Way> ways) throws Exception {
    var open = new ArrayList<Way>();
    try (var all = Executors.newVirtualThreadPerTaskExecutor()) {
      var tried = new ArrayList<Future<String>>();
      for (Way way : ways) tried.add(all.submit(() -> Home.tcp(way.from, way.to, way.port)));
      for (int i = 0; i < ways.size(); i++)
        if (tried.get(i).get().equals("yes")) open.add(ways.get(i));
    }
    return open;
  }
}

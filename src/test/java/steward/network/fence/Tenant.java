package steward.network.fence;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import steward.sim.LocalDevice;

/// A simulated device at the end of a cable of its own: it asks for its address by DHCP, speaks its
/// family's protocol there, and can try to call home.
///
/// Its threads are made in its network, so that whatever they open is there.
///
/// @param name of its network, and of the port `p-NAME` at the steward
record Tenant<D extends LocalDevice>(String name, Hardware hardware, Vertx vertx, D device)
    implements AutoCloseable {
  private static final String ANYWHERE = "0.0.0.0";
  private static final int DISCOVER = 1;
  private static final int OFFER = 2;
  private static final int REQUEST = 3;
  private static final int ACK = 5;
  private static final int OPTIONS_AT = 240;
  private static final int AGAIN_MILLIS = 1_000;
  private static final int TRIES = 30;

  private static final String CABLE =
      """
      set -e
      ip netns add NAME
      ip -n NAME link set lo up
      ip link add p-NAME type veth peer name eth0 address MAC netns NAME
      ip netns exec NAME sysctl -qw net.ipv6.conf.eth0.accept_dad=0 net.ipv6.conf.eth0.router_solicitation_delay=0
      ip -n NAME link set eth0 up
      ip -n NAME route add default dev eth0
      """;

  static <D extends LocalDevice> Tenant<D> moveIn(
      Space steward, String name, String mac, Function<Vertx, D> make) throws Exception {
    var hardware = Hardware.parse(mac);
    steward.run(CABLE.replace("NAME", name).replace("MAC", hardware.text()));
    var options =
        new VertxOptions()
            .setEventLoopPoolSize(1)
            .setWorkerPoolSize(1)
            .setInternalBlockingPoolSize(1);
    return new Space(name)
        .there(() -> {
          Vertx vertx = Vertx.vertx(options);
          D device = make.apply(vertx);
          device.start().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
          return new Tenant<>(name, hardware, vertx, device);
        });
  }

  Space space() {
    return new Space(name);
  }

  /// Asks for an address, and takes it.
  ///
  /// @return in figures
  String lease() throws Exception {
    String given = space().there(this::given);
    space()
        .run(
            "ip addr flush dev eth0 scope global; ip addr add %s/24 dev eth0; ip route replace default via %s"
                .formatted(given, Home.GATEWAY));
    return given;
  }

  private String given() throws IOException {
    try (var socket = new DatagramSocket(null)) {
      socket.setReuseAddress(true);
      socket.setBroadcast(true);
      socket.setSoTimeout(AGAIN_MILLIS);
      socket.bind(new InetSocketAddress(ANYWHERE, 68));
      byte[] offered = said(socket, question(DISCOVER, new byte[4]), OFFER);
      return InetAddress.getByAddress(said(socket, question(REQUEST, offered), ACK))
          .getHostAddress();
    }
  }

  private byte[] question(int kind, byte[] wanted) {
    ByteBuffer packet = ByteBuffer.allocate(300);
    // Broadcast, please: it has no address that an answer could go to.
    packet.put(new byte[] {1, 1, 6, 0}).putInt(hardware.hashCode()).putInt(0x0000_8000);
    packet.put(28, HexFormat.ofDelimiter(":").parseHex(hardware.text()));
    packet.position(OPTIONS_AT - 4).putInt(0x6382_5363);
    packet.put(new byte[] {53, 1, (byte) kind, 12, (byte) name.length()});
    packet.put(name.getBytes(US_ASCII));
    if (kind == REQUEST) {
      packet.put(new byte[] {50, 4}).put(wanted);
      packet.put(new byte[] {54, 4}).put(InetAddress.ofLiteral(Home.GATEWAY).getAddress());
    }
    packet.put((byte) 255);
    return packet.array();
  }

  /// The address in the answer to it.
  private byte[] said(DatagramSocket socket, byte[] question, int kind) throws IOException {
    InetAddress everybody = InetAddress.ofLiteral("255.255.255.255");
    for (int i = 0; i < TRIES; i++) {
      socket.send(new DatagramPacket(question, question.length, everybody, 67));
      Optional<byte[]> address = heard(socket, kind);
      if (address.isPresent()) return address.get();
    }
    throw new IOException(name + " was given no address");
  }

  private Optional<byte[]> heard(DatagramSocket socket, int kind) throws IOException {
    var answer = new DatagramPacket(new byte[1_500], 1_500);
    try {
      while (true) {
        socket.receive(answer);
        ByteBuffer said = ByteBuffer.wrap(answer.getData());
        boolean mine = said.getInt(4) == hardware.hashCode() && said.get(OPTIONS_AT + 2) == kind;
        if (!mine) continue;
        var address = new byte[4];
        said.get(16, address);
        return Optional.of(address);
      }
    } catch (SocketTimeoutException _) {
      return Optional.empty();
    }
  }

  /// Asks for the name of its maker's cloud, and connects to that and to an address in figures.
  ///
  /// @return what became of the three: an address or `none`, and twice `yes`, `refused` or `silent`
  String callHome() throws Exception {
    return Home.dns(space(), Home.GATEWAY, "cloud.example", false)
        + " "
        + Home.tcp(space(), Home.CLOUD, 443)
        + " "
        + Home.tcp(space(), Home.OTHER, 443);
  }

  @Override
  public void close() {
    device.close();
    var _ = vertx.close();
  }
}

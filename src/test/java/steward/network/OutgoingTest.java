package steward.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import steward.access.OneCertificate;
import steward.access.ServerKeys;

class OutgoingTest {
  @TempDir Path home;

  private Vertx vertx;

  @BeforeEach
  void start() {
    vertx = Vertx.vertx();
  }

  @AfterEach
  void stop() throws Exception {
    await(vertx.close());
  }

  @Test
  void a_declared_service_on_this_machine_is_reached_and_counted() throws Exception {
    int port = echo(new NetServerOptions());
    var outgoing = new Outgoing(vertx, Resolver.ofSystem());

    NetSocket socket =
        await(outgoing.connect(Purpose.DECLARED_SERVICE, "broker", plain("127.0.0.1", port)));

    assertThat(socket.remoteAddress().port()).isEqualTo(port);
    await(socket.close());
    assertThat(outgoing.counts()).containsEntry("broker", new Outgoing.Count(1, 0, 0));
  }

  @Test
  void a_thing_is_never_this_machine_whatever_its_name_says() throws Exception {
    int port = echo(new NetServerOptions());
    var outgoing = new Outgoing(vertx, _ -> List.of(InetAddress.getLoopbackAddress()));

    assertThatThrownBy(
            () -> await(outgoing.connect(Purpose.THING, "lamp", plain("lamp.lan", port))))
        .hasMessageContaining(
            "no connection to lamp.lan:"
                + port
                + ": its address may not be reached for this purpose");
    assertThat(outgoing.counts()).containsEntry("lamp", new Outgoing.Count(0, 1, 0));
  }

  @Test
  void the_next_address_is_tried_and_a_name_is_resolved_once() throws Exception {
    int port = echo(new NetServerOptions());
    var asked = new java.util.concurrent.atomic.AtomicInteger();
    var outgoing =
        new Outgoing(
            vertx,
            _ -> {
              asked.incrementAndGet();
              return List.of(
                  InetAddress.ofLiteral("169.254.169.254"),
                  InetAddress.ofLiteral("127.0.0.2"),
                  InetAddress.ofLiteral("127.0.0.1"));
            });

    NetSocket socket =
        await(outgoing.connect(Purpose.DECLARED_SERVICE, "broker", plain("broker.lan", port)));

    assertThat(socket.remoteAddress().hostAddress()).isEqualTo("127.0.0.1");
    assertThat(asked).hasValue(1);
  }

  @Test
  void what_cannot_be_reached_says_why() throws IOException {
    int closed;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    var outgoing =
        new Outgoing(
            vertx,
            host -> {
              if (host.equals("nowhere.lan")) throw new UnknownHostException(host);
              return List.of(InetAddress.getLoopbackAddress());
            });

    assertThatThrownBy(
            () -> await(outgoing.connect(Purpose.DECLARED_SERVICE, "x", plain("here.lan", closed))))
        .hasMessageContaining("no connection to here.lan:" + closed)
        .hasMessageContaining("refused");
    assertThatThrownBy(
            () -> await(outgoing.connect(Purpose.DECLARED_SERVICE, "x", plain("nowhere.lan", 1))))
        .hasMessageContaining("no connection to nowhere.lan:1: the name is not known");
    assertThat(outgoing.counts()).containsEntry("x", new Outgoing.Count(0, 0, 2));
  }

  @Test
  void an_encrypted_service_is_checked_by_its_name_and_authority() throws Exception {
    var keys = ServerKeys.open(home, Instant.now());
    int port = echo(new NetServerOptions().setSsl(true).setKeyCertOptions(OneCertificate.of(keys)));
    var ca = Optional.of(home.resolve("server-ca.crt"));
    var outgoing = new Outgoing(vertx, _ -> List.of(InetAddress.ofLiteral("127.0.0.1")));

    NetSocket socket =
        await(
            outgoing.connect(
                Purpose.DECLARED_SERVICE, "b", new Target("localhost", port, true, ca)));
    assertThat(socket.isSsl()).isTrue();
    assertThatThrownBy(() ->
            await(
                outgoing.connect(
                    Purpose.DECLARED_SERVICE, "b", new Target("other.lan", port, true, ca))))
        .hasMessageContaining("no connection to other.lan");
    assertThatThrownBy(() ->
            await(
                outgoing.connect(
                    Purpose.DECLARED_SERVICE,
                    "b",
                    new Target("localhost", port, true, Optional.empty()))))
        .hasMessageContaining("no connection to localhost");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "169.254.169.254",
        "169.254.1.1",
        "fe80::1",
        "0.0.0.0",
        "::",
        "224.0.0.1",
        "ff02::1",
        "255.255.255.255",
        "0.1.2.3",
        "240.0.0.1",
        "100.100.100.200",
        "168.63.129.16",
        "192.0.0.192",
        "fd00:ec2::254",
        "64:ff9b::169.254.169.254",
        "64:ff9b::127.0.0.1",
        "2002:a9fe:a9fe::1",
        "::7f00:1",
        "::ffff:169.254.169.254",
        "fec0::1"
      })
  void some_addresses_are_never_reached(String address) {
    for (Purpose purpose : Purpose.values()) {
      assertThat(purpose.allows(InetAddress.ofLiteral(address), _ -> false))
          .as("%s %s", purpose, address)
          .isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "192.168.1.9",
        "10.0.0.1",
        "172.16.3.4",
        "fd12:3456::1",
        "2001:db8::1",
        "100.64.0.1",
        "198.51.100.7"
      })
  void the_home_network_is_reached(String address) {
    for (Purpose purpose : EnumSet.complementOf(EnumSet.of(Purpose.CLOUD, Purpose.CLOUD_HERE))) {
      assertThat(purpose.allows(InetAddress.ofLiteral(address), _ -> false))
          .as("%s %s", purpose, address)
          .isTrue();
    }
    assertThat(Purpose.THING.allows(InetAddress.ofLiteral(address), _ -> true)).isFalse();
  }

  private int echo(NetServerOptions options) throws Exception {
    var server =
        vertx.createNetServer(options).connectHandler(socket -> socket.handler(socket::write));
    return await(server.listen(0, "127.0.0.1")).actualPort();
  }

  private static Target plain(String host, int port) {
    return new Target(host, port, false, Optional.empty());
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }
}

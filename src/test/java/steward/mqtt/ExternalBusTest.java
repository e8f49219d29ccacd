package steward.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steward.thing.Message;
import steward.value.Bytes;

/// A bus over a real Mosquitto, and over our own broker for what Mosquitto cannot be made to do.
class ExternalBusTest {
  private static final Path MOSQUITTO = Path.of("/usr/sbin/mosquitto");

  @TempDir Path folder;

  private final Vertx vertx = Vertx.vertx();
  private final NetClient client =
      vertx.createNetClient(new NetClientOptions().setTcpNoDelay(true).setConnectTimeout(2_000));
  private final MqttMetrics metrics = new MqttMetrics();
  private final BlockingQueue<Message.Publish> heard = new LinkedBlockingQueue<>();
  private final BlockingQueue<Origin> origins = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> changes = new LinkedBlockingQueue<>();
  private @Nullable Process mosquitto;
  private @Nullable ExternalBus bus;

  @AfterEach
  void end() throws InterruptedException {
    if (bus != null) bus.close();
    stopMosquitto();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void startMosquitto(int port) throws IOException {
    assumeTrue(Files.isExecutable(MOSQUITTO), "Mosquitto is not installed");
    var configuration = folder.resolve("mosquitto.conf");
    Files.write(
        configuration,
        List.of(
            "listener " + port + " 127.0.0.1",
            "allow_anonymous true",
            "set_tcp_nodelay true",
            "user root"));
    mosquitto =
        new ProcessBuilder(MOSQUITTO.toString(), "-c", configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("mosquitto.log").toFile())
            .start();
    Awaitility.await()
        .ignoreExceptions()
        .until(() -> {
          try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
          }
        });
  }

  private void stopMosquitto() throws InterruptedException {
    if (mosquitto == null) return;
    mosquitto.destroyForcibly();
    assertThat(mosquitto.waitFor(60, TimeUnit.SECONDS)).isTrue();
    mosquitto = null;
  }

  private ExternalBus connect(int port) {
    var settings =
        ExternalSettings.named("steward-test")
            .retrying(Duration.ofMillis(20), Duration.ofMillis(200));
    var fresh = new ExternalBus(vertx, settings, () -> client.connect(port, "127.0.0.1"), metrics);
    fresh.listen(
        new Bus.Listener() {
          @Override
          public void on(Message.Publish message, Origin from) {
            heard.add(message);
            origins.add(from);
          }

          @Override
          public void up() {
            changes.add("up");
          }

          @Override
          public void down(String reason) {
            changes.add("down");
          }
        });
    bus = fresh;
    return fresh;
  }

  private Message.Publish nextHeard() throws InterruptedException {
    var message = heard.poll(10, TimeUnit.SECONDS);
    assertThat(message).as("a message within ten seconds").isNotNull();
    return message;
  }

  private String nextChange() throws InterruptedException {
    return String.valueOf(changes.poll(20, TimeUnit.SECONDS));
  }

  @Test
  void messages_go_both_ways_over_mosquitto_with_every_qos() throws Exception {
    int port = freePort();
    startMosquitto(port);
    try (var other = RawClient.five(port, "other")) {
      other.send("33 'tele/kept' 0001 00 =old").read();
      other.send("82 0002 00 'cmnd/#' 02").read();
      var external = connect(port);
      external.subscribe("tele/#", 2);
      external.start();
      assertThat(nextChange()).isEqualTo("up");
      assertThat(external.isUp()).isTrue();
      var kept = nextHeard();
      assertThat(kept.retained()).isTrue();
      assertThat(kept.text()).isEqualTo("old");
      for (int qos = 0; qos < 3; qos++) {
        other.sendRaw(
            Hex.packet("3" + 2 * qos + " 'tele/x' " + (qos > 0 ? "0007" : "") + " 00 =q" + qos));
        if (qos > 0) other.read();
        if (qos > 1) other.send("62 0007").read();
        assertThat(nextHeard().text()).isEqualTo("q" + qos);
      }
      for (int qos = 0; qos < 3; qos++) {
        external.publish(new Message.Publish("cmnd/x", Bytes.utf8("c" + qos), qos, false));
        byte[] packet = other.read();
        assertThat(packet[0] >> 1 & 3).isEqualTo(qos);
        if (qos == 1) other.sendRaw(new byte[] {0x40, 2, packet[10], packet[11]});
        if (qos == 2) other.sendRaw(new byte[] {0x50, 2, packet[10], packet[11]}).read();
      }
    }
  }

  @Test
  void its_own_messages_do_not_come_back_and_requests_can_be_answered() throws Exception {
    int port = freePort();
    startMosquitto(port);
    try (var other = RawClient.five(port, "other")) {
      other.send("82 0001 00 'answer' 00").read();
      other.send("82 0002 00 'own' 00").read();
      var external = connect(port);
      external.subscribe("#", 0);
      external.start();
      assertThat(nextChange()).isEqualTo("up");
      external.publish(Message.Publish.of("own", "x"));
      // What follows its subscription on the same connection has come: so the subscription holds.
      other.read();
      other.send("30 'ask' (08 'answer' 09 0002 CAFE) =?");
      assertThat(nextHeard().topic()).isEqualTo("ask");
      external.answer(origins.take(), Message.Publish.of("answer", "yes"));
      other.expect("30 'answer' (09 0002 CAFE) =yes");
      assertThat(heard).isEmpty();
    }
  }

  @Test
  void after_a_restart_of_mosquitto_it_connects_and_subscribes_again() throws Exception {
    int port = freePort();
    var external = connect(port);
    external.subscribe("a/#", 1);
    external.start();
    assertThat(external.isUp()).isFalse();
    external.publish(Message.Publish.of("a/b", "lost"));
    assertThat(metrics.get(Counter.DROPPED_WHILE_DOWN)).isEqualTo(1);
    for (int round = 0; round < 3; round++) {
      startMosquitto(port);
      assertThat(nextChange()).isEqualTo("up");
      try (var other = RawClient.four(port, "other")) {
        other.send("32 'a/b' 0001 =again").read();
        // the subscription may be a moment behind the connection
        Awaitility.await()
            .untilAsserted(() -> {
              if (heard.isEmpty()) other.send("32 'a/b' 0001 =again").read();
              assertThat(heard).isNotEmpty();
            });
      }
      heard.clear();
      stopMosquitto();
      assertThat(nextChange()).isEqualTo("down");
    }
    assertThat(metrics.get(Counter.RECONNECTS)).isEqualTo(3);
  }

  @Test
  void it_speaks_3_1_1_where_5_is_refused() throws Exception {
    try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      var external = connect(server.getLocalPort());
      external.start();
      try (var first = server.accept()) {
        assertThat(first.getInputStream().readNBytes(9)[8]).isEqualTo((byte) 5);
        first.getOutputStream().write(Hex.packet("20 0001"));
        try (var second = server.accept()) {
          assertThat(second.getInputStream().readNBytes(9)[8]).isEqualTo((byte) 4);
          second.getOutputStream().write(Hex.packet("20 0000"));
          assertThat(nextChange()).isEqualTo("up");
        }
      }
    }
  }

  @Test
  void it_works_over_our_own_broker_too() throws Exception {
    try (var house = new BrokerHouse()) {
      house.broker.subscribe("cmnd/#", 1);
      var external = connect(house.port());
      external.subscribe("tele/#", 1);
      external.start();
      assertThat(nextChange()).isEqualTo("up");
      external.publish(new Message.Publish("cmnd/x", Bytes.utf8("ON"), 1, false));
      assertThat(house.nextHeard().text()).isEqualTo("ON");
      for (int i = 0; i < 100; i++) {
        house.broker.publish(new Message.Publish("tele/x", Bytes.utf8("m" + i), 1, false));
      }
      for (int i = 0; i < 100; i++) assertThat(nextHeard().text()).isEqualTo("m" + i);
    }
  }
}

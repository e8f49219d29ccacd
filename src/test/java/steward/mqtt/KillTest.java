package steward.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A broker in a process of its own, killed in the middle of a load: nothing that it acknowledged
/// is lost, and nothing of QoS 2 comes twice.
class KillTest {
  private static final int MESSAGES = 400;

  @TempDir Path folder;

  /// The broker that is killed: prints its port and waits for its end.
  static final class Victim {
    private Victim() {}

    public static void main(String[] args) throws Exception {
      var metrics = new MqttMetrics();
      var store = new FileSessionStore(Path.of(args[0]), Duration.ofMillis(100), 1L << 30, metrics);
      var broker =
          new Broker(
              Vertx.vertx(),
              MqttSettings.on(Door.tcp("127.0.0.1", 0)),
              Admission.loopbackOnly(),
              store,
              metrics);
      broker.start().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
      System.out.println("port " + broker.port("tcp"));
      // ends with its parent, whatever happens to that
      while (System.in.read() >= 0) {}
      System.exit(0);
    }
  }

  private record Running(Process process, int port) {}

  private Running start() throws IOException {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Victim.class.getName(),
                folder.resolve("mqtt.log").toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    var out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = out.readLine();
    assertThat(line).startsWith("port ");
    return new Running(process, Integer.parseInt(line.substring(5)));
  }

  private static void kill(Running running) throws InterruptedException {
    running.process.destroyForcibly();
    assertThat(running.process.waitFor(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void nothing_acknowledged_is_lost_and_no_qos_2_comes_twice() throws Exception {
    var running = start();
    try (var sub = new RawClient(running.port)) {
      sub.send("10 'MQTT' 04 00 0000 'kept'")
          .expect("20 0000")
          .send("82 0001 'load' 02")
          .expect("90 0001 02");
    }
    int acknowledged = 0;
    try (var pub = new RawClient(running.port)) {
      pub.send("10 'MQTT' 04 00 0000 'pub'").expect("20 0000");
      for (int i = 1; i <= MESSAGES; i++) send(pub, i, false);
      // the load is under way: half of the answers are awaited, the rest is cut off
      for (; acknowledged < MESSAGES / 2; acknowledged++)
        assertThat(pub.read()[0]).isEqualTo((byte) 0x50);
      kill(running);
      acknowledged += countReceipts(pub.readToEnd());
    }
    running = start();
    try (var pub = new RawClient(running.port)) {
      pub.send("10 'MQTT' 04 00 0000 'pub'").expect("20 0100");
      // as a client does: what was not acknowledged is sent again under its identifier, the rest is
      // released
      for (int i = acknowledged + 1; i <= MESSAGES; i++) send(pub, i, true);
      for (int i = acknowledged + 1; i <= MESSAGES; i++) pub.read();
      for (int i = 1; i <= MESSAGES; i++) pub.sendRaw(Hex.packet("62 " + hex(i)));
      for (int i = 1; i <= MESSAGES; i++) assertThat(pub.read()[0]).isEqualTo((byte) 0x70);
    }
    try (var sub = new RawClient(running.port)) {
      sub.send("10 'MQTT' 04 00 0000 'kept'").expect("20 0100");
      assertThat(receive(sub, MESSAGES)).hasSize(MESSAGES).doesNotHaveDuplicates();
      sub.expectNothing();
    }
    kill(running);
  }

  private static void send(RawClient pub, int number, boolean again) throws IOException {
    pub.sendRaw(Hex.packet((again ? "3C" : "34") + " 'load' " + hex(number) + " " + hex(number)));
  }

  private static String hex(int number) {
    return String.format("%04X", number);
  }

  private static int countReceipts(byte[] bytes) {
    int count = 0;
    for (int i = 0; i + 3 < bytes.length; i += 4) {
      if (bytes[i] == 0x50) count++;
    }
    return count;
  }

  /// The numbers in the payloads of this many messages of QoS 2, each acknowledged to its end.
  private static List<Integer> receive(RawClient sub, int count) throws IOException {
    List<Integer> numbers = new ArrayList<>();
    int released = 0;
    while (numbers.size() < count || released < count) {
      byte[] packet = sub.read();
      int first = packet[0] & 0xF0;
      if (first == 0x60) {
        sub.sendRaw(Hex.packet("70 " + hex(two(packet, 2))));
        released++;
        continue;
      }
      assertThat(first).isEqualTo(0x30);
      numbers.add(two(packet, packet.length - 2));
      sub.sendRaw(Hex.packet("50 " + hex(two(packet, packet.length - 4))));
    }
    return numbers;
  }

  private static int two(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
  }

  @Test
  void retained_messages_and_waiting_ones_of_qos_1_survive() throws Exception {
    var running = start();
    try (var sub = new RawClient(running.port)) {
      sub.send("10 'MQTT' 04 00 0000 'kept'")
          .expect("20 0000")
          .send("82 0001 'a/#' 01")
          .expect("90 0001 01");
    }
    try (var pub = RawClient.four(running.port, "p")) {
      for (int i = 1; i <= 100; i++) {
        pub.sendRaw(Hex.packet("33 'a/" + i + "' " + hex(i) + " " + hex(i))).expect("40 " + hex(i));
      }
    }
    kill(running);
    running = start();
    try (var sub = new RawClient(running.port);
        var late = RawClient.four(running.port, "late")) {
      sub.send("10 'MQTT' 04 00 0000 'kept'").expect("20 0100");
      var numbers = new TreeSet<Integer>();
      for (int i = 1; i <= 100; i++) {
        byte[] packet = sub.read();
        numbers.add(two(packet, packet.length - 2));
        sub.sendRaw(Hex.packet("40 " + hex(two(packet, packet.length - 4))));
      }
      assertThat(numbers).hasSize(100);
      late.send("82 0001 'a/#' 00").expect("90 0001 00");
      for (int i = 1; i <= 100; i++) assertThat(late.read()[0]).isEqualTo((byte) 0x31);
    }
    kill(running);
  }
}

package steward.mqtt;

import io.vertx.core.Vertx;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/// Figures of one hop through a broker, from socket to socket: run it with a port of another broker
/// as the argument to have the same figures of that one, or without for ours in this process. Not a
/// test.
final class MqttBench {
  private static final int WARM_UP = 20_000;
  private static final PrintStream OUT = System.out;

  private MqttBench() {}

  public static void main(String[] args) throws Exception {
    if (args.length > 0) {
      measure("port " + args[0], Integer.parseInt(args[0]), "");
      return;
    }
    ours("ours, with a listener on #, everybody admitted", Admission.loopbackOnly(), "");
    try (var named = new NamedBench()) {
      ours("the same behind the gate, without a name", named.gate(), "");
      ours("the same behind the gate, with a name", named.gate(), named.credentials());
    }
  }

  private static void ours(String name, Admission admission, String credentials) throws Exception {
    var metrics = new MqttMetrics();
    var vertx = Vertx.vertx();
    var folder = java.nio.file.Files.createTempDirectory("mqtt-bench");
    var store = BrokerHouse.store(Path.of(folder.toString(), "mqtt.log"), metrics);
    var settings = MqttSettings.on(Door.tcp("127.0.0.1", 0));
    var broker = new Broker(vertx, settings, admission, store, metrics);
    var heard = new long[1];
    broker.listen((_, _) -> heard[0]++);
    broker.subscribe("#", 0);
    broker.start().toCompletionStage().toCompletableFuture().get();
    measure(name, broker.port("tcp"), credentials);
    OUT.println("heard " + heard[0]);
    OUT.println(metrics.read());
    broker.close();
    vertx.close();
  }

  private static RawClient client(int port, String id, String credentials) throws IOException {
    String flags = credentials.isEmpty() ? "02" : "C2";
    return new RawClient(port)
        .send("10 'MQTT' 04 " + flags + " 0000 '" + id + "' " + credentials)
        .expect("20 0000");
  }

  private static void measure(String name, int port, String credentials) throws Exception {
    OUT.println(name);
    try (var pub = client(port, "bench-pub", credentials);
        var sub = client(port, "bench-sub", credentials)) {
      sub.send("82 0001 'bench/0' 00").read();
      latency(pub, sub, 20_000, WARM_UP, false);
      latency(pub, sub, 500, 2_500, true);
      latency(pub, sub, 2_000, 10_000, true);
      for (int i = 0; i < 3; i++) flood(pub, sub, 1_000_000);
    }
    String flags = credentials.isEmpty() ? "00" : "C0";
    try (var pub = client(port, "bench-pub", credentials);
        var sub = new RawClient(port)) {
      sub.send("10 'MQTT' 04 " + flags + " 0000 'bench-durable' " + credentials).read();
      sub.send("82 0001 'bench/1' 01").read();
      for (int i = 0; i < 3; i++) durable(pub, sub, 20_000);
    }
  }

  private static byte[] message(String topic, int qos, int id, long stamp) {
    var payload = ByteBuffer.allocate(64).putLong(stamp).array();
    var writer = new PacketWriter();
    var publication = Publication.of(topic, steward.value.Bytes.wrap(payload), qos, false);
    var delivery =
        new PacketWriter.Delivery(
            Version.MQTT_3_1_1, qos, false, false, id, 0, true, java.util.List.of());
    writer.publish(publication, delivery, 0);
    return writer.take();
  }

  private static void latency(RawClient pub, RawClient sub, int rate, int count, boolean isShown)
      throws Exception {
    var times = new Histogram(3);
    int size = message("bench/0", 0, 0, 0).length;
    var reader =
        Thread.ofPlatform()
            .start(() -> {
              try {
                var in = sub.socket().getInputStream();
                for (int i = 0; i < count; i++) {
                  byte[] packet = in.readNBytes(size);
                  times.recordValue(
                      System.nanoTime() - ByteBuffer.wrap(packet, size - 64, 8).getLong());
                }
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    long gap = 1_000_000_000L / rate;
    long next = System.nanoTime();
    for (int i = 0; i < count; i++) {
      while (System.nanoTime() < next) LockSupport.parkNanos(next - System.nanoTime());
      pub.sendRaw(message("bench/0", 0, 0, System.nanoTime()));
      next += gap;
    }
    reader.join();
    if (!isShown) return;
    OUT.printf(
        "  one hop at %5d/s: p50 %.3f ms, p99 %.3f ms, max %.1f ms%n",
        rate,
        times.getValueAtPercentile(50) / 1e6,
        times.getValueAtPercentile(99) / 1e6,
        times.getMaxValue() / 1e6);
  }

  private static void flood(RawClient pub, RawClient sub, int count) throws Exception {
    byte[] one = message("bench/0", 0, 0, 0);
    long begin = System.nanoTime();
    var writer =
        Thread.ofPlatform()
            .start(() -> {
              try {
                var out = new BufferedOutputStream(pub.socket().getOutputStream(), 16_384);
                for (int i = 0; i < count; i++) out.write(one);
                out.flush();
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    InputStream in = new BufferedInputStream(sub.socket().getInputStream(), 65_536);
    long bytes = 0;
    var buffer = new byte[65_536];
    try {
      while (bytes < (long) count * one.length) {
        int read = in.read(buffer);
        if (read < 0) break;
        bytes += read;
      }
    } catch (IOException e) {
      OUT.println("  ended early: " + e.getMessage());
    }
    writer.join();
    double seconds = (System.nanoTime() - begin) / 1e9;
    long messages = bytes / one.length;
    OUT.printf(
        "  QoS 0 flood: %,.0f messages/s in and out, %d of %d%n",
        messages / seconds, messages, count);
  }

  /// QoS 1 with a window of 100 from publisher to a kept session, both acknowledging.
  private static void durable(RawClient pub, RawClient sub, int count) throws Exception {
    long begin = System.nanoTime();
    var receiver =
        Thread.ofPlatform()
            .start(() -> {
              try {
                var in = new BufferedInputStream(sub.socket().getInputStream(), 65_536);
                int size = message("bench/1", 1, 1, 0).length;
                for (int i = 0; i < count; i++) {
                  byte[] packet = in.readNBytes(size);
                  sub.sendRaw(new byte[] {0x40, 2, packet[size - 66], packet[size - 65]});
                }
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    var acks = new BufferedInputStream(pub.socket().getInputStream(), 65_536);
    int acknowledged = 0;
    for (int i = 0; i < count; i++) {
      if (i - acknowledged >= 100) {
        acks.readNBytes(4);
        acknowledged++;
      }
      pub.sendRaw(message("bench/1", 1, i % 65_000 + 1, 0));
    }
    for (; acknowledged < count; acknowledged++) acks.readNBytes(4);
    receiver.join();
    OUT.printf(
        "  QoS 1 to a kept session: %,.0f messages/s%n",
        count / ((System.nanoTime() - begin) / 1e9));
  }
}

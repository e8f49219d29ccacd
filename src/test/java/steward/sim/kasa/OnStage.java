package steward.sim.kasa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramSocket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import steward.driver.Effect;
import steward.driver.Kept;
import steward.driver.Offer;
import steward.driver.Probe;
import steward.driver.Sighting;
import steward.drivers.kasa.KasaFamily;
import steward.thing.Message;
import steward.thing.Thing;
import steward.value.Bytes;

/// Simulated devices on loopback addresses, and drivers that speak to them over real lines.
abstract class OnStage {
  static final String EMAIL = "Me@example.com";
  static final Kept ACCOUNT =
      Kept.NOTHING.with("email", Bytes.utf8(EMAIL)).with("password", Bytes.utf8("correct horse"));
  private static int number = 20;

  final KasaFamily family = new KasaFamily();
  private final List<AutoCloseable> open = new ArrayList<>();
  Vertx vertx;

  @BeforeEach
  void begin() {
    vertx = Vertx.vertx();
  }

  @AfterEach
  void end() throws Exception {
    for (AutoCloseable one : open.reversed()) one.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  KasaDevice device(KasaModel model) throws Exception {
    String mac = "50C7BF0000%02X".formatted(++number);
    var device =
        new KasaDevice(vertx, "127.0.77." + number, model, mac, "Lamp é", KasaDevice.Ports.FREE);
    device.start().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    open.add(device);
    return device;
  }

  Spoken<?> talk(List<Thing> things, Kept kept) {
    Spoken<?> spoken = Spoken.with(vertx, family, things, kept);
    open.add(spoken);
    spoken.poll();
    await().until(() -> !spoken.standing().isEmpty());
    return spoken;
  }

  /// What the device answers to our two questions, told as discovery tells it.
  Offer found(KasaDevice device) throws Exception {
    BlockingQueue<Message.Seen> seen = new LinkedBlockingQueue<>();
    DatagramSocket socket = vertx.createDatagramSocket();
    socket
        .handler(packet ->
            seen.add(
                new Message.Seen(
                    packet.sender().host(),
                    new Message.Datagram(
                        packet.sender().port(), Bytes.of(packet.data().getBytes())))))
        .listen(0, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .get(60, TimeUnit.SECONDS);
    for (Probe probe : family.probes()) {
      var question = (Probe.Datagram) probe;
      int port = question.port() == 9999 ? device.ports().old() : device.ports().knock();
      if (port == 0) continue;
      Bytes body = question.content().of("127.0.0.1", 1, Instant.EPOCH);
      socket.send(Buffer.buffer(body.toArray()), port, device.address());
    }
    Message.Seen first = seen.poll(10, TimeUnit.SECONDS);
    socket.close();
    Sighting sighting = family.sight(first).orElseThrow();
    assertThat(sighting.facts()).containsEntry("host", device.address());
    return family.offer(sighting).orElseThrow();
  }

  static boolean saw(Spoken<?> spoken, long command, boolean accepted) {
    return spoken.effects().stream()
        .anyMatch(e ->
            e instanceof Effect.Answered(long which, boolean yes, _)
                && which == command
                && yes == accepted);
  }

  static Optional<String> unsent(Spoken<?> spoken) {
    return spoken.effects().stream()
        .flatMap(e -> e instanceof Effect.Unsent(_, String why) ? Optional.of(why).stream() : null)
        .findFirst();
  }

  static void behave(KasaDevice device, Consumer<Manners> change) {
    device.behave(change);
  }
}

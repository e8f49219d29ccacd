package steward.mqtt;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import steward.thing.Message;

/// A broker on free ports for a test, with a clock that is moved by hand.
final class BrokerHouse implements AutoCloseable {
  /// Small enough to be reached in a test.
  static final MqttLimits LIMITS =
      new MqttLimits(
          50, 60, 2_097_152, 100, 8_388_608, 20, 10, 5, 300, 10, 8, 20, 100_000, 10_000, 64);

  final Vertx vertx = Vertx.vertx();
  final MqttMetrics metrics = new MqttMetrics();
  final BlockingQueue<Message.Publish> heard = new LinkedBlockingQueue<>();
  final BlockingQueue<Origin> origins = new LinkedBlockingQueue<>();
  final Broker broker;

  private final AtomicLong moved = new AtomicLong();

  BrokerHouse() {
    this(LIMITS, Admission.loopbackOnly(), SessionStore.none());
  }

  BrokerHouse(MqttLimits limits, Admission admission, SessionStore store) {
    var settings =
        MqttSettings.on(Door.tcp("127.0.0.1", 0), Door.webSocket("127.0.0.1", 0)).with(limits);
    broker = new Broker(vertx, settings, admission, store, metrics, new HandTime());
    broker.listen((message, origin) -> {
      heard.add(message);
      origins.add(origin);
    });
    broker.start().toCompletionStage().toCompletableFuture().join();
  }

  private final class HandTime implements MqttTime {
    @Override
    public long now() {
      return 1_000_000 + moved.get();
    }

    @Override
    public long wall() {
      return 1_800_000_000_000L + moved.get();
    }
  }

  static FileSessionStore store(java.nio.file.Path path, MqttMetrics metrics) {
    return new FileSessionStore(path, Duration.ofMillis(50), 1L << 30, metrics);
  }

  int port() {
    return broker.port("tcp");
  }

  int webPort() {
    return broker.port("websocket");
  }

  /// Moves the clock and lets the broker look at it.
  void pass(Duration time) {
    moved.addAndGet(time.toMillis());
    work(Core::tick);
  }

  /// Does something on the broker's loop and waits for it.
  void work(Consumer<Core> work) {
    var done = new CountDownLatch(1);
    broker.work(core -> {
      work.accept(core);
      done.countDown();
    });
    try {
      if (!done.await(10, TimeUnit.SECONDS)) throw new AssertionError("the broker's loop is stuck");
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  Message.Publish nextHeard() throws InterruptedException {
    var message = heard.poll(10, TimeUnit.SECONDS);
    if (message == null) throw new AssertionError("the listener heard nothing");
    return message;
  }

  long count(Counter counter) {
    return metrics.get(counter);
  }

  List<Message.Publish> heardSoFar() {
    return List.copyOf(heard);
  }

  @Override
  public void close() {
    broker.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}

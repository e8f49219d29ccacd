package steward.mqtt;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.ServerSSLOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import steward.thing.Message;

/// The embedded MQTT broker: 3.1, 3.1.1 and 5, over TCP and WebSocket. Thread-safe.
///
/// All of its connections live on one event loop, so a message goes from the socket that it came in
/// through to the listener and to every subscriber's socket without a lock and without a hop to
/// another thread.
public final class Broker implements Bus {
  private static final int TICK_MILLIS = 1_000;
  private static final long CLOSE_SECONDS = 3;

  private final Vertx vertx;
  private final MqttSettings settings;
  private final SessionStore store;
  private final MqttMetrics metrics;
  private final Core core;
  private final ArrayBlockingQueue<Publication> ofHouse;
  private final AtomicBoolean isDraining = new AtomicBoolean();
  private final Doors doors;
  private final List<Runnable> early = new ArrayList<>();
  private Listener listener = Core.DEAF;
  private volatile @Nullable Context context;
  private volatile @Nullable String deployment;
  private volatile boolean isUp;

  public Broker(
      Vertx vertx,
      MqttSettings settings,
      Admission admission,
      SessionStore store,
      MqttMetrics metrics) {
    this(vertx, settings, admission, store, metrics, MqttTime.SYSTEM);
  }

  Broker(
      Vertx vertx,
      MqttSettings settings,
      Admission admission,
      SessionStore store,
      MqttMetrics metrics,
      MqttTime time) {
    this.vertx = vertx;
    this.settings = settings;
    this.store = store;
    this.metrics = metrics;
    this.core = new Core(settings, admission, store, metrics, time, this::onLoop);
    this.ofHouse = new ArrayBlockingQueue<>(settings.limits().houseMessages());
    this.doors = new Doors(vertx, settings, metrics, core);
  }

  private void onLoop(Runnable task) {
    var loop = context;
    if (loop == null) {
      synchronized (early) {
        loop = context;
        if (loop == null) {
          early.add(task);
          return;
        }
      }
    }
    loop.runOnContext(_ -> task.run());
  }

  /// Runs what was asked for before there was a loop: the first filters.
  private void begin(Context loop) {
    List<Runnable> tasks;
    synchronized (early) {
      context = loop;
      tasks = List.copyOf(early);
      early.clear();
    }
    tasks.forEach(Runnable::run);
  }

  /// Reads what was kept and opens all doors. Fails when the store cannot be read or a port is
  /// taken.
  @Override
  public Future<Void> start() {
    Map<StoreKey, byte[]> stored = new LinkedHashMap<>();
    return vertx
        .executeBlocking(() -> {
          store.load(stored::put);
          return stored;
        })
        .compose(kept -> vertx.deployVerticle(new Loop(kept)))
        .onSuccess(id -> {
          deployment = id;
          isUp = true;
          listener.up();
        })
        .mapEmpty();
  }

  /// The broker's one event loop.
  private final class Loop extends AbstractVerticle {
    private final Map<StoreKey, byte[]> stored;

    Loop(Map<StoreKey, byte[]> stored) {
      this.stored = stored;
    }

    @Override
    public void start(Promise<Void> started) throws PacketException {
      core.sessions.restore(stored);
      stored.clear();
      begin(context);
      vertx.setPeriodic(TICK_MILLIS, _ -> core.enter(core::tick));
      List<Future<?>> opened = new ArrayList<>();
      for (var door : settings.doors()) opened.add(doors.open(door));
      Future.all(opened).<Void>mapEmpty().onComplete(started);
    }

    @Override
    public void stop() {
      core.enter(() ->
          core.sessions.close(
              _ -> true, ReasonCode.SERVER_SHUTTING_DOWN, "the house is shutting down"));
      core.enter(core::tick);
    }
  }

  /// Opens one more door while the broker runs, and says its port.
  public Future<Integer> open(Door door) {
    Promise<Integer> opened = Promise.promise();
    onLoop(() -> doors.open(door).onComplete(opened));
    return opened.future();
  }

  /// Closes a door and every connection through it.
  public Future<Void> close(Door door) {
    Promise<Void> closed = Promise.promise();
    onLoop(() -> doors.close(door).<Void>mapEmpty().onComplete(closed));
    return closed.future();
  }

  /// Shows other certificates on the doors with TLS, from the next handshake on; open connections
  /// go on.
  public Future<Void> updateTls(ServerSSLOptions options) {
    Promise<Void> renewed = Promise.promise();
    onLoop(() -> doors.renew(options).<Void>mapEmpty().onComplete(renewed));
    return renewed.future();
  }

  @Override
  public void listen(Listener to) {
    listener = to;
    core.listen(to);
  }

  @Override
  public void subscribe(String filter, int qos) {
    if (!Topics.isFilter(filter))
      throw new IllegalArgumentException("not a topic filter: " + filter);
    core.later(() -> core.hear(filter));
  }

  @Override
  public void unsubscribe(String filter) {
    core.later(() -> core.unhear(filter));
  }

  @Override
  public void publish(Message.Publish message) {
    offer(Publication.of(message));
  }

  @Override
  public void answer(Origin request, Message.Publish message) {
    offer(Publication.answering(request, message));
  }

  private void offer(Publication message) {
    if (!Topics.isName(message.topic))
      throw new IllegalArgumentException("not a topic: " + message.topic);
    if (!ofHouse.offer(message)) {
      metrics.count(Counter.HOUSE_QUEUE_FULL);
      return;
    }
    drainLater();
  }

  /// One task on the loop carries all messages that arrive until it runs.
  private void drainLater() {
    if (!isDraining.get() && isDraining.compareAndSet(false, true))
      onLoop(() -> core.enter(this::drain));
  }

  private void drain() {
    isDraining.set(false);
    for (int i = settings.limits().houseMessages(); i > 0; i--) {
      var message = ofHouse.poll();
      if (message == null) return;
      core.publishOfHouse(message);
    }
  }

  /// Closes the connections of whomever the test names, at once, and says why.
  public void expel(java.util.function.Predicate<Peer> whom, String why) {
    core.later(() -> core.sessions.close(whom, ReasonCode.ADMINISTRATIVE_ACTION, why));
  }

  /// For tests: one piece of work on the loop.
  void work(java.util.function.Consumer<Core> work) {
    core.later(() -> work.accept(core));
  }

  /// The port of each door, once started.
  public Map<Door, Integer> ports() {
    return doors.ports();
  }

  /// The port of the first door with this name.
  public int port(String door) {
    return ports().entrySet().stream()
        .filter(entry -> entry.getKey().name().equals(door))
        .mapToInt(Map.Entry::getValue)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no door is named " + door));
  }

  @Override
  public boolean isUp() {
    return isUp;
  }

  @Override
  public boolean keepsUp() {
    return isUp && ofHouse.size() < settings.limits().houseMessages() / 2;
  }

  @Override
  public void close() {
    var id = deployment;
    isUp = false;
    if (id != null) {
      deployment = null;
      listener.down("closed");
      await(vertx.undeploy(id));
    }
    try {
      store.close();
    } catch (IOException _) {
      metrics.count(Counter.STORE_FAILURES);
    }
  }

  private static void await(Future<?> end) {
    try {
      end.toCompletionStage().toCompletableFuture().get(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException | TimeoutException _) {
      // whatever is still open ends with the process
    }
  }
}

package steward.mqtt;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import steward.thing.Message;

/// A broker that is already there, as our bus. Thread-safe; its connection lives on one event loop.
///
/// Connects again after every end, waiting longer each time, and subscribes anew. Speaks MQTT 5, or
/// 3.1.1 where the broker does not. Nothing is kept for later while it is down. With overlapping
/// filters some brokers send a message once for each.
public final class ExternalBus implements Bus {
  private static final Logger LOG = LoggerFactory.getLogger(ExternalBus.class);
  private static final int TICK_MILLIS = 1_000;
  private static final long CLOSE_SECONDS = 2;

  private final Vertx vertx;
  private final ExternalSettings settings;
  private final Dialer dialer;
  private final MqttMetrics metrics;
  private final ArrayBlockingQueue<Publication> outgoing;
  private final AtomicBoolean isDraining = new AtomicBoolean();
  private final Map<String, Integer> filters = new LinkedHashMap<>();
  private final List<Runnable> early = new ArrayList<>();
  private Listener listener = Core.DEAF;
  private volatile @Nullable Context context;
  private volatile @Nullable String deployment;
  private volatile boolean isUp;
  private volatile boolean isPressed;
  private @Nullable BusLink link;
  private Version version = Version.MQTT_5;
  private int failures;
  private boolean isClosing;

  public ExternalBus(Vertx vertx, ExternalSettings settings, Dialer dialer, MqttMetrics metrics) {
    this.vertx = vertx;
    this.settings = settings;
    this.dialer = dialer;
    this.metrics = metrics;
    this.outgoing = new ArrayBlockingQueue<>(settings.limits().houseMessages());
  }

  /// Begins to connect. The future is ready then, whether or not the broker can be reached.
  @Override
  public Future<Void> start() {
    return vertx.deployVerticle(new Loop()).onSuccess(id -> deployment = id).mapEmpty();
  }

  private final class Loop extends AbstractVerticle {
    @Override
    public void start() {
      List<Runnable> tasks;
      synchronized (early) {
        ExternalBus.this.context = context;
        tasks = List.copyOf(early);
        early.clear();
      }
      tasks.forEach(Runnable::run);
      vertx.setPeriodic(TICK_MILLIS, _ -> tick());
      dial();
    }

    @Override
    public void stop() {
      isClosing = true;
      if (link != null) link.close();
    }
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

  private void tick() {
    if (link == null) return;
    link.tick();
    isPressed = link.isPressed();
  }

  private void dial() {
    if (isClosing) return;
    dialer
        .dial()
        .timeout(settings.within().toMillis(), TimeUnit.MILLISECONDS)
        .onComplete(dialed ->
            onLoop(() -> {
              if (dialed.failed()) down("cannot be reached: " + dialed.cause().getMessage(), false);
              else if (isClosing) dialed.result().close().onFailure(_ -> {});
              else begin(new BusLink(dialed.result(), version, settings, metrics, new FromLink()));
            }));
  }

  private void begin(BusLink fresh) {
    link = fresh;
    fresh.begin();
  }

  private final class FromLink implements BusLink.Events {
    @Override
    public void up() {
      if (failures > 0) metrics.count(Counter.RECONNECTS);
      failures = 0;
      LOG.info("the external MQTT broker is up, {}", version);
      if (link != null) link.subscribe(filters);
      isUp = true;
      listener.up();
    }

    @Override
    public void down(String reason, boolean wasVersion) {
      ExternalBus.this.down(reason, wasVersion);
    }

    @Override
    public void message(Message.Publish message, Origin from) {
      try {
        listener.on(message, from);
      } catch (RuntimeException e) {
        metrics.count(Counter.LISTENER_FAILURES);
        LOG.error("the listener failed on a message to {}", message.topic(), e);
      }
    }
  }

  private void down(String reason, boolean wasVersion) {
    boolean wasUp = isUp;
    isUp = false;
    link = null;
    if (isClosing) return;
    if (wasVersion) version = Version.MQTT_3_1_1;
    else if (!wasUp) version = Version.MQTT_5;
    long wait = wasVersion ? 1 : pause(failures++);
    LOG.warn("the external MQTT broker is down: {}; next attempt in {} ms", reason, wait);
    if (wasUp) listener.down(reason);
    vertx.setTimer(wait, _ -> dial());
  }

  /// Doubles with each failure up to the longest wait, with up to half as much again of jitter.
  private long pause(int before) {
    long first = Math.max(1, settings.firstRetry().toMillis());
    long wait = Math.min(settings.longestRetry().toMillis(), first << Math.min(before, 20));
    return wait + ThreadLocalRandom.current().nextLong(wait / 2 + 1);
  }

  @Override
  public void listen(Listener to) {
    listener = to;
  }

  @Override
  public void subscribe(String filter, int qos) {
    if (!Topics.isFilter(filter))
      throw new IllegalArgumentException("not a topic filter: " + filter);
    onLoop(() -> {
      filters.put(filter, qos);
      if (link != null && link.isUp()) link.subscribe(Map.of(filter, qos));
    });
  }

  @Override
  public void unsubscribe(String filter) {
    onLoop(() -> {
      filters.remove(filter);
      if (link != null && link.isUp()) link.unsubscribe(filter);
    });
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
    if (!isUp) {
      metrics.count(Counter.DROPPED_WHILE_DOWN);
      return;
    }
    if (!outgoing.offer(message)) {
      metrics.count(Counter.HOUSE_QUEUE_FULL);
      return;
    }
    if (!isDraining.get() && isDraining.compareAndSet(false, true)) onLoop(this::drain);
  }

  private void drain() {
    isDraining.set(false);
    for (int i = settings.limits().houseMessages(); i > 0; i--) {
      var message = outgoing.poll();
      if (message == null) break;
      metrics.count(Counter.HOUSE_MESSAGES);
      if (link != null && link.isUp()) link.send(message);
      else metrics.count(Counter.DROPPED_WHILE_DOWN);
    }
    if (link == null) return;
    link.flush();
    isPressed = link.isPressed();
  }

  @Override
  public boolean isUp() {
    return isUp;
  }

  @Override
  public boolean keepsUp() {
    return isUp && !isPressed && outgoing.size() < settings.limits().houseMessages() / 2;
  }

  @Override
  public void close() {
    var id = deployment;
    deployment = null;
    isUp = false;
    if (id == null) return;
    try {
      vertx
          .undeploy(id)
          .toCompletionStage()
          .toCompletableFuture()
          .get(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException _) {
      // what is still open ends with the process
    }
  }
}

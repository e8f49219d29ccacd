package steward.mqtt;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import steward.thing.Message;

/// The broker without its sockets: routing, retained messages, and the pieces of work of its one
/// loop. Everything in it is confined to that loop.
///
/// A piece of work (a read, a tick, a batch of the house's messages) gathers what it wants to send
/// and to store; at its end the changes go to the store as one batch and each touched connection
/// gets one write.
final class Core {
  /// How long a publisher is held back for a receiver that does not keep up.
  static final long PATIENCE_MILLIS = 250;

  /// Listens to nothing.
  static final Bus.Listener DEAF = (_, _) -> {};

  private static final Logger LOG = LoggerFactory.getLogger(Core.class);

  final MqttLimits limits;
  final MqttMetrics metrics;
  final MqttSettings settings;
  final Admission admission;
  final Keeper keeper;
  final Sessions sessions;
  final Router router = new Router();
  final RetainedTree retained = new RetainedTree();

  private final SessionStore store;
  private final MqttTime time;
  private final Executor loop;
  private final List<Outbound> dirty = new ArrayList<>();
  private final Set<String> toStore = new LinkedHashSet<>();
  private List<Consumer<Boolean>> afterCommit = new ArrayList<>();
  private Bus.Listener listener = DEAF;
  private int depth;
  private boolean isPressed;

  /// `loop` runs a task later on the broker's loop.
  Core(
      MqttSettings settings,
      Admission admission,
      SessionStore store,
      MqttMetrics metrics,
      MqttTime time,
      Executor loop) {
    this.settings = settings;
    this.limits = settings.limits();
    this.admission = admission;
    this.store = store;
    this.metrics = metrics;
    this.time = time;
    this.loop = loop;
    this.keeper = new Keeper(store, time);
    this.sessions = new Sessions(this);
  }

  long now() {
    return time.now();
  }

  void listen(Bus.Listener to) {
    listener = to;
  }

  /// Runs one piece of the loop's work.
  void enter(Runnable work) {
    depth++;
    try {
      work.run();
    } finally {
      if (--depth == 0) finish();
    }
  }

  /// Runs one piece of work later, from any thread.
  void later(Runnable work) {
    loop.execute(() -> enter(work));
  }

  private void finish() {
    if (store.hasChanges() || !afterCommit.isEmpty()) {
      var then = afterCommit;
      afterCommit = new ArrayList<>();
      store.commit(isWritten -> later(() -> committed(then, isWritten)));
    }
    for (int i = 0; i < dirty.size(); i++) dirty.get(i).flush();
    dirty.clear();
  }

  private void committed(List<Consumer<Boolean>> then, boolean isWritten) {
    if (!isWritten) metrics.count(Counter.STORE_FAILURES);
    for (var action : then) action.accept(isWritten);
  }

  void flushLater(Outbound outbound) {
    dirty.add(outbound);
  }

  /// Whether this piece of work has changed something that must be written down before it may be
  /// acknowledged.
  boolean mustWaitForStore() {
    return store.hasChanges();
  }

  /// Runs the action when this piece of work is in the store; it is told whether that succeeded.
  void afterCommit(Consumer<Boolean> action) {
    afterCommit.add(action);
  }

  /// A receiver does not keep up: whoever publishes in this piece of work should wait a moment.
  void press() {
    isPressed = true;
  }

  boolean takePressed() {
    boolean was = isPressed;
    isPressed = false;
    return was;
  }

  /// The retained message of the topic, unless it has expired meanwhile.
  Optional<Publication> retained(String topic) {
    var found = retained.get(topic);
    if (found.isPresent() && found.get().isExpired(now())) {
      metrics.count(Counter.EXPIRED_MESSAGES);
      forgetRetained(topic);
      return Optional.empty();
    }
    return found;
  }

  /// Whether a message of this client can be taken now: it needs the store, or room among the
  /// retained ones.
  Optional<String> objection(Router.Route route, int qos, boolean retain, int payloadBytes) {
    boolean needsStore =
        Router.isForDurable(route, qos) || retain && !settings.derived().test(route.topic());
    if (needsStore && qos > 0 && !store.accepts()) {
      metrics.count(Counter.STORE_REFUSALS);
      return Optional.of("the store does not take messages now");
    }
    if (retain && payloadBytes > 0 && qos > 0 && !hasRoom(route.topic(), payloadBytes)) {
      metrics.count(Counter.RETAINED_OVER_LIMIT);
      return Optional.of("no further retained message is kept");
    }
    return Optional.empty();
  }

  private boolean hasRoom(String topic, int bytes) {
    var old = retained.get(topic);
    if (old.isEmpty() && retained.size() >= limits.retainedMessages()) return false;
    return retained.bytes() - old.map(Publication::bytes).orElse(0) + bytes
        <= limits.retainedBytes();
  }

  /// Sends a message to everyone who wants it: the house first, in this very call.
  void publish(Router.Route route, Publication message, @Nullable Session from, Origin origin) {
    if (message.retain) retain(message);
    if (route.isHeard()) tell(message, false, origin);
    Router.deliver(route, message, from);
  }

  /// A message of the house itself, which it does not hear again.
  void publishOfHouse(Publication message) {
    metrics.count(Counter.HOUSE_MESSAGES);
    if (message.retain) retain(message);
    Router.deliver(router.route(message.topic), message, null);
  }

  private void tell(Publication message, boolean isRetained, Origin origin) {
    try {
      listener.on(
          new Message.Publish(message.topic, message.payload, message.qos, isRetained), origin);
    } catch (RuntimeException e) {
      metrics.count(Counter.LISTENER_FAILURES);
      LOG.error("the listener failed on a message to " + message.topic, e);
    }
  }

  void hear(String filter) {
    router.hear(filter);
    for (String topic : retained.topics(filter)) {
      retained(topic).ifPresent(message -> tell(message, true, Origin.UNKNOWN));
    }
  }

  /// A fault of our own, which must not stop the loop: counted and told.
  void fault(RuntimeException fault) {
    metrics.count(Counter.FAULTS);
    LOG.error("the MQTT broker failed on a packet", fault);
  }

  void unhear(String filter) {
    router.unhear(filter);
  }

  private void retain(Publication message) {
    if (message.payload.isEmpty()) {
      forgetRetained(message.topic);
      return;
    }
    var old = retained.get(message.topic);
    if (!hasRoom(message.topic, message.bytes())) {
      metrics.count(Counter.RETAINED_OVER_LIMIT);
      // what was kept until now is no longer true
      forgetRetained(message.topic);
      return;
    }
    retained.put(message);
    if (settings.derived().test(message.topic)
        || old.isPresent() && old.get().saysTheSameAs(message)) return;
    if (message.qos > 0) keeper.retained(message);
    else toStore.add(message.topic);
  }

  private void forgetRetained(String topic) {
    toStore.remove(topic);
    if (retained.remove(topic) && !settings.derived().test(topic)) keeper.retainedGone(topic);
  }

  /// Each second: writes the retained messages of QoS 0 that changed, ends what is over, says the
  /// levels.
  void tick() {
    for (String topic : toStore) retained(topic).ifPresent(keeper::retained);
    toStore.clear();
    sessions.tick();
    metrics.levels(
        Map.of(
            "clients", (long) sessions.clients(),
            "half-open", (long) sessions.halfOpen(),
            "sessions", (long) sessions.size(),
            "subscriptions", (long) router.subscriptions(),
            "retained-messages", (long) retained.size(),
            "retained-bytes", retained.bytes()));
  }
}

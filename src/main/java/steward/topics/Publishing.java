package steward.topics;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import steward.access.HouseTopics;
import steward.loop.House;
import steward.loop.HouseLoop;
import steward.mqtt.Bus;
import steward.state.StateBoard;
import steward.thing.Message;
import steward.thing.Property;
import steward.thing.Status;
import steward.thing.ThingId;
import steward.value.Bytes;
import steward.value.Value;

/// Keeps the topics of things as the house has them: what differs from what was published last is
/// published, and nothing else.
///
/// The house thread only notes which things changed. A first change goes out at once, further ones
/// after a rest, so that of a property which changes faster only the newest value is published, and
/// while the bus does not keep up everything waits. What happens and has no state, such as a press,
/// is never merged.
///
/// [#touch] and [#happened] belong to the house thread, all else to the one context of the ground.
final class Publishing {
  /// How long further changes are gathered.
  static final Duration REST = Duration.ofMillis(100);

  /// How many things are looked at in one go.
  static final int THINGS_AT_ONCE = 200;

  /// How many presses and other events may wait; more are dropped and counted.
  static final int EVENTS_MAX = 1_000;

  private final HouseLoop loop;
  private final Bus bus;
  private final Ground ground;
  private final Announcing announcing;
  private final Set<ThingId> changed = ConcurrentHashMap.newKeySet();
  private final Queue<Message.Publish> events = new ArrayBlockingQueue<>(EVENTS_MAX);
  private final AtomicBoolean isDue = new AtomicBoolean();
  private final Map<ThingId, Map<String, Bytes>> published = new HashMap<>();
  private final LongAdder sent = new LongAdder();
  private final LongAdder dropped = new LongAdder();
  private final LongAdder held = new LongAdder();

  Publishing(HouseLoop loop, Bus bus, Ground ground, Announcing announcing) {
    this.loop = loop;
    this.bus = bus;
    this.ground = ground;
    this.announcing = announcing;
  }

  /// Something about the thing may be new.
  void touch(ThingId thing) {
    changed.add(thing);
    goOn();
  }

  void happened(ThingId thing, Property property, Value value) {
    var message =
        new Message.Publish(
            HouseTopics.value(thing, property.name()), Bytes.utf8(value.scalar()), 0, false);
    if (!events.offer(message)) dropped.increment();
    goOn();
  }

  /// Everything is to be published again: the broker may have forgotten all.
  void again(Collection<ThingId> things) {
    published.replaceAll((_, topics) -> blank(topics));
    changed.addAll(published.keySet());
    changed.addAll(things);
    goOn();
  }

  /// What is not there any more is still known by its topic.
  private static Map<String, Bytes> blank(Map<String, Bytes> topics) {
    var blank = new LinkedHashMap<String, Bytes>();
    topics.keySet().forEach(topic -> blank.put(topic, Bytes.EMPTY));
    return blank;
  }

  private void goOn() {
    if (!isDue.get() && isDue.compareAndSet(false, true)) ground.run(this::look);
  }

  private void look() {
    if (!bus.keepsUp()) {
      held.increment();
      rest();
      return;
    }
    sendEvents();
    var batch = new ArrayList<ThingId>();
    for (ThingId thing : changed) {
      if (batch.size() == THINGS_AT_ONCE) break;
      batch.add(thing);
    }
    batch.forEach(changed::remove);
    var _ =
        loop.query(house -> pictures(house, batch))
            .whenComplete((pictures, fault) -> ground.run(() -> seen(batch, pictures, fault)));
  }

  private void sendEvents() {
    for (int i = EVENTS_MAX; i > 0; i--) {
      Message.Publish event = events.poll();
      if (event == null) return;
      bus.publish(event);
      sent.increment();
    }
  }

  private static List<StateBoard.Picture> pictures(House house, List<ThingId> things) {
    return things.stream().flatMap(id -> house.board().picture(id).stream()).toList();
  }

  private void seen(
      List<ThingId> batch, @Nullable List<StateBoard.Picture> pictures, @Nullable Throwable fault) {
    if (pictures == null || fault != null) {
      changed.addAll(batch);
    } else {
      var gone = new ArrayDeque<>(batch);
      for (StateBoard.Picture picture : pictures) {
        gone.remove(picture.thing().id());
        put(picture.thing().id(), messages(picture));
      }
      gone.forEach(id -> put(id, Map.of()));
    }
    rest();
  }

  private void rest() {
    ground.later(
        REST,
        () -> {
          isDue.set(false);
          if (!changed.isEmpty() || !events.isEmpty()) goOn();
        });
  }

  private Map<String, Bytes> messages(StateBoard.Picture picture) {
    var messages = new LinkedHashMap<String, Bytes>(announcing.messages(picture.thing()));
    ThingId id = picture.thing().id();
    picture
        .properties()
        .forEach((property, held) -> {
          if (!property.isMomentary())
            messages.put(HouseTopics.value(id, property.name()), Bytes.utf8(held.value().scalar()));
        });
    boolean isThere =
        !picture.thing().isDevice() || picture.status().state() == Status.State.PRESENT;
    messages.put(
        HouseTopics.value(id, HouseTopics.AVAILABLE),
        isThere ? HouseFace.ONLINE : HouseFace.OFFLINE);
    return messages;
  }

  private void put(ThingId id, Map<String, Bytes> now) {
    Map<String, Bytes> before = published.getOrDefault(id, Map.of());
    for (String topic : before.keySet()) if (!now.containsKey(topic)) send(topic, Bytes.EMPTY);
    now.forEach((topic, payload) -> {
      if (!Optional.of(payload).equals(Optional.ofNullable(before.get(topic))))
        send(topic, payload);
    });
    if (now.isEmpty()) published.remove(id);
    else published.put(id, now);
  }

  private void send(String topic, Bytes payload) {
    bus.publish(new Message.Publish(topic, payload, 0, true));
    sent.increment();
  }

  Map<String, Long> counters() {
    return Map.of(
        "face.published",
        sent.sum(),
        "face.events-dropped",
        dropped.sum(),
        "face.held",
        held.sum());
  }
}

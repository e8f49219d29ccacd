package steward.hub;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.LongAdder;
import steward.activity.Activity;
import steward.activity.Trigger;
import steward.driver.TopicFilter;
import steward.link.DriverHost;
import steward.link.Ears;
import steward.loop.Entry;
import steward.loop.Fact;
import steward.loop.HouseLoop;
import steward.loop.Publisher;
import steward.loop.Time;
import steward.mqtt.Bus;
import steward.rights.Target;
import steward.thing.Message;
import steward.value.Bytes;

/// Carries the messages that no driver knows between the bus and the activities: what they publish,
/// and what armed ones wait for. Never on a topic of a thing, of the house or of the broker, and
/// only for owners who may manage.
///
/// What the broker kept from before somebody listened is no event and not heard. Follows and
/// publishes on the house thread, hears on the bus's.
final class RawMessages implements Publisher {
  /// How many messages a second the house is told of; more are dropped and counted.
  static final int HEARD_A_SECOND_MAX = 200;

  static final int PUBLISHED_BYTES_MAX = 64 * 1024;
  private static final String RIGHT = "rawActivity";

  private final HouseLoop loop;
  private final Bus bus;
  private final FiringGate gate;
  private final BoundTopics bound;
  private final Ears.Tap tap;
  private final Time time;
  private volatile List<Listener> listeners = List.of();
  private final LongAdder heard = new LongAdder();
  private final LongAdder dropped = new LongAdder();
  private final LongAdder unread = new LongAdder();
  private final LongAdder published = new LongAdder();
  private long second;
  private int inSecond;

  private record Listener(String activity, List<TopicFilter> filters) {}

  RawMessages(HouseLoop loop, Bus bus, DriverHost host, FiringGate gate, Time time) {
    this.loop = loop;
    this.bus = bus;
    this.gate = gate;
    this.time = time;
    this.bound = new BoundTopics(host);
    this.tap = host.ears().tap(this::hear);
  }

  /// Comes after the gate, which follows the same entries.
  void follow(Entry entry) {
    bound.follow(entry);
    if (entry.fact() instanceof Fact.ActivityPut || entry.fact() instanceof Fact.ActivityGone)
      listen();
  }

  /// Subscribes to what is waited for now.
  void listen() {
    List<Listener> now =
        gate.activities().stream()
            .filter(Activity::armed)
            .map(RawMessages::listener)
            .filter(listener -> !listener.filters().isEmpty())
            .toList();
    if (now.equals(listeners)) return;
    listeners = now;
    var filters = new TreeSet<String>();
    for (Listener listener : now)
      for (TopicFilter filter : listener.filters()) filters.add(filter.text());
    tap.to(filters);
  }

  private static Listener listener(Activity activity) {
    List<TopicFilter> filters =
        activity.leaves().stream()
            .filter(Trigger.Heard.class::isInstance)
            .map(leaf -> new TopicFilter(((Trigger.Heard) leaf).filter()))
            .toList();
    return new Listener(activity.id(), filters);
  }

  private void hear(Message.Publish message) {
    String topic = message.topic();
    if (message.retained() || bound.isTaken(topic)) return;
    if (listeners.stream().noneMatch(listener -> waits(listener, topic))) return;
    Optional<String> text = text(message.payload());
    if (text.isEmpty()) unread.increment();
    else if (!isWithinRate() || !loop.post(new Fact.Heard(topic, text.get()), "", "mqtt"))
      dropped.increment();
    else heard.increment();
  }

  /// Whether it waits for the topic, and its owner may have it so; else it is disarmed.
  private boolean waits(Listener listener, String topic) {
    boolean isMeant = listener.filters().stream().anyMatch(filter -> filter.matches(topic));
    return isMeant
        && gate.refusal(listener.activity(), RIGHT, target(listener.activity())).isEmpty();
  }

  private static Target target(String activity) {
    return new Target.OneActivity(activity, Optional.empty());
  }

  private static Optional<String> text(Bytes payload) {
    if (payload.length() > Fact.Heard.PAYLOAD_MAX) return Optional.empty();
    try {
      var bytes = ByteBuffer.wrap(payload.toArray());
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    } catch (CharacterCodingException _) {
      return Optional.empty();
    }
  }

  private synchronized boolean isWithinRate() {
    long now = time.nanos() / 1_000_000_000;
    if (now != second) {
      second = now;
      inSecond = 0;
    }
    return ++inSecond <= HEARD_A_SECOND_MAX;
  }

  @Override
  public void publish(String activity, Fact.Published message) {
    Optional<String> refusal = obstacle(activity, message);
    if (refusal.isEmpty()) {
      published.increment();
      bus.publish(
          new Message.Publish(message.topic(), Bytes.utf8(message.payload()), 1, message.retain()));
      return;
    }
    String sentence =
        "“%s” could not publish on %s: %s."
            .formatted(gate.name(activity), message.topic(), refusal.get());
    loop.post(new Fact.Noted(sentence), activity, "gate");
  }

  private Optional<String> obstacle(String activity, Fact.Published message) {
    if (bound.isTaken(message.topic()))
      return Optional.of("the topic is that of a thing or the house");
    if (message.payload().length() > PUBLISHED_BYTES_MAX)
      return Optional.of("the message is too long");
    Optional<String> refusal = gate.refusal(activity, RIGHT, target(activity));
    if (refusal.isPresent()) return refusal;
    return bus.isUp() ? Optional.empty() : Optional.of("the broker cannot be reached");
  }

  Map<String, Long> counters() {
    var all = new TreeMap<String, Long>();
    all.put("raw.heard", heard.sum());
    all.put("raw.dropped", dropped.sum());
    all.put("raw.unread", unread.sum());
    all.put("raw.published", published.sum());
    all.put("activities.refused", gate.refused());
    return all;
  }
}

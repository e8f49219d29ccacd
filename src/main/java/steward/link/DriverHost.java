package steward.link;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import steward.driver.Family;
import steward.driver.Offer;
import steward.driver.TopicFilter;
import steward.loop.Entry;
import steward.loop.Fact;
import steward.loop.HouseLoop;
import steward.loop.Time;
import steward.mqtt.Bus;
import steward.mqtt.Origin;
import steward.task.Command;
import steward.thing.Message;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.thing.Udn;

/// Knows which device is behind which topic, and keeps one link for each device. Thread-safe.
///
/// Messages are taken on the connection's event loop; one above [#LARGE] on a virtual thread.
public final class DriverHost implements HouseLoop.Sender, Bus.Listener {
  public static final int LARGE = 64 * 1024;
  static final int ROUTES_MAX = 50_000;

  private final Map<String, Family> families;
  private final HouseLoop loop;
  private final Bus bus;
  private final Time time;
  private final BiFunction<Duration, Runnable, Runnable> later;
  private final Directory directory = new Directory();
  private final Map<Udn, DeviceLink<?>> links = new ConcurrentHashMap<>();
  private final Map<String, Integer> subscribed = new HashMap<>();
  private final Map<String, List<DeviceLink<?>>> routes = new ConcurrentHashMap<>();
  private final List<Tap> taps = new CopyOnWriteArrayList<>();
  private final Map<String, LongAdder> counters = new ConcurrentHashMap<>();
  private final AtomicInteger generation = new AtomicInteger();
  private final Map<String, Carrier> carriers = new ConcurrentHashMap<>();

  private volatile Consumer<Offer> learner = _ -> {};

  private record Tap(List<TopicFilter> filters, Consumer<Message.Publish> hears) {}

  /// @param later runs a task after a time on some thread; what it gives back cancels it
  public DriverHost(
      List<Family> families,
      HouseLoop loop,
      Bus bus,
      Time time,
      BiFunction<Duration, Runnable, Runnable> later) {
    this.families = new TreeMap<>();
    families.forEach(family -> this.families.put(family.name(), family));
    this.loop = loop;
    this.bus = bus;
    this.time = time;
    this.later = later;
  }

  /// Carries what is no MQTT publish between the drivers of a family and the world.
  public interface Carrier {
    /// Sends a message of a device; must not block. What comes back is given to `answers`, on any
    /// thread.
    void send(Udn device, Message message, Consumer<Message> answers);
  }

  private final class Outside implements DeviceLink.Outside {
    private final Udn device;

    private Outside(Udn device) {
      this.device = device;
    }

    @Override
    public void send(Message message) {
      Carrier carrier = carriers.get(device.family());
      if (message instanceof Message.Publish publish) bus.publish(publish);
      else if (carrier != null)
        // Never within the step that sent it.
        carrier.send(
            device, message, answer -> Thread.startVirtualThread(() -> answered(device, answer)));
      else count("link.unsent");
    }

    @Override
    public boolean canSend() {
      return isUp(device);
    }

    @Override
    public HouseLoop loop() {
      return loop;
    }

    @Override
    public Time time() {
      return time;
    }

    @Override
    public Runnable later(Duration after, Runnable task) {
      return later.apply(after, task);
    }

    @Override
    public void count(String counter) {
      DriverHost.this.count(counter);
    }

    @Override
    public void learnt(Offer offer) {
      learner.accept(offer);
    }

    @Override
    public @Nullable String idOf(Udn udn) {
      return directory.thing(udn).map(thing -> thing.id().value()).orElse(null);
    }
  }

  private void count(String counter) {
    counters.computeIfAbsent(counter, _ -> new LongAdder()).increment();
  }

  public Directory directory() {
    return directory;
  }

  public Optional<Family> family(String name) {
    return Optional.ofNullable(families.get(name));
  }

  public List<Family> families() {
    return List.copyOf(families.values());
  }

  /// Lets somebody else hear these topics too, such as discovery. Before the start.
  public void tap(List<String> filters, Consumer<Message.Publish> hears) {
    taps.add(new Tap(filters.stream().map(TopicFilter::new).toList(), hears));
    synchronized (this) {
      filters.forEach(this::subscribe);
    }
  }

  /// Names who takes what a device tells of itself later. Before the start.
  public void teach(Consumer<Offer> newLearner) {
    learner = newLearner;
  }

  /// Takes the things that were there before; the links open when the bus comes up.
  public void begin(List<Thing> things) {
    things.forEach(directory::put);
    for (Thing thing : things) {
      Udn root = thing.udn().root();
      if (!links.containsKey(root)) relink(root);
    }
  }

  /// Follows what the house takes; called on the house thread.
  public void follow(Entry entry) {
    switch (entry.fact()) {
      case Fact.ThingPut(Thing thing) -> {
        boolean moved =
            directory.thing(thing.id()).map(older -> !isDrivenAlike(older, thing)).orElse(true);
        directory.put(thing);
        if (moved) relink(thing.udn().root());
      }
      case Fact.ThingGone _ ->
          directory
              .remove(new ThingId(entry.subject()))
              .ifPresent(thing -> relink(thing.udn().root()));
      default -> {}
    }
  }

  private static boolean isDrivenAlike(Thing older, Thing newer) {
    return older.binding().equals(newer.binding())
        && older.observes().equals(newer.observes())
        && older.abilities().equals(newer.abilities());
  }

  private synchronized void relink(Udn root) {
    DeviceLink<?> older = links.remove(root);
    List<Thing> things = directory.device(root);
    DeviceLink<?> newer = things.isEmpty() ? null : link(things);
    if (newer != null) links.put(root, newer);
    generation.incrementAndGet();
    routes.clear();
    if (newer != null) newer.topics().forEach(this::subscribe);
    if (older != null) {
      older.close();
      older.topics().forEach(this::unsubscribe);
    }
    if (newer != null && isUp(root)) newer.opened();
  }

  private @Nullable DeviceLink<?> link(List<Thing> things) {
    Family family = families.get(things.getFirst().udn().family());
    if (family == null) {
      count("link.unknown-family");
      return null;
    }
    try {
      return new DeviceLink<>(
          things, family.driver(things), new Outside(things.getFirst().udn().root()));
    } catch (RuntimeException e) {
      count("link.bad-binding");
      String id = things.getFirst().id().value();
      loop.post(
          new Fact.Stood(
              steward.thing.Status.State.ERROR, "its binding is wrong: " + e.getMessage()),
          id,
          "link");
      return null;
    }
  }

  private void subscribe(String filter) {
    if (subscribed.merge(filter, 1, Integer::sum) == 1) bus.subscribe(filter, 1);
  }

  private void unsubscribe(String filter) {
    if (subscribed.merge(filter, -1, Integer::sum) <= 0) {
      subscribed.remove(filter);
      bus.unsubscribe(filter);
    }
  }

  @Override
  public void send(Command command, Thing thing) {
    DeviceLink<?> link = links.get(thing.udn().root());
    if (link == null) {
      loop.post(
          new Fact.Sent(command.id(), "nothing drives this thing"), thing.id().value(), "link");
    } else {
      link.want(command.id(), thing.udn(), command.action());
    }
  }

  @Override
  public void on(Message.Publish message, Origin from) {
    for (DeviceLink<?> link : route(message.topic())) {
      if (message.payload().length() > LARGE) Thread.startVirtualThread(() -> link.came(message));
      else link.came(message);
    }
    for (Tap tap : taps) {
      for (TopicFilter filter : tap.filters()) {
        if (filter.matches(message.topic())) {
          tap.hears().accept(message);
          break;
        }
      }
    }
  }

  private List<DeviceLink<?>> route(String topic) {
    List<DeviceLink<?>> known = routes.get(topic);
    if (known != null) return known;
    int seen = generation.get();
    var found = new ArrayList<DeviceLink<?>>(1);
    for (DeviceLink<?> link : links.values()) {
      for (String filter : link.topics()) {
        if (new TopicFilter(filter).matches(topic)) {
          found.add(link);
          break;
        }
      }
    }
    if (routes.size() >= ROUTES_MAX) routes.clear();
    routes.put(topic, List.copyOf(found));
    // A device that was linked anew meanwhile must not be hidden by a route made before.
    if (generation.get() != seen) routes.remove(topic);
    return found;
  }

  @Override
  public void up() {
    links.forEach((device, link) -> {
      if (!carriers.containsKey(device.family())) link.opened();
    });
  }

  @Override
  public void down(String reason) {
    links.forEach((device, link) -> {
      if (!carriers.containsKey(device.family()))
        link.lost("the broker cannot be reached: " + reason);
    });
  }

  private boolean isUp(Udn device) {
    return carriers.containsKey(device.family()) || bus.isUp();
  }

  /// Names who carries the messages of a family that does not use the broker. Before the start.
  public void carry(String family, Carrier carrier) {
    carriers.put(family, carrier);
  }

  private void answered(Udn device, Message answer) {
    DeviceLink<?> link = links.get(device);
    if (link != null) link.came(answer);
  }

  /// Hands a device a message that somebody waits for the taking of, such as a call of a webhook.
  ///
  /// @param principal who stands behind its readings in the journal
  public Taken take(Udn device, Message message, String principal) {
    DeviceLink<?> link = links.get(device);
    return link == null
        ? Taken.nothing("nothing drives this thing")
        : link.came(message, principal);
  }

  /// The last raw messages of the device that carries this thing.
  public List<MessageRing.Line> messages(Thing thing) {
    DeviceLink<?> link = links.get(thing.udn().root());
    return link == null ? List.of() : link.ring().lines();
  }

  public Map<String, Long> counters() {
    var all = new TreeMap<String, Long>();
    counters.forEach((name, adder) -> all.put(name, adder.sum()));
    all.put("links", (long) links.size());
    return all;
  }

  public void close() {
    links.values().forEach(DeviceLink::close);
  }
}

package steward.link;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import steward.driver.Driver;
import steward.driver.Family;
import steward.driver.Input;
import steward.driver.Kept;
import steward.driver.Offer;
import steward.driver.Way;
import steward.link.line.OwnLines;
import steward.loop.Entry;
import steward.loop.Fact;
import steward.loop.HouseLoop;
import steward.loop.PlaceThing;
import steward.loop.Sender;
import steward.loop.Time;
import steward.mqtt.Bus;
import steward.mqtt.Origin;
import steward.place.Place;
import steward.task.Command;
import steward.thing.Binding;
import steward.thing.Message;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.thing.Udn;
import steward.value.Bytes;

/// Knows which device is behind which topic, and keeps one link for each device. Thread-safe.
///
/// Messages are taken on the connection's event loop; one above [#LARGE] on a virtual thread.
public final class DriverHost implements Sender, Bus.Listener {
  public static final int LARGE = 64 * 1024;

  private final Map<String, Family> families;
  private final HouseLoop loop;
  private final Bus bus;
  private final OwnLines lines;
  private final Keeper keeper;
  private final Time time;
  private final BiFunction<Duration, Runnable, Runnable> later;
  private final Directory directory = new Directory();
  private final Map<Udn, DeviceLink<?>> links = new ConcurrentHashMap<>();
  private final Ears ears;
  private final Routes routes = new Routes(links.values());
  private final Map<String, LongAdder> counters = new ConcurrentHashMap<>();
  private final Couriers couriers = new Couriers();
  private final Outside outside = new Outside();

  private volatile Consumer<Offer> learner = _ -> {};

  /// @param later runs a task after a time on some thread; what it gives back cancels it
  public DriverHost(
      List<Family> families,
      HouseLoop loop,
      Bus bus,
      OwnLines lines,
      Keeper keeper,
      Time time,
      BiFunction<Duration, Runnable, Runnable> later) {
    this.lines = lines;
    this.keeper = keeper;
    this.families = new TreeMap<>();
    families.forEach(family -> this.families.put(family.name(), family));
    this.loop = loop;
    this.bus = bus;
    this.ears = new Ears(bus);
    this.time = time;
    this.later = later;
  }

  private final class Outside implements DeviceLink.Outside {
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
    public void keep(Udn device, String name, Bytes secret, boolean ofFamily) {
      keeper.keep(device, name, secret, ofFamily);
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
    ears.tap(hears).to(filters);
  }

  /// By which others hear topics too, and change which.
  public Ears ears() {
    return ears;
  }

  /// Whether what is published on this topic is a thing's report.
  public boolean drives(String topic) {
    return !routes.of(topic).isEmpty();
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
      if (!thing.isDevice()) continue; // the house itself drives it, or reaches the person
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
        if (moved && thing.isDevice()) relink(thing.udn().root());
      }
      case Fact.ThingGone _ ->
          directory
              .remove(new ThingId(entry.subject()))
              .filter(Thing::isDevice)
              .ifPresent(thing -> {
                Udn root = thing.udn().root();
                relink(root);
                if (!links.containsKey(root)) keeper.forget(root);
              });
      case Fact.Settled(Place place) -> directory.put(PlaceThing.of(place));
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
    routes.changed();
    List<String> shared = newer == null ? List.of() : ears.known(newer.topics());
    if (newer != null) newer.topics().forEach(ears::subscribe);
    List<Input.Wanted> held = List.of();
    if (older != null) {
      held = older.close();
      older.topics().forEach(ears::unsubscribe);
    }
    if (newer == null) {
      for (Input.Wanted one : held) undriven(one.command(), outside.idOf(one.thing()));
      return;
    }
    boolean isReached = newer.isLocal() || bus.isUp();
    if (isReached) newer.opened();
    newer.hand(held);
    if (!isReached) return;
    // What the broker keeps of a topic came when somebody subscribed to it first: this link has yet
    // to hear it.
    shared.forEach(topic -> bus.subscribe(topic, 1));
  }

  private @Nullable DeviceLink<?> link(List<Thing> things) {
    Family family = families.get(things.getFirst().udn().family());
    if (family == null) {
      count("link.unknown-family");
      return null;
    }
    try {
      Kept kept = keeper.kept(things.getFirst().udn().root());
      return link(things, family.driver(things, kept), family.way(things, kept));
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

  private <S> DeviceLink<?> overCloud(List<Thing> things, Driver<S> driver, Way.Cloud cloud) {
    Udn device = things.getFirst().udn().root();
    Optional<String> barred = barred(device.family());
    if (barred.isPresent()) {
      var barrier = new Barred(things, barred.get());
      return new DeviceLink<>(things, barrier, barrier.carrier(), outside);
    }
    var carrier = new OverLine();
    var made = new DeviceLink<>(things, driver, carrier, outside);
    carrier.over("", lines.open(cloud, device.value(), made::came));
    return made;
  }

  /// Why this house does not reach things of a family; empty where it does.
  public Optional<String> barred(String family) {
    return family(family)
        .filter(one -> one.cloud().isPresent())
        .flatMap(one -> lines.clouds().obstacle(one.name(), one.title()));
  }

  private <S> DeviceLink<?> link(List<Thing> things, Driver<S> driver, Way way) {
    return switch (way) {
      case Way.Broker _ -> new DeviceLink<>(things, driver, new OverBus(bus, this::count), outside);
      case Way.None _ ->
          new DeviceLink<>(
              things, driver, couriers.of(things.getFirst().udn().root(), links), outside);
      case Way.Cloud cloud -> overCloud(things, driver, cloud);
      case Way.At at -> {
        var carrier = new OverLine();
        var made = new DeviceLink<>(things, driver, carrier, outside);
        Udn device = things.getFirst().udn().root();
        carrier.over(
            at.host(),
            lines.open(
                at,
                device.value(),
                made::came,
                (name, secret) -> keeper.keep(device, name, secret, false)));
        yield made;
      }
    };
  }

  public Couriers couriers() {
    return couriers;
  }

  /// Hands a device a call of a webhook; the principal stands behind its readings in the journal.
  public Taken take(Udn device, Message message, String principal) {
    DeviceLink<?> link = links.get(device);
    return link == null
        ? Taken.nothing("nothing drives this thing")
        : link.came(message, principal);
  }

  /// Hands a device what it said on a connection that it opened to us.
  public void came(Udn device, Message message) {
    DeviceLink<?> link = links.get(device);
    if (link != null) link.came(message);
  }

  @Override
  public void send(Command command, Thing thing) {
    if (PlaceThing.is(thing)) { // the house itself drives it
      loop.post(new Fact.Sent(command.id(), ""), thing.id().value(), "link");
      return;
    }
    DeviceLink<?> link = links.get(thing.udn().root());
    if (link == null) {
      undriven(command.id(), thing.id().value());
    } else {
      link.want(command.id(), thing.udn(), command.action());
    }
  }

  private void undriven(long command, @Nullable String thing) {
    if (thing != null)
      loop.post(new Fact.Sent(command, "nothing drives this thing"), thing, "link");
  }

  @Override
  public void withdraw(Command command, Thing thing) {
    DeviceLink<?> link = links.get(thing.udn().root());
    if (link != null) link.withdraw(command.id());
  }

  @Override
  public void on(Message.Publish message, Origin from) {
    for (DeviceLink<?> link : routes.of(message.topic())) {
      if (message.payload().length() > LARGE) Thread.startVirtualThread(() -> link.came(message));
      else link.came(message);
    }
    ears.hear(message);
  }

  @Override
  public void up() {
    links.values().stream().filter(link -> !link.isLocal()).forEach(DeviceLink::opened);
    for (Family family : families.values()) family.greetings().forEach(bus::publish);
  }

  @Override
  public void down(String reason) {
    links.values().stream()
        .filter(link -> !link.isLocal())
        .forEach(link -> link.lost("the broker cannot be reached: " + reason));
  }

  /// What was heard of a device without its having been asked: an announcement, for its driver if
  /// it comes from the address that the device is bound to.
  public void heard(Udn device, Message.Seen seen) {
    DeviceLink<?> link = links.get(device.root());
    if (link != null && link.isBoundTo(seen.from())) link.came(seen);
  }

  /// Tries whether the device at this address is the one that we know; empty where it did not prove
  /// it within a while.
  public CompletableFuture<Optional<String>> proof(Udn device, String host) {
    List<Thing> things =
        directory.device(device.root()).stream()
            .map(thing -> thing.bound(thing.binding().with(Binding.HOST, host)))
            .toList();
    Optional<Family> family = things.isEmpty() ? Optional.empty() : family(device.family());
    Kept kept = keeper.kept(device.root());
    Optional<Driver<?>> prover = family.flatMap(one -> one.prover(things, kept));
    if (prover.isPresent() && family.get().way(things, kept) instanceof Way.At at)
      return AddressTrial.of(prover.get(), time, later).over(lines, at, device.value());
    return CompletableFuture.completedFuture(Optional.empty());
  }

  /// Begins the conversation with a device anew, with what is kept for it now.
  public void renew(Udn device) {
    relink(device.root());
  }

  /// The last raw messages of the device that carries this thing.
  public List<MessageRing.Line> messages(Thing thing) {
    DeviceLink<?> link = links.get(thing.udn().root());
    return link == null ? List.of() : link.ring().lines();
  }

  /// What the device sent of late and its driver left unread, in sentences.
  public List<String> left(Thing thing) {
    DeviceLink<?> link = links.get(thing.udn().root());
    return link == null ? List.of() : link.ring().left();
  }

  public Map<String, Long> counters() {
    var all = new TreeMap<String, Long>();
    counters.forEach((name, adder) -> all.put(name, adder.sum()));
    all.put("links", (long) links.size());
    all.putAll(lines.counters());
    return all;
  }

  public void close() {
    links.values().forEach(DeviceLink::close);
    lines.close();
  }
}

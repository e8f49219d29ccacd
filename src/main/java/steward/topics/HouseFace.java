package steward.topics;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import steward.access.Gate;
import steward.access.HouseTopics;
import steward.link.Directory;
import steward.loop.Entry;
import steward.loop.Fact;
import steward.loop.HouseLoop;
import steward.mqtt.Bus;
import steward.mqtt.Origin;
import steward.rights.Caller;
import steward.thing.Message;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.value.Bytes;

/// The house's own face on its broker: every thing readable at `steward/THING/PROPERTY` and asked
/// at `steward/THING/perform`.
///
/// Who gets which message is decided by the broker's admission for each client. Before the house
/// has an owner there is nothing but the word that it has none. Thread-safe.
public final class HouseFace {
  static final Bytes ONLINE = Bytes.utf8("online");
  static final Bytes OFFLINE = Bytes.utf8("offline");

  /// What an external broker says of the house when it is gone without a word.
  public static final Message.Publish WILL =
      new Message.Publish(HouseTopics.RUNNING, OFFLINE, 1, true);

  private final Settings settings;
  private final Bus bus;
  private final Directory directory;
  private final BooleanSupplier claimed;
  private final Ground ground;
  private final Publishing publishing;
  private final Performing performing;
  private volatile boolean isOpen;

  /// @param publishes whether there is anything at all
  /// @param performs whether commands are taken; never from a broker that our gate does not guard
  /// @param announces whether things are announced in Home Assistant's convention
  /// @param announcesItself which things others find on this broker without us
  /// @param version of the steward
  public record Settings(
      boolean publishes,
      boolean performs,
      boolean announces,
      HouseTopics topics,
      Predicate<Thing> announcesItself,
      String version) {}

  /// @param callers people's clients by their name on the broker
  /// @param claimed whether the house has an owner
  public HouseFace(
      Settings settings,
      HouseLoop loop,
      Bus bus,
      Directory directory,
      Gate gate,
      Function<String, Optional<Caller.Known>> callers,
      BooleanSupplier claimed,
      Ground ground) {
    this.settings = settings;
    this.bus = bus;
    this.directory = directory;
    this.claimed = claimed;
    this.ground = ground;
    publishing = new Publishing(loop, bus, ground, Announcing.of(settings));
    performing = new Performing(loop, bus, directory, gate, callers, ground);
  }

  /// Asks the bus for commands; before it starts.
  public void listen() {
    if (settings.publishes && settings.performs) bus.subscribe(HouseTopics.PERFORM_FILTER, 1);
  }

  /// Whether a message is on a topic of the house's own, which is for nobody else in it.
  public boolean isOwn(Message.Publish message) {
    return settings.topics.isOwn(message.topic());
  }

  /// Hears a message on a topic of the house's own, on the bus's loop.
  public void on(Message.Publish message, Origin from) {
    if (settings.publishes
        && settings.performs
        && settings.topics.about(message.topic()) instanceof HouseTopics.OfPerform(ThingId thing))
      performing.hear(thing, message, from);
  }

  /// The bus is up, perhaps with nothing of what was published before.
  public void up() {
    if (settings.publishes) ground.run(this::open);
  }

  /// The house has got its owner.
  public void claimed() {
    up();
  }

  private void open() {
    boolean isOurs = claimed.getAsBoolean();
    say(HouseTopics.CLAIMED, Bytes.utf8(Boolean.toString(isOurs)));
    if (!isOurs) return;
    isOpen = true;
    say(HouseTopics.RUNNING, ONLINE);
    say(HouseTopics.VERSION, Bytes.utf8(settings.version));
    publishing.again(directory.things().stream().map(Thing::id).toList());
  }

  private void say(String topic, Bytes payload) {
    bus.publish(new Message.Publish(topic, payload, 1, true));
  }

  /// Follows the house's entries, on its thread.
  public void follow(Entry entry) {
    if (!isOpen) return;
    switch (entry.fact()) {
      case Fact.Read(var property, var value, _) when property.isMomentary() ->
          publishing.happened(new ThingId(entry.subject()), property, value);
      case Fact.Read _, Fact.Stood _, Fact.ThingPut _, Fact.ThingGone _ ->
          publishing.touch(new ThingId(entry.subject()));
      case Fact.Came(long command, var outcome, _) -> {
        if (outcome.isFinal()) performing.came(command);
      }
      default -> {}
    }
  }

  /// Says that the house goes; before the bus does.
  public void close() {
    if (isOpen) say(HouseTopics.RUNNING, OFFLINE);
    isOpen = false;
  }

  public Map<String, Long> counters() {
    var all = new TreeMap<>(publishing.counters());
    all.putAll(performing.counters());
    return all;
  }
}

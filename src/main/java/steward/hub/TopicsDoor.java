package steward.hub;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import steward.access.HouseTopics;
import steward.access.MqttPasswords;
import steward.access.PeopleOnBroker;
import steward.config.Config;
import steward.driver.Family;
import steward.link.DriverHost;
import steward.loop.Entry;
import steward.loop.HouseLoop;
import steward.mqtt.Broker;
import steward.mqtt.Bus;
import steward.mqtt.Origin;
import steward.rights.ClientId;
import steward.thing.Message;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.topics.Ground;
import steward.topics.HouseFace;

/// The house's own face on the broker, and what the broker must know to guard it.
final class TopicsDoor {
  private final Config config;
  private final Doorkeeper doorkeeper;
  private final HouseTopics topics;
  private final MqttPasswords passwords;
  private final PeopleOnBroker people;

  /// @param things those that are accepted, by id
  TopicsDoor(
      Config config,
      Storage storage,
      Doorkeeper doorkeeper,
      Function<ThingId, Optional<Thing>> things) {
    this.config = config;
    this.doorkeeper = doorkeeper;
    topics = new HouseTopics(config.mqtt().face().prefix(), storage.houseId().toString());
    passwords =
        MqttPasswords.open(
            storage.db().mqttPasswords(), doorkeeper.people().accounts(), InstantSource.system());
    people = new PeopleOnBroker(doorkeeper.gate(), passwords, topics, things);
  }

  HouseTopics topics() {
    return topics;
  }

  MqttPasswords passwords() {
    return passwords;
  }

  PeopleOnBroker people() {
    return people;
  }

  /// Opens the face, before the bus starts.
  Opened open(
      HouseLoop loop,
      Bus bus,
      DriverHost host,
      Vertx vertx,
      BiFunction<Duration, Runnable, Runnable> later,
      String version) {
    var face = config.mqtt().face();
    boolean isGuarded = bus instanceof Broker;
    Set<String> found =
        host.families().stream()
            .filter(family -> !family.sightingFilters().isEmpty())
            .map(Family::name)
            .collect(Collectors.toSet());
    var settings =
        new HouseFace.Settings(
            face.publishes(),
            isGuarded,
            face.announces(),
            topics,
            thing -> found.contains(thing.udn().family()),
            version);
    var context = vertx.getOrCreateContext();
    var ground =
        new Ground(
            task -> context.runOnContext(_ -> task.run()),
            (after, task) -> {
              var _ = later.apply(after, task);
            });
    var opened =
        new HouseFace(
            settings,
            loop,
            bus,
            host.directory(),
            doorkeeper.gate(),
            passwords::caller,
            doorkeeper::isClaimed,
            ground);
    if (bus instanceof Broker broker) follow(broker);
    opened.listen();
    return new Opened(opened, host);
  }

  /// Whose rights have changed comes again with those of now.
  private void follow(Broker broker) {
    doorkeeper
        .people()
        .accounts()
        .onRevoked(client -> {
          expel(broker, client);
          passwords.forget(client);
        });
    passwords.onChanged(client -> expel(broker, client));
  }

  private static void expel(Broker broker, ClientId client) {
    String end = "/" + client;
    broker.expel(peer -> peer.user().endsWith(end), "the rights of this client have changed");
  }

  /// The face with the ears of the house: what is on its own topics is for no driver.
  record Opened(HouseFace face, DriverHost host) implements Bus.Listener {
    @Override
    public void on(Message.Publish message, Origin from) {
      if (face.isOwn(message)) face.on(message, from);
      else host.on(message, from);
    }

    @Override
    public void up() {
      host.up();
      face.up();
    }

    @Override
    public void down(String reason) {
      host.down(reason);
    }

    void follow(Entry entry) {
      face.follow(entry);
    }

    Map<String, Long> counters() {
      return face.counters();
    }
  }
}

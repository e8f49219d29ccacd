package steward.hub;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import steward.activity.Activity;
import steward.activity.text.ActivityText;
import steward.activity.text.Names;
import steward.cli.Commands;
import steward.cli.Exit;
import steward.config.Config;
import steward.config.Misconfigured;
import steward.discovery.DiscoveryInbox;
import steward.loop.Fact;
import steward.loop.HouseNames;
import steward.place.Place;
import steward.sim.SimSettings;
import steward.sim.SimThing;
import steward.sim.SimulatedHouse;
import steward.thing.Group;
import steward.thing.Selector;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.thing.Udn;
import steward.value.Malformed;
import steward.value.Tree;
import tools.jackson.databind.json.JsonMapper;

/// The demo: a steward over a simulated house in a throw-away home folder.
final class Demo {
  private static final Duration FOUND_WITHIN = Duration.ofSeconds(40);
  private static final Duration DESCRIBED_WITHIN = Duration.ofSeconds(15);
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  private Demo() {}

  static Exit run(Commands.Demo options) throws Misconfigured, IOException, InterruptedException {
    boolean thrownAway = options.home().isEmpty();
    Path home = thrownAway ? Files.createTempDirectory("steward-demo-") : options.home().getFirst();
    try {
      return run(options, home);
    } finally {
      if (thrownAway && !options.keep()) delete(home);
    }
  }

  private static Exit run(Commands.Demo options, Path home)
      throws Misconfigured, IOException, InterruptedException {
    DemoPeople people;
    try {
      people = DemoPeople.start();
    } catch (ExecutionException | TimeoutException e) {
      System.err.println("steward: the simulated servers could not start: " + e.getMessage());
      return Exit.FAILED;
    }
    List<String> settings = settings(options);
    if (settings.stream().noneMatch(one -> one.startsWith("notify.")))
      settings.addAll(people.settings(home));
    // Who sets where clouds are wants others.
    boolean hasClouds = options.settings().stream().noneMatch(one -> one.startsWith("clouds."));
    Optional<DemoClouds> clouds =
        hasClouds ? Optional.of(DemoClouds.open(home, options.seed())) : Optional.empty();
    clouds.ifPresent(made -> settings.addAll(made.settings()));
    boolean hasOwn = options.settings().stream().anyMatch(one -> one.startsWith("network."));
    Optional<DemoFence> fence = hasOwn ? Optional.empty() : DemoFence.open(home);
    if (fence.isPresent()) settings.addAll(DemoFence.settings(home));
    Config config = Config.read(home, System.getenv(), settings);
    StewardHouse house = Steward.open(config, true);
    if (house == null || !Steward.start(house)) return Exit.FAILED;
    System.out.println(
        "A simulated house wakes up; a day passes in "
            + Math.round(1440 / options.speed())
            + " minutes.");
    Steward.addresses(house);
    System.out.println(
        "  stop it   Ctrl-C"
            + (options.home().isEmpty() && !options.keep() ? "; nothing of it stays" : ""));
    SimulatedHouse simulated;
    DemoDevices devices;
    try {
      settle(house);
      simulated =
          furnish(house, SimSettings.demo().withSeed(options.seed()).withLapse(options.speed()));
      devices = DemoDevices.start(house, options.seed(), clouds);
      DemoPeople.moveIn(house);
      fence.ifPresent(one -> one.putUp(house));
    } catch (ExecutionException | TimeoutException e) {
      System.err.println("steward: the simulated house could not be built: " + e.getMessage());
      house.close();
      return Exit.FAILED;
    }
    System.out.println(furnished(house, simulated));
    boolean thrownAway = options.home().isEmpty() && !options.keep();
    Steward.untilStopped(
        devices::close,
        () -> clouds.ifPresent(DemoClouds::close),
        () -> simulated.close().toCompletionStage().toCompletableFuture().get(1, TimeUnit.SECONDS),
        house::close,
        () -> fence.ifPresent(DemoFence::close),
        people::close,
        () -> {
          if (thrownAway) delete(home);
        });
    return Exit.DONE;
  }

  private static String furnished(StewardHouse house, SimulatedHouse simulated) {
    long things = house.host().directory().things().stream().filter(Thing::isDevice).count();
    return things + " things in " + simulated.rooms().size() + " rooms are there.";
  }

  /// The simulated house stands in Zürich, so that it has a sun.
  private static void settle(StewardHouse house)
      throws InterruptedException, ExecutionException, TimeoutException {
    Place zone = house.loop().query(now -> now.sky().place()).get(5, TimeUnit.SECONDS);
    if (zone.spot().isPresent()) return;
    var place =
        new Place(
            zone.zone(),
            Optional.of(new Place.Spot(47.37, 8.54, 400)),
            zone.modes(),
            zone.holidays(),
            zone.yearly());
    house.loop().ask(new Fact.Settled(place), "house", "local").get(5, TimeUnit.SECONDS);
  }

  /// The usual ports where they are free, else any: the demo must not get in the way of a real
  /// house.
  private static List<String> settings(Commands.Demo options) {
    var settings = new ArrayList<>(options.settings());
    var usual = new LinkedHashMap<String, Integer>();
    usual.put("http.port", 8887);
    usual.put("https.port", 8888);
    usual.put("https.certificate-port", 8443);
    usual.put("ssh.port", 8889);
    usual.put("mqtt.port", 1883);
    usual.put("mqtt.tls-port", 8883);
    usual.forEach((key, port) -> {
      if (!options.sets(key) && !isFree(port)) settings.add(key + "=0");
    });
    if (!options.sets("things.on-this-machine")) settings.add("things.on-this-machine=on");
    if (!options.sets("things.look")) settings.add("things.look=off");
    // Nobody but whoever sits here needs to see it, and no other house's name is taken.
    if (!options.sets("https.listen")) settings.add("https.listen=loopback");
    if (!options.sets("house.name")) settings.add("house.name=Simulated house");
    return settings;
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  static SimulatedHouse furnish(StewardHouse house, SimSettings settings)
      throws InterruptedException, ExecutionException, TimeoutException {
    SimulatedHouse simulated =
        SimulatedHouse.start(house.vertx(), "127.0.0.1", house.mqttPort(), settings)
            .toCompletionStage()
            .toCompletableFuture()
            .get(30, TimeUnit.SECONDS);
    accept(house, simulated);
    groups(house);
    activities(house);
    return simulated;
  }

  /// Accepts what the house's people would: things by hand at once, those that announce themselves
  /// as they appear.
  private static void accept(StewardHouse house, SimulatedHouse simulated)
      throws InterruptedException, ExecutionException, TimeoutException {
    Map<Udn, SimThing> announced = new LinkedHashMap<>();
    for (SimThing thing : simulated.things()) {
      if (house.host().directory().thing(thing.id()).isPresent()) continue;
      if (thing.byHand().isPresent()) {
        house.inbox().byHand(thing.byHand().get(), naming(thing), "local").get(5, TimeUnit.SECONDS);
      } else {
        announced.put(thing.udn(), thing);
      }
    }
    long until = System.nanoTime() + FOUND_WITHIN.toNanos();
    while (!announced.isEmpty() && System.nanoTime() < until) {
      for (DiscoveryInbox.Item item : house.inbox().items()) {
        var first =
            item.things().stream()
                .map(part -> announced.get(part.udn()))
                .filter(Objects::nonNull)
                .findFirst();
        if (first.isEmpty()) continue;
        // A part that the house's people did not name stays with its device.
        var unnamed = new DiscoveryInbox.Naming("", "", first.get().room());
        house
            .inbox()
            .accept(
                item,
                udn -> Optional.ofNullable(announced.get(udn)).map(Demo::naming).orElse(unnamed),
                "local")
            .get(5, TimeUnit.SECONDS);
        item.things().forEach(part -> announced.remove(part.udn()));
      }
      if (!announced.isEmpty()) Thread.sleep(LOOK_EVERY);
    }
  }

  private static DiscoveryInbox.Naming naming(SimThing thing) {
    return new DiscoveryInbox.Naming(thing.id().value(), thing.name(), thing.room());
  }

  private static void groups(StewardHouse house)
      throws InterruptedException, ExecutionException, TimeoutException {
    Selector downstairs = new Selector.InRoom(List.of("Hall", "Kitchen", "Living room", "Study"));
    var ways = List.of("front-door", "terrace-door", "front-lock");
    Selector doors = new Selector.Listed(ways.stream().map(ThingId::new).toList());
    for (Group group :
        List.of(
            new Group("downstairs", "Downstairs", downstairs),
            new Group("outside-doors", "Outside doors", doors)))
      house.loop().ask(new Fact.GroupPut(group), group.id(), "local").get(5, TimeUnit.SECONDS);
  }

  private static void activities(StewardHouse house)
      throws InterruptedException, ExecutionException, TimeoutException {
    Tree items =
        Tree.of(JsonMapper.shared().readValue(SimulatedHouse.activities(), Map.class)).get("items");
    for (Tree item : items.items()) put(house, item);
  }

  /// Reads it once the things in it have told what they are.
  private static Activity described(StewardHouse house, Tree item, String id)
      throws InterruptedException, ExecutionException, TimeoutException {
    long until = System.nanoTime() + DESCRIBED_WITHIN.toNanos();
    while (true) {
      Names names = house.loop().query(HouseNames::of).get(5, TimeUnit.SECONDS);
      try {
        return ActivityText.read(item, id, names).version(1, "local");
      } catch (Malformed e) {
        if (System.nanoTime() > until) throw e;
        Thread.sleep(LOOK_EVERY);
      }
    }
  }

  /// Makes an activity, unless there is one of that name.
  static void put(StewardHouse house, Tree item)
      throws InterruptedException, ExecutionException, TimeoutException {
    String id = item.get("id").text();
    Activity activity;
    try {
      activity = described(house, item, id);
    } catch (Malformed e) {
      System.err.println("steward: the activity " + id + " is left out: " + e.getMessage());
      return;
    }
    boolean known =
        house.loop().query(now -> now.engine().activity(id).isPresent()).get(5, TimeUnit.SECONDS);
    if (!known)
      house.loop().ask(new Fact.ActivityPut(activity), id, "local").get(5, TimeUnit.SECONDS);
  }

  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) return;
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
    }
  }
}

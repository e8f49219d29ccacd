package steward.hub;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import steward.access.DeviceSecrets;
import steward.access.MqttClients;
import steward.access.Owners;
import steward.access.ServerKeys;
import steward.api.Api;
import steward.api.Attachments;
import steward.api.Lines;
import steward.config.Config;
import steward.discovery.DiscoveryInbox;
import steward.discovery.Scout;
import steward.driver.Family;
import steward.hub.sonoff.FlashBench;
import steward.hub.sonoff.StockDoor;
import steward.link.DriverHost;
import steward.loop.House;
import steward.loop.HouseLoop;
import steward.loop.HouseState;
import steward.loop.PastHouse;
import steward.loop.Time;
import steward.mqtt.Bus;
import steward.mqtt.MqttMetrics;
import steward.network.Datagrams;
import steward.network.Handshakes;
import steward.network.Outgoing;
import steward.network.Purpose;
import steward.network.Resolver;
import steward.network.Search;
import steward.notice.Reporting;
import steward.store.CaseFiles;
import steward.thing.Thing;
import steward.thing.ThingId;

/// The whole program: built in one method that reads like the picture, started, and stopped in
/// order.
public final class StewardHouse implements AutoCloseable {
  private static final Duration STOP_WITHIN = Duration.ofSeconds(2);

  private final Config config;
  private final Instant since = Instant.now();
  private final Vertx vertx;
  private final Storage storage;
  private final HouseLoop loop;
  private final PastHouse past;
  private final Bus bus;
  private final MqttMetrics mqtt = new MqttMetrics();
  private final MqttClients mqttClients;
  private final TopicsDoor topics;
  private final TopicsDoor.Opened face;
  private final BrokerDoors doors;
  private final Outgoing outgoing;
  private final Datagrams datagrams;
  private final DeviceSecrets deviceSecrets;
  private final DriverHost host;
  private final DiscoveryInbox inbox;
  private final HookDoor hooks;
  private final StockDoor stock;
  private final ClosedNetworkDoor network;
  private final WaysDoor ways;
  private final LedgerDoor ledger;
  private final FlashBench flashBench;
  private final GradeDoor grades;
  private final Scout scout;
  private final Api api;
  private final Router router;
  private final Listeners listeners;
  private final Settling settling;
  private final Owners owners;
  private final FiringGate firings;
  private final Reporting reporting;
  private final ProfilesDoor profiles;
  private final RawMessages raw;
  private final Doorkeeper doorkeeper;
  private volatile boolean ready;
  private volatile boolean closed;

  /// Wires the house; nothing listens yet.
  ///
  /// @throws IOException if the home folder or what is in it cannot be used; the message says what
  ///   to do
  public StewardHouse(Config config, String version, boolean demo, Time time) throws IOException {
    this.config = config;
    List<Family> families = Drivers.families();
    var handshakes = new Handshakes();
    var making =
        CompletableFuture.supplyAsync(
            () -> EventLoops.make(handshakes), Thread::startVirtualThread);
    storage = Storage.open(config);
    vertx = making.join();
    doorkeeper = new Doorkeeper(config, vertx, storage);
    House.Expectations expectations = Drivers.expectations(families);
    loop =
        new HouseLoop(
            expectations, doorkeeper.zone(), storage.journal(), storage.snapshots(), time);
    past =
        new PastHouse(
            storage.journal(),
            storage.snapshots(),
            expectations,
            () -> loop.query(HouseState::of).join());
    mqttClients = MqttClients.open(storage.db().mqttClients(), families, InstantSource.system());
    doors = new BrokerDoors(vertx, config.mqtt(), config.https().onLoopbackOnly());
    topics = new TopicsDoor(config, storage, doorkeeper, this::thing);
    bus = new HouseBus(config, vertx, doorkeeper, mqttClients, topics, mqtt, this::later).open();
    outgoing = new Outgoing(vertx, Resolver.ofSystem());
    datagrams = new Datagrams(vertx, outgoing);
    deviceSecrets = DeviceSecrets.open(doorkeeper.people().secrets(), storage.db().deviceSecrets());
    var purpose = config.things().onThisMachine() ? Purpose.THING_HERE_TOO : Purpose.THING;
    var lines = Skies.lines(vertx, outgoing, datagrams, config);
    host = new DriverHost(families, loop, bus, lines, deviceSecrets, time, this::later);
    face = topics.open(loop, bus, host, vertx, this::later, version);
    inbox = new DiscoveryInbox(families, host.directory(), loop, storage, time, storage.aside());
    settling = new Settling(config, loop, storage, doorkeeper);
    owners = new Owners(doorkeeper.people().accounts(), doorkeeper.gate());
    reporting =
        new NoticeDoor(config, host, doorkeeper, this::activityName)
            .open(version, vertx, outgoing, storage, deviceSecrets, loop, this::later);
    firings = new FiringGate(loop, owners, reporting);
    profiles = ProfilesDoor.of(config, families, host, loop, reporting, doorkeeper, this::later);
    raw = new RawMessages(loop, bus, host, firings, time);
    hooks =
        new HookDoor(config, version, vertx, storage, doorkeeper, host, inbox, loop, this::later);
    stock =
        new StockDoor(
            config, vertx, host, inbox, deviceSecrets, this::later, StockDoor.Patience.USUAL);
    ways = new WaysDoor(config, doorkeeper.people().accounts(), deviceSecrets);
    network =
        new ClosedNetworkDoor(config, demo, families, storage, host, inbox, loop, bus, this::later);
    ledger = new LedgerDoor(config, storage, doorkeeper, outgoing, network, this::later);
    flashBench = new FlashBench(vertx, lines, host, loop, this::later);
    grades = new GradeDoor(vertx, outgoing, purpose, storage, host, loop, deviceSecrets);
    NetworkTies.tie(host.directory(), network, ledger, profiles, grades, ways, doorkeeper);
    scout = scout(families, purpose);
    inbox.moveBy(new Following(host));
    router = Router.router(vertx);
    api = new Api(vertx, handshakes, parts(version, demo));
    listeners = new Listeners(vertx, api.lines(), handshakes, router);
    doorkeeper.mind(listeners, api::end, api::sessionEnded, loop::timeProven);
    doorkeeper.whenClaimed(this::claimed);
  }

  private Scout scout(List<Family> families, Purpose purpose) {
    return new Scout(
        families,
        new Search(vertx, outgoing, purpose),
        inbox::hear,
        this::later,
        InstantSource.system(),
        config.things().look());
  }

  private void claimed(String sentence, java.time.ZoneId inZone) {
    settling.claimed(sentence, inZone);
    face.face().claimed();
  }

  private Optional<Thing> thing(ThingId id) {
    return host.directory().thing(id);
  }

  private Runnable later(Duration after, Runnable task) {
    long timer = vertx.setTimer(Math.max(1, after.toMillis()), _ -> task.run());
    return () -> vertx.cancelTimer(timer);
  }

  private Api.Parts parts(String version, boolean demo) {
    var cases = new CaseFiles(config.home());
    return new Api.Parts(
        loop,
        host,
        inbox,
        scout,
        deviceSecrets,
        storage.journal(),
        (thing, property, from, to, points) ->
            storage.history().points(thing, property, from, to, points).points().stream()
                .map(point -> List.<Number>of(point.at(), point.mean()))
                .toList(),
        new HouseCondition(
            since,
            storage,
            loop,
            host,
            inbox,
            bus,
            mqtt,
            this::counters,
            new ClaimSaid(storage, InstantSource.system())::note,
            stock),
        config.house().name(),
        () -> doorkeeper.zone().getId(),
        settling::fixedZone,
        owners,
        storage.db().registry()::versions,
        version,
        demo,
        doorkeeper.gate(),
        doorkeeper,
        doorkeeper.people(),
        new Attachments(
            mqttClients, topics.passwords(), () -> doors.at(bus, doorkeeper.mqttsPort())),
        hooks.api(),
        reporting,
        flashBench.api(stock),
        network.api(),
        ways.api(),
        profiles.api(),
        ledger.api(),
        past,
        cases,
        storage.folder(
            loop, host, doorkeeper.people(), deviceSecrets, hooks, settling, cases, profiles),
        grades.api());
  }

  private Map<String, Long> counters() {
    var all = new TreeMap<>(api.counters());
    all.putAll(doorkeeper.counters());
    all.putAll(hooks.counters());
    all.putAll(reporting.counters());
    all.putAll(stock.counters());
    all.putAll(raw.counters());
    all.putAll(face.counters());
    all.putAll(network.enclosure().counters());
    return all;
  }

  private String activityName(String id) {
    return firings.name(id);
  }

  /// Puts back the last state, starts the house thread, the bus and the listeners; done when all of
  /// them are up.
  public Future<Void> start(String version) {
    loop.sendTo(firings);
    loop.publishTo(raw);
    loop.whenRestored(firings::begin);
    loop.watch(host::follow);
    loop.watch(storage::follow);
    loop.watch(mqttClients::follow);
    loop.watch(settling::follow);
    loop.watch(firings::follow);
    loop.watch(raw::follow);
    loop.watch(face::follow);
    loop.watch(network::follow);
    loop.restore(storage::intoHouse, version);
    loop.start();
    settling.begin();
    List<Thing> things = loop.query(house -> List.copyOf(house.board().things())).join();
    host.begin(things);
    mqttClients.begin(things);
    reporting.begin();
    inbox.bar(host::barred);
    host.tap(inbox.filters(), inbox::hear);
    host.teach(inbox::learnt);
    raw.listen();
    bus.listen(face);
    api.mount(router, () -> ready);
    Pages.mount(router, api.entrance());
    var openings = new Openings(config, vertx, doorkeeper, doors, bus, listeners);
    return Future.all(
            doors.start(bus),
            openings.plainHttp(),
            openings.https(),
            listeners.socket(config.home()),
            hooks.open(),
            stock.open())
        .onSuccess(_ -> {
          ready = true;
          doorkeeper.openLater(listeners.port(Listeners.HTTP));
          scout.start();
          network.begin();
          ways.begin();
          ledger.begin();
        })
        .mapEmpty();
  }

  public Config config() {
    return config;
  }

  public Vertx vertx() {
    return vertx;
  }

  public HouseLoop loop() {
    return loop;
  }

  public DiscoveryInbox inbox() {
    return inbox;
  }

  public DriverHost host() {
    return host;
  }

  /// The port that the listener `http`, `https`, `certificate`, `webhooks`, `stock` or `ssh` got; 0
  /// where it is off, or not yet open: SSH opens last.
  public int port(String listener) {
    if (listener.equals("webhooks")) return hooks.port().orElse(0);
    if (listener.equals("stock")) return stock.port().orElse(0);
    return listener.equals("ssh") ? doorkeeper.sshPort() : listeners.port(listener);
  }

  /// The port of the embedded broker, or 0 with an external one.
  public int mqttPort() {
    return BrokerDoors.plainPort(bus);
  }

  Reporting reporting() {
    return reporting;
  }

  /// The open connections.
  Lines lines() {
    return api.lines();
  }

  Doorkeeper doorkeeper() {
    return doorkeeper;
  }

  DeviceSecrets deviceSecrets() {
    return deviceSecrets;
  }

  ClosedNetworkDoor network() {
    return network;
  }

  /// The way in for stock devices.
  StockDoor stock() {
    return stock;
  }

  Settling settling() {
    return settling;
  }

  /// The server's keys, once HTTPS is up.
  public @Nullable ServerKeys keys() {
    return doorkeeper.keys();
  }

  /// Stops in order: no more input, the house writes its stop and its state, the disk has
  /// everything.
  @Override
  public synchronized void close() {
    if (closed) return;
    closed = true;
    ready = false;
    api.close();
    // Before the bus: that we stop says nothing of the things, and must not be kept as their
    // absence.
    Closing.quietly("the scout", scout::close);
    Closing.quietly("the grades", grades::close);
    Closing.quietly("the links", host::close);
    Closing.quietly("the flash", flashBench::close);
    Closing.quietly("the process for old TLS", stock::close);
    Closing.quietly("the ledger", ledger::close);
    Closing.quietly("the profiles", profiles::close);
    Closing.quietly("the closed network", network::close);
    Closing.quietly("the datagrams", datagrams::close);
    Closing.quietly("the house's topics", face.face()::close);
    Closing.quietly("the bus", bus::close);
    loop.close();
    Closing.quietly("the doorkeeper", doorkeeper::close);
    Closing.quietly("the store", storage::close);
    Closing.quietly(
        "the listeners",
        () ->
            vertx
                .close()
                .toCompletionStage()
                .toCompletableFuture()
                .get(STOP_WITHIN.toMillis(), TimeUnit.MILLISECONDS));
  }
}

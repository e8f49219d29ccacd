package steward.hub;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import steward.access.Accounts;
import steward.access.AttachedNetworks;
import steward.access.Audit;
import steward.access.Claim;
import steward.access.ClientCertificates;
import steward.access.Gate;
import steward.access.LoopbackPeer;
import steward.access.Secrets;
import steward.access.ServerKeys;
import steward.access.Sessions;
import steward.access.SignIn;
import steward.api.Door;
import steward.api.Identity;
import steward.api.Line;
import steward.api.People;
import steward.config.Config;
import steward.loop.HouseTime;
import steward.network.mdns.Announcer;
import steward.rights.Caller;
import steward.rights.Client;
import steward.rights.ClientId;
import steward.rights.Judge;
import steward.ssh.Limits;
import steward.ssh.SshServer;

/// Who may come in, and by which doors: people with their clients, the gate, the keys, the
/// listeners beyond the loopback interface.
final class Doorkeeper implements Identity, AutoCloseable {
  static final String ZONE = "place.zone";
  private static final Logger LOG = LoggerFactory.getLogger(Doorkeeper.class);
  private static final Duration RENEWAL_LOOK_EVERY = Duration.ofHours(1);

  private final Config config;
  private final Vertx vertx;
  private final Storage storage;
  private final InstantSource clock = InstantSource.system();
  private final Secrets secrets;
  private final Accounts accounts;
  private final Sessions sessions;
  private final SignIn signIn;
  private final Audit audit;
  private final Claim claim;
  private final Gate gate;
  private final LoopbackPeer machine;
  private final AttachedNetworks networks;
  private volatile int mqttsPort;
  private volatile Consumer<HouseKeys> renewed = _ -> {};
  private volatile ZoneId zone;
  private @Nullable Listeners listeners;
  private volatile @Nullable HouseKeys keys;
  private volatile Optional<SshServer> ssh = Optional.empty();
  private volatile @Nullable Announcer announcer;

  /// Reads who there is. Nothing listens yet.
  Doorkeeper(Config config, Vertx vertx, Storage storage) throws IOException {
    this.config = config;
    this.vertx = vertx;
    this.storage = storage;
    zone = keptZone();
    secrets = Secrets.open(config.home());
    accounts = Accounts.open(config.home(), storage.db().accounts(), secrets, clock);
    accounts.houseNamed(config.house().name());
    sessions = Sessions.open(storage.db().sessions(), accounts, clock);
    signIn =
        new SignIn(accounts, secrets, sessions, storage.db().sessions(), clock, this::isClockSet);
    audit = new Audit(storage.db().audit(), clock);
    claim = Claim.open(config.home(), accounts, clock);
    gate = new Gate(new Judge(this::zone), clock, audit::record);
    machine = new LoopbackPeer(config.home());
    networks = new AttachedNetworks(Set.copyOf(config.access().thingsInterfaces()));
  }

  private ZoneId keptZone() {
    if (config.place().isSet()) return config.place().zone();
    return storage
        .setting(ZONE)
        .filter(ZoneId.getAvailableZoneIds()::contains)
        .map(ZoneId::of)
        .orElse(config.place().zone());
  }

  private boolean isClockSet() {
    return clock.instant().isAfter(HouseTime.EARLIEST);
  }

  /// In which zone the house is.
  ZoneId zone() {
    return zone;
  }

  /// The house is in this zone now.
  void inZone(ZoneId now) {
    zone = now;
  }

  Gate gate() {
    return gate;
  }

  Claim claim() {
    return claim;
  }

  @Nullable ServerKeys keys() {
    HouseKeys opened = keys;
    return opened == null ? null : opened.server();
  }

  /// Names what a doorkeeper opens and closes.
  ///
  /// @param end ends what a client has open on the API
  /// @param sessionEnded ends what sessions have open there that are over
  /// @param timeProven hears that somebody's clock agrees with the system's
  void mind(Listeners opened, Consumer<ClientId> end, Runnable sessionEnded, Runnable timeProven) {
    listeners = opened;
    signIn.onTimeProven(timeProven);
    sessions.onEnded(session -> {
      sessionEnded.run();
      ssh.ifPresent(running -> running.end(session.id()));
    });
    accounts.onRevoked(client -> {
      end.accept(client);
      ssh.ifPresent(running -> running.disconnect(client.value()));
      forget(client);
    });
  }

  /// Tells what is to be known everywhere when the house has got its owner.
  void whenClaimed(BiConsumer<String, ZoneId> tell) {
    claim.onClaimed(done -> {
      if (!config.place().isSet()) zone = keptZone();
      String sentence =
          "%s is the owner of this house now, by the client %s."
              .formatted(done.user().name(), done.client().name());
      LOG.info("{}", sentence);
      new ClaimSaid(storage, clock).say(sentence);
      tell.accept(sentence, zone);
    });
  }

  private void forget(ClientId client) {
    HouseKeys opened = keys;
    if (opened == null || accounts.caller(client, Optional.empty()).isPresent()) return;
    Thread.startVirtualThread(() -> {
      opened.forget(hosts(accounts.clients()));
      showCertificates(opened);
    });
  }

  private static Set<String> hosts(List<Client> clients) {
    var hosts = new HashSet<String>();
    clients.forEach(client -> client.host().ifPresent(hosts::add));
    return hosts;
  }

  /// Blocks on the disk, and where keys must be made on the processor.
  HouseKeys openKeys() throws IOException {
    var opened =
        HouseKeys.open(config.home(), clock.instant(), config.https().hosts(), this::isServed);
    keys = opened;
    vertx.setPeriodic(
        RENEWAL_LOOK_EVERY.toMillis(), _ -> Thread.startVirtualThread(() -> renew(opened)));
    return opened;
  }

  private boolean isServed(String host) {
    return accounts
        .clientByHost(host)
        .flatMap(client -> accounts.caller(client.id(), Optional.empty()))
        .isPresent();
  }

  private void renew(HouseKeys opened) {
    if (opened.renewIfDue(clock.instant())) showCertificates(opened);
  }

  /// Names who else shows the certificates.
  void onRenewed(Consumer<HouseKeys> shows) {
    renewed = shows;
  }

  private void showCertificates(HouseKeys opened) {
    renewed.accept(opened);
    Listeners all = listeners;
    if (all == null) return;
    var _ =
        all.renew(opened.tls().forHttps(), opened.tls().forHttpsWithCertificates())
            .onFailure(e -> LOG.error("the listeners did not take the new certificates", e));
  }

  Future<?> listen(HouseKeys opened) {
    Listeners all = java.util.Objects.requireNonNull(listeners);
    String host = config.https().onLoopbackOnly() ? "127.0.0.1" : "::";
    var https =
        all.secure(Listeners.HTTPS, Door.TLS, config.https().port(), host, opened.tls().forHttps());
    if (!config.https().certificatePort().isOn()) return https;
    return Future.all(
        https,
        all.secure(
            Listeners.CERTIFICATE,
            Door.CERTIFICATE,
            config.https().certificatePort(),
            host,
            opened.tls().forHttpsWithCertificates()));
  }

  /// What the first automation does not wait for: SSH and the announcement.
  void openLater(int httpPort) {
    Thread.startVirtualThread(() -> {
      openSsh(httpPort);
      if (config.mdns() && !config.https().onLoopbackOnly()) announce();
    });
  }

  private void openSsh(int httpPort) {
    if (!config.ssh().port().isOn() || httpPort == 0) return;
    String host = config.https().onLoopbackOnly() ? "127.0.0.1" : "::";
    try {
      var server =
          new SshServer(
              config.home(),
              host,
              config.ssh().port().number(),
              () -> "http://127.0.0.1:" + httpPort,
              new RegisteredKeys(
                  accounts, sessions, gate, this::isClaimed, new ClaimSaid(storage, clock)::note),
              Limits.usual());
      server.start();
      ssh = Optional.of(server);
    } catch (IOException e) {
      LOG.error("SSH is not open: {}", e.getMessage());
    }
  }

  private void announce() {
    Listeners all = java.util.Objects.requireNonNull(listeners);
    announcer =
        Announcing.begun(
            storage.houseId(),
            all.port(Listeners.HTTPS),
            sshPort(),
            () -> hosts(accounts.clients()));
  }

  /// Other stewards on the networks of this machine.
  List<Announcer.Other> others() {
    Announcer running = announcer;
    return running == null ? List.of() : running.others();
  }

  /// What the API's operations about people are built on.
  People people() {
    return new People(
        accounts, signIn, sessions, secrets, audit, claim, new HousePackages(this), this::home);
  }

  /// The address that a new device opens first.
  private String home() {
    Listeners all = listeners;
    int port = all == null ? 0 : all.port(Listeners.HTTPS);
    Announcer running = announcer;
    HouseKeys opened = keys;
    String name = "localhost";
    if (running != null) name = running.hostName();
    else if (opened != null && !config.https().onLoopbackOnly()) name = "steward.local";
    return "https://" + name + ":" + port + "/";
  }

  /// Where the pages are for the devices of the home network.
  List<String> homeAddresses() {
    int port = port(Listeners.HTTPS);
    HouseKeys opened = keys;
    if (port == 0 || opened == null || config.https().onLoopbackOnly()) return List.of();
    return opened.addresses(port);
  }

  Optional<HouseKeys> opened() {
    return Optional.ofNullable(keys);
  }

  int sshPort() {
    return ssh.map(SshServer::port).orElse(0);
  }

  /// The line for a client's `known_hosts`.
  Optional<String> hostKeyLine(String host) {
    return ssh.map(running -> running.hostKeyLine(List.of(host, "steward.local")));
  }

  /// Names the port of MQTT over TLS, once it is open.
  void mqtts(int port) {
    mqttsPort = port;
  }

  int mqttsPort() {
    return mqttsPort;
  }

  int port(String listener) {
    Listeners all = listeners;
    return all == null ? 0 : all.port(listener);
  }

  Instant now() {
    return clock.instant();
  }

  @Override
  public Optional<Caller.Known> byToken(String token) {
    return sessions.caller(token, clock.instant());
  }

  @Override
  public Optional<Caller.Known> byCertificate(SSLSession session) {
    HouseKeys opened = keys;
    if (opened == null) return Optional.empty();
    Optional<Caller.Known> caller =
        ClientCertificates.of(opened.authority())
            .verified(session, clock.instant())
            .flatMap(accounts::clientByCertificate)
            .filter(Client::certificateSuffices)
            .flatMap(client -> accounts.caller(client.id(), Optional.empty()));
    caller.ifPresent(known -> accounts.seen(known.client().id()));
    return caller;
  }

  @Override
  public boolean isAtMachine(Line line) {
    if (!config.access().loopback()) return false;
    if (line.door() == Door.SOCKET) return true;
    if (line.remote().isEmpty() || line.local().isEmpty()) return false;
    Line.End there = line.remote().get();
    Line.End here = line.local().get();
    return machine.isOwn(there.address(), there.port(), here.address(), here.port());
  }

  @Override
  public boolean isClaimed() {
    return claim.isClaimed();
  }

  @Override
  public boolean isAttached(Line line) {
    if (line.remote().isEmpty() || line.local().isEmpty()) return false;
    InetAddress there = line.remote().get().address();
    // Another user of this machine sits at it, and has the code from no one else.
    return there.isLoopbackAddress() || networks.isAttached(line.local().get().address(), there);
  }

  @Override
  public boolean isHost(String name) {
    HouseKeys opened = keys;
    Announcer running = announcer;
    return config.https().hosts().contains(name)
        || opened != null && opened.server().names().contains(name)
        || running != null && running.hostName().equals(name)
        || accounts.clientByHost(name).isPresent();
  }

  Map<String, Long> counters() {
    var all = new TreeMap<String, Long>();
    all.put("audit.dropped", audit.dropped());
    all.put("access.sessions", (long) sessions.all().size());
    ssh.ifPresent(running -> all.putAll(running.counters()));
    Announcer announcing = announcer;
    if (announcing != null) all.putAll(announcing.counters());
    return all;
  }

  @Override
  public void close() {
    ssh.ifPresent(SshServer::close);
    Announcer announcing = announcer;
    if (announcing != null) announcing.close();
    audit.close();
  }
}

package steward.hub;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import steward.access.ClientAuthority;
import steward.access.ClientKeys;
import steward.access.Gate;
import steward.access.LoopbackPeer;
import steward.access.ServerKeys;
import steward.access.ServerTls;
import steward.api.Door;
import steward.api.Identity;
import steward.api.Line;
import steward.config.Config;
import steward.rights.Caller;
import steward.rights.Judge;

/// Who the house is and who may come in: keys, listeners, people, the gate.
final class Doorkeeper implements Identity {
  private final Config config;
  private final Vertx vertx;
  private final InstantSource clock = InstantSource.system();
  private final Gate gate;
  private final LoopbackPeer machine;
  private @Nullable Listeners listeners;
  private volatile @Nullable ServerKeys keys;

  Doorkeeper(Config config, Vertx vertx, Storage storage) {
    this.config = config;
    this.vertx = vertx;
    gate = new Gate(new Judge(config.place().zone()), clock, _ -> {});
    machine = new LoopbackPeer(config.home());
  }

  void mind(Listeners opened) {
    listeners = opened;
  }

  Gate gate() {
    return gate;
  }

  @Nullable ServerKeys keys() {
    return keys;
  }

  /// Blocks on the disk, and where keys must be made on the processor.
  ServerTls openKeys() throws IOException {
    Instant now = clock.instant();
    var made = ServerKeys.open(config.home(), now, config.https().hosts());
    keys = made;
    var clients = ClientKeys.open(config.home(), made);
    return new ServerTls(made, clients, ClientAuthority.open(config.home()), _ -> false);
  }

  Future<?> listen(ServerTls tls) {
    Listeners all = java.util.Objects.requireNonNull(listeners);
    String host = config.https().onLoopbackOnly() ? "127.0.0.1" : "::";
    var https =
        all.secure(Listeners.HTTPS, Door.TLS, config.https().port(), host, tls.forHttps());
    if (!config.https().certificatePort().isOn()) return https;
    return Future.all(
        https,
        all.secure(
            Listeners.CERTIFICATE,
            Door.CERTIFICATE,
            config.https().certificatePort(),
            host,
            tls.forHttpsWithCertificates()));
  }

  @Override
  public Optional<Caller.Known> byToken(String token) {
    return Optional.empty();
  }

  @Override
  public Optional<Caller.Known> byCertificate(SSLSession session) {
    return Optional.empty();
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
    return false;
  }

  @Override
  public boolean isAttached(Line line) {
    return false;
  }

  @Override
  public Set<String> hosts() {
    var names = new HashSet<>(config.https().hosts());
    ServerKeys made = keys;
    if (made != null) names.addAll(made.names());
    return names;
  }
}

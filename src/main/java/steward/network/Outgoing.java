package steward.network;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.ConnectOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TrustOptions;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import steward.value.Bytes;
import steward.value.Text;

/// The one maker of outgoing connections. Thread-safe.
///
/// A name is resolved here, each address is checked, and the connection goes to the address that
/// was checked, so that a name which changes its mind in between gains nothing; what it reached is
/// checked once more. Nothing is redirected and nothing retried: that is for the caller, who knows
/// what it is for.
public final class Outgoing {
  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);

  private static final int HTTPS = 443;

  /// Further addresses of a name are not tried.
  private static final int ADDRESSES_MAX = 4;

  /// Further owners are counted together.
  private static final int OWNERS_MAX = 10_000;

  /// Connections to one port of one host by the clients that lines without TLS share.
  private static final int SHARED_AT_ONCE = 8;

  private static final String OTHER_OWNERS = "(others)";

  /// Further hosts are counted together.
  private static final int HOSTS_MAX = 1_000;

  private final Vertx vertx;
  private final Resolver resolver;
  private final NetClient client;
  private final Map<String, Counts> counts = new ConcurrentHashMap<>();

  private HttpLine.@org.jspecify.annotations.Nullable Clients closing;
  private HttpLine.@org.jspecify.annotations.Nullable Clients keeping;

  private final Map<Reached, LongAdder> reached = new ConcurrentHashMap<>();

  /// Where somebody wanted to connect to, and might.
  ///
  /// @param address the first of its addresses, in figures
  /// @param isPublic whether it is outside the house
  public record Reached(String host, String address, int port, boolean isPublic) {
    static final Reached OTHERS = new Reached("others", "", 0, true);
  }

  private record Counts(LongAdder opened, LongAdder forbidden, LongAdder failed) {}

  /// How often an owner's connections were opened, were forbidden by the address, and failed
  /// otherwise.
  public record Count(long opened, long forbidden, long failed) {}

  public Outgoing(Vertx vertx, Resolver resolver) {
    this.vertx = vertx;
    this.resolver = resolver;
    this.client =
        vertx.createNetClient(
            new NetClientOptions()
                .setTcpNoDelay(true)
                .setReconnectAttempts(0)
                .setConnectTimeout((int) CONNECT_WITHIN.toMillis()));
  }

  /// Connects, TLS included. The handlers of the socket are called on the context of the caller, if
  /// it has one.
  ///
  /// @param owner who it is for, such as the id of a thing, to count by
  /// @return fails with a [ConnectException] whose message says what, where and why
  public Future<NetSocket> connect(Purpose purpose, String owner, Target target) {
    Counts counted = counts(owner);
    return addresses(purpose, owner, target)
        .compose(addresses -> connect(addresses, 0, target))
        .compose(socket -> checked(purpose, socket, target, counted))
        .onSuccess(_ -> counted.opened().increment())
        .recover(fault -> Future.failedFuture(told(fault, target, counted)));
  }

  /// Goes over to TLS on an open connection, as the target says, or believing one certificate only.
  ///
  /// @param pin the SHA-256 of that certificate; empty for one that is for the host's name and
  ///   signed by an authority
  public Future<Void> secure(NetSocket socket, Target target, Optional<Bytes> pin) {
    var ssl = new ClientSSLOptions();
    if (pin.isPresent()) {
      ssl.setHostnameVerificationAlgorithm("")
          .setTrustOptions(TrustOptions.wrap(new Trust("", pin, _ -> {})));
    } else {
      ssl.setHostnameVerificationAlgorithm("HTTPS");
      target
          .caFile()
          .ifPresent(
              file -> ssl.setTrustOptions(new PemTrustOptions().addCertPath(file.toString())));
    }
    return socket.upgradeToSsl(ssl, target.host());
  }

  /// A line of HTTP to one port of a host; nothing is connected yet. To be closed.
  ///
  /// @param trust what is believed where it is TLS; empty for none
  /// @param keepAlive whether a connection may serve several requests
  /// @param atOnce how many connections it may have
  public HttpLine http(
      Purpose purpose,
      String owner,
      Target target,
      Optional<Trust> trust,
      boolean keepAlive,
      int atOnce) {
    boolean own = trust.isPresent();
    var clients =
        own ? HttpLine.Clients.of(this, keepAlive, trust.get(), atOnce) : shared(keepAlive);
    return new HttpLine(this, clients, purpose, owner, target, target, own);
  }

  /// A line of HTTPS to a host of a cloud, or to what the configuration puts in its place; its
  /// certificate must be for the host's name. To be closed.
  ///
  /// @param atOnce how many connections it may have
  public HttpLine cloud(String owner, String host, Clouds clouds, int atOnce) {
    var target = new Target(host, HTTPS, true, Optional.empty());
    Clouds.Here here = clouds.here().get(host);
    if (here == null) {
      var clients = HttpLine.Clients.named(this, null, atOnce);
      return new HttpLine(this, clients, Purpose.CLOUD, owner, target, target, true);
    }
    // Never for a real one: who can write that file must not read what goes there.
    PemTrustOptions believed = null;
    if (clouds.trust().isPresent())
      believed = new PemTrustOptions().addCertPath(clouds.trust().get().toString());
    var clients = HttpLine.Clients.named(this, believed, atOnce);
    Target at = Target.of(here.address().getHostAddress(), here.port());
    return new HttpLine(this, clients, Purpose.CLOUD_HERE, owner, target, at, true);
  }

  private synchronized HttpLine.Clients shared(boolean keepAlive) {
    var known = keepAlive ? keeping : closing;
    if (known != null) return known;
    var made = HttpLine.Clients.of(this, keepAlive, null, SHARED_AT_ONCE);
    if (keepAlive) keeping = made;
    else closing = made;
    return made;
  }

  /// The addresses of a host that may be reached for this purpose; at least one. An address in
  /// figures is judged at once, a name is looked up without blocking.
  ///
  /// @return fails with a [ConnectException] as [#connect] does
  Future<List<InetAddress>> addresses(Purpose purpose, String owner, Target target) {
    Counts counted = counts(owner);
    Future<List<InetAddress>> found;
    try {
      found = Future.succeededFuture(judged(purpose, List.of(figures(target.host())), counted));
    } catch (Forbidden e) {
      found = Future.failedFuture(e);
    } catch (IllegalArgumentException _) {
      found = vertx.executeBlocking(() -> allowed(purpose, target, counted), false);
    }
    return found
        .onSuccess(all -> reached(target, all.getFirst()))
        .recover(fault -> Future.failedFuture(told(fault, target, counted)));
  }

  /// @throws IllegalArgumentException if it is a name
  private static InetAddress figures(String host) {
    return InetAddress.ofLiteral(host);
  }

  void opened(String owner) {
    counts(owner).opened().increment();
  }

  void failed(String owner) {
    counts(owner).failed().increment();
  }

  Vertx vertx() {
    return vertx;
  }

  private List<InetAddress> allowed(Purpose purpose, Target target, Counts counted)
      throws Forbidden, UnknownHostException {
    return judged(purpose, resolver.addresses(target.host()), counted);
  }

  private static List<InetAddress> judged(Purpose purpose, List<InetAddress> all, Counts counted)
      throws Forbidden {
    List<InetAddress> allowed =
        all.stream()
            .filter(address -> purpose.allows(address, Addresses::isOwn))
            .limit(ADDRESSES_MAX)
            .toList();
    if (allowed.isEmpty()) {
      counted.forbidden().increment();
      throw new Forbidden("its address may not be reached for this purpose");
    }
    return allowed;
  }

  private Future<NetSocket> connect(List<InetAddress> addresses, int index, Target target) {
    var options =
        new ConnectOptions()
            .setRemoteAddress(
                SocketAddress.inetSocketAddress(
                    target.port(), addresses.get(index).getHostAddress()))
            .setHost(target.host())
            .setPort(target.port())
            .setSsl(target.tls());
    if (target.tls()) {
      var ssl = new ClientSSLOptions().setHostnameVerificationAlgorithm("HTTPS");
      target
          .caFile()
          .ifPresent(
              file -> ssl.setTrustOptions(new PemTrustOptions().addCertPath(file.toString())));
      options.setSslOptions(ssl);
    }
    Future<NetSocket> attempt = client.connect(options);
    if (index + 1 >= addresses.size()) return attempt;
    return attempt.recover(_ -> connect(addresses, index + 1, target));
  }

  private Future<NetSocket> checked(
      Purpose purpose, NetSocket socket, Target target, Counts counted) {
    String reached = socket.remoteAddress().hostAddress();
    try {
      // An address in figures is not looked up.
      if (reached != null && purpose.allows(InetAddress.getByName(reached), Addresses::isOwn)) {
        return Future.succeededFuture(socket);
      }
    } catch (UnknownHostException _) {
      // Told below.
    }
    counted.forbidden().increment();
    return socket
        .close()
        .compose(
            _ -> Future.failedFuture(new Forbidden("it led to another address than " + target)));
  }

  private static ConnectException told(Throwable fault, Target target, Counts counted) {
    if (fault instanceof Told known) return known;
    if (!(fault instanceof Forbidden)) counted.failed().increment();
    String reason =
        switch (fault) {
          case UnknownHostException _ -> "the name is not known";
          case Forbidden forbidden -> String.valueOf(forbidden.getMessage());
          default ->
              fault.getMessage() == null ? fault.getClass().getSimpleName() : fault.getMessage();
        };
    return new Told("no connection to " + target + ": " + Text.clean(reason), fault);
  }

  private Counts counts(String owner) {
    boolean full = counts.size() >= OWNERS_MAX && !counts.containsKey(owner);
    return counts.computeIfAbsent(
        full ? OTHER_OWNERS : owner,
        _ -> new Counts(new LongAdder(), new LongAdder(), new LongAdder()));
  }

  private void reached(Target target, InetAddress first) {
    boolean isPublic = Addresses.isPublic(first);
    var place = new Reached(target.host(), first.getHostAddress(), target.port(), isPublic);
    boolean full = reached.size() >= HOSTS_MAX && !reached.containsKey(place);
    reached.computeIfAbsent(full ? Reached.OTHERS : place, _ -> new LongAdder()).increment();
  }

  /// How often a connection to a place was wanted, since the start.
  public Map<Reached, Long> reached() {
    var all = new java.util.HashMap<Reached, Long>();
    reached.forEach((place, times) -> all.put(place, times.sum()));
    return all;
  }

  /// What was counted, by owner.
  public Map<String, Count> counts() {
    var all = new TreeMap<String, Count>();
    counts.forEach((owner, c) ->
        all.put(owner, new Count(c.opened().sum(), c.forbidden().sum(), c.failed().sum())));
    return all;
  }

  /// In our own words, and counted.
  private static final class Told extends ConnectException {
    private static final long serialVersionUID = 1L;

    Told(String sentence, Throwable cause) {
      super(sentence);
      initCause(cause);
    }
  }

  /// The address is one that is never reached.
  private static final class Forbidden extends Exception {
    private static final long serialVersionUID = 1L;

    Forbidden(String reason) {
      super(reason);
    }
  }
}

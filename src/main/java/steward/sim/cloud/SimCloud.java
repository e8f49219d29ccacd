package steward.sim.cloud;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import steward.sim.LocalDevice;

/// A simulated cloud on this machine's loopback network: HTTPS with a certificate for its real
/// names, tokens, limits, and the bad days of all of them. Its methods may be called from any
/// thread.
public abstract class SimCloud implements LocalDevice {
  private static final int SEEN_MAX = 2_000;

  private final Vertx vertx;
  private final Context context;
  private final String address;
  private final TokenDesk tokens;
  private final String tokenPath;
  private final CloudAuthority authority;
  private final Set<HttpConnection> connections = new HashSet<>();
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final Map<String, Spell> spells = new ConcurrentHashMap<>();
  private final Random chance;
  private volatile double troubleShare;
  private volatile boolean silent;
  private volatile int port;
  private List<String> hosts;
  private @Nullable HttpServer server;

  /// For some requests it answers nothing but this.
  ///
  /// @param left how many requests more
  private record Spell(int left, int status, Map<String, String> headers, String body) {}

  /// @param hosts the names that it stands for
  /// @param tokenPath where tokens are given
  /// @param seed of its chance
  protected SimCloud(
      Vertx vertx,
      String address,
      CloudAuthority authority,
      List<String> hosts,
      TokenDesk tokens,
      String tokenPath,
      long seed) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.address = address;
    this.authority = authority;
    this.hosts = List.copyOf(hosts);
    this.tokens = tokens;
    this.tokenPath = tokenPath;
    this.chance = new Random(seed);
  }

  /// Answers a request of somebody who signed in. On the cloud's event loop.
  protected abstract void answer(HttpServerRequest request, String body);

  /// What a request without access is told: status and body.
  protected abstract Refusal unknown();

  /// An answer that refuses.
  public record Refusal(int status, JsonObject body) {}

  protected Vertx vertx() {
    return vertx;
  }

  public TokenDesk tokens() {
    return tokens;
  }

  @Override
  public Future<Void> start() {
    Promise<Void> done = Promise.promise();
    context.runOnContext(_ -> listen().onComplete(done));
    return done.future();
  }

  private Future<Void> listen() {
    var options =
        new HttpServerOptions()
            .setSsl(true)
            .setKeyCertOptions(authority.serverOf(hosts))
            .setUseAlpn(false)
            .setTcpNoDelay(true);
    HttpServer made = vertx.createHttpServer(options);
    server = made;
    made.connectionHandler(this::connected);
    made.requestHandler(request -> request.body().onSuccess(body -> take(request, body)));
    return made.listen(port, address)
        .map(listening -> {
          port = listening.actualPort();
          return null;
        });
  }

  /// Shows a certificate for these names from now on.
  public Future<Void> show(List<String> names) {
    Promise<Void> done = Promise.promise();
    context.runOnContext(_ -> {
      hosts = List.copyOf(names);
      HttpServer old = server;
      Future<Void> closed = old == null ? Future.succeededFuture() : old.close();
      closed.compose(_ -> listen()).onComplete(done);
    });
    return done.future();
  }

  private void connected(HttpConnection connection) {
    if (silent) {
      var _ = connection.close();
      return;
    }
    connections.add(connection);
    connection.closeHandler(_ -> connections.remove(connection));
  }

  private void take(HttpServerRequest request, Buffer body) {
    if (silent) {
      request.connection().close();
      return;
    }
    String path = request.path();
    if (seen.size() < SEEN_MAX) seen.add(request.method() + " " + request.uri());
    Spell spell = spells.get(path);
    if (spell != null) {
      if (spell.left() <= 1) spells.remove(path);
      else
        spells.put(
            path, new Spell(spell.left() - 1, spell.status(), spell.headers(), spell.body()));
      spell.headers().forEach(request.response()::putHeader);
      request.response().setStatusCode(spell.status()).end(spell.body());
    } else if (path.equals(tokenPath)) {
      TokenDesk.Said said = tokens.answer(body.toString());
      json(request, said.status(), said.body());
    } else if (!tokens.admits(String.valueOf(request.getHeader("authorization")))) {
      json(request, unknown().status(), unknown().body());
    } else if (troubleShare > 0 && chance.nextDouble() < troubleShare) {
      request.response().setStatusCode(503).end("<html>busy</html>");
    } else {
      answer(request, body.toString());
    }
  }

  protected static void json(HttpServerRequest request, int status, JsonObject body) {
    request.response().putHeader("content-type", "application/json; charset=utf-8");
    request.response().setStatusCode(status).end(body.toBuffer());
  }

  /// The next requests to this path get this answer and no other.
  public void spell(String path, int times, int status, Map<String, String> headers, String body) {
    spells.put(path, new Spell(times, status, Map.copyOf(headers), body));
  }

  /// So many of its answers are none, 0..1.
  public void trouble(double share) {
    troubleShare = share;
  }

  /// What was asked so far: method and path with query.
  public List<String> seen() {
    return List.copyOf(seen);
  }

  /// How often something was asked whose path has this in it.
  public long seen(String part) {
    return seen.stream().filter(one -> one.contains(part)).count();
  }

  @Override
  public String address() {
    return address;
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public void goSilent() {
    silent = true;
    context.runOnContext(_ -> Set.copyOf(connections).forEach(HttpConnection::close));
  }

  @Override
  public void comeBack() {
    silent = false;
  }

  @Override
  public void close() {
    context.runOnContext(_ -> {
      if (server != null) server.close();
    });
  }
}

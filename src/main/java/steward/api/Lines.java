package steward.api;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import steward.network.Handshakes;
import steward.network.Source;

/// The open connections of all doors, bounded in number and per source, and cut where nothing is
/// asked or a request does not come to its end.
///
/// Thread-safe. At a limit strangers push out strangers, first those of the source that has most: a
/// flood keeps out neither who has signed in nor who comes to do so.
public final class Lines {
  static final int ALL_MAX = 4_000;
  static final int PER_SOURCE_MAX = 1_500;

  /// How long a stranger may ask nothing, and anybody may take to send one request, however slowly
  /// it still comes.
  static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final long LOOK_EVERY_MS = 1_000;

  private final Handshakes handshakes;
  private final Map<HttpConnection, Open> open = new ConcurrentHashMap<>();
  private final Map<Source, Origin> sources = new HashMap<>();
  private final LongAdder refused = new LongAdder();
  private final LongAdder slow = new LongAdder();
  private volatile Duration patience = PATIENCE;

  /// Where connections come from. Guarded by the lines.
  private static final class Origin {
    /// Oldest first.
    private final Set<Open> strangers = new LinkedHashSet<>();

    private int count;
  }

  private static final class Open {
    private final HttpConnection connection;
    private final Line line;
    private final Source source;
    private final Set<Reading> reading = ConcurrentHashMap.newKeySet();
    private volatile long asked = System.nanoTime();
    private volatile int busy;
    private volatile boolean known;
    private volatile boolean over;
    private volatile @Nullable Boolean atMachine;

    private Open(HttpConnection connection, Line line) {
      this.connection = connection;
      this.line = line;
      this.source = line.source();
    }

    private synchronized void begin(Reading request) {
      busy++;
      reading.add(request);
    }

    private synchronized void end(Reading request) {
      busy--;
      reading.remove(request);
      asked = System.nanoTime();
    }

    private boolean isSlow(long now, long patience) {
      if (busy == 0) return !known && now - asked > patience;
      return reading.stream().anyMatch(one -> now - one.since > patience && !one.request.isEnded());
    }
  }

  private record Reading(HttpServerRequest request, long since) {}

  Lines(Vertx vertx, Handshakes handshakes) {
    this.handshakes = handshakes;
    vertx.setPeriodic(LOOK_EVERY_MS, _ -> cutSlow());
  }

  /// Takes another patience than the usual one.
  public void patience(Duration other) {
    patience = other;
  }

  /// Minds the connections of a listener; to be called before it listens.
  public HttpServer mind(HttpServer server, Door door) {
    return server.connectionHandler(connection -> opened(door, connection));
  }

  private void opened(Door door, HttpConnection connection) {
    var one = new Open(connection, Line.of(door, connection));
    if (door != Door.SOCKET && door != Door.LOOPBACK) shaken(one.line);
    connection.closeHandler(_ -> closed(one));
    Optional<Open> out;
    synchronized (this) {
      out = enter(one);
    }
    out.ifPresent(gone -> {
      refused.increment();
      var _ = gone.connection.close();
    });
  }

  private void shaken(Line line) {
    if (line.remote().isEmpty() || line.local().isEmpty()) return;
    Line.End there = line.remote().get();
    handshakes.done(there.address().getHostAddress(), there.port(), line.local().get().port());
  }

  /// @return which connection has to go for it, if one has: it may be itself
  private Optional<Open> enter(Open one) {
    Origin source = sources.computeIfAbsent(one.source, _ -> new Origin());
    Optional<Open> out = Optional.empty();
    if (source.count >= PER_SOURCE_MAX) out = Optional.of(oldest(source).orElse(one));
    else if (open.size() >= ALL_MAX) out = Optional.of(crowd().flatMap(Lines::oldest).orElse(one));
    out.ifPresent(this::leave);
    if (out.filter(gone -> gone == one).isPresent()) {
      if (source.count == 0) sources.remove(one.source);
      return out;
    }
    sources.putIfAbsent(one.source, source);
    source.count++;
    source.strangers.add(one);
    open.put(one.connection, one);
    return out;
  }

  private Optional<Origin> crowd() {
    return sources.values().stream().max(Comparator.comparingInt(one -> one.strangers.size()));
  }

  /// The stranger that waits longest, one of which nothing is asked before one that asks.
  private static Optional<Open> oldest(Origin source) {
    return source.strangers.stream()
        .filter(one -> one.busy == 0)
        .findFirst()
        .or(() -> source.strangers.stream().findFirst());
  }

  /// For a connection that becomes a WebSocket, of whose end the server does not tell.
  Runnable hold(HttpConnection connection) {
    Open one = open.get(connection);
    if (one == null) return () -> {};
    one.reading.clear();
    return () -> closed(one);
  }

  private synchronized void closed(Open one) {
    leave(one);
  }

  private void leave(Open one) {
    if (!open.remove(one.connection, one)) return;
    Origin source = sources.get(one.source);
    if (source == null) return;
    source.strangers.remove(one);
    source.count--;
    if (source.count <= 0) sources.remove(one.source);
  }

  private void cutSlow() {
    long now = System.nanoTime();
    long longest = patience.toNanos();
    for (Open one : List.copyOf(open.values())) {
      if (!one.isSlow(now, longest)) continue;
      slow.increment();
      var _ = one.connection.close();
    }
  }

  /// The line of a request that begins. One that is not known came in by a listener that nobody
  /// minds: nothing is believed of it.
  Line begin(RoutingContext context) {
    HttpConnection connection = context.request().connection();
    Open one = open.get(connection);
    if (one == null) return Line.of(Door.TLS, connection);
    var request = new Reading(context.request(), System.nanoTime());
    one.begin(request);
    context.addEndHandler(_ -> one.end(request));
    return one.line;
  }

  /// Whether a connection hears no more requests.
  boolean isOver(HttpConnection connection) {
    Open one = open.get(connection);
    return one != null && one.over;
  }

  /// Hears no more requests of a connection; the one that is answered now is its last.
  void end(HttpConnection connection) {
    Open one = open.get(connection);
    if (one != null) one.over = true;
  }

  /// Notes that somebody known asks on this connection.
  void known(HttpConnection connection) {
    Open one = open.get(connection);
    if (one == null || one.known) return;
    synchronized (this) {
      one.known = true;
      Origin source = sources.get(one.source);
      if (source != null) source.strangers.remove(one);
    }
  }

  /// Whether a connection is that of the person at the machine, who is looked for once: the other
  /// end of a connection stays whose it is.
  boolean isAtMachine(HttpConnection connection, Predicate<Line> looks) {
    Open one = open.get(connection);
    if (one == null) return false;
    Boolean found = one.atMachine;
    if (found == null) {
      found = looks.test(one.line);
      one.atMachine = found;
    }
    return found;
  }

  Map<String, Long> counters() {
    var all = new HashMap<>(handshakes.counters());
    all.put("http.connections", (long) open.size());
    all.put("http.connections-refused", refused.sum());
    all.put("http.connections-slow", slow.sum());
    return all;
  }
}

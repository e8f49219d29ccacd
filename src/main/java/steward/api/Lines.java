package steward.api;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// The open connections of all doors, bounded in number and per source, and cut where nothing is
/// asked.
///
/// Thread-safe. At a limit the newest connection is closed at once; those that are open go on.
public final class Lines {
  static final int ALL_MAX = 4_000;
  static final int PER_SOURCE_MAX = 1_500;

  /// A connection that has not finished a request by then is cut, however slowly it still speaks.
  static final long FIRST_REQUEST_WITHIN_MS = 15_000;

  private final Vertx vertx;
  private final Map<HttpConnection, Open> open = new ConcurrentHashMap<>();
  private final Map<String, Integer> perSource = new ConcurrentHashMap<>();
  private final LongAdder refused = new LongAdder();
  private final LongAdder slow = new LongAdder();

  private static final class Open {
    private final Line line;
    private volatile boolean hasAsked;

    private Open(Line line) {
      this.line = line;
    }
  }

  Lines(Vertx vertx) {
    this.vertx = vertx;
  }

  /// Minds the connections of a listener; to be called before it listens.
  public HttpServer mind(HttpServer server, Door door) {
    return server.connectionHandler(connection -> opened(door, connection));
  }

  private void opened(Door door, HttpConnection connection) {
    var one = new Open(Line.of(door, connection));
    String source = source(one.line);
    int count = perSource.merge(source, 1, Integer::sum);
    open.put(connection, one);
    connection.closeHandler(_ -> closed(connection, source));
    if (open.size() > ALL_MAX || count > PER_SOURCE_MAX) {
      refused.increment();
      var _ = connection.close();
      return;
    }
    vertx.setTimer(
        FIRST_REQUEST_WITHIN_MS,
        _ -> {
          if (one.hasAsked || !open.containsKey(connection)) return;
          slow.increment();
          var _ = connection.close();
        });
  }

  private void closed(HttpConnection connection, String source) {
    if (open.remove(connection) != null)
      perSource.computeIfPresent(source, (_, count) -> count > 1 ? count - 1 : null);
  }

  private static String source(Line line) {
    return line.remote().map(end -> Rates.source(end.address())).orElse("");
  }

  /// The line of a request. One that is not known came in by a listener that nobody minds: nothing
  /// is believed of it.
  Line of(HttpConnection connection) {
    Open one = open.get(connection);
    if (one == null) return Line.of(Door.TLS, connection);
    one.hasAsked = true;
    return one.line;
  }

  Map<String, Long> counters() {
    return Map.of(
        "http.connections", (long) open.size(),
        "http.connections-refused", refused.sum(),
        "http.connections-slow", slow.sum());
  }
}

package steward.hook;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import steward.network.Bucket;
import steward.value.Bytes;
import tools.jackson.databind.json.JsonMapper;

/// The listener that senders outside call, and nothing else: only `/hook/…` is there. Thread-safe.
///
/// It takes no more of anything than a sender needs, since whoever calls is unknown until its call
/// was read to the end. Neither addresses nor bodies are logged: they may hold secrets.
public final class HookListener {
  public static final int BODY_BYTES_MAX = 64 * 1024;
  public static final int HEADER_BYTES_MAX = 16 * 1024;
  static final int CONNECTIONS_MAX = 300;
  static final int AT_ONCE_MAX = 100;
  private static final int START_LINE_BYTES_MAX = 2 * 1024;
  private static final int HEADERS_MAX = 100;
  private static final int PER_SECOND = 200;
  private static final int BURST = 500;
  private static final long LOOK_EVERY_MS = 500;
  private static final Pattern PATH =
      Pattern.compile(
          "/hook/([a-z0-9]{1,40})(?:/([A-Za-z0-9_-]{1,100}))?(?:/calls/([a-z0-9]{1,40}))?");
  private static final Logger LOG = LoggerFactory.getLogger(HookListener.class);

  private final Vertx vertx;
  private final CallDesk desk;
  private final Duration patience;
  private final Bucket all =
      new Bucket(BURST, Duration.ofSeconds(1).dividedBy(PER_SECOND), System.nanoTime());
  private final Semaphore atOnce = new Semaphore(AT_ONCE_MAX);
  private final Map<HttpConnection, Long> waiting = new ConcurrentHashMap<>();
  private final Map<HttpConnection, Boolean> open = new ConcurrentHashMap<>();
  private final LongAdder slow = new LongAdder();
  private final LongAdder refused = new LongAdder();

  /// @param patience how long a request may take to arrive, however slowly it still comes
  HookListener(Vertx vertx, CallDesk desk, Duration patience) {
    this.vertx = vertx;
    this.desk = desk;
    this.patience = patience;
    vertx.setPeriodic(LOOK_EVERY_MS, _ -> cutSlow());
  }

  /// Listens at an address of this machine.
  ///
  /// @param port 0 for any free one
  public Future<HttpServer> listen(int port, String address) {
    var options =
        new HttpServerOptions()
            .setTcpNoDelay(true)
            .setCompressionSupported(false)
            .setDecompressionSupported(false)
            .setHttp2ClearTextEnabled(false)
            .setMaxHeaderSize(HEADER_BYTES_MAX)
            .setMaxInitialLineLength(START_LINE_BYTES_MAX)
            .setIdleTimeout((int) patience.toSeconds() + 1);
    return vertx
        .createHttpServer(options)
        .connectionHandler(this::opened)
        .requestHandler(this::enter)
        .invalidRequestHandler(HookListener::cut)
        .listen(port, address);
  }

  private void opened(HttpConnection connection) {
    connection.closeHandler(_ -> {
      waiting.remove(connection);
      open.remove(connection);
    });
    if (open.size() >= CONNECTIONS_MAX) {
      refused.increment();
      var _ = connection.close();
      return;
    }
    open.put(connection, true);
    waiting.put(connection, System.nanoTime());
  }

  /// What a connection waits for is one whole request: its time runs from the opening or the last
  /// answer.
  private void cutSlow() {
    long now = System.nanoTime();
    waiting.forEach((connection, since) -> {
      if (now - since < patience.toNanos()) return;
      slow.increment();
      var _ = connection.close();
    });
  }

  private static void cut(HttpServerRequest request) {
    request.response().putHeader("Connection", "close");
    var _ = request.response().setStatusCode(400).end();
    var _ = request.connection().close();
  }

  private void enter(HttpServerRequest request) {
    String path = request.path() == null ? "" : request.path();
    Matcher parts = PATH.matcher(path);
    if (!all.take(System.nanoTime())) {
      end(request, new CallDesk.Reply(429, Map.of(), 1), true);
    } else if (!parts.matches()) {
      end(request, CallDesk.Reply.of(404), true);
    } else if (request.method().equals(HttpMethod.HEAD)) {
      end(request, CallDesk.Reply.of(200), false);
    } else if (!request.method().equals(HttpMethod.POST)
        && !request.method().equals(HttpMethod.GET)) {
      end(request, CallDesk.Reply.of(405), true);
    } else if (request.headers().size() > HEADERS_MAX) {
      end(request, CallDesk.Reply.of(431), true);
    } else {
      receive(request, parts);
    }
  }

  private void receive(HttpServerRequest request, Matcher parts) {
    if (length(request) > BODY_BYTES_MAX) {
      end(request, CallDesk.Reply.fault(413, tooLarge()), true);
      return;
    }
    Buffer body = Buffer.buffer();
    request.exceptionHandler(_ -> request.connection().close());
    request.handler(part -> {
      if (request.response().ended()) return;
      if (body.length() + part.length() > BODY_BYTES_MAX)
        end(request, CallDesk.Reply.fault(413, tooLarge()), true);
      else body.appendBuffer(part);
    });
    request.endHandler(_ -> {
      if (!request.response().ended()) came(request, parts, Bytes.wrap(body.getBytes()));
    });
  }

  private static String tooLarge() {
    return "a body has at most " + BODY_BYTES_MAX + " bytes";
  }

  private static long length(HttpServerRequest request) {
    String length = Optional.ofNullable(request.getHeader("Content-Length")).orElse("0");
    return length.matches("[0-9]{1,15}") ? Long.parseLong(length) : Long.MAX_VALUE;
  }

  private void came(HttpServerRequest request, Matcher parts, Bytes body) {
    waiting.remove(request.connection());
    if (!atOnce.tryAcquire()) {
      end(request, new CallDesk.Reply(503, Map.of(), 1), true);
      return;
    }
    Arrival arrival = arrival(request, parts, body);
    String call = Optional.ofNullable(parts.group(3)).orElse("");
    boolean isGet = request.method().equals(HttpMethod.GET);
    Context context = vertx.getOrCreateContext();
    Thread.startVirtualThread(() -> {
      CallDesk.Reply reply;
      try {
        if (!call.isEmpty()) reply = isGet ? desk.outcome(arrival, call) : CallDesk.Reply.of(405);
        else reply = isGet ? desk.look(arrival) : desk.call(arrival);
      } catch (RuntimeException e) {
        LOG.error("a call of a webhook could not be taken", e);
        reply = CallDesk.Reply.of(500);
      } finally {
        atOnce.release();
      }
      CallDesk.Reply said = reply;
      context.runOnContext(_ -> end(request, said, false));
    });
  }

  private static Arrival arrival(HttpServerRequest request, Matcher parts, Bytes body) {
    var headers = new LinkedHashMap<String, String>();
    request
        .headers()
        .forEach((name, value) -> headers.putIfAbsent(name.toLowerCase(Locale.ROOT), value));
    String given = Optional.ofNullable(parts.group(2)).orElse("");
    String address =
        Stream.ofNullable(request.remoteAddress())
            .map(peer -> String.valueOf(peer.hostAddress()))
            .findFirst()
            .orElse("");
    return new Arrival(parts.group(1), given, headers, body, address);
  }

  private void end(HttpServerRequest request, CallDesk.Reply reply, boolean isLast) {
    var response = request.response();
    if (response.ended() || response.closed()) return;
    waiting.put(request.connection(), System.nanoTime());
    if (!open.containsKey(request.connection())) waiting.remove(request.connection());
    response.setStatusCode(reply.status()).putHeader("Cache-Control", "no-store");
    if (reply.retryAfter() > 0)
      response.putHeader("Retry-After", Integer.toString(reply.retryAfter()));
    if (reply.status() == 405) response.putHeader("Allow", "POST, HEAD");
    if (isLast) response.putHeader("Connection", "close");
    Future<Void> ended;
    if (reply.document().isEmpty()
        && reply.status() == 200
        && request.method().equals(HttpMethod.POST)) {
      ended = response.putHeader("Content-Type", "application/json").end("[]");
    } else if (reply.document().isEmpty()) {
      ended = response.end();
    } else {
      response.putHeader("Content-Type", "application/json");
      ended = response.end(Buffer.buffer(JsonMapper.shared().writeValueAsBytes(reply.document())));
    }
    if (isLast) {
      var _ = ended.onComplete(_ -> request.connection().close());
    }
  }

  Map<String, Long> counters() {
    return Map.of(
        "webhooks.connections", (long) open.size(),
        "webhooks.connections-slow", slow.sum(),
        "webhooks.connections-refused", refused.sum());
  }
}

package steward.hub.sonoff;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import steward.drivers.sonoff.Dispatch;
import steward.drivers.sonoff.StockSession;
import steward.network.Bucket;
import steward.value.Bytes;

/// What stock devices reach behind the process for old TLS: the question where their server is, and
/// the WebSocket that follows. Nothing else is there. It listens on a Unix socket in a folder that
/// only the steward's own user can enter. Thread-safe.
final class StockListener {
  /// The kernel's limit is 108 with the zero at its end; macOS has 104. The other end's name is
  /// longer than ours.
  private static final int PATH_MAX = 103;

  private static final int OTHER_END_MAX = 48;
  private static final int BODY_MAX = 4 * 1024;
  private static final int PER_SECOND = 10;
  private static final int BURST = 40;

  /// The name of the other end: a serial, the device's address, ours.
  private static final Pattern OTHER_END = Pattern.compile("c\\d+_([0-9.]{7,15})_([0-9.]{7,15})");

  private final Vertx vertx;
  private final StockDesk desk;
  private final Supplier<Optional<Integer>> port;
  private final Duration silentMax;
  private final Bucket all =
      new Bucket(BURST, Duration.ofSeconds(1).dividedBy(PER_SECOND), System.nanoTime());
  private final LongAdder dispatched = new LongAdder();
  private final LongAdder refused = new LongAdder();

  /// @param port at which devices reach us
  /// @param silentMax after which a connection counts as broken
  StockListener(Vertx vertx, StockDesk desk, Supplier<Optional<Integer>> port, Duration silentMax) {
    this.vertx = vertx;
    this.desk = desk;
    this.port = port;
    this.silentMax = silentMax;
  }

  /// Where it listens, in a folder that is made.
  static Path socket(Path home) throws IOException {
    Path folder = home.resolve("run").resolve("stock");
    Path file = folder.resolve("sock");
    if (file.toString().getBytes(StandardCharsets.UTF_8).length > PATH_MAX - OTHER_END_MAX)
      throw new IOException("the path of the home folder is too long for a Unix socket");
    Files.createDirectories(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    try (var left = Files.list(folder)) {
      for (Path old : left.toList()) Files.deleteIfExists(old);
    }
    return file;
  }

  Future<HttpServer> listen(Path socket) {
    var options =
        new HttpServerOptions()
            .setCompressionSupported(false)
            .setDecompressionSupported(false)
            .setHttp2ClearTextEnabled(false)
            .setPerFrameWebSocketCompressionSupported(false)
            .setPerMessageWebSocketCompressionSupported(false)
            .setMaxHeaderSize(BODY_MAX)
            .setMaxInitialLineLength(1024)
            .setMaxWebSocketFrameSize(StockSession.TEXT_MAX)
            .setMaxWebSocketMessageSize(StockSession.TEXT_MAX)
            .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
            .setReadIdleTimeout((int) silentMax.toMillis());
    return vertx
        .createHttpServer(options)
        .requestHandler(this::asked)
        .invalidRequestHandler(request -> end(request, 400, ""))
        .listen(SocketAddress.domainSocketAddress(socket.toString()));
  }

  private void asked(HttpServerRequest request) {
    Matcher ends = OTHER_END.matcher(otherEnd(request));
    if (!ends.matches() || !all.take(System.nanoTime())) {
      refused.increment();
      end(request, 503, "");
    } else if (HttpMethod.POST.equals(request.method()) && Dispatch.PATH.equals(request.path())) {
      dispatch(request, ends.group(2));
    } else if (HttpMethod.GET.equals(request.method())
        && Dispatch.SOCKET_PATH.equals(request.path())) {
      String from = ends.group(1);
      request
          .toWebSocket()
          .onSuccess(socket -> desk.take(socket, from))
          .onFailure(_ -> refused.increment());
    } else {
      refused.increment();
      end(request, 404, "");
    }
  }

  private static String otherEnd(HttpServerRequest request) {
    SocketAddress address = request.connection().remoteAddress();
    String path = address == null ? null : address.path();
    return path == null ? "" : String.valueOf(Path.of(path).getFileName());
  }

  private void dispatch(HttpServerRequest request, String here) {
    Buffer body = Buffer.buffer();
    request.handler(part -> {
      if (body.length() + part.length() <= BODY_MAX) body.appendBuffer(part);
      else end(request, 413, "");
    });
    request.endHandler(_ -> {
      if (request.response().ended()) return;
      Optional<Integer> open = port.get();
      boolean isReadable = Dispatch.asker(Bytes.wrap(body.getBytes())).isPresent();
      if (open.isEmpty() || !isReadable) {
        refused.increment();
        end(request, 200, Dispatch.refusal());
      } else {
        dispatched.increment();
        end(request, 200, Dispatch.answer(here, open.get()));
      }
    });
  }

  private static void end(HttpServerRequest request, int status, String body) {
    var response = request.response();
    if (response.ended() || response.closed()) return;
    response.setStatusCode(status).putHeader("Content-Type", "application/json");
    var ended = response.end(body);
    if (status != 200) {
      var _ = ended.onComplete(_ -> request.connection().close());
    }
  }

  java.util.Map<String, Long> counters() {
    return java.util.Map.of(
        "stock.dispatched", dispatched.sum(), "stock.requests-refused", refused.sum());
  }
}

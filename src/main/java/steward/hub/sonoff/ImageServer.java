package steward.hub.sonoff;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import steward.value.Bytes;

/// Serves one image to one device, under a path that nobody can guess, for as long as it is needed.
/// In clear, for the device knows nothing else; what it loads it compares with a digest.
/// Thread-safe.
final class ImageServer {
  /// A device may ask again for what it lost.
  private static final int TIMES_MAX = 4;

  private static final int REQUESTS_MAX = 4_000;
  private static final int IDLE_SECONDS = 30;
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,9})-(\\d{0,9})");

  private final Vertx vertx;
  private final Bytes image;
  private final String device;
  private final String path;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger furthest = new AtomicInteger();
  private volatile @Nullable HttpServer server;

  /// @param device its address in figures; nobody else is served
  /// @param token random, of the path
  ImageServer(Vertx vertx, Bytes image, String device, byte[] token) {
    this.vertx = vertx;
    this.image = image;
    this.device = device;
    this.path = "/" + HexFormat.of().formatHex(token) + "/image.bin";
  }

  /// @param address of this machine, as the device sees it
  /// @return the URL
  Future<String> open(String address) {
    var options =
        new HttpServerOptions()
            .setTcpNoDelay(true)
            .setCompressionSupported(false)
            .setHttp2ClearTextEnabled(false)
            .setIdleTimeout(IDLE_SECONDS);
    return vertx
        .createHttpServer(options)
        .requestHandler(this::asked)
        .listen(0, address)
        .map(opened -> {
          server = opened;
          return "http://" + address + ":" + opened.actualPort() + path;
        });
  }

  private void asked(HttpServerRequest request) {
    var from = request.remoteAddress();
    boolean isIts =
        from != null && device.equals(from.hostAddress()) && path.equals(request.path());
    boolean isHead = HttpMethod.HEAD.equals(request.method());
    if (!isIts || !isHead && !HttpMethod.GET.equals(request.method())) {
      end(request, 404);
      return;
    }
    if (asked.incrementAndGet() > REQUESTS_MAX || sent.get() > (long) TIMES_MAX * image.length()) {
      end(request, 429);
      return;
    }
    String range = request.getHeader("Range");
    Matcher parts = RANGE.matcher(range == null ? "" : range);
    if (!parts.matches()) {
      serve(request, 200, 0, image.length(), isHead);
      return;
    }
    int[] span = span(parts.group(1), parts.group(2));
    if (span.length == 0) {
      request.response().putHeader("Content-Range", "bytes */" + image.length());
      end(request, 416);
    } else {
      serve(request, 206, span[0], span[1], isHead);
    }
  }

  /// From and to, the latter left out; empty where there is nothing of it.
  private int[] span(String first, String last) {
    int length = image.length();
    if (first.isEmpty() && last.isEmpty()) return new int[0];
    if (first.isEmpty()) return new int[] {Math.max(0, length - Integer.parseInt(last)), length};
    int from = Integer.parseInt(first);
    int to = last.isEmpty() ? length : Math.min(length, Integer.parseInt(last) + 1);
    return from >= to ? new int[0] : new int[] {from, to};
  }

  private void serve(HttpServerRequest request, int status, int from, int to, boolean isHead) {
    var response =
        request
            .response()
            .setStatusCode(status)
            .putHeader("Content-Type", "application/octet-stream")
            .putHeader("Accept-Ranges", "bytes")
            .putHeader("Content-Length", Integer.toString(to - from));
    if (status == 206)
      response.putHeader("Content-Range", "bytes %d-%d/%d".formatted(from, to - 1, image.length()));
    if (isHead) {
      response.end();
      return;
    }
    byte[] part = java.util.Arrays.copyOfRange(image.unsafeArray(), from, to);
    sent.addAndGet(part.length);
    response.end(Buffer.buffer(part)).onSuccess(_ -> furthest.accumulateAndGet(to, Math::max));
  }

  private static void end(HttpServerRequest request, int status) {
    request.response().setStatusCode(status).putHeader("Connection", "close");
    var _ = request.response().end();
  }

  /// How far the device has loaded it.
  int loaded() {
    return (int) Math.min(furthest.get(), sent.get());
  }

  void close() {
    HttpServer opened = server;
    if (opened != null) {
      var _ = opened.close();
    }
  }
}

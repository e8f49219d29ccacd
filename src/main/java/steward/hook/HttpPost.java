package steward.hook;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import steward.network.Outgoing;
import steward.network.Purpose;
import steward.network.Target;
import steward.value.Bytes;

/// One POST on a connection of its own, of whose answer only the status and `Retry-After` are read.
/// Redirects are not followed. Thread-safe.
public final class HttpPost {
  public static final Duration WITHIN = Duration.ofSeconds(10);
  private static final int HEAD_BYTES_MAX = 16 * 1024;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5]\\d\\d)( .*)?");
  private static final Pattern RETRY_AFTER =
      Pattern.compile("(?mi)^retry-after: *(\\d{1,6}) *\\r?$");

  private final Vertx vertx;
  private final Outgoing outgoing;
  private final Purpose purpose;
  private final Duration within;

  /// How it went.
  public sealed interface Result {
    /// The receiver answered.
    ///
    /// @param retryAfter seconds that it asks to be left alone; 0 for none
    record Answered(int status, int retryAfter) implements Result {}

    /// Nobody was there: it was not delivered.
    record Unreachable(String why) implements Result {}

    /// It was sent, and no whole answer came: it may have been taken.
    record Unanswered(String why) implements Result {}
  }

  public HttpPost(Vertx vertx, Outgoing outgoing, Purpose purpose, Duration within) {
    this.vertx = vertx;
    this.outgoing = outgoing;
    this.purpose = purpose;
    this.within = within;
  }

  /// Sends; always succeeds with how it went.
  Future<Result> post(Endpoint to, String owner, Map<String, String> headers, Bytes body) {
    return post(to, to.target(), owner, headers, body);
  }

  /// The same to a target that believes an authority of its own.
  public Future<Result> post(
      Endpoint to, Target target, String owner, Map<String, String> headers, Bytes body) {
    Promise<Result> result = Promise.promise();
    var sent = new AtomicBoolean();
    long timer =
        vertx.setTimer(
            within.toMillis(),
            _ ->
                result.tryComplete(
                    late(sent.get(), "no answer within " + within.toSeconds() + " s")));
    outgoing
        .connect(purpose, owner, target)
        .onFailure(e -> result.tryComplete(new Result.Unreachable(String.valueOf(e.getMessage()))))
        .onSuccess(socket -> {
          result.future().onComplete(_ -> socket.close());
          if (result.future().isComplete()) return;
          listen(socket, result);
          sent.set(true);
          var _ = socket.write(request(to, headers, body));
        });
    return result.future().onComplete(_ -> vertx.cancelTimer(timer));
  }

  private static Result late(boolean sent, String why) {
    return sent ? new Result.Unanswered(why) : new Result.Unreachable(why);
  }

  private static Buffer request(Endpoint to, Map<String, String> headers, Bytes body) {
    var head = new StringBuilder();
    head.append("POST ").append(to.path()).append(" HTTP/1.1\r\n");
    head.append("Host: ").append(to.authority()).append("\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append("Content-Length: ").append(body.length()).append("\r\n");
    head.append("Connection: close\r\n\r\n");
    return Buffer.buffer(head.toString().getBytes(StandardCharsets.ISO_8859_1))
        .appendBytes(body.unsafeArray());
  }

  private static void listen(NetSocket socket, Promise<Result> result) {
    var head = new StringBuilder();
    socket.exceptionHandler(
        e -> result.tryComplete(new Result.Unanswered("the connection broke: " + e.getMessage())));
    socket.closeHandler(_ ->
        result.tryComplete(new Result.Unanswered("the connection was closed without an answer")));
    socket.handler(part -> {
      if (result.future().isComplete()) return;
      head.append(part.toString(StandardCharsets.ISO_8859_1));
      int end = head.indexOf("\r\n\r\n");
      if (end >= 0) result.tryComplete(read(head.substring(0, end + 2)));
      else if (head.length() > HEAD_BYTES_MAX)
        result.tryComplete(new Result.Unanswered("its answer has no end"));
    });
  }

  private static Result read(String head) {
    Matcher status = STATUS.matcher(head.lines().findFirst().orElse(""));
    if (!status.matches()) return new Result.Unanswered("its answer is no HTTP");
    Matcher after = RETRY_AFTER.matcher(head.toLowerCase(Locale.ROOT));
    return new Result.Answered(
        Integer.parseInt(status.group(1)), after.find() ? Integer.parseInt(after.group(1)) : 0);
  }
}

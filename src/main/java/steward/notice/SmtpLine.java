package steward.notice;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import steward.value.Text;

/// A conversation of SMTP on one socket: a command, a reply. Confined to the socket's event loop.
///
/// What the server says is hostile: a line has at most [#LINE_MAX] characters, a reply [#LINES_MAX]
/// lines, and what comes without having been asked for ends it.
final class SmtpLine {
  static final int LINE_MAX = 2_000;
  static final int LINES_MAX = 100;
  private static final Pattern REPLY = Pattern.compile("([2-5]\\d\\d)([ -])?(.*)");

  private final NetSocket socket;
  private final StringBuilder heard = new StringBuilder();
  private final List<String> lines = new ArrayList<>();
  private @Nullable Promise<Reply> asked;
  private String broken = "";

  /// What the server answered.
  ///
  /// @param lines without their codes
  record Reply(int code, List<String> lines) {
    Reply {
      lines = List.copyOf(lines);
    }

    boolean isGood() {
      return code < 400;
    }

    boolean isPassing() {
      return code >= 400 && code < 500;
    }

    /// The same without an address that is nobody else's business: servers like to repeat it.
    Reply without(String address) {
      var hidden = Pattern.compile(Pattern.quote(address), Pattern.CASE_INSENSITIVE);
      return new Reply(
          code, lines.stream().map(one -> hidden.matcher(one).replaceAll("the address")).toList());
    }

    /// For people: the code and the first words.
    String sentence() {
      String text = Text.clean(String.join(" ", lines));
      return (code + " " + (text.length() > 120 ? text.substring(0, 119) + "…" : text)).strip();
    }

    boolean offers(String keyword) {
      return lines.stream().anyMatch(line -> line.equalsIgnoreCase(keyword));
    }
  }

  /// The conversation came to no end; the message is for people.
  static final class Broken extends Exception {
    private static final long serialVersionUID = 1L;

    Broken(String message) {
      super(message);
    }
  }

  SmtpLine(NetSocket socket) {
    this.socket = socket;
    socket.handler(this::hear);
    socket.exceptionHandler(e -> end("the connection broke"));
    socket.closeHandler(_ -> end("the connection was closed"));
  }

  /// The reply to what was sent last; at first, the greeting.
  Future<Reply> reply() {
    if (!broken.isEmpty()) return Future.failedFuture(new Broken(broken));
    Promise<Reply> promise = Promise.promise();
    asked = promise;
    take();
    return promise.future();
  }

  Future<Reply> ask(String command) {
    return ask(Buffer.buffer(command + "\r\n", StandardCharsets.UTF_8.name()));
  }

  Future<Reply> ask(Buffer bytes) {
    if (heard.length() > 0) end("it spoke without having been asked");
    if (!broken.isEmpty()) return Future.failedFuture(new Broken(broken));
    Future<Reply> reply = reply();
    var _ = socket.write(bytes);
    return reply;
  }

  /// Whether something was said that nobody asked for: before TLS begins, that is an attack.
  boolean isIdle() {
    return heard.isEmpty() && lines.isEmpty();
  }

  private void hear(Buffer part) {
    heard.append(part.toString(StandardCharsets.UTF_8));
    take();
  }

  private void take() {
    while (asked != null) {
      int end = heard.indexOf("\n");
      if (end < 0) break;
      String line = heard.substring(0, end).stripTrailing();
      heard.delete(0, end + 1);
      read(line);
    }
    if (heard.length() > LINE_MAX) end("its answer has no end");
  }

  private void read(String line) {
    Matcher reply = REPLY.matcher(line);
    if (line.length() > LINE_MAX || lines.size() >= LINES_MAX || !reply.matches()) {
      end("it does not speak SMTP");
      return;
    }
    lines.add(reply.group(3) == null ? "" : reply.group(3).strip());
    if ("-".equals(reply.group(2))) return;
    var whole = new Reply(Integer.parseInt(reply.group(1)), lines);
    lines.clear();
    Promise<Reply> waiting = asked;
    asked = null;
    if (waiting != null) waiting.complete(whole);
  }

  private void end(String why) {
    if (broken.isEmpty()) broken = why;
    Promise<Reply> waiting = asked;
    asked = null;
    if (waiting != null) waiting.fail(new Broken(why));
    var _ = socket.close();
  }
}

package steward.sim.kasa;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/// The small web server of a device, by hand: it answers as sparsely as the real one. Confined to
/// its device's context.
final class HttpSide {
  private static final int REQUEST_MAX = 64 * 1024;

  private final KlapGate gate;

  /// It ends its answers by closing, without telling their length.
  boolean withoutLength;

  HttpSide(KlapGate gate) {
    this.gate = gate;
  }

  void serve(NetSocket socket) {
    var came = Buffer.buffer();
    socket.handler(part -> {
      came.appendBuffer(part);
      if (came.length() > REQUEST_MAX) {
        socket.close();
        return;
      }
      String head = came.toString(StandardCharsets.ISO_8859_1);
      int end = head.indexOf("\r\n\r\n");
      if (end < 0) return;
      int length = length(head.substring(0, end));
      if (came.length() < end + 4 + length) return;
      byte[] body = came.getBytes(end + 4, end + 4 + length);
      answer(socket, head.substring(0, end), body);
    });
  }

  private static int length(String head) {
    String length = header(head, "content-length");
    return length.matches("[0-9]{1,5}") ? Integer.parseInt(length) : 0;
  }

  private static String header(String head, String name) {
    for (String line : head.split("\r\n", -1)) {
      int colon = line.indexOf(':');
      if (colon > 0 && line.substring(0, colon).strip().toLowerCase(Locale.ROOT).equals(name)) {
        return line.substring(colon + 1).strip();
      }
    }
    return "";
  }

  private void answer(NetSocket socket, String head, byte[] body) {
    String[] first = head.split("\r\n", 2)[0].split(" ", 3);
    String target = first.length < 2 ? "" : first[1];
    int mark = target.indexOf('?');
    String path = mark < 0 ? target : target.substring(0, mark);
    String query = mark < 0 ? "" : target.substring(mark + 1);
    Optional<KlapGate.Reply> reply = gate.take(path, query, header(head, "cookie"), body);
    Buffer out =
        reply.map(this::written).orElseGet(() -> Buffer.buffer(new byte[] {0, 0, 0, 2, 1, 7}));
    var _ = socket.write(out).andThen((_, _) -> socket.close());
  }

  private Buffer written(KlapGate.Reply reply) {
    var head = new StringBuilder("HTTP/1.1 " + reply.status() + " \r\n");
    head.append("Server: SHIP 2.0\r\n");
    if (!withoutLength) head.append("Content-Length: " + reply.body().length() + "\r\n");
    if (!reply.cookie().isEmpty()) head.append("Set-Cookie: " + reply.cookie() + "\r\n");
    head.append("Connection: close\r\n\r\n");
    return Buffer.buffer(head.toString(), "ISO-8859-1").appendBytes(reply.body().toArray());
  }
}

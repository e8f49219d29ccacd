package steward.hub.sonoff;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import steward.value.Bytes;

/// The image is there for one device, under its path, by ranges as well.
class ImageServerTest {
  private static final String IMAGE = "0123456789abcdef";

  private final Vertx vertx = Vertx.vertx();
  private final ImageServer server =
      new ImageServer(vertx, Bytes.utf8(IMAGE), "127.0.9.7", new byte[16]);

  @AfterEach
  void end() {
    server.close();
    var _ = vertx.close();
  }

  private URI open() throws Exception {
    return URI.create(
        server
            .open("127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(60, TimeUnit.SECONDS));
  }

  private static String ask(URI at, String from, String path, String more) throws Exception {
    try (var socket = new Socket()) {
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
      socket.connect(new InetSocketAddress(InetAddress.ofLiteral(at.getHost()), at.getPort()));
      String request = more.formatted(path) + "Host: x\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  @Test
  void the_device_gets_all_of_it_or_the_ranges_that_it_asks_for() throws Exception {
    URI at = open();
    String path = at.getPath();
    assertThat(ask(at, "127.0.9.7", path, "HEAD %s HTTP/1.1\r\n"))
        .contains("200 OK")
        .contains(": 16");
    assertThat(server.loaded()).isZero();
    String get = "GET %s HTTP/1.1\r\n";
    assertThat(ask(at, "127.0.9.7", path, get + "Range: bytes=4-7\r\n"))
        .contains("206")
        .contains("bytes 4-7/16")
        .endsWith("4567");
    assertThat(ask(at, "127.0.9.7", path, get + "Range: bytes=12-\r\n")).endsWith("cdef");
    assertThat(ask(at, "127.0.9.7", path, get + "Range: bytes=-2\r\n")).endsWith("ef");
    assertThat(ask(at, "127.0.9.7", path, get + "Range: bytes=99-\r\n")).contains("416");
    assertThat(ask(at, "127.0.9.7", path, get)).endsWith(IMAGE);
    assertThat(server.loaded()).isEqualTo(16);
  }

  @Test
  void nobody_else_gets_anything() throws Exception {
    URI at = open();
    String get = "GET %s HTTP/1.1\r\n";
    assertThat(ask(at, "127.0.9.8", at.getPath(), get)).contains("404").doesNotContain(IMAGE);
    assertThat(ask(at, "127.0.9.7", "/image.bin", get)).contains("404").doesNotContain(IMAGE);
    assertThat(ask(at, "127.0.9.7", at.getPath(), "POST %s HTTP/1.1\r\n")).contains("404");
    assertThat(server.loaded()).isZero();
  }

  @Test
  void it_is_not_given_again_and_again() throws Exception {
    URI at = open();
    String last = "";
    for (int i = 0; i < 8; i++) last = ask(at, "127.0.9.7", at.getPath(), "GET %s HTTP/1.1\r\n");
    assertThat(last).contains("429");
  }
}

package steward.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// MQTT inside WebSocket frames, as browsers speak it.
class WebSocketTest {
  private final BrokerHouse house = new BrokerHouse();
  private final BlockingQueue<Buffer> came = new LinkedBlockingQueue<>();
  private WebSocketClient client;

  @BeforeEach
  void begin() {
    client = house.vertx.createWebSocketClient();
  }

  @AfterEach
  void end() {
    house.close();
  }

  private static <T> T get(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
  }

  private WebSocket open(String path, String origin) {
    var options =
        new WebSocketConnectOptions()
            .setHost("127.0.0.1")
            .setPort(house.webPort())
            .setURI(path)
            .setSubProtocols(List.of("mqtt"));
    if (!origin.isEmpty()) options.addHeader("Origin", origin);
    var socket = get(client.connect(options));
    socket.handler(came::add);
    return socket;
  }

  private String next() throws InterruptedException {
    var buffer = came.poll(10, TimeUnit.SECONDS);
    return buffer == null ? "nothing" : Hex.shown(buffer.getBytes());
  }

  @Test
  void a_packet_may_be_cut_over_frames_and_a_frame_may_hold_several() throws Exception {
    var socket = open("/mqtt", "http://localhost:8080");
    assertThat(socket.subProtocol()).isEqualTo("mqtt");
    byte[] connect = Hex.packet("10 'MQTT' 04 02 003C 'web'");
    get(socket.writeBinaryMessage(Buffer.buffer(connect).getBuffer(0, 5)));
    get(socket.writeBinaryMessage(Buffer.buffer(connect).getBuffer(5, connect.length)));
    assertThat(next()).isEqualTo("20 02 00 00");
    get(
        socket.writeBinaryMessage(
            Buffer.buffer(Hex.packet("82 0001 'a' 00")).appendBytes(Hex.packet("30 'a' =x"))));
    assertThat(next()).isEqualTo("90 03 00 01 00 30 04 00 01 61 78");
    try (var raw = RawClient.four(house.port(), "raw")) {
      raw.send("30 'a' =y");
      assertThat(next()).isEqualTo("30 04 00 01 61 79");
    }
  }

  @Test
  void text_frames_are_refused() {
    var closed = new CompletableFuture<Short>();
    var socket = open("/mqtt", "");
    socket.closeHandler(_ -> closed.complete(socket.closeStatusCode()));
    get(socket.writeTextMessage("hello"));
    assertThat(closed.orTimeout(60, TimeUnit.SECONDS).join()).isEqualTo((short) 1003);
  }

  @Test
  void a_page_from_elsewhere_and_another_path_are_refused() {
    assertThatThrownBy(() -> open("/mqtt", "https://evil.example")).hasMessageContaining("403");
    assertThatThrownBy(() -> open("/other", "")).hasMessageContaining("404");
    assertThat(house.count(Counter.ORIGIN_REFUSED)).isEqualTo(1);
  }
}

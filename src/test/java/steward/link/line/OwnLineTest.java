package steward.link.line;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.SelfSignedCertificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import steward.driver.Way;
import steward.driver.Way.Door;
import steward.network.Datagrams;
import steward.network.Outgoing;
import steward.network.Purpose;
import steward.network.Resolver;
import steward.thing.Message;
import steward.thing.Message.Failed.Why;
import steward.value.Bytes;

/// What a line carries to a device and back, and what it refuses, over real sockets.
class OwnLineTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  private final BlockingQueue<Message> came = new LinkedBlockingQueue<>();
  private final BlockingQueue<Bytes> pins = new LinkedBlockingQueue<>();
  private final List<Line> lines = new ArrayList<>();
  private Vertx vertx;

  @BeforeEach
  void begin() {
    vertx = Vertx.vertx();
  }

  @AfterEach
  void end() throws Exception {
    lines.forEach(Line::close);
    vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  private Line line(Purpose purpose, Door... doors) {
    var outgoing = new Outgoing(vertx, Resolver.ofSystem());
    var open = new OwnLines(vertx, outgoing, new Datagrams(vertx, outgoing), purpose);
    Line line =
        open.open(
            new Way.At("127.0.0.1", List.of(doors)),
            "lamp:1",
            came::add,
            (name, pin) -> pins.add(pin));
    lines.add(line);
    return line;
  }

  private Line line(Door... doors) {
    return line(Purpose.THING_HERE_TOO, doors);
  }

  private Message next() throws InterruptedException {
    Message message = came.poll(20, TimeUnit.SECONDS);
    if (message == null) throw new AssertionError("nothing came");
    return message;
  }

  private Message.Failed failed() throws InterruptedException {
    Message message = next();
    assertThat(message).isInstanceOf(Message.Failed.class);
    return (Message.Failed) message;
  }

  private HttpServer http(HttpServerOptions options) throws Exception {
    return vertx
        .createHttpServer(options)
        .requestHandler(request -> {
          switch (request.path()) {
            case "/on" -> request.response().putHeader("X-Kind", "lamp").end("yes");
            case "/away" ->
                request
                    .response()
                    .setStatusCode(302)
                    .putHeader("location", "http://127.0.0.1:1/")
                    .end();
            case "/long" -> request.response().end(Buffer.buffer(new byte[HttpDoor.BODY_MAX + 1]));
            case "/events" -> events(request.response());
            case "/socket" ->
                request
                    .toWebSocket()
                    .onSuccess(socket ->
                        socket.textMessageHandler(text -> {
                          if (text.equals("end")) socket.close();
                          else socket.writeTextMessage("heard " + text);
                        }));
            default -> {
              // Never answered.
            }
          }
        })
        .listen(0, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .get(60, TimeUnit.SECONDS);
  }

  private static void events(io.vertx.core.http.HttpServerResponse response) {
    byte[] all = ": hi\n\nid: 7\ndata: {\"a\":\"ü\"}\ndata: 2\r\n\r\n".getBytes(UTF_8);
    response.setChunked(true);
    for (byte one : all) {
      var _ = response.write(Buffer.buffer(new byte[] {one}));
    }
    response.end();
  }

  private static Message.HttpRequest get(int port, String path, Duration within) {
    return new Message.HttpRequest("ask", port, "GET", path, Map.of(), Bytes.EMPTY, within);
  }

  @Test
  void a_request_is_answered_with_its_name_and_headers_in_lower_case() throws Exception {
    int port = http(new HttpServerOptions()).actualPort();
    line(Door.Http.plain(port)).send(get(port, "/on", SOON));
    var answer = (Message.HttpResponse) next();
    assertThat(answer.name()).isEqualTo("ask");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers()).containsEntry("x-kind", "lamp");
    assertThat(answer.body().text()).isEqualTo("yes");
  }

  @Test
  void a_device_that_leads_elsewhere_says_too_much_or_nothing_is_refused() throws Exception {
    int port = http(new HttpServerOptions()).actualPort();
    Line line = line(Door.Http.plain(port));
    line.send(get(port, "/away", SOON));
    assertThat(failed().why()).isEqualTo(Why.BROKEN);
    line.send(get(port, "/long", SOON));
    assertThat(failed().reason()).contains("longer than");
    line.send(get(port, "/mute", Duration.ofMillis(100)));
    assertThat(failed().why()).isEqualTo(Why.LATE);
    line.send(get(port, "/on", SOON));
    assertThat(next()).isInstanceOf(Message.HttpResponse.class);
  }

  @Test
  void nothing_goes_to_a_port_that_the_family_does_not_name_and_no_path_makes_a_second_request()
      throws Exception {
    int port = http(new HttpServerOptions()).actualPort();
    Line line = line(Door.Http.plain(port));
    line.send(get(port + 1, "/on", SOON));
    assertThat(failed().why()).isEqualTo(Why.FORBIDDEN);
    line.send(get(port, "/on HTTP/1.1\r\nX: y\r\n\r\nGET /on", SOON));
    assertThat(failed().why()).isEqualTo(Why.FORBIDDEN);
    line.send(new Message.Datagram(port, Bytes.utf8("x")));
    assertThat(failed().name()).isEqualTo("udp:" + port);
  }

  @Test
  void this_machine_is_no_thing_unless_the_configuration_says_so() throws Exception {
    int port = http(new HttpServerOptions()).actualPort();
    line(Purpose.THING, Door.Http.plain(port)).send(get(port, "/on", SOON));
    assertThat(failed().reason()).contains("may not be reached");
    line(Purpose.THING, new Door.Udp(port)).send(new Message.Datagram(port, Bytes.utf8("x")));
    assertThat(failed().reason()).contains("may not be reached");
    line(Purpose.THING, tcp(port)).send(new Message.TcpFrame(port, Bytes.utf8("x")));
    assertThat(failed().reason()).contains("may not be reached");
  }

  @Test
  void requests_take_turns_as_the_device_bears_them() throws Exception {
    var together = new AtomicInteger();
    var most = new AtomicInteger();
    HttpServer server =
        vertx
            .createHttpServer()
            .requestHandler(request -> {
              most.accumulateAndGet(together.incrementAndGet(), Math::max);
              vertx.setTimer(
                  20,
                  _ -> {
                    together.decrementAndGet();
                    request.response().end(request.path());
                  });
            })
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(60, TimeUnit.SECONDS);
    int port = server.actualPort();
    Line line = line(new Door.Http(port, Way.Tls.NONE, 1, Duration.ofMillis(5), false));
    for (int i = 0; i < 5; i++) line.send(get(port, "/" + i, SOON));
    for (int i = 0; i < 5; i++) {
      assertThat(((Message.HttpResponse) next()).body().text()).isEqualTo("/" + i);
    }
    assertThat(most).hasValue(1);
  }

  @Test
  @SuppressWarnings("removal") // for a test it does
  void the_first_certificate_is_kept_and_another_one_refused() throws Exception {
    var certificate = SelfSignedCertificate.create("001788FFFE123456");
    int port =
        http(new HttpServerOptions().setSsl(true).setKeyCertOptions(certificate.keyCertOptions()))
            .actualPort();
    line(tls(port, "001788fffe123456", Optional.empty())).send(get(port, "/on", SOON));
    assertThat(next()).isInstanceOf(Message.HttpResponse.class);
    Bytes pin = pins.poll(10, TimeUnit.SECONDS);
    assertThat(pin).isNotNull();
    line(tls(port, "001788fffe123456", Optional.of(pin))).send(get(port, "/on", SOON));
    assertThat(next()).isInstanceOf(Message.HttpResponse.class);
    line(tls(port, "", Optional.of(Bytes.wrap(new byte[32])))).send(get(port, "/on", SOON));
    assertThat(failed())
        .returns(Why.UNTRUSTED, Message.Failed::why)
        .returns(
            "its certificate is another than the one that was seen first", Message.Failed::reason);
    line(tls(port, "another-bridge", Optional.empty())).send(get(port, "/on", SOON));
    assertThat(failed().reason()).contains("not for “another-bridge”");
    assertThat(pins).isEmpty();
    certificate.delete();
  }

  @Test
  @SuppressWarnings("removal") // for a test it does
  void a_handshake_that_comes_to_nothing_is_broken_and_no_matter_of_trust() throws Exception {
    int plain = http(new HttpServerOptions()).actualPort();
    line(tls(plain, "", Optional.empty())).send(get(plain, "/on", SOON));
    assertThat(failed())
        .returns(Why.BROKEN, Message.Failed::why)
        .satisfies(f -> assertThat(f.reason()).startsWith("no encryption could be agreed on: "));

    var certificate = SelfSignedCertificate.create("lamp");
    var options = new HttpServerOptions().setSsl(true);
    options.setKeyCertOptions(certificate.keyCertOptions());
    options.setEnabledSecureTransportProtocols(Set.of("TLSv1.1"));
    int old = http(options).actualPort();
    line(tls(old, "", Optional.empty())).send(get(old, "/on", SOON));
    assertThat(failed()).returns(Why.BROKEN, Message.Failed::why);
    assertThat(pins).isEmpty();
    certificate.delete();
  }

  private static Door.Http tls(int port, String name, Optional<Bytes> pin) {
    return new Door.Http(port, new Way.Tls.Pinned(name, pin), 1, Duration.ZERO, false);
  }

  @Test
  void events_come_whole_wherever_the_stream_is_cut_and_its_end_is_said() throws Exception {
    int port = http(new HttpServerOptions()).actualPort();
    line(Door.Http.plain(port)).send(new Message.Subscribe("live", port, "/events", Map.of()));
    assertThat(next()).isEqualTo(new Message.Opened("live"));
    assertThat(next()).isEqualTo(new Message.ServerSentEvent("live", "7", "", "{\"a\":\"ü\"}\n2"));
    assertThat(failed().name()).isEqualTo("live");
  }

  @Test
  void a_websocket_carries_texts_both_ways_until_it_ends() throws Exception {
    int port = http(new HttpServerOptions()).actualPort();
    Line line = line(Door.Http.plain(port));
    line.send(new Message.Dial("ws", port, "/socket", ""));
    assertThat(next()).isEqualTo(new Message.Opened("ws"));
    line.send(new Message.WebSocketText("ws", "hello"));
    assertThat(next()).isEqualTo(new Message.WebSocketText("ws", "heard hello"));
    line.send(new Message.WebSocketText("ws", "end"));
    assertThat(failed().why()).isEqualTo(Why.BROKEN);
    line.send(new Message.WebSocketText("ws", "anybody?"));
    assertThat(failed().reason()).contains("not open");
  }

  private static Door.Tcp tcp(int port) {
    return new Door.Tcp(port, Way.Framing.LENGTH_4, 1_000, Duration.ofSeconds(5));
  }

  private NetServer frames(List<String> pieces) throws Exception {
    return vertx
        .createNetServer()
        .connectHandler(socket ->
            socket.handler(asked -> {
              for (String piece : pieces) {
                var _ = socket.write(Buffer.buffer(piece.getBytes(ISO_8859_1)));
              }
              var _ = socket.close();
            }))
        .listen(0, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .get(60, TimeUnit.SECONDS);
  }

  @Test
  void frames_are_cut_from_any_pieces_and_a_hang_up_is_said() throws Exception {
    int port = frames(List.of("\0\0", "\0\2a", "b\0\0\0\1", "c\0\0\0\0")).actualPort();
    line(tcp(port)).send(new Message.TcpFrame(port, Bytes.utf8("ask")));
    assertThat(next()).isEqualTo(new Message.TcpFrame(port, Bytes.utf8("ab")));
    assertThat(next()).isEqualTo(new Message.TcpFrame(port, Bytes.utf8("c")));
    assertThat(next()).isEqualTo(new Message.TcpFrame(port, Bytes.EMPTY));
    assertThat(failed().reason()).isEqualTo("it closed the connection");
  }

  @Test
  void a_frame_that_announces_too_much_or_never_ends_is_broken_off() throws Exception {
    int port = frames(List.of("\0\1\0\0abc")).actualPort();
    line(tcp(port)).send(new Message.TcpFrame(port, Bytes.utf8("ask")));
    assertThat(failed().reason()).contains("65536 bytes");
    int half = frames(List.of("\0\0\0\7abc")).actualPort();
    line(tcp(half)).send(new Message.TcpFrame(half, Bytes.utf8("ask")));
    assertThat(failed().reason()).isEqualTo("it broke off within a message");
  }

  @Test
  void a_closed_port_is_said_to_refuse() throws Exception {
    NetServer server = frames(List.of());
    int port = server.actualPort();
    server.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    line(tcp(port)).send(new Message.TcpFrame(port, Bytes.utf8("ask")));
    assertThat(failed())
        .returns(Why.UNREACHABLE, Message.Failed::why)
        .returns("it refuses connections", Message.Failed::reason);
    line(Door.Http.plain(port)).send(get(port, "/on", SOON));
    assertThat(failed().why()).isEqualTo(Why.UNREACHABLE);
  }

  @Test
  void datagrams_are_taken_from_the_device_alone() throws Exception {
    DatagramSocket device = vertx.createDatagramSocket();
    device.handler(packet -> {
      var answer = Buffer.buffer("back ").appendBuffer(packet.data());
      var _ = device.send(answer, packet.sender().port(), packet.sender().host());
    });
    device
        .listen(0, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .get(60, TimeUnit.SECONDS);
    int port = device.localAddress().port();
    Line line = line(new Door.Udp(port));
    line.send(new Message.Datagram(port, Bytes.utf8("ping")));
    assertThat(next()).isEqualTo(new Message.Datagram(port, Bytes.utf8("back ping")));
    line.close();
    line.send(new Message.Datagram(port, Bytes.utf8("ping")));
    assertThat(came).isEmpty();
  }
}

package steward.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Bytes that no client would send: requests within requests, without end, or larger than any.
class SmuggledRequestTest {
  private static final String SMUGGLED = "GET /healthz?smuggled HTTP/1.1\r\nHost: x\r\n\r\n";

  @TempDir Path home;

  private RunningHouse house;

  @BeforeEach
  void begin() {
    house = RunningHouse.on(home);
  }

  @AfterEach
  void end() {
    house.close();
  }

  private Wire wire() {
    return Wire.plain(house.house.port("http"));
  }

  /// A POST with these header lines.
  private String post(String... lines) {
    return "POST /api/v1/things HTTP/1.1\r\nHost: 127.0.0.1:"
        + house.house.port("http")
        + "\r\n"
        + String.join("\r\n", lines)
        + "\r\n\r\n";
  }

  @Test
  void a_request_that_can_be_read_in_two_ways_ends_its_connection() {
    var shapes =
        Map.ofEntries(
            Map.entry(
                "length and chunks",
                post("Content-Length: 4", "Transfer-Encoding: chunked") + "0\r\n\r\n"),
            Map.entry(
                "chunks and length",
                post("Transfer-Encoding: chunked", "Content-Length: 60") + "0\r\n\r\n"),
            Map.entry("two lengths", post("Content-Length: 0", "Content-Length: 60")),
            Map.entry("a list of lengths", post("Content-Length: 0, 60")),
            Map.entry("a signed length", post("Content-Length: +0")),
            Map.entry("a negative length", post("Content-Length: -1")),
            Map.entry("a length in hex", post("Content-Length: 0x0")),
            Map.entry("an unknown coding", post("Transfer-Encoding: xchunked")),
            Map.entry(
                "a coding twice",
                post("Transfer-Encoding: chunked", "Transfer-Encoding: chunked") + "0\r\n\r\n"),
            Map.entry(
                "a coding in a list", post("Transfer-Encoding: identity, chunked") + "0\r\n\r\n"),
            Map.entry(
                "a coding before another",
                post("Transfer-Encoding: chunked, identity") + "0\r\n\r\n"),
            Map.entry("a tab in a coding", post("Transfer-Encoding: chun\tked")),
            Map.entry(
                "a space before the colon", post("Transfer-Encoding : chunked") + "0\r\n\r\n"),
            Map.entry("a vertical tab", post("Transfer-Encoding: \u000bchunked") + "0\r\n\r\n"),
            Map.entry("a chunk of no size", post("Transfer-Encoding: chunked") + "x\r\n\r\n"),
            Map.entry("a negative chunk", post("Transfer-Encoding: chunked") + "-1\r\n\r\n"),
            Map.entry(
                "a chunk that is too large",
                post("Transfer-Encoding: chunked") + "FFFFFFFFFFFFFFFF\r\n\r\n"));
    shapes.forEach((what, request) -> {
      try (Wire wire = wire()) {
        Optional<Wire.Answer> first = wire.send(request + SMUGGLED).next();
        assertThat(first.map(Wire.Answer::status).orElse(400)).as(what).isBetween(400, 431);
        assertThat(wire.next()).as(what + ": what follows is not heard").isEmpty();
      }
    });
    assertThat(house.get("/healthz").status()).isEqualTo(200);
  }

  @Test
  void pipelined_requests_are_answered_one_for_one_and_in_turn() {
    try (Wire wire = wire()) {
      String one = "GET /api/v1/nothing HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
      String other = "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
      wire.send(post("Content-Length: 1") + "x" + one + other);
      assertThat(wire.read().status()).isEqualTo(400);
      assertThat(wire.read().status()).isEqualTo(404);
      assertThat(wire.read().body()).isEqualTo("ok\n");
    }
  }

  @Test
  void chunks_with_extensions_and_trailers_are_only_chunks() {
    try (Wire wire = wire()) {
      wire.send(
          post("Transfer-Encoding: chunked")
              + "1;a=\"b\"\r\n{\r\n0;x\r\nContent-Length: 99\r\nHost: evil.example\r\n\r\n"
              + "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
      assertThat(wire.read().status()).isEqualTo(400);
      assertThat(wire.read().body()).isEqualTo("ok\n");
    }
  }

  @Test
  void what_is_too_large_is_refused_and_the_house_goes_on() {
    String get = "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n";
    var large =
        List.of(
            "GET /" + "a".repeat(100_000) + " HTTP/1.1\r\n\r\n",
            "A".repeat(100_000) + " / HTTP/1.1\r\n\r\n",
            get + "X: " + "a".repeat(1 << 20) + "\r\n\r\n",
            get + "a".repeat(1 << 20) + ": x\r\n\r\n",
            get + "Cookie: " + "a=b; ".repeat(10_000) + "\r\n\r\n",
            get + "X: y\r\n".repeat(10_000) + "\r\n",
            post("Content-Length: 300000"),
            post("Content-Length: 99999999999999999999"));
    for (String request : large) {
      try (Wire wire = wire()) {
        Optional<Wire.Answer> answer = answer(wire, request);
        assertThat(answer.map(Wire.Answer::status).orElse(431))
            .as(request.substring(0, 60))
            .isIn(400, 413, 414, 431);
      }
    }
    assertThat(house.get("/healthz").status()).isEqualTo(200);
  }

  /// The other side may close while we still send.
  private static Optional<Wire.Answer> answer(Wire wire, String request) {
    try {
      wire.send(request);
    } catch (java.io.UncheckedIOException _) {
      // Its answer may have come nevertheless.
    }
    return wire.next();
  }

  @Test
  void a_body_without_end_is_cut_at_the_limit() {
    try (Wire wire = wire()) {
      wire.send(post("Transfer-Encoding: chunked"));
      String chunk = "4000\r\n" + " ".repeat(0x4000) + "\r\n";
      try {
        for (int i = 0; i < 200; i++) wire.send(chunk);
      } catch (java.io.UncheckedIOException _) {
        // Cut, as it should be.
      }
      Optional<Wire.Answer> answer = wire.next();
      assertThat(answer.map(Wire.Answer::status).orElse(413)).isEqualTo(413);
    }
  }

  @Test
  void a_stranger_may_send_much_less() {
    house.close();
    house =
        RunningHouse.on(
            home,
            "access.loopback=off",
            "https.port=0",
            "https.certificate-port=off",
            "https.listen=loopback");
    String body = "{\"client\":\"" + "A".repeat(10_000) + "\"}";
    try (Wire wire = Wire.tls(house.house.port("https"))) {
      assertThat(wire.request("POST", "/api/v1/claim", body).read().status()).isEqualTo(413);
    }
    try (Wire wire = Wire.tls(house.house.port("https"))) {
      wire.send(
          "POST /api/v1/claim HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n");
      assertThat(
              answer(wire, ("1000\r\n" + "x".repeat(0x1000) + "\r\n").repeat(8))
                  .map(Wire.Answer::status)
                  .orElse(413))
          .isEqualTo(413);
    }
  }

  @Test
  void forms_and_files_are_no_documents() {
    for (String type :
        List.of(
            "multipart/form-data; boundary=b",
            "multipart/form-data",
            "application/x-www-form-urlencoded",
            "text/plain",
            "x")) {
      String body =
          "--b\r\nContent-Disposition: form-data; name=\"a\"; filename=\"../../x\"\r\n\r\nx\r\n--b--\r\n";
      assertThat(Wire.ask(wire(), "POST", "/api/v1/things", body, "Content-Type", type).status())
          .as(type)
          .isIn(400, 415, 422);
    }
    assertThat(home.resolve("file-uploads")).doesNotExist();
    assertThat(Path.of("file-uploads")).doesNotExist();
  }

  @Test
  void who_sends_too_slowly_is_cut() {
    house.house.lines().patience(Duration.ofSeconds(1));
    try (Wire nothing = wire();
        Wire half = wire();
        Wire body = wire();
        Wire again = wire();
        Wire stream = wire()) {
      half.send("GET /healthz HTTP/1.1\r\nHost: 127");
      body.send(post("Content-Length: 100") + "{");
      again.request("GET", "/healthz", "", "Authorization", "none");
      assertThat(again.read().status()).isEqualTo(200);
      again.send("GET /heal");
      assertThat(stream.request("GET", "/api/v1/stream", "").read().status()).isEqualTo(200);
      assertThat(nothing.ends()).as("nothing").isTrue();
      assertThat(half.ends()).as("half a head").isTrue();
      assertThat(body.ends()).as("half a body").isTrue();
      assertThat(again.ends()).as("a second head").isTrue();
      stream.line(); // The size of the chunk.
      assertThat(stream.line()).as("who listens is not slow").startsWith("retry:");
    }
    assertThat(house.get("/healthz").status()).isEqualTo(200);
  }
}

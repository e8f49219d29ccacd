package steward.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steward.network.HalfOpen;

/// More of everything than a household has: connections, half of handshakes, streams of HTTP/2.
/// What a person asks meanwhile is answered.
class FloodTest {
  private static final int HALF_OPEN = 10_000;
  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

  @TempDir Path home;

  private OwnedHouse house;

  @BeforeEach
  void begin() {
    house = OwnedHouse.on(home);
  }

  @AfterEach
  void end() {
    house.close();
  }

  /// How many connections this process may have, each of which has both of its ends in it.
  private static int possible() {
    var system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long free = system.getMaxFileDescriptorCount() - system.getOpenFileDescriptorCount();
    return (int) Math.min(HALF_OPEN, (free - 600) / 2);
  }

  private interface First {
    void of(SocketChannel channel, int number) throws IOException;
  }

  private List<SocketChannel> open(int port, int count, First first) throws IOException {
    return open(port, count, "", first);
  }

  /// @param from which address of this machine; empty for many
  private List<SocketChannel> open(int port, int count, String from, First first)
      throws IOException {
    var all = new ArrayList<SocketChannel>(count);
    for (int i = 0; i < count; i++) {
      SocketChannel channel = SocketChannel.open();
      all.add(channel);
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
      channel.bind(
          new InetSocketAddress(
              java.net.InetAddress.ofLiteral(
                  from.isEmpty() ? "127.9." + i / 4_000 + "." + (1 + i % 7) : from),
              0));
      channel.connect(new InetSocketAddress(java.net.InetAddress.ofLiteral("127.0.0.1"), port));
      try {
        first.of(channel, i);
      } catch (IOException _) {
        // Pushed out already.
      }
    }
    return all;
  }

  private static void close(List<SocketChannel> all) throws IOException {
    for (SocketChannel one : all) one.close();
  }

  private long counter(String name) {
    return (long) house.alice("GET", "/health", "").json().get("counters").get(name).number();
  }

  @Test
  void half_open_connections_keep_nobody_out() throws Exception {
    int count = possible();
    assumeTrue(count >= 1_000, "too few files may be open here");
    byte[] half =
        "GET /healthz HTTP/1.1\r\nHost: 12".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    List<SocketChannel> plain =
        open(
            house.http(),
            count,
            (channel, i) -> {
              if (i % 2 == 0) channel.write(ByteBuffer.wrap(half));
            });
    try {
      assertThat(house.alice("GET", "/session", "").status()).isEqualTo(200);
      assertThat(Wire.ask(Wire.plain(house.http()), "GET", "/healthz", "").status()).isEqualTo(200);
      assertThat(house.signIn(house.alice.client(), house.alice.code()).status()).isEqualTo(200);
      if (count > 4_500) assertThat(counter("http.connections-refused")).isPositive();
      assertThat(counter("http.connections")).isLessThanOrEqualTo(4_001);
    } finally {
      close(plain);
    }
    await().until(() -> counter("http.connections") < 20);
  }

  @Test
  void half_done_handshakes_of_one_address_keep_nobody_out() throws Exception {
    int count = possible();
    assumeTrue(count >= 1_000, "too few files may be open here");
    byte[] begin = {22, 3, 1, 2, 0, 1};
    First half =
        (channel, i) -> {
          if (i % 2 == 0) channel.write(ByteBuffer.wrap(begin));
        };
    var tls = new ArrayList<SocketChannel>();
    try {
      for (int door : List.of(house.https(), house.running().house.port("certificate"))) {
        tls.addAll(open(door, count / 2, "127.9.0.1", half));
        assertThat(Wire.ask(Wire.tls(door), "GET", "/healthz", "").status()).isEqualTo(200);
      }
      assertThat(house.signIn(house.alice.client(), house.alice.code()).status()).isEqualTo(200);
      assertThat(counter("tls.handshakes")).isLessThanOrEqualTo(HalfOpen.PER_SOURCE_MAX);
      assertThat(counter("tls.handshakes-pushed-out"))
          .isGreaterThanOrEqualTo(count / 2L * 2 - HalfOpen.PER_SOURCE_MAX);
    } finally {
      close(tls);
    }
    await().until(() -> counter("tls.handshakes") < 5);
  }

  @Test
  void one_who_asks_too_much_is_told_so_and_the_others_are_answered() {
    var statuses = new ArrayList<Integer>();
    try (Wire wire = Wire.from("127.0.5.1", house.http())) {
      for (int i = 0; i < 2_000; i++) wire.request("GET", "/api/v1/house", "");
      for (int i = 0; i < 2_000; i++) statuses.add(wire.read().status());
    }
    assertThat(statuses).containsOnly(401, 429);
    assertThat(house.alice("GET", "/house", "").status()).isEqualTo(200);
  }

  private static byte[] frame(int type, int flags, int stream, byte[] body) {
    var out = ByteBuffer.allocate(9 + body.length);
    out.put((byte) (body.length >> 16)).putShort((short) body.length);
    out.put((byte) type).put((byte) flags).putInt(stream).put(body);
    return out.array();
  }

  /// The headers of a request for the house, as literals that no table keeps.
  private byte[] ask() {
    var out = new ByteArrayOutputStream();
    for (String[] pair :
        new String[][] {
          {":method", "GET"},
          {":scheme", "https"},
          {":path", "/api/v1/house"},
          {":authority", "127.0.0.1:" + house.https()}
        }) {
      out.write(0);
      for (String word : pair) {
        out.write(word.length());
        out.writeBytes(word.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      }
    }
    return out.toByteArray();
  }

  @Test
  void streams_that_are_reset_at_once_end_their_connection() {
    try (Wire wire = Wire.tls(house.https(), "h2")) {
      wire.send(PREFACE).send(frame(4, 0, 0, new byte[0]));
      byte[] ask = ask();
      try {
        for (int stream = 1; stream < 20_000; stream += 2) {
          wire.send(frame(1, 5, stream, ask)).send(frame(3, 0, stream, new byte[] {0, 0, 0, 8}));
        }
      } catch (java.io.UncheckedIOException _) {
        // Cut in between, as it should be.
      }
      assertThat(wire.ends()).isTrue();
    }
    assertThat(house.alice("GET", "/house", "").status()).isEqualTo(200);
  }

  @Test
  void frames_of_http2_that_never_end_are_cut() {
    var attacks =
        List.of(
            frame(9, 0, 1, new byte[16_000]),
            frame(6, 0, 0, new byte[8]),
            frame(4, 0, 0, new byte[] {0, 3, 0, 0, 0, 9}),
            frame(1, 4, 1, new byte[16_000]),
            frame(0, 0, 1, new byte[0]));
    for (byte[] attack : attacks) {
      try (Wire wire = Wire.tls(house.https(), "h2")) {
        wire.send(PREFACE).send(frame(4, 0, 0, new byte[0]));
        if (attack[3] == 9 || attack[3] == 0) wire.send(frame(1, 0, 1, ask()));
        try {
          for (int i = 0; i < 20_000; i++) wire.send(attack);
        } catch (java.io.UncheckedIOException _) {
          // Cut in between, as it should be.
        }
        assertThat(house.alice("GET", "/house", "").status()).isEqualTo(200);
      }
    }
  }
}

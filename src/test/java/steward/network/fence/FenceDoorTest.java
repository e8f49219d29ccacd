package steward.network.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steward.network.OpenDrawer;
import steward.network.vpn.HouseVpn;
import steward.network.wifi.HouseWifi;

/// A helper that says nothing, and what is brought to one that comes later.
class FenceDoorTest {
  @TempDir Path folder;

  @Test
  void a_helper_that_says_nothing_holds_nobody_up() throws IOException {
    Path socket = folder.resolve("s");
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      var door = new FenceDoor(socket, Duration.ofMillis(50));
      assertThatThrownBy(door::state)
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(FenceDoor.Refusal.class)
          .hasMessageContaining("no answer within");
    }
  }

  @Test
  void what_a_helper_did_not_take_is_brought_when_it_is_there_and_then_no_more() throws Exception {
    Path socket = folder.resolve("s");
    var door = Optional.of(new FenceDoor(socket));
    var clock = InstantSource.system();
    var chance = new SecureRandom();
    var wifi = new HouseWifi(Optional.empty(), new OpenDrawer(), door, clock, chance);
    var vpn = new HouseVpn(Optional.empty(), new OpenDrawer(), door, _ -> true, clock, chance);
    wifi.begin();
    vpn.begin();
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      var all = Thread.ofVirtual().start(() -> takes(server, 2));
      wifi.follow();
      vpn.follow(_ -> true);
      assertThat(all.join(Duration.ofSeconds(30))).isTrue();
    }
    // Nobody listens any more: whoever asked again would fail.
    wifi.follow();
    vpn.follow(_ -> true);
  }

  private static void takes(ServerSocketChannel server, int requests) {
    try {
      for (int i = 0; i < requests; i++)
        try (var peer = server.accept()) {
          ByteBuffer asked = ByteBuffer.allocate(1_000);
          for (int read = 0; read >= 0; ) read = peer.read(asked);
          peer.write(ByteBuffer.wrap("ok ".getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}

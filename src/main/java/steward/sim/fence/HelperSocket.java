package steward.sim.fence;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A Unix socket that speaks as the fence's helper does: lines of a request up to a dot, then one
/// answer and the end. Each request has a thread of its own.
public final class HelperSocket implements AutoCloseable {
  private static final int LINES_MAX = 20_100;

  private final Path socket;
  private final Function<List<String>, Optional<String>> answer;
  private final ServerSocketChannel server;

  /// @param answer to the lines, of which there is at least one; empty to go away without a word
  /// @throws IOException if the socket cannot be made
  public HelperSocket(Path socket, Function<List<String>, Optional<String>> answer)
      throws IOException {
    this.socket = socket;
    this.answer = answer;
    Files.deleteIfExists(socket);
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    Thread.ofVirtual().name("simulated helper").start(this::serve);
  }

  private void serve() {
    while (server.isOpen()) {
      try {
        SocketChannel peer = server.accept();
        Thread.ofVirtual().start(() -> hear(peer));
      } catch (IOException _) {
        return;
      }
    }
  }

  private void hear(SocketChannel peer) {
    try (peer) {
      var reader = new BufferedReader(Channels.newReader(peer, US_ASCII));
      var lines = new ArrayList<String>();
      for (String line = reader.readLine(); line != null && !line.equals("."); ) {
        if (lines.size() == LINES_MAX) return;
        lines.add(line);
        line = reader.readLine();
      }
      if (lines.isEmpty()) return;
      ByteBuffer all = ByteBuffer.wrap(answer.apply(lines).orElse("").getBytes(UTF_8));
      while (all.hasRemaining()) peer.write(all);
    } catch (IOException _) {
      // Whoever asked has gone.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    Files.deleteIfExists(socket);
  }
}

package steward.network.fence;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Random;

/// A connection from a machine of the home to a server that echoes: whether what comes back is what
/// was sent, and how much of it.
final class Stream implements AutoCloseable {
  private static final int SEED = 11;
  private static final int PIECE = 8_192;
  private static final int SILENT_MILLIS = 3_000;

  private final Socket socket;
  private int wanted;

  Stream(Space from, String to) throws Exception {
    socket =
        from.there(() -> {
          var made = new Socket();
          made.connect(new InetSocketAddress(InetAddress.ofLiteral(to), 443), 5_000);
          made.setSoTimeout(SILENT_MILLIS);
          made.getInputStream().readNBytes("hello\n".length());
          return made;
        });
  }

  /// Sends so many bytes, in the background.
  void begin(int bytes) {
    wanted = bytes;
    Thread.ofVirtual()
        .start(() -> {
          try {
            var random = new Random(SEED);
            var piece = new byte[PIECE];
            for (int sent = 0; sent < bytes; sent += PIECE) {
              random.nextBytes(piece);
              socket.getOutputStream().write(piece, 0, Math.min(PIECE, bytes - sent));
            }
          } catch (IOException _) {
            // The reader notices.
          }
        });
  }

  /// How many of them came back as they were.
  int came() {
    var random = new Random(SEED);
    var piece = new byte[PIECE];
    int came = 0;
    try {
      while (came < wanted) {
        random.nextBytes(piece);
        int size = Math.min(PIECE, wanted - came);
        byte[] back = socket.getInputStream().readNBytes(size);
        if (!java.util.Arrays.equals(back, java.util.Arrays.copyOf(piece, size))) return came;
        came += size;
      }
    } catch (IOException _) {
      return came;
    }
    return came;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

package steward.oldtls;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLSocket;

/// One device's connection, carried on to the house over its Unix socket. Confined to two threads.
///
/// The house is told who it is by the name that our end of the socket has: only the steward's own
/// user can make one in that folder.
///
/// @param name of our end: a serial, the device's address, and ours
record Passage(SSLSocket device, Path house, String name) {
  private static final int BUFFER = 4 * 1024;

  /// Two heartbeats of 145 s and some grace; the house closes earlier.
  private static final int SILENT_MS_MAX = 310_000;

  /// What a device may say within a minute; more ends the connection.
  static final int BYTES_A_MINUTE_MAX = 256 * 1024;

  private static final long MINUTE_NANOS = 60_000_000_000L;

  void run() throws IOException {
    Path end = house.resolveSibling(name);
    try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      Files.deleteIfExists(end);
      channel.bind(UnixDomainSocketAddress.of(end));
      channel.connect(UnixDomainSocketAddress.of(house));
      // Its name stays with the connection.
      Files.deleteIfExists(end);
      device.setSoTimeout(SILENT_MS_MAX);
      Thread.startVirtualThread(() -> back(channel));
      try {
        forth(device.getInputStream(), channel);
      } catch (IOException _) {
        // Either side may end it at any time.
      }
      // That ends the other direction, too.
      device.close();
    } finally {
      Files.deleteIfExists(end);
    }
  }

  private static void forth(InputStream in, SocketChannel out) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long since = System.nanoTime();
    int said = 0;
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      if (System.nanoTime() - since > MINUTE_NANOS) {
        since = System.nanoTime();
        said = 0;
      }
      said += count;
      if (said > BYTES_A_MINUTE_MAX) return;
      var bytes = ByteBuffer.wrap(buffer, 0, count);
      while (bytes.hasRemaining()) out.write(bytes);
    }
  }

  private void back(SocketChannel house) {
    try (InputStream in = Channels.newInputStream(house);
        OutputStream out = device.getOutputStream()) {
      byte[] buffer = new byte[BUFFER];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        out.write(buffer, 0, count);
        out.flush();
      }
    } catch (IOException _) {
      // Either side may end it at any time.
    }
  }
}

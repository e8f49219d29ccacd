package steward.network;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// Which of this machine's addresses a peer sees. Thread-safe; nothing is sent.
public final class OwnAddress {
  private static final int ANY_PORT = 9;

  private OwnAddress() {}

  /// @throws IOException if there is no way to the peer
  public static InetAddress towards(InetAddress peer) throws IOException {
    try (var socket = new DatagramSocket()) {
      socket.connect(new InetSocketAddress(peer, ANY_PORT));
      return socket.getLocalAddress();
    }
  }
}

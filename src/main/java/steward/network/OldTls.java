package steward.network;

import java.security.cert.X509Certificate;
import java.util.Map;

/// Speaks TLS as it was when signatures by SHA-1 were still taken, which this Java refuses: in
/// another process, which has no sockets. Thread-safe.
public interface OldTls extends AutoCloseable {
  /// Begins one connection as its client.
  ///
  /// @param hears is told what becomes of it, on any thread, in order
  Talk begin(Ear hears);

  /// For the health page.
  Map<String, Long> counters();

  @Override
  void close();

  /// What one side of a connection is given.
  interface Ear {
    /// To be sent to the device as it is.
    void cipher(byte[] bytes);

    /// The handshake is done; nothing was said to the device yet.
    void shown(X509Certificate certificate);

    /// What the device said.
    void clear(byte[] bytes);

    /// It is over, for this reason; an empty one where the device just ended it.
    void over(String reason);
  }

  /// One connection.
  interface Talk {
    /// The device sent these.
    void cipher(byte[] bytes);

    /// To be said to the device.
    void clear(byte[] bytes);

    /// The device ended its connection: what it said before still comes, and then [Ear#over].
    void ended();

    void close();
  }
}

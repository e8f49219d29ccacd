package steward.sim;

import io.vertx.core.Future;

/// A simulated device with an address of its own on this machine's loopback network: it speaks its
/// real protocol, and can behave as badly as the real one.
public interface LocalDevice extends AutoCloseable {

  /// Opens its sockets.
  Future<Void> start();

  /// The address in figures, such as `127.0.7.3`.
  String address();

  /// The port of its main protocol; known once it has started.
  int port();

  /// It is cut off: nobody gets an answer, and connections break.
  void goSilent();

  /// It is back, as after a power cut.
  void comeBack();

  @Override
  void close();
}

package steward.mqtt;

import io.vertx.core.Future;
import io.vertx.core.net.NetSocket;

/// Opens a connection to the external broker, TLS included, with TCP_NODELAY. Only package
/// `network` makes outgoing sockets, so it is given in. Called on the bus's event loop for each
/// attempt.
public interface Dialer {
  Future<NetSocket> dial();
}

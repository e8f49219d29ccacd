package steward.link.line;

import org.jspecify.annotations.Nullable;
import steward.thing.Message;
import steward.thing.Message.Failed.Why;
import steward.value.Bytes;

/// Datagrams to and from one device. Confined to its line's event loop.
final class UdpDoor implements AutoCloseable {
  private final OwnLine line;
  private @Nullable Runnable stop;
  private boolean closed;

  UdpDoor(OwnLine line) {
    this.line = line;
    OwnLines lines = line.lines();
    lines
        .datagrams()
        .hear(lines.purpose(), line.owner(), line.way().host(), this::heard)
        .onSuccess(stops -> line.later(() -> stop(stops)));
  }

  private void stop(Runnable stops) {
    if (closed) stops.run();
    else stop = stops;
  }

  private void heard(int port, Bytes body) {
    line.later(() -> line.came(new Message.Datagram(port, body)));
  }

  void send(Message.Datagram datagram) {
    OwnLines lines = line.lines();
    int port = datagram.port();
    lines
        .datagrams()
        .send(lines.purpose(), line.owner(), line.way().host(), port, datagram.body())
        .onFailure(fault ->
            line.later(() -> line.failed("udp:" + port, Why.UNREACHABLE, Faults.sentence(fault))));
  }

  @Override
  public void close() {
    closed = true;
    if (stop != null) stop.run();
  }
}

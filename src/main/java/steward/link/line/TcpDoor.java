package steward.link.line;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.ArrayDeque;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import steward.driver.Way.Door;
import steward.network.Target;
import steward.thing.Message;
import steward.thing.Message.Failed.Why;

/// The TCP connection to one port of a device, cut into frames. Connects when something is to be
/// sent, and hangs up when nothing is. Confined to its line's event loop.
@SuppressWarnings("ReferenceEquality") // whether it is this very connection
final class TcpDoor implements AutoCloseable {
  private static final int WAITING_MAX = 16;

  private final OwnLine line;
  private final Door.Tcp door;
  private final ArrayDeque<Message.TcpFrame> waiting = new ArrayDeque<>();
  private @Nullable NetSocket socket;
  private boolean connecting;
  private boolean closed;
  private final FrameCutter cutter;
  private long idle = -1;

  TcpDoor(OwnLine line, Door.Tcp door) {
    this.line = line;
    this.door = door;
    cutter = new FrameCutter(door.framing(), door.frameMax());
  }

  private String name() {
    return "tcp:" + door.port();
  }

  void send(Message.TcpFrame frame) {
    if (waiting.size() >= WAITING_MAX) {
      line.failed(name(), Why.FORBIDDEN, "too much waits to be sent to it");
      return;
    }
    waiting.add(frame);
    if (socket != null) flush(socket);
    else connect();
  }

  private void connect() {
    if (connecting) return;
    connecting = true;
    OwnLines lines = line.lines();
    lines
        .outgoing()
        .connect(lines.purpose(), line.owner(), Target.of(line.way().host(), door.port()))
        .onSuccess(open -> {
          open.pause();
          line.later(() -> connected(open));
        })
        .onFailure(fault -> line.later(() -> ended(Faults.why(fault), Faults.sentence(fault))));
  }

  private void connected(NetSocket open) {
    connecting = false;
    if (closed) {
      var _ = open.close();
      return;
    }
    socket = open;
    cutter.clear();
    open.handler(part -> line.later(() -> took(open, part)));
    open.exceptionHandler(_ -> {});
    open.closeHandler(_ -> line.later(() -> closedByIt(open)));
    open.resume();
    flush(open);
  }

  private void flush(NetSocket open) {
    for (var frame = waiting.poll(); frame != null; frame = waiting.poll()) {
      var _ = open.write(Buffer.buffer(FrameCutter.framed(door.framing(), frame.body())));
    }
    rearm();
  }

  private void took(NetSocket from, Buffer part) {
    if (from != socket) return;
    cutter.take(part.getBytes());
    rearm();
    for (var body = cutter.next(); body.isPresent(); body = cutter.next()) {
      line.came(new Message.TcpFrame(door.port(), body.get()));
      if (from != socket) return;
    }
    OptionalLong excess = cutter.excess();
    if (excess.isPresent()) {
      hangUp();
      String reason = "it announces a message of " + excess.getAsLong() + " bytes";
      line.failed(name(), Why.BROKEN, reason);
    }
  }

  private void closedByIt(NetSocket which) {
    if (which != socket) return;
    boolean inTheMiddle = cutter.isWithinFrame();
    socket = null;
    ended(Why.BROKEN, inTheMiddle ? "it broke off within a message" : "it closed the connection");
  }

  private void ended(Why why, String reason) {
    connecting = false;
    socket = null;
    waiting.clear();
    cutter.clear();
    disarm();
    if (!closed) line.failed(name(), why, reason);
  }

  private void rearm() {
    disarm();
    idle = line.lines().vertx().setTimer(door.idle().toMillis(), _ -> line.later(this::hangUp));
  }

  private void disarm() {
    if (idle >= 0) line.lines().vertx().cancelTimer(idle);
    idle = -1;
  }

  private void hangUp() {
    disarm();
    NetSocket open = socket;
    socket = null;
    cutter.clear();
    if (open != null) open.close();
  }

  @Override
  public void close() {
    closed = true;
    waiting.clear();
    hangUp();
  }
}

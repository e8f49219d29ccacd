package steward.mqtt;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.NetSocket;

/// The two kinds of connections of Vert.x, as wires. Confined to the broker's loop.
final class SocketWire {
  private SocketWire() {}

  record Tcp(NetSocket socket) implements Wire {
    @Override
    public void write(byte[] bytes, Runnable written) {
      socket.write(Buffer.buffer(bytes)).onSuccess(_ -> written.run());
    }

    @Override
    public void pause() {
      socket.pause();
    }

    @Override
    public void resume() {
      socket.resume();
    }

    @Override
    public void end() {
      // what comes in meanwhile is read and thrown away: unread bytes would make the kernel throw
      // away ours
      socket.resume();
      ignore(socket.end());
    }

    @Override
    public void kill() {
      ignore(socket.close());
    }
  }

  record Web(ServerWebSocket socket) implements Wire {
    private static final short NORMAL = 1000;
    private static final short UNSUPPORTED = 1003;

    @Override
    public void write(byte[] bytes, Runnable written) {
      socket.writeBinaryMessage(Buffer.buffer(bytes)).onSuccess(_ -> written.run());
    }

    @Override
    public void pause() {
      socket.pause();
    }

    @Override
    public void resume() {
      socket.resume();
    }

    @Override
    public void end() {
      socket.resume();
      ignore(socket.close(NORMAL));
    }

    @Override
    public void kill() {
      ignore(socket.close(NORMAL));
    }

    /// MQTT travels in binary frames only.
    void refuseText() {
      ignore(socket.close(UNSUPPORTED, "MQTT needs binary frames"));
    }
  }

  private static void ignore(Future<?> ending) {
    ending.onFailure(_ -> {});
  }
}

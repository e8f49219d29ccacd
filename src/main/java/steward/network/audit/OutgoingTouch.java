package steward.network.audit;

import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import steward.network.Outgoing;
import steward.network.Purpose;
import steward.network.Target;
import steward.value.Bytes;

/// Connections to things by the one maker of them, under an owner of their own, so that they are
/// counted apart from those of the drivers. Thread-safe.
public final class OutgoingTouch implements Touch {
  private static final Duration CLOSED_WITHIN = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final Outgoing outgoing;
  private final Purpose purpose;
  private final InstantSource clock;

  public OutgoingTouch(Vertx vertx, Outgoing outgoing, Purpose purpose, InstantSource clock) {
    this.vertx = vertx;
    this.outgoing = outgoing;
    this.purpose = purpose;
    this.clock = clock;
  }

  @Override
  public Reply touch(String host, int port, Bytes send, Predicate<Bytes> enough, Duration within)
      throws InterruptedException {
    var one = new One(enough, clock.millis());
    long timer = vertx.setTimer(within.toMillis(), _ -> one.over());
    outgoing
        .connect(purpose, "grade of " + host, Target.of(host, port))
        .onComplete(socket -> one.opened(socket, send), one::failed);
    try {
      return one.closed.get(within.plus(CLOSED_WITHIN).toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException _) {
      return one.silent();
    } finally {
      vertx.cancelTimer(timer);
    }
  }

  /// One connection, from its first moment until it is closed.
  private final class One {
    private final CompletableFuture<Reply> closed = new CompletableFuture<>();
    private final Predicate<Bytes> enough;
    private final long begun;
    private final Buffer heard = Buffer.buffer();
    private NetSocket[] socket = {};
    private Duration took = Duration.ZERO;
    private boolean isOver;

    One(Predicate<Bytes> enough, long begun) {
      this.enough = enough;
      this.begun = begun;
    }

    synchronized void opened(NetSocket open, Bytes send) {
      took = since();
      if (isOver) {
        var _ = open.close();
        return;
      }
      socket = new NetSocket[] {open};
      open.closeHandler(_ -> ended());
      open.exceptionHandler(_ -> {});
      open.handler(this::came);
      if (!send.isEmpty()) {
        var _ = open.write(Buffer.buffer(send.unsafeArray()));
      } else if (enough.test(Bytes.EMPTY)) {
        over();
      }
    }

    private synchronized void came(Buffer part) {
      int room = READ_MAX - heard.length();
      heard.appendBuffer(part.slice(0, Math.min(room, part.length())));
      if (heard.length() >= READ_MAX || enough.test(Bytes.wrap(heard.getBytes()))) over();
    }

    /// Ends it, which is told once the connection is closed: the next one must not meet it.
    synchronized void over() {
      isOver = true;
      if (socket.length == 0) closed.complete(silent());
      else {
        var _ = socket[0].close().onComplete(_ -> ended());
      }
    }

    private synchronized void ended() {
      closed.complete(new Reply(State.OPEN, Bytes.wrap(heard.getBytes()), took));
    }

    synchronized void failed(Throwable fault) {
      Throwable why = fault.getCause() == null ? fault : fault.getCause();
      boolean isRefused =
          why instanceof ConnectException && !(why instanceof ConnectTimeoutException);
      // What is no fault of the network is a decision of ours.
      State state =
          isRefused ? State.REFUSED : why instanceof IOException ? State.SILENT : State.FORBIDDEN;
      closed.complete(new Reply(state, Bytes.EMPTY, since()));
    }

    private Duration since() {
      return Duration.ofMillis(Math.max(0, clock.millis() - begun));
    }

    Reply silent() {
      return new Reply(State.SILENT, Bytes.EMPTY, since());
    }
  }
}

package steward.hub.sonoff;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import steward.drivers.sonoff.StockSession;
import steward.network.Bucket;
import steward.thing.Udn;

/// A connection that a stock device opened to us. Thread-safe; its texts come on its event loop.
final class StockCall {
  /// A device says a few words when it comes in, and one for each press.
  private static final int BURST = 30;

  private static final Duration A_TEXT_EACH = Duration.ofMillis(200);

  private final ServerWebSocket socket;
  private final Bucket texts = new Bucket(BURST, A_TEXT_EACH, System.nanoTime());
  final long number;
  final String from;
  private volatile @Nullable Udn device;
  private volatile @Nullable StockSession stranger;
  private volatile boolean held;
  private volatile boolean over;

  /// @param from its address in figures
  StockCall(ServerWebSocket socket, long number, String from) {
    this.socket = socket;
    this.number = number;
    this.from = from;
  }

  /// How its driver calls it.
  String line() {
    return "stock:" + number;
  }

  boolean isTooMuch() {
    return !texts.take(System.nanoTime());
  }

  /// Which device it says to be.
  Optional<Udn> device() {
    return Optional.ofNullable(device);
  }

  void is(Udn claimed) {
    device = claimed;
  }

  /// The session of one that nobody accepted.
  Optional<StockSession> stranger() {
    return Optional.ofNullable(stranger);
  }

  void stranger(StockSession session) {
    stranger = session;
  }

  /// Whether it waits until it is known which of two is believed.
  boolean isHeld() {
    return held;
  }

  void hold(boolean isToWait) {
    held = isToWait;
  }

  boolean isOver() {
    return over || socket.isClosed();
  }

  void write(String text) {
    if (isOver()) return;
    if (socket.writeQueueFull()) end();
    else {
      var _ = socket.writeTextMessage(text);
    }
  }

  /// Asks whether somebody is still there; the task runs when it answers.
  void ping(Runnable answered) {
    socket.pongHandler(_ -> answered.run());
    var _ = socket.writePing(Buffer.buffer("there?"));
  }

  /// Closes it; nobody is told.
  void end() {
    over = true;
    var _ = socket.close();
  }
}

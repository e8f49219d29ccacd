package steward.sim.kasa;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;

/// The old port of a device: few connections, answers in pieces, and what goes wrong there.
/// Confined to its device's context.
final class XorSide {
  private static final int SOCKETS_MAX = 2;
  private static final int REQUEST_MAX = 64 * 1024;
  private static final int BURST = 8;
  private static final double PER_SECOND = 2;

  private final Vertx vertx;
  private final Random random;
  private final boolean closes;
  private final UnaryOperator<String> answers;
  private final Set<NetSocket> sockets = new HashSet<>();
  private final ArrayDeque<Manners.Fault> faults = new ArrayDeque<>();
  private double tokens = BURST;
  private long counted = System.nanoTime();

  /// Connections break when it is asked more often than it bears.
  boolean tires;

  /// It takes requests and answers none.
  boolean hangs;

  /// This share of the answers is garbage.
  double garbage;

  XorSide(Vertx vertx, Random random, boolean closes, UnaryOperator<String> answers) {
    this.vertx = vertx;
    this.random = random;
    this.closes = closes;
    this.answers = answers;
  }

  void next(Manners.Fault fault) {
    faults.add(fault);
  }

  void serve(NetSocket socket) {
    if (sockets.size() >= SOCKETS_MAX) {
      socket.close();
      return;
    }
    sockets.add(socket);
    socket.closeHandler(_ -> sockets.remove(socket));
    var rest = new Buffer[] {Buffer.buffer()};
    socket.handler(part -> {
      rest[0].appendBuffer(part);
      while (rest[0].length() >= 4) {
        int length = rest[0].getInt(0);
        if (length < 0 || length > REQUEST_MAX) {
          socket.close();
          return;
        }
        if (rest[0].length() < 4 + length) return;
        byte[] body = rest[0].getBytes(4, 4 + length);
        rest[0] = rest[0].getBuffer(4 + length, rest[0].length());
        take(socket, body);
      }
    });
  }

  void breakAll() {
    Set.copyOf(sockets).forEach(NetSocket::close);
  }

  private void take(NetSocket socket, byte[] body) {
    if (tires && isTired()) {
      socket.close();
      return;
    }
    if (hangs) return;
    String answer = answers.apply(new String(Cipher9999.decrypt(body), StandardCharsets.UTF_8));
    byte[] plain = answer.getBytes(StandardCharsets.UTF_8);
    Manners.Fault fault = faults.poll();
    if (fault == null && random.nextDouble() < garbage) fault = Manners.Fault.GARBAGE;
    if (fault == Manners.Fault.CLOSED) {
      socket.close();
      return;
    }
    write(socket, fault == null ? framed(plain.length, plain) : broken(fault, plain));
  }

  private Buffer broken(Manners.Fault fault, byte[] plain) {
    return switch (fault) {
      case TOO_LONG -> framed(plain.length + 20, plain);
      case EMPTY -> framed(0, new byte[0]);
      case TRUNCATED -> {
        byte[] half = java.util.Arrays.copyOf(plain, plain.length / 2);
        yield framed(half.length, half);
      }
      case GARBAGE -> {
        byte[] noise = new byte[plain.length];
        random.nextBytes(noise);
        yield framed(noise.length, noise);
      }
      case HUGE -> framed(0x7fff0000, plain);
      case CLOSED -> Buffer.buffer();
    };
  }

  private static Buffer framed(int length, byte[] plain) {
    return Buffer.buffer().appendInt(length).appendBytes(Cipher9999.encrypt(plain));
  }

  /// In two or three pieces, some milliseconds apart.
  private void write(NetSocket socket, Buffer all) {
    int pieces = 2 + random.nextInt(2);
    int size = Math.max(1, all.length() / pieces);
    write(socket, all, 0, size);
  }

  private void write(NetSocket socket, Buffer all, int from, int size) {
    int end = Math.min(all.length(), from + size);
    var _ = socket.write(all.getBuffer(from, end));
    if (end < all.length()) {
      vertx.setTimer(5 + random.nextInt(10), _ -> write(socket, all, end, size));
    } else if (closes) {
      socket.close();
    }
  }

  private boolean isTired() {
    long now = System.nanoTime();
    tokens = Math.min(BURST, tokens + (now - counted) / 1e9 * PER_SECOND);
    counted = now;
    tokens -= 1;
    return tokens < 0;
  }
}

package steward.network.fence;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;

/// Tells things the time (SNTP, RFC 4330): the fence leads every question for it here, whichever
/// server a thing has in mind. While the house does not know the time it says so, and things that
/// keep to the protocol wait. It answers one datagram with one of the same length, so it is of no
/// use to anybody as an amplifier.
public final class TimeServer implements AutoCloseable {
  /// Where the rules of the fence lead such questions.
  public static final int PORT = 5123;

  private static final int LENGTH = 48;
  private static final int CLIENT = 3;
  private static final int SERVER = 4;
  private static final int UNSET = 3;
  private static final int STRATUM = 3;
  private static final int TRANSMITTED = 40;

  /// From 1900, where this protocol begins, to 1970.
  private static final long EPOCH = 2_208_988_800L;

  private final DatagramSocket socket;
  private final InstantSource clock;
  private final BooleanSupplier known;

  /// @param known whether the clock is right
  public TimeServer(InetAddress address, int port, InstantSource clock, BooleanSupplier known)
      throws IOException {
    this.socket = new DatagramSocket(port, address);
    this.clock = clock;
    this.known = known;
  }

  /// The port that it got.
  public int port() {
    return socket.getLocalPort();
  }

  /// Answers until it is closed, on a thread of its own.
  public void start() {
    Thread.ofVirtual().name("time").start(this::serve);
  }

  private void serve() {
    var packet = new DatagramPacket(new byte[LENGTH], LENGTH);
    while (!socket.isClosed()) {
      try {
        packet.setLength(LENGTH);
        socket.receive(packet);
        Instant came = clock.instant();
        if (packet.getLength() < LENGTH || (packet.getData()[0] & 7) != CLIENT) continue;
        answer(ByteBuffer.wrap(packet.getData()), came);
        socket.send(packet);
      } catch (IOException _) {
        // A thing that went away, or the end.
      }
    }
  }

  private void answer(ByteBuffer packet, Instant came) {
    int version = packet.get(0) >> 3 & 7;
    long asked = packet.getLong(TRANSMITTED);
    boolean known = this.known.getAsBoolean();
    packet.put(0, (byte) ((known ? 0 : UNSET) << 6 | version << 3 | SERVER));
    packet.put(1, (byte) (known ? STRATUM : 0));
    packet.put(3, (byte) -20);
    packet.putInt(4, 0).putInt(8, 1 << 10).putInt(12, 0x7f000001);
    packet.putLong(16, figures(came)).putLong(24, asked).putLong(32, figures(came));
    packet.putLong(TRANSMITTED, figures(clock.instant()));
  }

  private static long figures(Instant instant) {
    long fraction = ((long) instant.getNano() << 32) / 1_000_000_000L;
    return instant.getEpochSecond() + EPOCH << 32 | fraction;
  }

  @Override
  public void close() {
    socket.close();
  }
}

package steward.network;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import steward.value.Bytes;

/// The one socket from which datagrams go to things, and on which their answers come. Thread-safe.
///
/// An answer is given to those who listen to the address that it came from; what comes from
/// elsewhere is counted and left. The address of a datagram can be forged by whoever is on the same
/// network.
public final class Datagrams implements AutoCloseable {
  /// What is longer is cut by the system, and then left as nonsense by its reader.
  private static final int BYTES_MAX = 16 * 1024;

  private static final int LISTENERS_MAX = 20_000;

  private final Vertx vertx;
  private final Outgoing outgoing;
  private final Map<InetAddress, List<Hearing>> hearings = new ConcurrentHashMap<>();
  private final LongAdder sent = new LongAdder();
  private final LongAdder heard = new LongAdder();
  private final LongAdder unasked = new LongAdder();
  private @Nullable Future<DatagramSocket> socket;

  /// Takes what comes from an address.
  @FunctionalInterface
  public interface Hearing {
    /// @param port the port that it came from
    void heard(int port, Bytes body);
  }

  public Datagrams(Vertx vertx, Outgoing outgoing) {
    this.vertx = vertx;
    this.outgoing = outgoing;
  }

  private synchronized Future<DatagramSocket> socket() {
    Future<DatagramSocket> known = socket;
    if (known != null && !known.failed()) return known;
    DatagramSocket made =
        vertx.createDatagramSocket(new DatagramSocketOptions().setReceiveBufferSize(BYTES_MAX));
    made.handler(this::take);
    made.exceptionHandler(_ -> {});
    Future<DatagramSocket> opening = made.listen(0, "0.0.0.0");
    socket = opening;
    return opening;
  }

  private void take(DatagramPacket packet) {
    List<Hearing> all = List.of();
    try {
      all = hearings.getOrDefault(InetAddress.ofLiteral(packet.sender().host()), List.of());
    } catch (IllegalArgumentException _) {
      // No address in figures: nobody listens to it.
    }
    if (all.isEmpty()) unasked.increment();
    else heard.increment();
    Bytes body = Bytes.wrap(packet.data().getBytes());
    for (Hearing one : all) one.heard(packet.sender().port(), body);
  }

  /// Hears what comes from this address until the returned action is run.
  ///
  /// @return fails with a [ConnectException] if the address may not be reached for this purpose
  public Future<Runnable> hear(Purpose purpose, String owner, String host, Hearing hearing) {
    return outgoing
        .addresses(purpose, owner, Target.of(host, 1))
        .map(found -> listen(found.getFirst(), hearing));
  }

  private Runnable listen(InetAddress address, Hearing hearing) {
    if (hearings.size() < LISTENERS_MAX || hearings.containsKey(address))
      hearings.computeIfAbsent(address, _ -> new CopyOnWriteArrayList<>()).add(hearing);
    return () ->
        hearings.computeIfPresent(
            address,
            (_, all) -> {
              all.remove(hearing);
              return all.isEmpty() ? null : all;
            });
  }

  /// Sends a datagram; that it went out says nothing of its arrival.
  ///
  /// @return fails with a [ConnectException] if the address may not be reached for this purpose
  public Future<Void> send(Purpose purpose, String owner, String host, int port, Bytes body) {
    return outgoing
        .addresses(purpose, owner, Target.of(host, port))
        .compose(found ->
            socket()
                .compose(open ->
                    open.send(
                        Buffer.buffer(body.unsafeArray()),
                        port,
                        found.getFirst().getHostAddress())))
        .onSuccess(_ -> sent.increment());
  }

  public Map<String, Long> counters() {
    var all = new TreeMap<String, Long>();
    all.put("udp.sent", sent.sum());
    all.put("udp.heard", heard.sum());
    all.put("udp.unasked", unasked.sum());
    return all;
  }

  @Override
  public synchronized void close() {
    hearings.clear();
    if (socket != null) socket.onSuccess(DatagramSocket::close);
  }
}

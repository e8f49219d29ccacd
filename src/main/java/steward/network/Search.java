package steward.network;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import steward.value.Bytes;

/// Asks everybody on the home networks, or one address, and hears who answers. Thread-safe.
///
/// An answer counts for the address that it came from; one that may not be a thing's is left.
public final class Search {
  /// For this long answers are heard after the last question.
  private static final Duration HEARD_FOR = Duration.ofSeconds(4);

  /// More answers to one question are left: somebody floods us.
  private static final int ANSWERS_MAX = 2_000;

  private static final int BYTES_MAX = 16 * 1024;
  private static final int ANSWER_MAX = 64 * 1024;

  private final Vertx vertx;
  private final Outgoing outgoing;
  private final Purpose purpose;

  /// Makes the question.
  @FunctionalInterface
  public interface Question {
    /// @param address our own in figures, on the network that it goes to
    Bytes from(String address, int port);
  }

  /// Takes an answer.
  @FunctionalInterface
  public interface Answers {
    /// @param from the address in figures that it came from, as far as one can know
    void heard(String from, int port, Bytes body);
  }

  public Search(Vertx vertx, Outgoing outgoing, Purpose purpose) {
    this.vertx = vertx;
    this.outgoing = outgoing;
    this.purpose = purpose;
  }

  /// Asks everybody on each IPv4 home network.
  ///
  /// @param to the group to ask; empty for everybody of the network
  /// @param from the port to ask from, where it is free; 0 for any
  /// @param times how often, a second apart
  public void everybody(
      Optional<InetAddress> to, int port, int from, int times, Question question, Answers answers) {
    vertx
        .executeBlocking(HomeNetworks::four, false)
        .onSuccess(networks -> {
          for (HomeNetworks.Four network : networks) {
            String own = network.own().getHostAddress();
            String everybody = to.orElse(network.everybody()).getHostAddress();
            var _ = ask(own, everybody, network.network(), port, from, times, question, answers);
          }
        });
  }

  /// Asks one address.
  ///
  /// @return when it is asked; fails if it may not be reached
  public Future<Void> one(
      String host, int port, int from, int times, Question question, Answers answers) {
    return outgoing
        .addresses(purpose, "search", Target.of(host, port))
        .compose(found ->
            ask(
                "0.0.0.0",
                found.getFirst().getHostAddress(),
                "",
                port,
                from,
                times,
                question,
                answers));
  }

  private Future<Void> ask(
      String own,
      String to,
      String network,
      int port,
      int from,
      int times,
      Question question,
      Answers answers) {
    var options = new DatagramSocketOptions().setBroadcast(true).setReceiveBufferSize(BYTES_MAX);
    if (!network.isEmpty()) options.setMulticastNetworkInterface(network);
    DatagramSocket socket = vertx.createDatagramSocket(options);
    var left = new AtomicInteger(ANSWERS_MAX);
    socket.handler(packet -> {
      if (left.getAndDecrement() > 0) heard(packet, answers);
    });
    socket.exceptionHandler(_ -> {});
    Future<DatagramSocket> open =
        from == 0
            ? socket.listen(0, own)
            : socket.listen(from, own).recover(_ -> socket.listen(0, own));
    return open.compose(ready -> {
      send(ready, to, port, times, question, own);
      long closeAfter = HEARD_FOR.plusSeconds(times).toMillis();
      vertx.setTimer(closeAfter, _ -> ready.close());
      return Future.<Void>succeededFuture();
    });
  }

  private void send(
      DatagramSocket socket, String to, int port, int times, Question question, String own) {
    Bytes body = question.from(own, socket.localAddress().port());
    var _ = socket.send(Buffer.buffer(body.unsafeArray()), port, to);
    if (times > 1) vertx.setTimer(1_000, _ -> send(socket, to, port, times - 1, question, own));
  }

  private void heard(DatagramPacket packet, Answers answers) {
    String from = packet.sender().host();
    try {
      if (purpose.allows(InetAddress.ofLiteral(from), Addresses::isOwn))
        answers.heard(from, packet.sender().port(), Bytes.wrap(packet.data().getBytes()));
    } catch (IllegalArgumentException _) {
      // No address in figures.
    }
  }

  /// Asks one address over HTTP, with TLS whatever its certificate: nothing secret may be asked.
  ///
  /// @return the answer and the address that gave it
  public Future<Given> http(
      String host, int port, boolean tls, String method, String path, Bytes body) {
    Optional<Trust> any =
        tls ? Optional.of(new Trust("", Optional.empty(), _ -> {})) : Optional.empty();
    var target = new Target(host, port, tls, Optional.empty());
    return outgoing
        .addresses(purpose, "search", target)
        .compose(found -> {
          String figures = found.getFirst().getHostAddress();
          var there = new Target(figures, port, tls, Optional.empty());
          HttpLine line = outgoing.http(purpose, "search", there, any, false, 1);
          return line.ask(method, path, java.util.Map.of(), body, Duration.ofSeconds(4), ANSWER_MAX)
              .map(reply -> new Given(figures, reply))
              .onComplete(_ -> line.close());
        });
  }

  /// What an address answered.
  public record Given(String from, HttpLine.Reply reply) {}
}

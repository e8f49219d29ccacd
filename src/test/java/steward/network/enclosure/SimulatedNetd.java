package steward.network.enclosure;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/// The fence's helper as far as its words go, over a real Unix socket: it holds plans and changes
/// nothing. It can be out of sorts.
final class SimulatedNetd implements AutoCloseable {
  enum Mood {
    WELL,
    /// It takes the request and goes away without a word.
    DIES,
    /// It takes the request, does it, and goes away without a word.
    DIES_AFTERWARDS,
    SILENT,
    REFUSES
  }

  private final ServerSocketChannel server;
  private final CountDownLatch over = new CountDownLatch(1);
  final List<String> heard = new CopyOnWriteArrayList<>();
  volatile Mood mood = Mood.WELL;
  volatile List<String> holds = List.of();
  volatile List<String> tried = List.of();
  volatile String token = "";

  /// Further lines of its state, such as that others changed the rules.
  volatile String more = "";

  SimulatedNetd(Path socket) throws IOException {
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    Thread.ofVirtual().start(this::serve);
  }

  /// The verbs that were asked for, without those that only look.
  List<String> deeds() {
    return heard.stream()
        .map(line -> line.split(" ", 2)[0])
        .filter(w -> !w.equals("state"))
        .toList();
  }

  boolean holds(String row) {
    return holds.stream().anyMatch(row::equals);
  }

  /// The trial ends as if nobody had confirmed it.
  void lapse() {
    token = "";
    tried = List.of();
  }

  private void serve() {
    while (server.isOpen()) {
      try {
        SocketChannel peer = server.accept();
        Thread.ofVirtual().start(() -> hear(peer));
      } catch (IOException _) {
        return;
      }
    }
  }

  private void hear(SocketChannel peer) {
    try (peer) {
      var reader = new BufferedReader(Channels.newReader(peer, US_ASCII));
      var lines = new ArrayList<String>();
      for (String line = reader.readLine(); line != null && !line.equals("."); ) {
        lines.add(line);
        line = reader.readLine();
      }
      String first = lines.removeFirst();
      heard.add(first);
      switch (mood) {
        case DIES -> {
          return;
        }
        case SILENT -> over.await();
        case REFUSES -> say(peer, first.equals("state") ? "ok " + state() : "no such as it is");
        case WELL -> say(peer, answer(first.split(" ", -1), lines));
        case DIES_AFTERWARDS -> answer(first.split(" ", -1), lines);
      }
    } catch (IOException | InterruptedException _) {
      // Whoever asked has gone.
    }
  }

  private static void say(SocketChannel peer, String answer) throws IOException {
    ByteBuffer all = ByteBuffer.wrap(answer.getBytes(US_ASCII));
    while (all.hasRemaining()) peer.write(all);
  }

  private String state() {
    String held = token.isEmpty() ? holds.isEmpty() ? "none" : "confirmed" : "trial " + token;
    return held + more;
  }

  private String answer(String[] words, List<String> rows) {
    return switch (words[0]) {
      case "state" -> "ok " + state();
      case "again" -> {
        more = "";
        yield "ok ";
      }
      case "apply" -> {
        if (!token.isEmpty()) yield "no another change waits for its confirmation";
        token = "5f0c2a9e11d3b764";
        tried = List.copyOf(rows);
        yield "ok " + token;
      }
      case "confirm" -> {
        if (!words[1].equals(token)) yield "no there is nothing of this name";
        holds = tried;
        lapse();
        yield "ok ";
      }
      case "back" -> {
        lapse();
        yield "ok ";
      }
      case "change" -> {
        if (!Difference.ground(holds).equals(Difference.ground(rows)))
          yield "no this changes more than things: it wants a trial";
        holds = List.copyOf(rows);
        yield "ok ";
      }
      case "window", "learn", "cut" ->
          holds.stream().anyMatch(row -> row.startsWith("thing " + words[1] + " "))
              ? "ok "
              : "no there is nothing of this name";
      default -> "no there is no such verb";
    };
  }

  @Override
  public void close() throws IOException {
    over.countDown();
    server.close();
  }
}

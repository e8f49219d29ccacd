package steward.sim.fence;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// The fence's helper as far as its words go, over a real Unix socket, with a network of simulated
/// stations behind it: it holds plans and changes nothing on this machine. Thread-safe.
public final class SimFence implements AutoCloseable {
  private static final String TOKEN = "5f0c2a9e11d3b764";
  private static final int LINES_MAX = 20_100;

  private final ServerSocketChannel server;
  private final Path socket;
  private final InstantSource clock;
  private final SimTraffic traffic;
  private final SimTimed timed = new SimTimed();
  private SimPlan holds = SimPlan.NONE;
  private SimPlan tried = SimPlan.NONE;
  private Instant trialEnds = Instant.MIN;

  /// @throws IOException if the socket cannot be made
  public SimFence(Path socket, List<SimStation> stations, InstantSource clock) throws IOException {
    this.socket = socket;
    this.clock = clock;
    traffic = new SimTraffic(stations, clock.instant());
    Files.deleteIfExists(socket);
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    Thread.ofVirtual().name("simulated fence").start(this::serve);
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
        if (lines.size() == LINES_MAX) return;
        lines.add(line);
        line = reader.readLine();
      }
      if (lines.isEmpty()) return;
      ByteBuffer all = ByteBuffer.wrap(answer(lines).getBytes(UTF_8));
      while (all.hasRemaining()) peer.write(all);
    } catch (IOException _) {
      // Whoever asked has gone.
    }
  }

  private synchronized String answer(List<String> lines) {
    String[] words = (lines.getFirst() + " ").split(" ", -1);
    List<String> rows = lines.subList(1, lines.size());
    Instant now = clock.instant();
    if (isTrial() && !now.isBefore(trialEnds)) trialEnds = Instant.MIN;
    timed.forget(now);
    traffic.until(now, isTrial() ? tried : holds, timed);
    return switch (words[0]) {
      case "state" -> "ok " + state();
      case "check", "again", "visible", "wifi", "tunnel" -> "ok ";
      case "apply" -> apply(rows, now.plusSeconds(Long.parseLong(words[1])));
      case "confirm", "back" -> ended(words[0].equals("confirm"), words[1]);
      case "change" -> changed(rows);
      case "close" -> {
        holds = SimPlan.NONE;
        yield "ok ";
      }
      case "window", "learn", "cut" -> time(words[0], words[1], rows, now);
      case "flows" -> "ok " + traffic.flows();
      case "leases" -> "ok " + traffic.leases(holds, now);
      case "names" -> "ok " + traffic.names(Integer.parseInt(words[1]));
      case "peers" -> "ok ";
      default -> "no there is no such verb";
    };
  }

  private boolean isTrial() {
    return trialEnds.isAfter(Instant.MIN);
  }

  private String state() {
    return isTrial() ? "trial " + TOKEN : holds.rows().isEmpty() ? "none" : "confirmed";
  }

  private String apply(List<String> rows, Instant ends) {
    if (isTrial()) return "no another change waits for its confirmation";
    tried = new SimPlan(rows);
    trialEnds = ends;
    return "ok " + TOKEN;
  }

  private String ended(boolean confirmed, String token) {
    if (!isTrial() || !token.equals(TOKEN)) return "no there is nothing of this name";
    if (confirmed) holds = tried;
    trialEnds = Instant.MIN;
    return "ok ";
  }

  private String changed(List<String> rows) {
    if (isTrial()) return "no another change waits for its confirmation";
    if (holds.rows().isEmpty()) return "no there is nothing of this name";
    holds = new SimPlan(rows);
    return "ok ";
  }

  private String time(String verb, String id, List<String> rows, Instant now) {
    if (!holds.has(id)) return "no there is nothing of this name";
    if (rows.isEmpty()) timed.end(verb, id);
    else timed.begin(verb, id, now.plusSeconds(Long.parseLong(rows.getFirst())));
    return "ok ";
  }

  @Override
  public void close() throws IOException {
    server.close();
    Files.deleteIfExists(socket);
  }
}

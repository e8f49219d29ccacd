package steward.sim.fence;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The fence's helper as far as its words go, over a real Unix socket, with a network of simulated
/// stations behind it: it holds plans and changes nothing on this machine. Thread-safe.
public final class SimFence implements AutoCloseable {
  private static final String TOKEN = "5f0c2a9e11d3b764";

  private final HelperSocket socket;
  private final InstantSource clock;
  private final SimTraffic traffic;
  private final SimTimed timed = new SimTimed();
  private SimPlan holds = SimPlan.NONE;
  private SimPlan tried = SimPlan.NONE;
  private Instant trialEnds = Instant.MIN;

  /// @throws IOException if the socket cannot be made
  public SimFence(Path socket, List<SimStation> stations, InstantSource clock) throws IOException {
    this.clock = clock;
    traffic = new SimTraffic(stations, clock.instant());
    this.socket = new HelperSocket(socket, lines -> Optional.of(answer(lines)));
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
    socket.close();
  }
}

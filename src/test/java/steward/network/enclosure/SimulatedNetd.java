package steward.network.enclosure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import steward.sim.fence.HelperSocket;

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

  private final HelperSocket server;
  private final CountDownLatch over = new CountDownLatch(1);
  final List<String> heard = new CopyOnWriteArrayList<>();

  /// What was begun and not ended.
  final Set<String> open = new ConcurrentSkipListSet<>();

  volatile Mood mood = Mood.WELL;

  /// The verb after which it goes away without a word, with all that ends anything.
  volatile String mute = "";

  volatile List<String> holds = List.of();
  volatile List<String> tried = List.of();
  volatile String token = "";

  /// Further lines of its state, such as that others changed the rules.
  volatile String more = "";

  SimulatedNetd(Path socket) throws IOException {
    server = new HelperSocket(socket, this::hear);
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

  private Optional<String> hear(List<String> lines) {
    String first = lines.getFirst();
    List<String> rows = lines.subList(1, lines.size());
    heard.add(first);
    return switch (mood) {
      case DIES -> Optional.empty();
      case SILENT -> silent();
      case REFUSES -> Optional.of(first.equals("state") ? "ok " + state() : "no such as it is");
      case WELL -> {
        boolean says = mute.isEmpty() || !first.startsWith(mute);
        if (!says && rows.isEmpty()) yield Optional.empty();
        String answer = answer(first.split(" ", -1), rows);
        yield says ? Optional.of(answer) : Optional.empty();
      }
      case DIES_AFTERWARDS -> {
        answer(first.split(" ", -1), rows);
        yield Optional.empty();
      }
    };
  }

  private Optional<String> silent() {
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
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
      case "window", "learn", "cut" -> {
        if (holds.stream().noneMatch(row -> row.startsWith("thing " + words[1] + " ")))
          yield "no there is nothing of this name";
        String what = words[0] + " " + words[1];
        if (rows.isEmpty()) open.remove(what);
        else open.add(what);
        yield "ok ";
      }
      default -> "no there is no such verb";
    };
  }

  @Override
  public void close() throws IOException {
    over.countDown();
    server.close();
  }
}

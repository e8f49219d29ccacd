package steward.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import steward.cli.Screen.Tone;
import steward.value.Tree;

/// Shows what happens in the house while it happens, over server-sent events; goes on where it was
/// after an interruption.
final class WatchVerb {
  /// The steward writes at least a comment each 15 seconds.
  private static final Duration SILENCE_MAX = Duration.ofSeconds(45);

  private static final long PAUSE_MS_MAX = 10_000;
  private static final int EVENT_LENGTH_MAX = 1 << 20;

  private final Asked asked;
  private final long countMax;
  private long seq;
  private long shown;

  private WatchVerb(Asked asked, long seq, long countMax) {
    this.asked = asked;
    this.seq = seq;
    this.countMax = countMax;
  }

  static Verb watch() {
    return Verb.of(
            "watch",
            "Show what happens in the house while it happens, until you stop it.",
            WatchVerb::start)
        .option(
            "--kind",
            "KIND",
            "Only entries of these kinds, with commas: reading, command, outcome, firing …")
        .option("--subject", "ID", "Only what is about this thing or activity.")
        .option("--after", "NUMBER", "Begin after this journal number (default: now).")
        .option("--count", "NUMBER", "End after so many entries.")
        .example("steward watch")
        .example("steward watch --subject hall-lamp --kind command,outcome")
        .example("steward watch --json | jq -c 'select(.kind==\"reading\")'");
  }

  private static Exit start(Asked asked) throws Failure, InterruptedException {
    long after = asked.whole("--after", -1, 0, Long.MAX_VALUE);
    long count = asked.whole("--count", Long.MAX_VALUE, 1, Long.MAX_VALUE);
    return new WatchVerb(asked, after, count).follow();
  }

  /// The first connection must succeed; a later one is tried again for ever.
  private Exit follow() throws Failure, InterruptedException {
    var api = asked.api();
    boolean reached = false;
    for (long pause = 500; ; pause = Math.min(PAUSE_MS_MAX, pause * 2)) {
      try (var in = api.stream(seq, SILENCE_MAX)) {
        if (reached) asked.screen().err().println("steward: connected again");
        reached = true;
        pause = 500;
        if (read(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))))
          return Exit.DONE;
        asked.screen().complain("the connection has ended; trying again");
      } catch (IOException e) {
        if (!reached || Thread.currentThread().isInterrupted()) throw api.unreachable(e);
        asked
            .screen()
            .complain(
                "the connection is lost ("
                    + Screen.clean(String.valueOf(e.getMessage()))
                    + "); trying again");
      } catch (Api.Refusal refusal) {
        if (!reached || refusal.exit() != Exit.STEWARD_FAILED) throw refusal;
      }
      TimeUnit.MILLISECONDS.sleep(pause + RandomGenerator.getDefault().nextLong(pause));
    }
  }

  /// Reads events until the stream ends; true when no more are wanted.
  private boolean read(BufferedReader in) throws IOException {
    String event = "";
    var data = new StringBuilder();
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.startsWith("event:")) {
        event = line.substring(6).strip();
      } else if (line.startsWith("id:")) {
        remember(line.substring(3).strip());
      } else if (line.startsWith("data:")) {
        data.append(data.isEmpty() ? "" : "\n").append(line.substring(5).strip());
        if (data.length() > EVENT_LENGTH_MAX) throw new IOException("an event is too long");
      } else if (line.isEmpty()) {
        if (!data.isEmpty() && show(event, data.toString())) return true;
        event = "";
        data.setLength(0);
      }
    }
    return false;
  }

  private void remember(String id) {
    if (id.matches("\\d{1,18}")) seq = Long.parseLong(id);
  }

  private boolean show(String event, String data) throws IOException {
    Tree entry;
    try {
      entry = Tree.of(Json.read(data));
    } catch (IllegalArgumentException e) {
      throw new IOException("an event is no JSON", e);
    }
    if (!(entry.node() instanceof Map)) return false;
    if (event.equals("hello")) {
      if (seq < 0) remember(Part.text(entry, "seq"));
      if (asked.screen().live()) {
        asked.screen().err().println(asked.screen().toned(Tone.FAINT, "watching; Ctrl-C ends it"));
      }
      return false;
    }
    if (!wanted(entry)) return false;
    asked.screen().line(asked.json() ? Json.line(entry.node()) : Entries.line(asked, entry));
    shown++;
    // Whoever reads us may have gone, such as `head`.
    return shown >= countMax || asked.screen().out().checkError();
  }

  private boolean wanted(Tree entry) {
    var kinds =
        asked
            .option("--kind")
            .map(text -> java.util.List.of(text.split("\\s*,\\s*")))
            .orElse(java.util.List.of());
    String subject = asked.option("--subject").orElse("");
    return (kinds.isEmpty() || kinds.contains(Part.text(entry, "kind")))
        && (subject.isEmpty() || subject.equals(Part.text(entry, "subject")));
  }
}

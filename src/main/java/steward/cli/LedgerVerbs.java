package steward.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import steward.cli.Screen.Tone;
import steward.network.ledger.Statement;
import steward.network.ledger.StatementCheck;
import steward.value.Tree;

/// What left the house, and the statements that prove it.
final class LedgerVerbs {
  private LedgerVerbs() {}

  static Verb ledger() {
    return Verb.of("ledger", "Show what left the house, and what was refused.", LedgerVerbs::shown)
        .word(
            "STATION", "0..1", "Only this one, as 'steward network stations' names it, or steward.")
        .option("--since", "DAY", "From this day on (default: the first of this month).")
        .option("--until", "DAY", "Up to this day (default: today).")
        .part(LedgerEntryVerb.entries())
        .part(
            Verb.of(
                    "key",
                    "Show the public key by which the house signs its ledger.",
                    LedgerVerbs::key)
                .example("steward ledger key"))
        .more("What was not measured is said to be so, and is never shown as zero.")
        .example("steward ledger --since 2026-11-01")
        .example("steward ledger s_02a1b2c3d4e5 --json");
  }

  static Verb statement() {
    return Verb.of(
            "statement",
            "Write the ledger of a month: every entry and the signatures.",
            LedgerVerbs::statement)
        .word("MONTH", "0..1", "Such as 2026-11 (default: this one).")
        .flag("--text", "In words, to be printed, instead.")
        .part(
            Verb.of("check", "Check a statement's file; needs no house.", LedgerVerbs::check)
                .word("FILE", "1", "The file.")
                .option(
                    "--key",
                    "FINGERPRINT",
                    "That its key must have, as 'steward ledger key' showed it.")
                .local()
                .more(
                    """
                    Finds a line that was changed, taken out, put in or moved, and says which. Without
                    --key it can be anybody's statement: compare the fingerprint it shows.\
                    """)
                .example("steward statement check november.ndjson --key '3f2a…'"))
        .example("steward statement 2026-11 > november.ndjson")
        .example("steward statement 2026-11 --text");
  }

  private static String span(Asked asked) {
    var query = new LinkedHashMap<String, String>();
    for (String name : List.of("since", "until"))
      asked.option("--" + name).ifPresent(day -> query.put(name, day));
    return query.isEmpty() ? "" : JournalVerbs.query(query);
  }

  private static Exit shown(Asked asked) throws Failure {
    return asked.word(0).isEmpty() ? house(asked) : station(asked);
  }

  private static Exit house(Asked asked) throws Failure {
    Tree answer = asked.api().get("/ledger" + span(asked));
    if (asked.printed(answer)) return Exit.DONE;
    var screen = asked.screen();
    screen.line(screen.toned(Tone.STRONG, Part.text(answer, "sentence")));
    var rows = new ArrayList<List<String>>();
    for (Tree one : Part.items(answer, "stations"))
      rows.add(
          List.of(
              Part.text(one, "id"),
              Part.text(one, "name"),
              bytes(one, "left"),
              bytes(one, "came"),
              packets(one, "refused"),
              packets(one, "inside"),
              one.has("names") ? Part.text(one, "names", "refused") : "-"));
    if (!rows.isEmpty())
      screen.table(
          List.of("STATION", "NAME", "LEFT", "CAME", "REFUSED", "INSIDE", "NAMES REFUSED"), rows);
    screen.line(
        "The steward itself: " + (answer.has("own") ? bytes(answer, "own") : "bytes not measured"));
    rest(asked, answer);
    return Exit.DONE;
  }

  private static String bytes(Tree tree, String name) {
    if (!tree.has(name)) return "not measured";
    return Statement.bytes((long) tree.get(name).get("bytes").number());
  }

  private static String packets(Tree tree, String name) {
    return tree.has(name) ? Part.text(tree, name, "packets") : "not measured";
  }

  private static void rest(Asked asked, Tree answer) {
    var screen = asked.screen();
    for (Tree gap : Part.items(answer, "gaps"))
      screen.line(
          screen.toned(
              Tone.DOUBTFUL,
              "not measured from %s to %s: %s"
                  .formatted(
                      asked.time(Part.text(gap, "from")),
                      asked.time(Part.text(gap, "to")),
                      Part.text(gap, "why"))));
    for (Tree alert : Part.items(answer, "alerts"))
      screen.line(
          screen.toned(
              Tone.BAD,
              "%s  %s %s"
                  .formatted(
                      asked.time(Part.text(alert, "at")),
                      Part.text(alert, "name"),
                      Part.text(alert, "sentence"))));
  }

  private static Exit station(Asked asked) throws Failure {
    Tree answer = asked.api().get("/ledger/stations/" + Api.part(asked.word(0)) + span(asked));
    if (asked.printed(answer)) return Exit.DONE;
    var screen = asked.screen();
    screen.line(
        screen.toned(
            Tone.STRONG, Part.text(answer, "name") + ". " + Part.text(answer, "sentence")));
    var rows = new ArrayList<List<String>>();
    for (Tree way : Part.items(answer, "ways"))
      rows.add(
          List.of(
              Part.text(way, "verdict"),
              Part.text(way, "to"),
              Part.text(way, "protocol") + " " + Part.text(way, "port"),
              way.has("up") ? Part.text(way, "up", "packets") : Part.text(way, "times"),
              bytes(way, "up"),
              bytes(way, "down"),
              asked.time(Part.text(way, "last"))));
    if (!rows.isEmpty())
      screen.table(List.of("VERDICT", "TO", "PORT", "TIMES", "UP", "DOWN", "LAST"), rows);
    for (Tree name : Part.items(answer, "asked"))
      screen.line(
          "%s asked for, %s times: %s"
              .formatted(
                  Part.text(name, "name"), Part.text(name, "times"), Part.text(name, "verdict")));
    for (Tree note : Part.items(answer, "notes"))
      screen.line(
          "%s  %s (%s)"
              .formatted(
                  asked.time(Part.text(note, "at")),
                  Part.text(note, "sentence"),
                  Part.text(note, "by")));
    rest(asked, answer);
    return Exit.DONE;
  }

  private static Exit key(Asked asked) throws Failure {
    Tree answer = asked.api().get("/ledger/key");
    if (asked.printed(answer)) return Exit.DONE;
    asked.screen().line(Part.text(answer, "fingerprint"));
    return Exit.DONE;
  }

  private static Exit statement(Asked asked) throws Failure, IOException {
    String query = asked.word(0).isEmpty() ? "" : "?month=" + Api.part(asked.word(0));
    if (asked.flag("--text") || asked.json()) {
      Tree answer = asked.api().get("/ledger/statement" + query);
      if (!asked.printed(answer))
        answer.get("text").text().lines().map(Screen::clean).forEach(asked.screen()::line);
      return Exit.DONE;
    }
    asked
        .screen()
        .out()
        .write(
            asked
                .api()
                .fetch("GET", "/ledger/statement/file" + query, null, "application/x-ndjson"));
    return Exit.DONE;
  }

  private static Exit check(Asked asked) throws Failure, IOException {
    StatementCheck.Result result;
    try (var lines = Files.lines(asked.file(asked.word(0)))) {
      result = StatementCheck.check(lines.iterator(), asked.option("--key"));
    } catch (java.io.UncheckedIOException e) {
      throw new Failure(Exit.FAILED, "the file cannot be read: it is no text");
    }
    var screen = asked.screen();
    if (!result.isSound()) {
      result.faults().forEach(fault -> screen.err().println(Screen.clean(fault)));
      throw new Failure(Exit.UNSOUND, "this statement is not sound");
    }
    screen.line(
        screen.toned(
            Tone.GOOD,
            "Sound: %s of %s, %d entries, %d signatures."
                .formatted(
                    Screen.clean(result.month()),
                    Screen.clean(result.house()),
                    result.entries(),
                    result.heads())));
    screen.line("Signed by the key " + result.fingerprint());
    return Exit.DONE;
  }
}

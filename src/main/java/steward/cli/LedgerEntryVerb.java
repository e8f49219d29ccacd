package steward.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import steward.cli.Screen.Tone;
import steward.network.ledger.Statement;
import steward.value.Tree;

/// Single entries of the ledger: who went where when, how often, and whether it was let.
final class LedgerEntryVerb {
  private LedgerEntryVerb() {}

  static Verb entries() {
    return Verb.of(
            "entries",
            "List single entries; the newest last, as the journal does.",
            LedgerEntryVerb::list)
        .word("STATION", "0..1", "Only of this one; steward for the house itself.")
        .flag("--refused", "Only what was refused, and what was not measured.")
        .option("--kind", "KIND", "Only this: flow, name, gap, alert, note.")
        .option("--since", "DAY", "Only from this day on.")
        .option("--until", "DAY", "Only up to this day.")
        .option("--before", "NUMBER", "Only entries before this number.")
        .option("--limit", "COUNT", "How many at most, 1 to 500 (default: 50).")
        .more(
            "The newest ones are shown, and by what --before to go on. What lies open is written within"
                + " half an hour. The way of a flow is the one that it has now.")
        .example("steward ledger entries --refused")
        .example("steward ledger entries s_020000000100 --since 2026-11-01")
        .example("steward ledger entries --kind alert");
  }

  private static Exit list(Asked asked) throws Failure {
    var query = new LinkedHashMap<String, String>();
    if (!asked.word(0).isEmpty()) query.put("station", asked.word(0));
    if (asked.flag("--refused")) query.put("verdict", "refused");
    for (String filter : List.of("kind", "since", "until", "before"))
      asked.option("--" + filter).ifPresent(text -> query.put(filter, text));
    query.put("limit", Long.toString(asked.whole("--limit", 50, 1, 500)));
    Tree answer = asked.api().get("/ledger/entries" + JournalVerbs.query(query));
    if (asked.printed(answer)) return Exit.DONE;
    var rows = new ArrayList<List<String>>();
    for (Tree one : Part.items(answer, "open")) rows.add(row(asked, one));
    for (Tree one : answer.get("items").items()) rows.add(row(asked, one));
    Collections.reverse(rows);
    if (rows.isEmpty())
      asked
          .screen()
          .line(
              answer.has("next")
                  ? "Nothing of this kind among the newest; older ones may be."
                  : "There is no such entry.");
    else asked.screen().table(List.of("NUMBER", "FROM", "TO", "WHO", "WHAT"), rows);
    if (answer.has("next"))
      asked.screen().complain("older ones: the same with --before " + Part.text(answer, "next"));
    return Exit.DONE;
  }

  private static List<String> row(Asked asked, Tree one) {
    String from = asked.time(Part.text(one, "from"));
    String to = asked.time(Part.text(one, "to"));
    return List.of(
        one.has("seq") ? "#" + Part.text(one, "seq") : "(open)",
        from,
        to.equals(from) ? "" : to,
        Part.text(one, "called"),
        what(asked.screen(), one));
  }

  private static String what(Screen screen, Tree one) {
    String sentence = Part.text(one, "sentence");
    return switch (Part.text(one, "kind")) {
      case "flow" -> isRefused(one) ? screen.toned(Tone.BAD, refused(one)) : flow(one);
      case "name" -> isRefused(one) ? screen.toned(Tone.BAD, name(one)) : name(one);
      case "gap" -> screen.toned(Tone.DOUBTFUL, "not measured: " + Part.text(one, "why"));
      case "alert" -> screen.toned(Tone.BAD, sentence);
      default -> sentence + " (" + Part.text(one, "by") + ")";
    };
  }

  private static boolean isRefused(Tree one) {
    return Part.text(one, "verdict").equals("refused");
  }

  private static String refused(Tree one) {
    return "refused: %s to %s".formatted(count(number(one, "up", 0), "attempt"), place(one));
  }

  private static String flow(Tree one) {
    if (one.has("times")) return "%s, %s; bytes not measured".formatted(place(one), times(one));
    String way = Part.text(one, "lane");
    return "%s: %s out, %s in%s"
        .formatted(
            place(one),
            Statement.bytes(number(one, "up", 1)),
            Statement.bytes(number(one, "down", 1)),
            way.isEmpty() ? "" : "; its way " + way);
  }

  private static String name(Tree one) {
    String verdict =
        isRefused(one)
            ? "refused"
            : Part.text(one, "left").equals("true") ? "passed on" : "answered";
    return "%s: the name %s, %s".formatted(verdict, Part.text(one, "name"), times(one));
  }

  private static String place(Tree one) {
    String host = Part.text(one, "host");
    String port = Part.text(one, "port");
    String place = host.isEmpty() ? Part.text(one, "address") : host;
    String at = (Part.text(one, "protocol") + " " + (port.equals("0") ? "" : port)).strip();
    return at.isEmpty() ? place : place + " (" + at + ")";
  }

  private static String times(Tree one) {
    return count((long) one.get("times").number(), "time");
  }

  private static String count(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  private static long number(Tree one, String way, int index) {
    return (long) one.get(way).items().get(index).number();
  }
}

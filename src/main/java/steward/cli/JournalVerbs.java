package steward.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import steward.cli.Screen.Tone;
import steward.value.Tree;

/// What happened, and why.
final class JournalVerbs {
  private static final List<String> FILTERS = List.of("kind", "subject", "before", "after");

  private JournalVerbs() {}

  static Verb journal() {
    return Verb.of("journal", "Show what happened, the oldest of it first.", JournalVerbs::list)
        .option("--subject", "ID", "Only what is about this thing or activity.")
        .option(
            "--kind",
            "KIND",
            "Only this kind: reading, status, command, outcome, firing, thing, activity …")
        .option("--before", "NUMBER", "Only entries before this number.")
        .option("--after", "NUMBER", "Only entries after this number.")
        .option("--limit", "COUNT", "How many at most, 1 to 1000 (default: 50).")
        .example("steward journal --subject hall-lamp")
        .example("steward journal --kind firing --limit 10 --json");
  }

  static Verb why() {
    return Verb.of(
            "why",
            "Say why something happened: the chain of causes behind it.",
            JournalVerbs::explain)
        .word(
            "NUMBER",
            "1",
            "The journal number, as watch, journal and perform show it; or a thing, for the latest.")
        .example("steward why 812")
        .example("steward why hall-lamp");
  }

  private static Exit list(Asked asked) throws Failure {
    var query = new LinkedHashMap<String, String>();
    for (String filter : FILTERS)
      asked.option("--" + filter).ifPresent(text -> query.put(filter, text));
    for (String number : List.of("before", "after"))
      asked.whole("--" + number, 0, 0, Long.MAX_VALUE);
    query.put("limit", Long.toString(asked.whole("--limit", 50, 1, 1000)));
    Tree answer = asked.api().get("/journal" + query(query));
    if (asked.printed(answer)) return Exit.DONE;
    var items = new ArrayList<>(answer.get("items").items());
    java.util.Collections.reverse(items);
    items.forEach(entry -> asked.screen().line(Entries.line(asked, entry)));
    if (items.isEmpty()) asked.screen().line("Nothing of that kind is in the journal.");
    return Exit.DONE;
  }

  static String query(Map<String, String> parts) {
    return parts.entrySet().stream()
        .map(part -> part.getKey() + "=" + Api.part(part.getValue()))
        .collect(Collectors.joining("&", "?", ""));
  }

  private static Exit explain(Asked asked) throws Failure {
    String what = asked.word(0);
    var api = asked.api();
    String seq = what.matches("#?\\d{1,18}") ? what.replace("#", "") : latest(api, what);
    Tree why = api.get("/journal/" + seq + "/why");
    if (!asked.printed(why)) tell(asked, why);
    return Exit.DONE;
  }

  /// The latest entry about a thing that has a cause, else the latest at all.
  private static String latest(Api api, String subject) throws Failure {
    for (String kind : List.of("command", "reading", "")) {
      var query = new LinkedHashMap<String, String>();
      query.put("subject", subject);
      query.put("limit", "1");
      if (!kind.isEmpty()) query.put("kind", kind);
      var items = api.get("/journal" + query(query)).get("items").items();
      if (!items.isEmpty()) return Part.text(items.getFirst(), "seq");
    }
    ThingVerbs.thing(api, subject);
    throw new Failure(
        Exit.NOT_FOUND, "the journal has nothing about '" + Screen.clean(subject) + "' yet");
  }

  static void tell(Asked asked, Tree why) {
    var screen = asked.screen();
    screen.line(screen.toned(Tone.STRONG, Part.text(why, "sentence")));
    String indent = "";
    for (Tree link : Part.items(why, "chain")) {
      screen.line(
          "%s%s%s  %s"
              .formatted(
                  indent,
                  indent.isEmpty() ? "" : "└ ",
                  screen.toned(
                      Tone.FAINT,
                      asked.time(Part.text(link, "at")) + " #" + Part.text(link, "seq")),
                  Part.text(link, "sentence")));
      if (indent.length() < 20) indent += "  ";
    }
  }
}

package steward.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import steward.cli.Screen.Tone;
import steward.value.Tree;

/// Who is signed in, who did what, and who may do what.
final class AccessVerbs {
  private AccessVerbs() {}

  static Verb sessions() {
    return Verb.of("sessions", "List who is signed in, and where.", AccessVerbs::listSessions)
        .option("--user", "USER", "Only those of this person.")
        .part(
            Verb.of("end", "End a session.", AccessVerbs::endSession)
                .word("SESSION", "1", "The id, as 'steward sessions' shows it.")
                .example("steward sessions end 4kx9q"))
        .example("steward sessions --user anna");
  }

  static Verb audit() {
    return Verb.of(
            "audit",
            "Show who did, or was refused, what; the oldest first.",
            AccessVerbs::listAudit)
        .option("--who", "USER", "Only what this user, or USER/CLIENT, did.")
        .option("--operation", "OPERATION", "Only this, such as signIn or removeUser.")
        .option(
            "--verdict",
            "VERDICT",
            "Only this: allowed, succeeded, failed, fresh-code, forbidden, hidden, sign-in.")
        .option("--before", "NUMBER", "Only entries before this number.")
        .option("--limit", "COUNT", "How many at most, 1 to 1000 (default: 50).")
        .part(
            Verb.of("export", "Print the whole log, one JSON object a line.", AccessVerbs::export)
                .example("steward audit export > audit.ndjson"))
        .example("steward audit --verdict forbidden")
        .example("steward audit --who anna --limit 10 --json");
  }

  static Verb rights() {
    return Verb.of("rights", "Show the table of rights: what each role may do.", AccessVerbs::table)
        .option("--role", "ROLE", "Only this role, and only what it may do.")
        .example("steward rights")
        .example("steward rights --role guest");
  }

  private static Exit listSessions(Asked asked) throws Failure {
    String query = asked.option("--user").map(user -> "?user=" + Api.part(user)).orElse("");
    return asked.listed(
        "/sessions" + query,
        List.of("SESSION", "WHO", "VIA", "SINCE", "USED", "UNTIL", "FROM"),
        "Nobody is signed in.",
        session -> session(asked, session));
  }

  private static List<String> session(Asked asked, Tree session) {
    String until = Part.text(session, "until");
    return List.of(
        Part.text(session, "id"),
        Part.text(session, "user") + "/" + Part.text(session, "client"),
        Part.text(session, "via"),
        asked.time(Part.text(session, "since")),
        asked.time(Part.text(session, "seen")),
        until.isEmpty() ? "revoked" : asked.time(until),
        Part.text(session, "address")
            + (Part.text(session, "self").equals("true") ? " (this one)" : ""));
  }

  private static Exit endSession(Asked asked) throws Failure {
    asked.api().delete("/sessions/" + Api.part(asked.word(0)));
    if (!asked.json()) asked.screen().line("Ended.");
    return Exit.DONE;
  }

  private static Exit listAudit(Asked asked) throws Failure {
    var query = new LinkedHashMap<String, String>();
    asked.option("--who").ifPresent(who -> query.put("principal", who));
    for (String filter : List.of("operation", "verdict"))
      asked.option("--" + filter).ifPresent(text -> query.put(filter, text));
    long before = asked.whole("--before", 0, 0, Long.MAX_VALUE);
    if (before > 0) query.put("before", Long.toString(before));
    query.put("limit", Long.toString(asked.whole("--limit", 50, 1, 1000)));
    Tree answer = asked.api().get("/audit" + JournalVerbs.query(query));
    if (asked.printed(answer)) return Exit.DONE;
    var items = new ArrayList<>(answer.get("items").items());
    Collections.reverse(items);
    items.forEach(entry -> asked.screen().line(line(asked, entry)));
    if (items.isEmpty()) asked.screen().line("Nothing of that kind is in the audit log.");
    return Exit.DONE;
  }

  private static String line(Asked asked, Tree entry) {
    var screen = asked.screen();
    String verdict = Part.text(entry, "verdict");
    String count = Part.text(entry, "count");
    String target = Part.text(entry, "target");
    String address = Part.text(entry, "address");
    String reason = Part.text(entry, "reason");
    return "%s  %s%s: %s, by %s (%s) over %s%s%s%s"
        .formatted(
            screen.toned(
                Tone.FAINT, asked.time(Part.text(entry, "at")) + " #" + Part.text(entry, "seq")),
            Part.text(entry, "operation"),
            target.isEmpty() ? "" : " " + target,
            verdict.equals("allowed") ? verdict : screen.toned(Tone.BAD, verdict),
            Part.text(entry, "principal"),
            Part.text(entry, "role"),
            Part.text(entry, "face"),
            address.isEmpty() ? "" : " from " + address,
            count.equals("1") || count.isEmpty() ? "" : ", " + count + " times",
            reason.isEmpty() ? "" : ": " + reason);
  }

  private static Exit export(Asked asked) throws Failure, IOException {
    asked
        .screen()
        .out()
        .write(asked.api().fetch("GET", "/audit/export", null, "application/x-ndjson"));
    return Exit.DONE;
  }

  private static Exit table(Asked asked) throws Failure {
    Tree answer = asked.api().get("/rights");
    if (asked.printed(answer)) return Exit.DONE;
    var items = answer.get("items").items();
    if (items.isEmpty()) return Exit.DONE;
    var all = Part.names(items.getFirst(), "roles");
    var only = asked.option("--role");
    if (only.isPresent() && !all.contains(only.get()))
      throw Asked.wrong("--role", "one of " + String.join(", ", all), only.get());
    var roles = only.map(List::of).orElse(all);
    var rows = new ArrayList<List<String>>();
    for (Tree row : items) {
      var cells = new ArrayList<String>();
      cells.add(Part.text(row, "operation"));
      for (String role : roles) cells.add(Part.text(row, "roles", role));
      cells.add(Part.text(row, "fresh").equals("true") ? "yes" : "");
      cells.add(Part.text(row, "says"));
      if (only.isEmpty() || !cells.get(1).equals("no")) rows.add(cells);
    }
    var titles = new ArrayList<String>();
    titles.add("OPERATION");
    roles.forEach(role -> titles.add(role.toUpperCase(java.util.Locale.ROOT)));
    titles.addAll(List.of("FRESH CODE", "WHAT IT IS"));
    asked.screen().table(titles, rows);
    return Exit.DONE;
  }
}

package steward.cli;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import steward.cli.Screen.Tone;
import steward.value.Span;
import steward.value.Tree;

/// What an activity would have done, why it did not, and the house's own cases.
final class ProofVerbs {
  /// A rehearsal may take as long as the steward lets it.
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private ProofVerbs() {}

  static Verb rehearse() {
    return span(
            "rehearse",
            "Say what an activity would have done in a span of the past, beside what was done.",
            ProofVerbs::rehearse)
        .option("--file", "FILE", "A draft of it in YAML or JSON (default: as it is now).")
        .flag("--without", "As if it had not been there.")
        .example("steward activities rehearse hall-light --from 2d --file hall-light.yaml");
  }

  static Verb whyNot() {
    return Verb.of("why-not", "Say why an activity did not fire.", ProofVerbs::whyNot)
        .word("ACTIVITY", "1", "The id of the activity.")
        .option("--at", "NUMBER", "The journal entry at which it did not (default: the last time).")
        .example("steward activities why-not hall-light --at 812");
  }

  static Verb keep() {
    return span(
            "keep",
            "Keep a span of the past as a case that the activity is held to from now on.",
            ProofVerbs::keep)
        .word("NAME", "1", "The name of the case.")
        .example("steward activities keep hall-light first-evening --from 1d");
  }

  static Verb test() {
    return Verb.of(
            "test", "Hold the activities to the cases that stay with the house.", ProofVerbs::test)
        .more("Ends with 1 when a case comes out otherwise than it was kept.")
        .example("steward activities test");
  }

  private static Verb span(String name, String sentence, Verb.Act act) {
    return Verb.of(name, sentence, act)
        .word("ACTIVITY", "1", "The id of the activity.")
        .option(
            "--from", "TIME", "When it begins: 2026-03-01, 2026-03-01T18:00, or so long ago as 1d.")
        .option("--to", "TIME", "When it ends (default: now).");
  }

  private static Instant moment(Asked asked, String option, String standard) throws Failure {
    String text = asked.option(option).orElse(standard);
    ZoneId zone = ZoneId.systemDefault();
    try {
      if (text.matches("\\d+[smhd]")) return Instant.now().minus(Span.parse(text));
      if (text.endsWith("Z")) return Instant.parse(text);
      if (text.contains("T")) return LocalDateTime.parse(text).atZone(zone).toInstant();
      return LocalDate.parse(text).atStartOfDay(zone).toInstant();
    } catch (DateTimeParseException | IllegalArgumentException _) {
      throw Asked.wrong(option, "a moment such as 2026-03-01T18:00, or 1d for a day ago", text);
    }
  }

  private static Map<String, Object> between(Asked asked) throws Failure {
    var body = new LinkedHashMap<String, Object>();
    body.put("from", moment(asked, "--from", "1d").toString());
    if (asked.option("--to").isPresent()) body.put("to", moment(asked, "--to", "").toString());
    return body;
  }

  private static String path(Asked asked, String part) {
    return "/activities/" + Api.part(asked.word(0)) + part;
  }

  private static Exit rehearse(Asked asked) throws IOException, Failure {
    Map<String, Object> body = between(asked);
    var file = asked.option("--file");
    if (asked.flag("--without")) {
      if (file.isPresent()) throw Asked.wrong("--without", "it alone, or --file", "both");
      body.put("without", true);
    }
    Tree answer =
        file.isPresent()
            ? drafted(asked, Written.of(asked, file.get()), body)
            : asked(asked, path(asked, "/rehearse"), body, "rehearsing");
    if (asked.printed(answer)) return Exit.DONE;
    var screen = asked.screen();
    for (Tree line : answer.get("lines").items()) {
      String who = Part.text(line, "who");
      String mark =
          switch (who) {
            case "both" -> "=";
            case "did" -> screen.toned(Tone.BAD, "-");
            default -> screen.toned(Tone.GOOD, "+");
          };
      screen.line(
          "%s %s %s"
              .formatted(mark, asked.time(Part.text(line, "at")), Part.text(line, "sentence")));
    }
    screen.line(
        "%s entries of the journal: = did and would, - did but would not, + would but did not."
            .formatted(Part.text(answer, "entries")));
    if (!Part.text(answer, "whole").equals("true"))
      screen.line("The span was too long: not all of it was gone through.");
    if (!Part.text(answer, "exact").equals("true"))
      screen.line("No state was kept of that time: some values were not known.");
    return Exit.DONE;
  }

  /// Asks for what takes its time, and shows a person that it does.
  private static Tree asked(Asked asked, String path, Object body, String doing) throws Failure {
    try (var _ = Progress.show(asked.screen(), doing)) {
      return asked.api().call("POST", path, body, PATIENCE, Map.of());
    }
  }

  /// With a draft, whose faults are told with their lines.
  private static Tree drafted(Asked asked, Written draft, Map<String, Object> body) throws Failure {
    body.put("activity", ActivityVerbs.sound(asked, draft.yaml()).object());
    try {
      return asked(asked, path(asked, "/rehearse"), body, "rehearsing");
    } catch (Api.Refusal refusal) {
      var errors = refusal.errors().stream().map(ProofVerbs::ofDraft).toList();
      if (errors.isEmpty()) throw refusal;
      throw new Failure(refusal.exit(), draft.told(errors));
    }
  }

  /// The fault, at its place in the draft instead of in the whole body.
  private static Tree ofDraft(Tree error) {
    var fault = new LinkedHashMap<Object, Object>(error.object());
    fault.put("at", Part.text(error, "at").replaceFirst("^/activity(?=/|$)", ""));
    return Tree.of(fault);
  }

  private static Exit whyNot(Asked asked) throws Failure {
    long at = asked.whole("--at", 0, 1, Long.MAX_VALUE);
    Tree answer = asked.api().get(path(asked, "/why-not" + (at > 0 ? "?at=" + at : "")));
    if (asked.printed(answer)) return Exit.DONE;
    var screen = asked.screen();
    screen.line(
        "%s (entry %s): %s"
            .formatted(
                asked.time(Part.text(answer, "at")),
                Part.text(answer, "seq"),
                Part.text(answer, "happened")));
    for (Tree sentence : answer.get("sentences").items())
      screen.line(Screen.clean(sentence.text()));
    for (Tree edge : answer.get("edges").items()) {
      boolean came = Part.text(edge, "came").equals("true");
      String why = Part.text(edge, "why");
      screen.line(
          (came ? screen.toned(Tone.GOOD, "  came: ") : "  did not come: ")
              + Part.text(edge, "edge")
              + (why.isEmpty() ? "" : " (" + why + ")"));
    }
    if (answer.has("condition")) condition(screen, answer.get("condition"), "  ");
    return Exit.DONE;
  }

  private static void condition(Screen screen, Tree part, String indent) {
    boolean held = Part.text(part, "held").equals("true");
    String why = Part.text(part, "why");
    screen.line(
        indent
            + (held ? screen.toned(Tone.GOOD, "held: ") : screen.toned(Tone.BAD, "did not hold: "))
            + Part.text(part, "asks")
            + (why.isEmpty() ? "" : " (" + why + ")"));
    for (Tree one : part.get("parts").items()) condition(screen, one, indent + "  ");
  }

  private static Exit keep(Asked asked) throws Failure {
    Map<String, Object> body = between(asked);
    body.put("name", asked.word(1));
    Tree answer = asked(asked, path(asked, "/cases"), body, "keeping the case");
    if (asked.printed(answer)) return Exit.DONE;
    var screen = asked.screen();
    screen.line(
        "Kept, with %s events; it is expected from now on:".formatted(Part.text(answer, "inputs")));
    for (Tree line : answer.get("expected").items()) screen.line("  " + Screen.clean(line.text()));
    return Exit.DONE;
  }

  private static Exit test(Asked asked) throws Failure {
    Tree answer = asked(asked, "/cases/run", Map.of(), "going through the cases");
    boolean good = true;
    for (Tree one : answer.get("items").items()) good &= Part.text(one, "good").equals("true");
    if (!asked.printed(answer)) told(asked.screen(), answer);
    return good ? Exit.DONE : Exit.FAILED;
  }

  private static void told(Screen screen, Tree answer) {
    for (Tree one : answer.get("items").items()) {
      boolean good = Part.text(one, "good").equals("true");
      String name = Part.text(one, "name");
      screen.line(
          good
              ? screen.toned(Tone.GOOD, "as kept  ") + name
              : screen.toned(Tone.BAD, "differs  ") + name);
      for (Tree line : one.get("missing").items()) screen.line("  - " + Screen.clean(line.text()));
      for (Tree line : one.get("more").items()) screen.line("  + " + Screen.clean(line.text()));
    }
    if (answer.get("items").items().isEmpty()) screen.line("No case is kept yet.");
  }

  /// Whether the prover finds no error, though perhaps something to warn of.
  static boolean isSound(Tree list) {
    return list.items().stream().noneMatch(one -> Part.text(one, "severity").equals("error"));
  }

  /// What the prover finds, one after the other.
  static void findings(Screen screen, Tree list) {
    for (Tree one : list.items()) {
      boolean error = Part.text(one, "severity").equals("error");
      screen.line(
          screen.toned(error ? Tone.BAD : Tone.DOUBTFUL, error ? "error: " : "warning: ")
              + Part.text(one, "sentence"));
      for (Tree line : one.get("example").items()) screen.line("  " + Screen.clean(line.text()));
    }
  }
}

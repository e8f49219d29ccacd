package steward.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import steward.cli.Screen.Tone;
import steward.value.Nearest;
import steward.value.Tree;

/// Ready-made activities to start from.
final class ReadyMadeVerbs {
  private static final int CHOICES_SHOWN = 12;

  private ReadyMadeVerbs() {}

  static Verb readyMade() {
    return Verb.of(
            "ready-made",
            "Start from a ready-made activity: list them, show the slots of one, or fill it.",
            ReadyMadeVerbs::act)
        .word("NAME", "0..1", "Which one (default: list all).")
        .options(
            "--fill",
            "SLOT=THING",
            "What fills a slot: a thing, several with commas, group:ID, room:NAME, all, or an amount.")
        .more("With --fill it prints the activity as a file that 'add' takes; nothing is kept.")
        .example("steward activities ready-made")
        .example("steward activities ready-made light-at-night")
        .example(
            "steward activities ready-made light-at-night --fill sensor=hall-motion --fill lights=room:Hall | steward activities add -");
  }

  private static Exit act(Asked asked) throws Failure {
    String name = asked.word(0);
    if (name.isEmpty() && asked.options("--fill").isEmpty()) return list(asked);
    if (!asked.options("--fill").isEmpty()) return fill(asked, name);
    Tree one = one(asked, name);
    if (asked.printed(one)) return Exit.DONE;
    show(asked.screen(), one);
    return Exit.DONE;
  }

  private static Exit list(Asked asked) throws Failure {
    return asked.listed(
        "/ready-made",
        List.of("NAME", "WHAT IT IS", "HERE"),
        "There are none.",
        one ->
            List.of(
                Part.text(one, "id"),
                Part.text(one, "name"),
                Part.text(one, "possible").equals("true")
                    ? asked.screen().toned(Tone.GOOD, "possible")
                    : "some things are not here"));
  }

  private static Tree one(Asked asked, String name) throws Failure {
    List<Tree> all = asked.api().get("/ready-made").get("items").items();
    for (Tree one : all) if (Part.text(one, "id").equals(name)) return one;
    String near =
        Nearest.to(name, all.stream().map(one -> Part.text(one, "id")).toList())
            .map(found -> "; did you mean '" + found + "'?")
            .orElse("");
    throw new Failure(
        Exit.NOT_FOUND, "there is no ready-made activity '" + Screen.clean(name) + "'" + near);
  }

  private static void show(Screen screen, Tree one) {
    screen.line(screen.toned(Tone.STRONG, Part.text(one, "name")));
    screen.line(Part.text(one, "says"));
    for (Tree slot : one.get("slots").items()) {
      screen.line("");
      String many = Part.text(slot, "many").equals("true") ? ", one or several" : "";
      screen.line(
          "--fill %s=…  %s%s".formatted(Part.text(slot, "name"), Part.text(slot, "says"), many));
      if (slot.has("default")) {
        screen.line("  " + Part.text(slot, "default") + " if it is left out");
        continue;
      }
      List<Tree> choices = slot.get("choices").items();
      if (choices.isEmpty())
        screen.line(screen.toned(Tone.BAD, "  nothing here can: ") + Part.text(slot, "can"));
      for (Tree choice : choices.stream().limit(CHOICES_SHOWN).toList())
        screen.line("  %s  (%s)".formatted(Part.text(choice, "fill"), Part.text(choice, "name")));
      if (choices.size() > CHOICES_SHOWN)
        screen.line("  and %d more".formatted(choices.size() - CHOICES_SHOWN));
    }
  }

  private static Exit fill(Asked asked, String name) throws Failure {
    if (name.isEmpty()) throw Asked.wrong("NAME", "which one to fill", name);
    one(asked, name);
    var fill = new LinkedHashMap<String, String>();
    for (String given : asked.options("--fill")) {
      int equals = given.indexOf('=');
      if (equals < 1) throw Asked.wrong("--fill", "SLOT=THING", given);
      fill.put(given.substring(0, equals), given.substring(equals + 1));
    }
    Tree filled = asked.api().post("/ready-made/" + Api.part(name), Map.of("fill", fill));
    if (asked.printed(filled)) return Exit.DONE;
    filled.get("yaml").text().lines().map(Screen::clean).forEach(asked.screen()::line);
    asked.screen().err().println(Part.text(filled, "words"));
    for (Tree finding : filled.get("findings").items())
      asked.screen().complain(Part.text(finding, "sentence"));
    return Exit.DONE;
  }
}

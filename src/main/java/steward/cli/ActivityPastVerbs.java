package steward.cli;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import steward.value.Tree;

/// What activities were and did: their versions and texts, and what can be taken back.
final class ActivityPastVerbs {
  private ActivityPastVerbs() {}

  static List<Verb> parts() {
    return List.of(
        one("undo", "Take back what an activity did, within 15 minutes.", ActivityPastVerbs::undo)
            .option("--firing", "NUMBER", "The journal number of a firing (default: the last)."),
        one("versions", "List all versions of an activity.", ActivityPastVerbs::versions),
        one("restore", "Make an older version the newest.", ActivityPastVerbs::restore)
            .word("VERSION", "1", "Its number, as 'steward activities versions' shows it."),
        one("yaml", "Print an activity as a file that 'add' takes.", ActivityPastVerbs::yaml));
  }

  private static Verb one(String name, String sentence, Verb.Act act) {
    String more = name.equals("restore") ? " 3" : "";
    return Verb.of(name, sentence, act)
        .word("ACTIVITY", "1", "The id of the activity.")
        .example("steward activities " + name + " hall-light" + more);
  }

  private static String path(Asked asked, String rest) {
    return "/activities/" + Api.part(asked.word(0)) + rest;
  }

  private static Exit undo(Asked asked) throws Failure {
    long firing = asked.whole("--firing", 0, 1, Long.MAX_VALUE);
    Map<String, Object> body = firing == 0 ? Map.of() : Map.of("firing", firing);
    Tree answer = asked.api().post(path(asked, "/undo"), body);
    if (!asked.printed(answer))
      asked.screen().line("Being taken back; 'steward watch' shows what comes of it.");
    return Exit.DONE;
  }

  private static Exit versions(Asked asked) throws Failure {
    return asked.listed(
        path(asked, "/versions"),
        List.of("VERSION", "OWNER", "IN WORDS"),
        "",
        version ->
            List.of(
                Part.text(version, "version"),
                Part.text(version, "owner"),
                Part.text(version, "words")));
  }

  private static Exit restore(Asked asked) throws Failure {
    String typed = asked.word(1);
    if (!typed.matches("[0-9]{1,9}")) throw Asked.wrong("VERSION", "a number", typed);
    Tree answer =
        asked.api().post(path(asked, "/restore"), Map.of("version", Integer.parseInt(typed)));
    if (!asked.printed(answer))
      asked.screen().line("Restored, as version " + Part.text(answer, "version") + ".");
    return Exit.DONE;
  }

  private static Exit yaml(Asked asked) throws Failure {
    byte[] text = asked.api().fetch("GET", path(asked, ""), null, "application/yaml");
    new String(text, StandardCharsets.UTF_8)
        .lines()
        .map(Screen::clean)
        .forEach(asked.screen()::line);
    return Exit.DONE;
  }
}

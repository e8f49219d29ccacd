package steward.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import steward.value.Tree;

/// What each device's own security is worth.
final class GradeVerbs {
  private static final Duration ASKED_EVERY = Duration.ofSeconds(1);

  /// A run of all ports that stays silent takes two and a half minutes.
  private static final int ASKED_MAX = 300;

  private GradeVerbs() {}

  static Verb grade() {
    return Verb.of(
            "grade", "What a device's own security is worth, by itself and here.", GradeVerbs::run)
        .word("THING", "0..1", "Which; all without one.")
        .flag("--start", "Ask the device: it says first what it will do, and waits for the end.")
        .flag("--login", "With --start: try the one documented login, once ever.")
        .flag("--yes", "With --start: agree without being asked.")
        .flag("--stop", "Stop asking it.")
        .example("steward grade")
        .example("steward grade heater")
        .example("steward grade heater --start");
  }

  private static Exit run(Asked asked) throws Failure, InterruptedException {
    String thing = asked.word(0);
    if (thing.isEmpty()) return list(asked);
    String path = "/things/" + Api.part(thing) + "/grade";
    if (asked.flag("--stop")) return shown(asked, asked.api().delete(path));
    if (asked.flag("--start")) return start(asked, path);
    return shown(asked, asked.api().get(path));
  }

  private static Exit list(Asked asked) throws Failure {
    return asked.listed(
        "/network/grades",
        List.of("THING", "ROOM", "SOLD", "HERE", "SEEN", "WHAT YOU CAN DO"),
        "No device has a grade yet.",
        row ->
            List.of(
                Part.text(row, "thing"),
                Part.text(row, "room"),
                letter(Part.text(row, "sold"), Part.text(row, "soldAtBest")),
                letter(Part.text(row, "enclosed"), Part.text(row, "enclosedAtBest")),
                Part.text(row, "coverage") + " %",
                Part.text(row, "advice")));
  }

  private static String letter(String letter, String atBest) {
    if (letter.isEmpty()) return "-";
    return atBest.equals("true") ? letter + " at best" : letter;
  }

  private static Exit start(Asked asked, String path) throws Failure, InterruptedException {
    Tree before = asked.api().get(path);
    Tree plan = before.get("plan");
    String login = Part.text(plan, "login");
    if (!asked.flag("--yes")) {
      asked.screen().line(Part.text(plan, "sentence"));
      if (asked.flag("--login") && !login.isEmpty())
        asked.screen().line("Once, and never again, it tries " + login + ".");
      watched(asked, before);
      if (Part.text(plan, "may").equals("true")) asked.screen().line("Say --yes to have it done.");
      return Exit.DONE;
    }
    var body = new LinkedHashMap<String, Object>();
    body.put("agree", true);
    body.put("login", asked.flag("--login"));
    Tree now = asked.api().post(path, body);
    for (int times = 0; times < ASKED_MAX && isRunning(now); times++) {
      Thread.sleep(ASKED_EVERY);
      now = asked.api().get(path);
    }
    return shown(asked, now);
  }

  /// What asking does not show: that takes a day of watching.
  private static void watched(Asked asked, Tree grade) throws Failure {
    String enough = Part.text(grade, "watch", "enough");
    String from = enough.isEmpty() ? "" : " That is from " + asked.time(enough) + " on.";
    asked.screen().line(Part.text(grade, "watch", "says") + from);
  }

  private static boolean isRunning(Tree grade) {
    return Part.text(grade, "run", "state").equals("running");
  }

  private static Exit shown(Asked asked, Tree grade) throws Failure {
    if (asked.printed(grade)) return Exit.DONE;
    var screen = asked.screen();
    screen.line(Part.text(grade, "name") + " (" + Part.text(grade, "title") + ")");
    screen.line(Part.text(grade, "sold", "sentence"));
    String here = Part.text(grade, "enclosed", "sentence");
    screen.line(here.isEmpty() ? "It is not enclosed, or nobody knows." : here);
    screen.line(Part.text(grade, "advice"));
    if (grade.has("run"))
      screen.line(
          "Asked: "
              + Part.text(grade, "run", "state")
              + ", "
              + Part.text(grade, "run", "done")
              + " of "
              + Part.text(grade, "run", "of")
              + " connections. "
              + Part.text(grade, "run", "sentence"));
    else screen.line("Never asked. " + Part.text(grade, "plan", "sentence"));
    watched(asked, grade);
    var rows = new ArrayList<List<String>>();
    for (Tree finding : grade.get("findings").items())
      rows.add(
          List.of(
              Part.text(finding, "verdict"),
              Part.text(finding, "provision"),
              Part.text(finding, "title"),
              Part.text(finding, "evidence")));
    screen.table(List.of("", "EN 303 645", "WHAT WOULD BE GOOD", "WHAT WAS SEEN"), rows);
    screen.line(Part.text(grade, "faults"));
    return Exit.DONE;
  }
}

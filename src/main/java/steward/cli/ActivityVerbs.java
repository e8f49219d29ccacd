package steward.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import steward.activity.text.ActivityText;
import steward.cli.Screen.Tone;
import steward.thing.ThingId;
import steward.value.Malformed;
import steward.value.Tree;
import steward.value.YamlText;

/// The activities of the house.
final class ActivityVerbs {
  private ActivityVerbs() {}

  static Verb activities() {
    Verb activities =
        Verb.of("activities", "List the activities of the house.", ActivityVerbs::list);
    ActivityPastVerbs.parts().forEach(activities::part);
    return activities
        .part(one("show", "Show an activity as it was written.", ActivityVerbs::show))
        .part(
            file("add", "1", "Add an activity from a file, or change it.", ActivityVerbs::add)
                .flag("--force", "Also where the prover finds that it is wrong.")
                .option(
                    "--id", "ID", "Its id (default: the file's id, or one made from its name)."))
        .part(
            file(
                "check",
                "0..1",
                "Say whether an activity could be added, or what is wrong with all that there are.",
                ActivityVerbs::check))
        .part(one("arm", "Let an activity act.", asked -> arm(asked, true)))
        .part(
            one(
                "disarm",
                "Keep an activity from acting, without removing it.",
                asked -> arm(asked, false)))
        .part(ReadyMadeVerbs.readyMade())
        .part(ProofVerbs.whyNot())
        .part(ProofVerbs.rehearse())
        .part(ProofVerbs.keep())
        .part(ProofVerbs.test())
        .part(one("start", "Start an activity now, whatever its conditions.", ActivityVerbs::start))
        .part(one("delete", "Remove an activity.", ActivityVerbs::delete))
        .part(
            one(
                "why",
                "Say when and why an activity last fired, and last did not.",
                ActivityVerbs::why))
        .example("steward activities")
        .example("steward activities add hall-light.yaml")
        .example("steward activities why hall-light");
  }

  private static Verb one(String name, String sentence, Verb.Act act) {
    return Verb.of(name, sentence, act)
        .word("ACTIVITY", "1", "The id of the activity.")
        .example("steward activities " + name + " hall-light");
  }

  private static Verb file(String name, String count, String sentence, Verb.Act act) {
    return Verb.of(name, sentence, act)
        .word("FILE", count, "A file in YAML or JSON, or - for standard input.")
        .more(
            """
            Such as:
              id: hall-light
              name: Hall light on motion
              when:
                - {thing: hall-motion, property: motion, becomes: detected}
              perform:
                - {thing: hall-lamp, action: turn, to: on}
                - {wait: 5m}
                - {thing: hall-lamp, action: turn, to: off}\
            """)
        .example("steward activities " + name + " hall-light.yaml")
        .example("steward activities show hall-light | steward activities " + name + " -");
  }

  private static Exit list(Asked asked) throws Failure {
    return asked.listed(
        "/activities",
        List.of("ACTIVITY", "NAME", "ARMED", "LAST FIRED", "PROBLEM"),
        "No activities yet: see 'steward activities add --help'.",
        activity -> row(asked, activity));
  }

  private static List<String> row(Asked asked, Tree activity) {
    String problem = Part.text(activity, "problem");
    boolean armed = Part.text(activity, "armed").equals("true");
    return List.of(
        Part.text(activity, "id"),
        Part.text(activity, "name"),
        armed ? asked.screen().toned(Tone.GOOD, "armed") : "disarmed",
        asked.time(Part.text(activity, "last", "fired", "at")),
        problem.isEmpty() ? "" : asked.screen().toned(Tone.BAD, problem));
  }

  private static String path(Asked asked) {
    return "/activities/" + Api.part(asked.word(0));
  }

  private static Exit show(Asked asked) throws Failure {
    asked.screen().line(Json.pages(asked.api().get(path(asked)).node()));
    return Exit.DONE;
  }

  /// The document with its id, if its form is right.
  static Tree sound(Asked asked, YamlText yaml) throws Failure {
    if (!(yaml.tree() instanceof Map<?, ?> map)) {
      throw new Failure(
          Exit.NOT_TAKEN, yaml.fault("", "expected an activity with name, when and perform"));
    }
    var body = new LinkedHashMap<String, Object>();
    map.forEach((name, value) -> body.put(String.valueOf(name), value));
    String made = ThingId.from(Part.text(Tree.of(body), "name")).value();
    asked.option("--id").ifPresent(id -> body.put("id", id));
    body.putIfAbsent("id", made);
    try {
      ActivityText.kept(Tree.of(body));
    } catch (Malformed malformed) {
      Malformed.Fault fault = malformed.faults().getFirst();
      String at = fault.at().isEmpty() ? "the activity" : fault.at();
      throw new Failure(
          Exit.NOT_TAKEN,
          yaml.fault(
              fault.at(), "%s: expected %s, got %s".formatted(at, fault.expected(), fault.got())));
    }
    return Tree.of(body);
  }

  private static Exit add(Asked asked) throws IOException, Failure {
    Written written = Written.first(asked);
    Tree body = sound(asked, written.yaml());
    String id = Part.text(body, "id");
    String force = asked.flag("--force") ? "?force=true" : "";
    Tree answer = written.put(asked, "/activities/" + Api.part(id) + force, body.object());
    if (!asked.printed(answer)) {
      if (answer.has("findings")) ProofVerbs.findings(asked.screen(), answer.get("findings"));
      String problem = Part.text(answer, "problem");
      asked
          .screen()
          .line(
              "%s, version %s%s"
                  .formatted(
                      id, Part.text(answer, "version"), problem.isEmpty() ? "" : ": " + problem));
    }
    return Exit.DONE;
  }

  private static Exit check(Asked asked) throws IOException, Failure {
    if (asked.word(0).isEmpty()) return checkAll(asked);
    Written written = Written.first(asked);
    Tree body = sound(asked, written.yaml());
    List<Tree> faults =
        new Performable(asked.api().get("/things").get("items").items()).faults(body);
    if (!faults.isEmpty()) throw new Failure(Exit.NOT_TAKEN, written.told(faults));
    Tree found = findings(asked, body);
    boolean isSound = ProofVerbs.isSound(found);
    if (!asked.json()) {
      ProofVerbs.findings(asked.screen(), found);
      asked.screen().line(isSound ? "It can be added." : "It would be refused without --force.");
      return isSound ? Exit.DONE : Exit.NOT_TAKEN;
    }
    List<Object> problems = new ArrayList<>();
    found.items().forEach(item -> problems.add(item.object()));
    asked.screen().line(Json.pages(Map.of("problems", problems)));
    return isSound ? Exit.DONE : Exit.NOT_TAKEN;
  }

  /// What the steward finds in it beside the others; an older one finds nothing.
  private static Tree findings(Asked asked, Tree body) throws Failure {
    try {
      return asked.api().post("/findings", body.object()).get("items");
    } catch (Failure failure) {
      if (failure.exit() == Exit.NOT_FOUND) return Tree.of(List.of());
      throw failure;
    }
  }

  private static Exit checkAll(Asked asked) throws Failure {
    Tree answer = asked.api().get("/findings");
    boolean isSound = ProofVerbs.isSound(answer.get("items"));
    if (asked.printed(answer)) return isSound ? Exit.DONE : Exit.FAILED;
    ProofVerbs.findings(asked.screen(), answer.get("items"));
    if (answer.get("items").items().isEmpty()) asked.screen().line("There is nothing to find.");
    return isSound ? Exit.DONE : Exit.FAILED;
  }

  private static Exit arm(Asked asked, boolean armed) throws Failure {
    Tree answer = asked.api().post(path(asked) + "/arm", Map.of("armed", armed));
    if (!asked.printed(answer)) asked.screen().line(armed ? "Armed." : "Disarmed.");
    return Exit.DONE;
  }

  private static Exit start(Asked asked) throws Failure {
    Tree answer = asked.api().post(path(asked) + "/start", Map.of());
    if (!asked.printed(answer))
      asked.screen().line("Started; 'steward watch' shows what comes of it.");
    return Exit.DONE;
  }

  private static Exit delete(Asked asked) throws Failure {
    asked.api().call("DELETE", path(asked), null, Duration.ZERO, Map.of());
    if (!asked.json()) asked.screen().line("Removed.");
    return Exit.DONE;
  }

  private static Exit why(Asked asked) throws Failure {
    var api = asked.api();
    Tree activity = api.get(path(asked));
    if (asked.json()) return show(asked);
    var screen = asked.screen();
    String problem = Part.text(activity, "problem");
    if (!problem.isEmpty()) screen.line(screen.toned(Tone.BAD, problem));
    if (!Part.text(activity, "armed").equals("true")) screen.line("It is disarmed.");
    String fired = Part.text(activity, "last", "fired", "seq");
    if (fired.isEmpty()) screen.line("It has not fired yet.");
    else JournalVerbs.tell(asked, api.get("/journal/" + fired + "/why"));
    String held = Part.text(activity, "last", "held", "at");
    if (!held.isEmpty()) {
      screen.line(
          "It last did not fire at %s: %s"
              .formatted(asked.time(held), Part.text(activity, "last", "held", "reason")));
    }
    return Exit.DONE;
  }
}

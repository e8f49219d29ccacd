package steward.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import steward.thing.ThingId;
import steward.value.Tree;

/// Groups of things.
final class GroupVerbs {
  private GroupVerbs() {}

  static Verb groups() {
    return Verb.of("groups", "List the groups of things.", GroupVerbs::list)
        .part(one("show", "Show a group and who is in it now.", GroupVerbs::show))
        .part(
            Verb.of("put", "Make or change a group from a file.", GroupVerbs::put)
                .word("FILE", "1", "A file in YAML or JSON, or - for standard input.")
                .option("--id", "ID", "Its id (default: the file's id, or one made of its name).")
                .more(
                    """
                    Such as:
                      id: outside-doors
                      name: Outside doors
                      members: [front-door, garden-door]
                    or by a rule, whose members change by themselves:
                      members: {room: [Hall, Kitchen], kind: lighting}\
                    """)
                .example("steward groups put outside-doors.yaml"))
        .part(one("delete", "Remove a group that nothing names.", GroupVerbs::delete))
        .example("steward groups")
        .example("steward groups show outside-doors");
  }

  private static Verb one(String name, String sentence, Verb.Act act) {
    return Verb.of(name, sentence, act)
        .word("GROUP", "1", "The id of the group.")
        .example("steward groups " + name + " outside-doors");
  }

  private static Exit list(Asked asked) throws Failure {
    return asked.listed(
        "/groups",
        List.of("GROUP", "NAME", "THINGS"),
        "No groups yet: see 'steward groups put --help'.",
        group -> List.of(Part.text(group, "id"), Part.text(group, "name"), things(group)));
  }

  private static String things(Tree group) {
    return String.join(
        ", ", Part.items(group, "things").stream().map(Tree::text).map(Screen::clean).toList());
  }

  private static String path(String id) {
    return "/groups/" + Api.part(id);
  }

  private static Exit show(Asked asked) throws Failure {
    asked.screen().line(Json.pages(asked.api().get(path(asked.word(0))).node()));
    return Exit.DONE;
  }

  private static Exit put(Asked asked) throws IOException, Failure {
    Written written = Written.first(asked);
    if (!(written.yaml().tree() instanceof Map<?, ?> map)) {
      throw new Failure(
          Exit.NOT_TAKEN, written.yaml().fault("", "expected a group with name and members"));
    }
    var body = new LinkedHashMap<String, Object>();
    map.forEach((name, value) -> body.put(String.valueOf(name), value));
    String named = Part.text(Tree.of(body), "id");
    String made = named.isEmpty() ? ThingId.from(Part.text(Tree.of(body), "name")).value() : named;
    String id = asked.option("--id").orElse(made);
    body.put("id", id);
    Tree answer = written.put(asked, path(id), body);
    if (!asked.printed(answer)) asked.screen().line(id + ": " + things(answer));
    return Exit.DONE;
  }

  private static Exit delete(Asked asked) throws Failure {
    asked.api().delete(path(asked.word(0)));
    if (!asked.json()) asked.screen().line("Removed.");
    return Exit.DONE;
  }
}

package steward.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import steward.cli.Screen.Tone;
import steward.value.Nearest;
import steward.value.Tree;

/// What things there are, and the page of one.
final class ThingVerbs {
  /// What tells most about a thing at a glance, first what tells more.
  private static final List<String> TELLING =
      List.of(
          "switch",
          "level",
          "position",
          "lock",
          "contact",
          "motion",
          "smoke",
          "presence",
          "temperature",
          "humidity",
          "power",
          "light");

  private static final int TOLD_MAX = 3;

  private ThingVerbs() {}

  static Verb things() {
    return Verb.of("things", "List the things of the house, or show one.", ThingVerbs::print)
        .word("THING", "0..1", "The id of the thing to show.")
        .part(rename())
        .part(remove())
        .option("--room", "ROOM", "Only the things of this room.")
        .option("--state", "STATE", "Only things that are present, absent, waiting or error.")
        .example("steward things")
        .example("steward things --room Kitchen")
        .example("steward things hall-lamp")
        .example("steward things --state absent --json | jq -r '.items[].id'");
  }

  private static Verb rename() {
    return Verb.of("rename", "Change a thing's name or room; its id stays.", ThingVerbs::name)
        .word("THING", "1", "The id, as 'steward things' shows it.")
        .option("--name", "NAME", "What people call it from now on.")
        .option("--room", "ROOM", "The room it is in now.")
        .example("steward things rename aquarium-2 --name \"Pond pump\" --room Garden");
  }

  private static Verb remove() {
    return Verb.of("remove", "Take a thing out of the house.", ThingVerbs::takeOut)
        .word("THING", "1", "The id, as 'steward things' shows it.")
        .flag("--yes", "Do not ask whether to go on.")
        .more(
            """
            The house forgets its secrets and does not talk to it any more; what happened stays in
            the journal. Its id is never another thing's: found anew, it has its old name again. How its own account, key or pairing is undone, its family's page tells:
            docs/things.\
            """)
        .example("steward things remove hall-lamp")
        .example("steward things remove hall-lamp --yes --code 123456");
  }

  private static Exit name(Asked asked) throws Failure {
    var body = new java.util.LinkedHashMap<String, Object>();
    asked.option("--name").ifPresent(name -> body.put("name", name));
    asked.option("--room").ifPresent(room -> body.put("room", room));
    if (body.isEmpty()) throw new Failure(Exit.USAGE, "give --name, --room, or both");
    String id = Part.text(thing(asked.api(), asked.word(0)), "id");
    Tree thing = asked.api().patch("/things/" + Api.part(id), body);
    if (!asked.printed(thing)) page(asked, thing);
    return Exit.DONE;
  }

  private static Exit takeOut(Asked asked) throws Failure {
    Tree thing = thing(asked.api(), asked.word(0));
    String named = Part.text(thing, "name") + " (" + Part.text(thing, "room") + ")";
    if (!asked.json()) asked.screen().line("This takes " + named + " out of the house.");
    asked.agree();
    asked.api().delete("/things/" + Api.part(Part.text(thing, "id")));
    if (!asked.json()) asked.screen().line("Removed. What misses it, 'steward activities' shows.");
    return Exit.DONE;
  }

  private static Exit print(Asked asked) throws Failure {
    String id = asked.word(0);
    if (!id.isEmpty()) {
      Tree thing = thing(asked.api(), id);
      if (!asked.printed(thing)) page(asked, thing);
      return Exit.DONE;
    }
    Tree answer = asked.api().get("/things");
    String room = asked.option("--room").orElse("");
    String state = asked.option("--state").orElse("");
    List<Tree> shown =
        answer.get("items").items().stream()
            .filter(thing -> room.isEmpty() || Part.text(thing, "room").equalsIgnoreCase(room))
            .filter(thing -> state.isEmpty() || Part.text(thing, "status", "state").equals(state))
            .sorted(
                Comparator.comparing((Tree thing) -> Part.text(thing, "room"))
                    .thenComparing(thing -> Part.text(thing, "id")))
            .toList();
    var items = new java.util.LinkedHashMap<String, Object>();
    items.put("items", shown.stream().map(Tree::object).toList());
    if (asked.printed(Tree.of(items))) return Exit.DONE;
    if (shown.isEmpty()) {
      asked
          .screen()
          .line(
              room.isEmpty() && state.isEmpty()
                  ? "No things yet: see 'steward inbox'."
                  : "No such things.");
      return Exit.DONE;
    }
    var rows = shown.stream().map(thing -> row(asked.screen(), thing)).toList();
    asked.screen().table(List.of("ROOM", "THING", "NAME", "STATE", "NOW"), rows);
    return Exit.DONE;
  }

  /// The thing, or a failure that names a similar one.
  static Tree thing(Api api, String id) throws Failure {
    try {
      return api.get("/things/" + Api.part(id));
    } catch (Api.Refusal refusal) {
      if (refusal.exit() != Exit.NOT_FOUND) throw refusal;
      var ids =
          api.get("/things").get("items").items().stream()
              .map(thing -> Part.text(thing, "id"))
              .toList();
      String hint =
          Nearest.to(id, ids)
              .map(near -> "; did you mean '" + near + "'?")
              .orElse("; 'steward things' lists all");
      throw new Failure(Exit.NOT_FOUND, "there is no thing '" + Screen.clean(id) + "'" + hint);
    }
  }

  private static List<String> row(Screen screen, Tree thing) {
    return List.of(
        Part.text(thing, "room"),
        Part.text(thing, "id"),
        Part.text(thing, "name"),
        state(screen, Part.text(thing, "status", "state")),
        now(thing));
  }

  private static String state(Screen screen, String state) {
    return switch (state) {
      case "present" -> screen.toned(Tone.GOOD, state);
      case "absent", "error" -> screen.toned(Tone.BAD, state);
      default -> screen.toned(Tone.DOUBTFUL, state);
    };
  }

  private static String now(Tree thing) {
    var names = new ArrayList<>(Part.names(thing, "properties"));
    names.sort(
        Comparator.comparingInt(
            name -> TELLING.contains(name) ? TELLING.indexOf(name) : TELLING.size()));
    boolean someKnown = names.stream().anyMatch(name -> isKnown(thing, name));
    return names.stream()
        .filter(name -> isKnown(thing, name) || !someKnown)
        .limit(someKnown ? TOLD_MAX : 1)
        .map(name -> told(name, thing.get("properties").get(name)))
        .collect(Collectors.joining(", "));
  }

  private static boolean isKnown(Tree thing, String name) {
    return thing.get("properties").get(name).has("value");
  }

  private static String told(String name, Tree value) {
    String shown = Part.value(value);
    if (!value.has("value")) return Screen.clean(name) + " " + shown;
    boolean speaksForItself = TELLING.contains(name) && !name.equals("presence");
    return (speaksForItself ? shown : Screen.clean(name) + " " + shown)
        + doubt(Part.text(value, "quality"));
  }

  private static String doubt(String quality) {
    return quality.isEmpty() || quality.equals("confirmed") ? "" : " (" + quality + ")";
  }

  private static void page(Asked asked, Tree thing) {
    var screen = asked.screen();
    screen.line(
        screen.toned(Tone.STRONG, Part.text(thing, "name")) + "  " + Part.text(thing, "room"));
    String reason = Part.text(thing, "status", "reason");
    String seen = asked.time(Part.text(thing, "status", "seen"));
    screen.line(
        "%s%s%s"
            .formatted(
                state(screen, Part.text(thing, "status", "state")),
                reason.isEmpty() ? "" : ": " + reason,
                seen.isEmpty() ? "" : ", last seen " + seen));
    String make =
        List.of("maker", "model", "firmware").stream()
            .map(name -> Part.text(thing, name))
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining(", "));
    screen.line(
        "%s  %s  number %s".formatted(make, Part.text(thing, "udn"), Part.text(thing, "number")));
    screen.line("");
    var rows = new ArrayList<List<String>>();
    for (String name : Part.names(thing, "properties")) {
      Tree value = thing.get("properties").get(name);
      rows.add(
          List.of(
              Screen.clean(name),
              Part.value(value),
              asked.time(Part.text(value, "at")),
              Part.text(value, "quality")));
    }
    screen.table(List.of("PROPERTY", "VALUE", "SINCE", "QUALITY"), rows);
    screen.line("");
    for (String action : Part.names(thing, "actions")) {
      screen.line(
          "  steward perform %s %s %s"
              .formatted(
                  Part.text(thing, "id"), Screen.clean(action), PerformVerb.choices(thing, action))
              .stripTrailing());
    }
  }
}

package steward.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import steward.cli.Screen.Tone;
import steward.value.Tree;

/// How the house is, and which version this is.
final class StatusVerbs {
  private StatusVerbs() {}

  static Verb status() {
    return Verb.of("status", "Say how the house is.", StatusVerbs::printStatus)
        .flag("--counters", "Every counter too.")
        .example("steward status")
        .example("steward status --json | jq .health.counters");
  }

  static Verb version() {
    return Verb.of("version", "Say which version this is.", StatusVerbs::printVersion).local();
  }

  static Exit printVersion(Asked asked) {
    asked.screen().line("steward " + ownVersion() + ", Java " + Runtime.version());
    return Exit.DONE;
  }

  private static String ownVersion() {
    return Optional.ofNullable(StatusVerbs.class.getPackage().getImplementationVersion())
        .orElse("(not yet a release)");
  }

  private static Exit printStatus(Asked asked) throws Failure {
    var api = asked.api();
    Tree house = api.get("/house");
    Tree health = api.get("/health");
    var both = new java.util.LinkedHashMap<String, Object>();
    both.put("house", house.object());
    both.put("health", health.object());
    if (asked.printed(Tree.of(both))) return Exit.DONE;
    var screen = asked.screen();
    String zone = Part.text(house, "zone");
    screen.line(
        "%s, %s things in %s rooms, steward %s at %s%s"
            .formatted(
                screen.toned(Tone.STRONG, Part.text(house, "name")),
                Part.text(house, "things"),
                Part.items(house, "rooms").size(),
                Part.text(house, "version"),
                api.base(),
                Part.text(house, "demo").equals("true") ? " (a simulated house)" : ""));
    screen.line(
        "Time %s (%s), up since %s"
            .formatted(
                Part.time(Part.text(house, "time"), zone(zone), Instant.now()),
                zone,
                asked.time(Part.text(health, "since"))));
    who(asked, api);
    screen.line("");
    var rows = new ArrayList<List<String>>();
    for (Tree part : Part.items(health, "parts")) {
      rows.add(
          List.of(
              mark(screen, Part.text(part, "state")),
              Part.text(part, "name"),
              Part.text(part, "sentence")));
    }
    screen.table(List.of("", "PART", "HOW IT IS"), rows);
    for (Tree note : Part.items(health, "notes")) {
      screen.line(asked.time(Part.text(note, "at")) + "  " + Part.text(note, "sentence"));
    }
    if (asked.flag("--counters")) counters(screen, health);
    return Part.text(health, "state").equals("red") ? Exit.UNSOUND : Exit.DONE;
  }

  /// As whom the steward was asked, and whether it has an owner. Says nothing where it is not told.
  /// The house's zone, or this one where the house has one that is not known here.
  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException _) {
      return ZoneId.systemDefault();
    }
  }

  private static void who(Asked asked, Api api) throws Failure {
    Tree session;
    try {
      session = api.get("/session");
    } catch (Api.Refusal _) {
      return;
    }
    var screen = asked.screen();
    String user = Part.text(session, "user", "name");
    screen.line(
        user.isEmpty()
            ? "Asked from the machine itself"
            : "Asked as %s (%s)".formatted(user, Part.text(session, "role")));
    if (Part.text(session, "claimed").equals("false")) {
      screen.line(
          screen.toned(
              Tone.DOUBTFUL,
              "Nobody owns this house yet: open its page in this home, or see 'steward claim --help'"));
    }
  }

  private static void counters(Screen screen, Tree health) {
    screen.line("");
    var rows =
        Part.names(health, "counters").stream()
            .map(name -> List.of(Screen.clean(name), Part.text(health.get("counters"), name)))
            .toList();
    screen.table(List.of("COUNTER", "COUNT"), rows);
  }

  static String mark(Screen screen, String state) {
    return switch (state) {
      case "green" -> screen.toned(Tone.GOOD, "✓");
      case "red" -> screen.toned(Tone.BAD, "✗");
      default -> screen.toned(Tone.DOUBTFUL, "!");
    };
  }
}

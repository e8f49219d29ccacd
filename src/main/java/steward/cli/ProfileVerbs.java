package steward.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import steward.cli.Screen.Tone;
import steward.network.enclosure.Lanes;
import steward.network.profile.MudReader;
import steward.network.profile.Passage;
import steward.network.profile.Profile;
import steward.value.Bytes;
import steward.value.Malformed;
import steward.value.Tree;

/// What each kind of thing may reach, and what one was seen to want.
final class ProfileVerbs {
  private static final int FILE_MAX = 256 << 10;
  private static final String STATION = "Its id, as 'steward network stations' shows it.";

  private ProfileVerbs() {}

  static Verb profiles() {
    return Verb.of("profiles", "List what each kind of thing may reach.", ProfileVerbs::list)
        .part(
            Verb.of("show", "One profile: its ways out, and what each is for.", ProfileVerbs::show)
                .word("PROFILE", "1", "Its id, as 'steward profiles' shows it.")
                .example("steward profiles show hue"))
        .part(
            Verb.of("file", "Print a profile as a MUD file (RFC 8520).", ProfileVerbs::file)
                .word("PROFILE", "0..1", "Its id, as 'steward profiles' shows it.")
                .option("--station", "STATION", "Instead: what this station was given.")
                .example("steward profiles file hue > hue.json")
                .example("steward profiles file --station s_020000000100"))
        .part(
            Verb.of(
                    "check",
                    "Say what a MUD file would come to, or why it is refused. No house is asked.",
                    ProfileVerbs::check)
                .word("FILE", "1", "A MUD file of at most 64 KB.")
                .local()
                .example("steward profiles check washer.json"))
        .part(
            Verb.of("add", "Hand in a MUD file of your own.", ProfileVerbs::add)
                .word("FILE", "1", "A MUD file of at most 64 KB.")
                .example("steward profiles add washer.json"))
        .part(
            Verb.of("remove", "Take a file of your own away.", ProfileVerbs::remove)
                .word("PROFILE", "1", "Its id.")
                .example("steward profiles remove washer"))
        .part(
            Verb.of(
                    "of",
                    "A station: its ways out, its profile, and what it was seen to want.",
                    ProfileVerbs::of)
                .word("STATION", "1", STATION)
                .option("--choose", "PROFILE", "Say which profile it has; none for what fits.")
                .flag("--settle", "What it wanted so far is known: tell what is new from now on.")
                .example("steward profiles of s_020000000100")
                .example("steward profiles of s_020000000100 --choose nest-early"))
        .part(
            Verb.of("cut", "What stops and goes on when a station is cut off.", ProfileVerbs::cut)
                .word("STATION", "1", STATION)
                .example("steward profiles cut s_020000000100"))
        .part(
            Verb.of("wishes", "What stations want that they did not before.", ProfileVerbs::wishes)
                .example("steward profiles wishes"))
        .example("steward profiles");
  }

  private static Exit list(Asked asked) throws Failure {
    Tree answer = asked.api().get("/network/profiles");
    if (asked.printed(answer)) return Exit.DONE;
    var rows = new ArrayList<List<String>>();
    for (Tree one : answer.get("items").items())
      rows.add(
          List.of(
              Part.text(one, "id"),
              Part.text(one, "title"),
              Part.text(one, "origin").equals("own") ? "you" : "steward",
              Part.text(one, "local"),
              "" + Part.items(one, "usual").size(),
              "" + Part.items(one, "ways").size()));
    asked
        .screen()
        .table(List.of("PROFILE", "FOR", "FROM", "WORKS AT HOME", "OPENS", "KNOWS"), rows);
    for (Tree trouble : Part.items(answer, "troubles"))
      asked.screen().complain(Screen.clean(trouble.text()));
    return Exit.DONE;
  }

  private static Exit show(Asked asked) throws Failure {
    Tree one = asked.api().get(path(asked));
    if (asked.printed(one)) return Exit.DONE;
    var screen = asked.screen();
    screen.line(screen.toned(Tone.STRONG, Part.text(one, "title")));
    if (!Part.text(one, "says").isEmpty()) screen.line(Part.text(one, "says"));
    var rows = new ArrayList<List<String>>();
    for (Tree way : Part.items(one, "ways"))
      rows.add(
          List.of(
              Part.text(way, "usual"),
              Part.text(way, "lane", "says"),
              Part.text(way, "purpose"),
              Part.text(way, "why")));
    if (rows.isEmpty()) screen.line("It needs no way out.");
    else screen.table(List.of("OPEN", "TO", "FOR", ""), rows);
    for (Tree note : Part.items(one, "notes")) screen.line(Screen.clean(note.text()));
    return Exit.DONE;
  }

  private static String path(Asked asked) {
    return "/network/profiles/" + Api.part(asked.word(0));
  }

  private static String station(String id, String more) {
    return "/network/stations/" + Api.part(id) + more;
  }

  private static Exit file(Asked asked) throws Failure {
    var station = asked.option("--station");
    if (station.isEmpty() == asked.word(0).isEmpty())
      throw Asked.wrong("PROFILE", "a profile or --station", asked.word(0));
    String from = station.map(id -> station(id, "/profile/file")).orElse(path(asked) + "/file");
    byte[] bytes = asked.api().fetch("GET", from, null, "application/mud+json");
    new String(bytes, StandardCharsets.UTF_8)
        .lines()
        .map(Screen::clean)
        .forEach(asked.screen()::line);
    return Exit.DONE;
  }

  private static Bytes read(Asked asked) throws Failure {
    var file = asked.file(asked.word(0));
    try (var in = Files.newInputStream(file)) {
      return Bytes.wrap(in.readNBytes(FILE_MAX));
    } catch (IOException _) {
      throw new Failure(Exit.USAGE, "%s cannot be read".formatted(Screen.clean(asked.word(0))));
    }
  }

  private static Profile profile(Asked asked, Bytes file) throws Failure {
    try {
      return MudReader.read(file);
    } catch (Malformed e) {
      List<String> places = e.faults().stream().map(ProfileVerbs::shown).toList();
      throw new Failure(
          Exit.REFUSED,
          "%s is refused:\n%s".formatted(Screen.clean(asked.word(0)), String.join("\n", places)));
    }
  }

  private static String shown(Malformed.Fault fault) {
    String all = fault.mark().map(Malformed.Mark::shown).orElse(fault.sentence());
    return String.join("\n", all.lines().map(Screen::clean).toList());
  }

  private static Exit check(Asked asked) throws Failure {
    Profile one = profile(asked, read(asked));
    asked.screen().line("%s (%s) can be handed in.".formatted(one.title(), one.id()));
    for (Passage way : one.passages())
      asked
          .screen()
          .line("  %s: %s".formatted(way.usual().label(), Screen.clean(Lanes.says(way.lane()))));
    for (String note : one.notes()) asked.screen().line(note);
    return Exit.DONE;
  }

  private static Exit add(Asked asked) throws Failure {
    Bytes file = read(asked);
    var _ = profile(asked, file);
    Tree added = asked.api().post("/network/profiles", Json.read(file.text()));
    if (!asked.printed(added))
      asked.screen().line("Kept as '%s'. It opens nothing.".formatted(Part.text(added, "id")));
    return Exit.DONE;
  }

  private static Exit remove(Asked asked) throws Failure {
    asked.api().delete(path(asked));
    asked.screen().line("Taken away. Ways that are open stay open.");
    return Exit.DONE;
  }

  private static Exit of(Asked asked) throws Failure {
    String at = station(asked.word(0), "/profile");
    var choice = asked.option("--choose");
    if (choice.isPresent()) {
      String id = choice.get().equals("none") ? "" : choice.get();
      asked.api().put(at, Map.of("profile", id));
    }
    if (asked.flag("--settle")) asked.api().post(at + "/settle", null);
    Tree one = asked.api().get(at);
    if (!asked.printed(one)) about(asked.screen(), one);
    return Exit.DONE;
  }

  private static void about(Screen screen, Tree one) {
    screen.line(screen.toned(Tone.STRONG, Part.text(one, "name")));
    screen.line(
        "Profile   "
            + (one.has("profile")
                ? "%s (%s)"
                    .formatted(Part.text(one, "profile", "title"), Part.text(one, "profile", "id"))
                : "none fits"));
    if (!Part.text(one, "badge").isEmpty())
      screen.line(screen.toned(Tone.BAD, Part.text(one, "badge")));
    for (Tree lane : Part.items(one, "now")) screen.line("Open      " + Part.text(lane, "says"));
    if (Part.items(one, "now").isEmpty()) screen.line("Open      nothing");
    if (!one.has("proposal")) {
      screen.line("Nothing was seen of what it wants.");
      return;
    }
    Tree proposal = one.get("proposal");
    screen.line(Part.text(proposal, "says"));
    for (Tree item : Part.items(proposal, "items"))
      screen.line(
          "  [%s] %s. %s"
              .formatted(
                  Part.text(item, "ticked").equals("true") ? "x" : " ",
                  Part.text(item, "lane", "says"),
                  Part.text(item, "why")));
    for (Tree left : Part.items(proposal, "left")) screen.line("  " + Screen.clean(left.text()));
    for (Tree change : Part.items(proposal.get("toNow"), "says"))
      screen.line("If all of it were done: " + Screen.clean(change.text()));
    for (Tree wish : Part.items(one, "wishes")) screen.complain(Part.text(wish, "says"));
  }

  private static Exit cut(Asked asked) throws Failure {
    Tree words = asked.api().get(station(asked.word(0), "/cut-words"));
    if (asked.printed(words)) return Exit.DONE;
    var screen = asked.screen();
    screen.line(Part.text(words, "says"));
    for (String kind : List.of("stops", "stays", "unknown"))
      for (Tree sentence : Part.items(words, kind))
        screen.line("  %-8s %s".formatted(kind, Screen.clean(sentence.text())));
    return Exit.DONE;
  }

  private static Exit wishes(Asked asked) throws Failure {
    return asked.listed(
        "/network/wishes",
        List.of("AT", "STATION", "WISH"),
        "Nothing wants more than before.",
        wish ->
            List.of(
                asked.time(Part.text(wish, "at")),
                Part.text(wish, "station"),
                Part.text(wish, "says")));
  }
}

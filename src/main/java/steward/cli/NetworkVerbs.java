package steward.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import steward.cli.Screen.Tone;
import steward.value.Tree;

/// The closed network: who is on it, what is decided about each, and the fence around it.
final class NetworkVerbs {
  private static final String STATIONS = "/network/stations/";
  private static final String ID = "As 'steward network stations' shows it.";
  private static final String PREVIEW = "Only say what it would do.";
  private static final Pattern INSTANT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z");

  private NetworkVerbs() {}

  static Verb network() {
    return Verb.of("network", "The closed network of your things.", NetworkVerbs::status)
        .part(Verb.of("status", "How the fence is.", NetworkVerbs::status))
        .part(
            Verb.of("stations", "Who is on the network of the things.", NetworkVerbs::stations)
                .example("steward network stations"))
        .part(
            Verb.of("station", "All about one station.", NetworkVerbs::station)
                .word("STATION", "1", ID)
                .example("steward network station s_020000000100"))
        .part(
            standing("enclose", "It belongs to the house: an address of its own, and its lanes.")
                .example("steward network enclose s_020000000100 --preview"))
        .part(standing("refuse", "It does not belong here: it reaches nothing."))
        .part(
            Verb.of("forget", "Forget a station.", NetworkVerbs::forget)
                .word("STATION", "1", ID)
                .flag("--preview", PREVIEW))
        .part(lane())
        .part(lockVerb())
        .part(unlockVerb())
        .part(timed("open", "window", "20m", "Let a new thing reach its suggested hosts."))
        .part(timed("learn", "learn", "2h", "Watch what it wants, with the Internet open to it."))
        .part(timed("cut", "cut", "1h", "Cut it off from the Internet for a time."))
        .part(
            Verb.of("end", "End a window, a watching or a cut now.", NetworkVerbs::end)
                .word("STATION", "1", ID)
                .word("WHAT", "1", "window, learn or cut.")
                .flag("--preview", PREVIEW)
                .example("steward network end s_020000000100 cut"))
        .part(Verb.of("change", "What applying would do.", NetworkVerbs::change))
        .part(
            Verb.of("apply", "Try the fence for a minute.", NetworkVerbs::apply)
                .flag("--preview", PREVIEW)
                .more(
                    "It goes back by itself unless the word is confirmed within a minute, from the same client:"
                        + " so nobody locks himself out.")
                .example("steward network apply"))
        .part(
            Verb.of("confirm", "Keep what is tried.", NetworkVerbs::confirm)
                .word("WORD", "1", "What 'steward network apply' said.")
                .example("steward network confirm 5f0c2a9e11d3b764"))
        .part(Verb.of("back", "Put back what was before the trial.", NetworkVerbs::back))
        .part(
            Verb.of(
                "again",
                "Put the confirmed fence in force, after others changed it.",
                NetworkVerbs::again))
        .part(advised())
        .more(
            "Things stand behind a fence: each has an address of its own, reaches the steward, and of the"
                + " Internet only its lanes. Who is new is in quarantine until you decide.")
        .example("steward network")
        .example("steward network lane s_020000000100 add api.example.com 443")
        .example("steward network cut s_020000000100 --for 1h");
  }

  private static Verb advised() {
    return Verb.of("advice", "Files and steps for a person.", NetworkVerbs::advice)
        .option(
            "--topology", "HOW", "How the home is wired: two-interfaces, trunk, openwrt or unifi.")
        .option("--into", "FOLDER", "Write the files there.")
        .example("steward network advice --topology openwrt --into fence");
  }

  private static Verb standing(String verb, String sentence) {
    String standing = verb.equals("enclose") ? "enclosed" : "refused";
    return Verb.of(verb, sentence, asked -> put(asked, Map.of("standing", standing)))
        .word("STATION", "1", ID)
        .flag("--preview", PREVIEW);
  }

  private static Verb lane() {
    return Verb.of("lane", "Give a station a way out, or take it.", NetworkVerbs::lanes)
        .word("STATION", "1", ID)
        .word("DEED", "1", "add or remove.")
        .word("HOST", "1", "A name, *.name for all below it, or an address with /bits.")
        .word("PORT", "1", "Such as 443, or 8000-8010.")
        .flag("--udp", "UDP instead of TCP.")
        .flag("--six", "Over IPv6 too.")
        .flag("--window-only", "Open only while its window is.")
        .flag("--preview", PREVIEW)
        .example("steward network lane s_020000000100 add api.example.com 443")
        .example("steward network lane s_020000000100 remove api.example.com 443");
  }

  private static Verb lockVerb() {
    return Verb.of("lock", "Let it in at one port of the bridge alone.", NetworkVerbs::lock)
        .word("STATION", "1", ID)
        .word("PORT", "1", "One of network.things-ports, or 'here', where it is now.")
        .flag("--preview", PREVIEW)
        .more(
            "A hardware address can be forged, a cable cannot: whatever says elsewhere that it is this station is not let in.")
        .example("steward network lock s_020000000100 here");
  }

  private static Verb unlockVerb() {
    return Verb.of("unlock", "Let it in at any port.", asked -> put(asked, Map.of("port", "")))
        .word("STATION", "1", ID)
        .flag("--preview", PREVIEW);
  }

  private static Verb timed(String verb, String path, String usual, String sentence) {
    return Verb.of(verb, sentence, asked -> begin(asked, path, usual))
        .word("STATION", "1", ID)
        .option("--for", "SPAN", "For how long, such as " + usual + ", which is usual.")
        .option("--minutes", "NUMBER", "The same in minutes.")
        .flag("--preview", PREVIEW)
        .example("steward network " + verb + " s_020000000100 --for " + usual);
  }

  // ---- asking

  private static Exit status(Asked asked) throws Failure {
    Tree answer = asked.api().get("/network");
    if (asked.printed(answer)) return Exit.DONE;
    Screen screen = asked.screen();
    screen.line(local(asked, Part.text(answer, "says")));
    for (Tree trouble : Part.items(answer, "troubles"))
      if (!Shown.scalar(trouble).equals(Part.text(answer, "says")))
        screen.line("! " + Shown.scalar(trouble));
    Tree counts = answer.get("counts");
    screen.line(
        "%s enclosed, %s in quarantine, %s refused, %s with something open for a time"
            .formatted(
                Part.text(counts, "enclosed"),
                Part.text(counts, "quarantined"),
                Part.text(counts, "refused"),
                Part.text(counts, "open")));
    List<Tree> waits = Part.items(answer, "waits");
    boolean isAdvice = Part.text(answer, "mode").equals("advice");
    if (!waits.isEmpty())
      screen.line(
          isAdvice ? "The files of 'steward network advice' would do:" : "Applying would do:");
    for (Tree one : waits) screen.line("  " + Shown.scalar(one));
    return Exit.DONE;
  }

  private static Exit stations(Asked asked) throws Failure {
    return asked.listed(
        "/network/stations",
        List.of("STATION", "STANDING", "NAME", "MAKER", "ADDRESS", "SEEN"),
        "Nobody was seen there yet.",
        one ->
            List.of(
                Part.text(one, "id"),
                Part.text(one, "standing"),
                Part.text(one, "name"),
                Part.text(one, "maker"),
                address(one),
                asked.time(Part.text(one, "last"))));
  }

  private static String address(Tree one) {
    String given = Part.text(one, "given");
    List<Tree> seen = Part.items(one, "addresses");
    return given.isEmpty() && !seen.isEmpty() ? Shown.scalar(seen.getFirst()) : given;
  }

  private static Exit station(Asked asked) throws Failure {
    Tree one = asked.api().get(STATIONS + Api.part(asked.word(0)));
    if (asked.printed(one)) return Exit.DONE;
    Screen screen = asked.screen();
    screen.line(local(asked, Part.text(one, "says")));
    screen.line("Hardware  " + Part.text(one, "hardware") + "  " + Part.text(one, "maker"));
    screen.line("Address   " + address(one));
    screen.line("Seen      " + asked.time(Part.text(one, "last")));
    String port = Part.text(one, "port");
    String heard = Part.text(one, "heardAt");
    if (!port.isEmpty()) screen.line("Locked at " + port);
    if (!heard.isEmpty()) screen.line("Is at     " + heard);
    String trouble = Part.text(one, "trouble");
    if (!trouble.isEmpty()) screen.line("! " + trouble);
    for (String list : List.of("lanes", "own", "suggested"))
      for (Tree lane : Part.items(one, list))
        screen.line("%-9s %s".formatted(list, Part.text(lane, "says")));
    for (Tree name : Part.items(one, "asked")) screen.line("asked for " + Shown.scalar(name));
    return Exit.DONE;
  }

  private static Exit change(Asked asked) throws Failure {
    Tree answer = asked.api().get("/network/change");
    if (asked.printed(answer)) return Exit.DONE;
    List<Tree> says = Part.items(answer, "says");
    if (says.isEmpty()) asked.screen().line("Nothing would change.");
    for (Tree one : says) asked.screen().line(Shown.scalar(one));
    return Exit.DONE;
  }

  private static Exit advice(Asked asked) throws Failure, IOException {
    String topology = asked.option("--topology").orElse("two-interfaces");
    Tree answer = asked.api().get("/network/advice?topology=" + Api.part(topology));
    if (asked.option("--into").isPresent()) write(asked, answer);
    if (asked.printed(answer)) return Exit.DONE;
    Screen screen = asked.screen();
    int number = 0;
    for (Tree step : Part.items(answer, "steps")) screen.line(++number + ". " + Shown.scalar(step));
    for (Tree one : Part.items(answer, "unseen")) screen.line("! " + Shown.scalar(one));
    verified(screen, Part.items(answer, "verified"));
    if (asked.option("--into").isEmpty())
      screen.line("Files: " + String.join(", ", Part.names(answer, "files")) + " (see --into)");
    return Exit.DONE;
  }

  private static void verified(Screen screen, List<Tree> found) {
    if (!found.isEmpty()) screen.line("What this machine sees of it now:");
    for (Tree one : found) {
      String mark =
          switch (Part.text(one, "verdict")) {
            case "holds" -> screen.toned(Tone.GOOD, "✓");
            case "fails" -> screen.toned(Tone.BAD, "✗");
            default -> screen.toned(Tone.DOUBTFUL, "?");
          };
      screen.line("  " + mark + " " + Part.text(one, "says"));
    }
  }

  private static void write(Asked asked, Tree answer) throws Failure, IOException {
    Path folder = asked.file(asked.option("--into").orElseThrow());
    Files.createDirectories(folder);
    for (String name : Part.names(answer, "files")) {
      if (!name.matches("[a-z0-9.-]{1,40}")) throw Asked.wrong("file", "a plain name", name);
      Files.writeString(
          folder.resolve(name), answer.get("files").get(name).text(), StandardCharsets.UTF_8);
    }
  }

  // ---- changing

  private static Exit said(Asked asked, Tree answer) throws Failure {
    if (asked.printed(answer)) return Exit.DONE;
    String preview =
        Part.text(answer, "done").equals("true") ? "" : "Not done yet; it would mean: ";
    asked.screen().line(preview + local(asked, Part.text(answer, "did")));
    return Exit.DONE;
  }

  /// A sentence of the steward's with its moments in this machine's zone.
  private static String local(Asked asked, String sentence) {
    return INSTANT.matcher(sentence).replaceAll(found -> asked.time(found.group()));
  }

  private static Exit put(Asked asked, Map<String, Object> wish) throws Failure {
    var body = new LinkedHashMap<>(wish);
    body.put("preview", asked.flag("--preview"));
    return said(asked, asked.api().put(STATIONS + Api.part(asked.word(0)), body));
  }

  private static Exit lock(Asked asked) throws Failure {
    String port = asked.word(1);
    if (port.equals("here")) {
      port = Part.text(asked.api().get(STATIONS + Api.part(asked.word(0))), "heardAt");
      if (port.isEmpty())
        throw new Failure(Exit.NOT_FOUND, "it was not heard at any port in the last minutes");
    }
    return put(asked, Map.of("port", port));
  }

  private static Exit forget(Asked asked) throws Failure {
    return said(asked, asked.api().delete(STATIONS + Api.part(asked.word(0)) + preview(asked)));
  }

  private static String preview(Asked asked) {
    return asked.flag("--preview") ? "?preview=true" : "";
  }

  private static Exit lanes(Asked asked) throws Failure {
    String deed = asked.word(1);
    if (!deed.equals("add") && !deed.equals("remove"))
      throw Asked.wrong("DEED", "add or remove", deed);
    String host = asked.word(2);
    boolean figures = host.matches("[0-9.]+(/[0-9]+)?|[0-9a-fA-F:]*:[0-9a-fA-F:./]*");
    var lane = new LinkedHashMap<String, Object>();
    lane.put("kind", figures ? "exact" : "out");
    lane.put("to", host);
    lane.put("protocol", asked.flag("--udp") ? "udp" : "tcp");
    lane.put("ports", asked.word(3));
    if (!figures) lane.put("six", asked.flag("--six"));
    lane.put("windowOnly", asked.flag("--window-only"));
    var all = new ArrayList<Object>();
    boolean found = false;
    for (Tree one : asked.api().get(STATIONS + Api.part(asked.word(0))).get("lanes").items()) {
      boolean same = isSame(one, lane);
      found |= same;
      if (!same) all.add(one.object());
    }
    if (deed.equals("add")) all.add(lane);
    else if (!found)
      throw new Failure(Exit.NOT_FOUND, "it has no lane to " + host + " at " + asked.word(3));
    return put(asked, Map.of("lanes", all));
  }

  private static boolean isSame(Tree one, Map<String, Object> lane) {
    String host = String.valueOf(lane.get("to"));
    String to = Part.text(one, "to");
    return (to.equalsIgnoreCase(host) || to.equals(host + "/32") || to.equals(host + "/128"))
        && Part.text(one, "protocol").equals(lane.get("protocol"))
        && Part.text(one, "ports").equals(lane.get("ports"));
  }

  private static Exit begin(Asked asked, String path, String usual) throws Failure {
    long minutes = asked.whole("--minutes", 0, 0, Duration.ofDays(1).toMinutes());
    String span = minutes > 0 ? minutes + "m" : asked.option("--for").orElse(usual);
    var body = Map.<String, Object>of("for", span, "preview", asked.flag("--preview"));
    return said(asked, asked.api().post(STATIONS + Api.part(asked.word(0)) + "/" + path, body));
  }

  private static Exit end(Asked asked) throws Failure {
    String what = asked.word(1);
    if (!List.of("window", "learn", "cut").contains(what))
      throw Asked.wrong("WHAT", "window, learn or cut", what);
    return said(
        asked,
        asked.api().delete(STATIONS + Api.part(asked.word(0)) + "/" + what + preview(asked)));
  }

  private static Exit apply(Asked asked) throws Failure {
    Tree answer = asked.api().post("/network/apply", Map.of("preview", asked.flag("--preview")));
    said(asked, answer);
    String token = Part.text(answer, "token");
    if (!asked.json() && !token.isEmpty())
      asked.screen().line("Within a minute: steward network confirm " + token);
    return Exit.DONE;
  }

  private static Exit confirm(Asked asked) throws Failure {
    return said(asked, asked.api().post("/network/confirm", Map.of("token", asked.word(0))));
  }

  private static Exit back(Asked asked) throws Failure {
    return said(asked, asked.api().post("/network/back", Map.of()));
  }

  private static Exit again(Asked asked) throws Failure {
    return said(asked, asked.api().post("/network/again", Map.of()));
  }
}

package steward.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import steward.value.Span;
import steward.value.Tree;

/// The radio of the things and the tunnel of people.
final class WayVerbs {
  private static final String WIFI = "/network/wifi";
  private static final String VPN = "/network/vpn";
  private static final String CLIENT = "The id, as 'steward clients' shows it.";

  private WayVerbs() {}

  static Verb wifi() {
    return Verb.of(
            "wifi", "The Wi-Fi of the things, whose name and keys chance made.", WayVerbs::radio)
        .part(
            Verb.of("card", "Show what a thing needs to join.", WayVerbs::card)
                .example("steward wifi card"))
        .part(
            Verb.of(
                    "renew",
                    "A new name and passphrase; every thing must join anew.",
                    WayVerbs::renew)
                .flag("--yes", "Do not ask whether to go on."))
        .part(
            Verb.of("key", "A key for one thing alone, shown once.", WayVerbs::key)
                .word("STATION", "1", "As 'steward network stations' shows it.")
                .word("HARDWARE", "1", "Its hardware address, such as 02:00:00:00:01:00.")
                .example("steward wifi key t_heater 02:00:00:00:01:00"))
        .part(
            Verb.of("forget", "End the key of one thing.", WayVerbs::forget)
                .word("STATION", "1", "As 'steward wifi' shows it.")
                .example("steward wifi forget t_heater"))
        .part(
            Verb.of("show", "Show the name for a time; it hides by itself.", WayVerbs::show)
                .option("--for", "SPAN", "At most 1h (default: 10m).")
                .example("steward wifi show --for 10m"))
        .part(Verb.of("hide", "Hide the name now.", WayVerbs::hide))
        .part(files("Write the files of hostapd, with all secrets, into a new folder.", WIFI))
        .example("steward wifi");
  }

  static Verb vpn() {
    return Verb.of("vpn", "The way in from outside.", WayVerbs::tunnel)
        .part(
            Verb.of("add", "Let a client in; its profile is shown once.", WayVerbs::add)
                .word("CLIENT", "1", CLIENT)
                .option("--key", "KEY", "The public key that the client made itself.")
                .example("steward vpn add 7f3kq2")
                .example("steward vpn add 7f3kq2 --key \"$(wg pubkey < my.key)\""))
        .part(
            Verb.of("remove", "End the tunnel of a client.", WayVerbs::remove)
                .word("CLIENT", "1", CLIENT)
                .example("steward vpn remove 7f3kq2"))
        .part(files("Write the files of the tunnel, with all secrets, into a new folder.", VPN))
        .example("steward vpn");
  }

  private static Verb files(String sentence, String at) {
    return Verb.of("files", sentence, asked -> files(asked, at))
        .word("FOLDER", "1", "A folder that is not there yet.");
  }

  private static Exit radio(Asked asked) throws Failure {
    Tree it = asked.api().get(WIFI);
    if (asked.printed(it)) return Exit.DONE;
    var screen = asked.screen();
    String problem = Part.text(it, "problem");
    if (!problem.isEmpty()) screen.line(screen.toned(Screen.Tone.BAD, problem));
    if (Part.text(it, "on").equals("false")) return Exit.DONE;
    boolean isHidden = Part.text(it, "hidden").equals("true");
    screen.line(
        "%s on %s, channel %s, %s, %s"
            .formatted(
                Part.text(it, "name"),
                Part.text(it, "interface"),
                Part.text(it, "channel"),
                Part.text(it, "security"),
                isHidden
                    ? "hidden"
                    : "visible until " + asked.time(Part.text(it, "visibleUntil"))));
    var rows = new ArrayList<List<String>>();
    for (Tree key : it.get("keys").items())
      rows.add(
          List.of(
              Part.text(key, "id"),
              Part.text(key, "hardware"),
              asked.time(Part.text(key, "since"))));
    if (!rows.isEmpty()) screen.table(List.of("KEY OF", "HARDWARE", "SINCE"), rows);
    for (Tree one : it.get("says").items()) screen.line(Shown.scalar(one));
    return Exit.DONE;
  }

  private static Exit card(Asked asked) throws Failure {
    return card(asked, asked.api().get(WIFI + "/card"));
  }

  private static Exit card(Asked asked, Tree card) {
    if (asked.printed(card)) return Exit.DONE;
    for (Tree line : card.get("lines").items()) asked.screen().line(Shown.scalar(line));
    Shown.code(asked.screen(), card, "qr");
    for (Tree line : card.get("says").items()) asked.screen().line(Shown.scalar(line));
    return Exit.DONE;
  }

  private static Exit renew(Asked asked) throws Failure {
    if (!asked.flag("--yes")) {
      if (!asked.isAtTerminal())
        throw new Failure(Exit.USAGE, "nobody can be asked without a terminal: give --yes");
      if (!Prompt.line(
              "Every thing loses its Wi-Fi until it is told the new one. Type yes:", "--yes")
          .equalsIgnoreCase("yes")) throw new Failure(Exit.NOT_TAKEN, "nothing was done");
    }
    return card(asked, asked.api().post(WIFI, Map.of()));
  }

  private static Exit key(Asked asked) throws Failure {
    return card(
        asked,
        asked.api().post(WIFI + "/keys", Map.of("id", asked.word(0), "hardware", asked.word(1))));
  }

  private static Exit forget(Asked asked) throws Failure {
    asked.api().delete(WIFI + "/keys/" + Api.part(asked.word(0)));
    return told(asked, "Its key is void. The common passphrase still opens: see 'wifi renew'.");
  }

  private static Exit show(Asked asked) throws Failure {
    Duration time = asked.span("--for", Duration.ofMinutes(10));
    Tree it = asked.api().post(WIFI + "/visible", Map.of("for", Span.text(time)));
    if (asked.printed(it)) return Exit.DONE;
    return told(asked, "The name is visible for " + Span.text(time) + ".");
  }

  private static Exit hide(Asked asked) throws Failure {
    asked.api().delete(WIFI + "/visible");
    return told(asked, "The name is hidden.");
  }

  private static Exit told(Asked asked, String sentence) {
    if (!asked.json()) asked.screen().line(sentence);
    return Exit.DONE;
  }

  private static Exit tunnel(Asked asked) throws Failure {
    Tree it = asked.api().get(VPN);
    if (asked.printed(it)) return Exit.DONE;
    var screen = asked.screen();
    String problem = Part.text(it, "problem");
    if (!problem.isEmpty()) screen.line(screen.toned(Screen.Tone.BAD, problem));
    if (Part.text(it, "on").equals("false")) return Exit.DONE;
    screen.line("UDP port    " + Part.text(it, "port"));
    screen.line("Public key  " + Part.text(it, "publicKey"));
    var rows = new ArrayList<List<String>>();
    for (Tree peer : it.get("peers").items()) {
      String received = Part.text(peer, "received");
      rows.add(
          List.of(
              Part.text(peer, "client"),
              Part.text(peer, "user"),
              Part.text(peer, "name"),
              String.join(", ", Part.items(peer, "addresses").stream().map(Shown::scalar).toList()),
              asked.time(Part.text(peer, "seen")),
              received.isEmpty() ? "not measured" : received + " / " + Part.text(peer, "sent")));
    }
    if (rows.isEmpty()) screen.line("No client comes in by it yet: see 'steward vpn add --help'.");
    else
      screen.table(List.of("CLIENT", "USER", "NAME", "ADDRESSES", "SEEN", "BYTES IN / OUT"), rows);
    return Exit.DONE;
  }

  private static Exit add(Asked asked) throws Failure {
    var body = new LinkedHashMap<String, Object>();
    asked.option("--key").ifPresent(key -> body.put("publicKey", key));
    Tree made = asked.api().post("/clients/" + Api.part(asked.word(0)) + "/vpn", body);
    if (asked.printed(made)) return Exit.DONE;
    var screen = asked.screen();
    screen.line(screen.toned(Screen.Tone.STRONG, "Shown once, for the WireGuard app:"));
    String.valueOf(made.get("profile").node()).lines().map(Screen::clean).forEach(screen::line);
    Shown.code(screen, made, "qr");
    return Exit.DONE;
  }

  private static Exit remove(Asked asked) throws Failure {
    asked.api().delete("/clients/" + Api.part(asked.word(0)) + "/vpn");
    return told(asked, "Its tunnel is closed.");
  }

  private static Exit files(Asked asked, String at) throws Failure, IOException {
    Tree it = asked.api().get(at + "/files");
    if (asked.printed(it)) return Exit.DONE;
    Path folder = asked.file(asked.word(0));
    if (Files.exists(folder))
      throw new Failure(
          Exit.NOT_TAKEN, "'" + Screen.clean(folder.toString()) + "' is there already");
    Files.createDirectory(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    for (Tree file : it.get("files").items()) {
      String name = Part.text(file, "path");
      if (!name.matches("[a-z0-9.]{1,40}"))
        throw new Failure(Exit.STEWARD_FAILED, "the steward named an odd file: " + name);
      Files.writeString(folder.resolve(name), file.get("text").text());
    }
    for (Tree line : it.get("steps").items()) asked.screen().line("- " + Shown.scalar(line));
    for (Tree line : it.get("unseen").items()) asked.screen().line("  " + Shown.scalar(line));
    return Exit.DONE;
  }
}

package steward.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import steward.cli.Screen.Tone;
import steward.value.Tree;

/// What people sign in with: a browser, a phone, a wall screen, a program.
final class ClientVerbs {
  private static final int FILE_BYTES_MAX = 64 << 10;

  private ClientVerbs() {}

  static Verb clients() {
    return Verb.of("clients", "List what people sign in with.", ClientVerbs::list)
        .option("--user", "USER", "Only those of this person.")
        .part(
            Verb.of("add", "Make a client, and show its secrets once.", ClientVerbs::add)
                .word("USER", "1", "Whose it is.")
                .word("NAME", "1", "What it is called.")
                .option("--kind", "KIND", "browser, phone, screen or script (default: browser).")
                .example("steward clients add anna 'Phone of Anna' --kind phone"))
        .part(
            one("rename", "Change a client's name.", ClientVerbs::rename)
                .word("NAME", "1", "The new name.")
                .example("steward clients rename 7f3kq2 'Old phone'"))
        .part(plain("suspend", "Let a client do nothing for now.", a -> suspend(a, true)))
        .part(plain("resume", "Let a suspended client in again.", a -> suspend(a, false)))
        .part(plain("revoke", "Revoke a client for good.", ClientVerbs::revoke))
        .part(plain("recovery", "Make new recovery codes; the old are void.", ClientVerbs::renew))
        .part(
            plain("rights", "Show what a client may do.", ClientVerbs::rights)
                .flag("--all", "Also what it may not."))
        .part(
            one("ssh-key", "Register a client's SSH key, or take it away.", ClientVerbs::sshKey)
                .word("FILE", "0..1", "The public key, such as ~/.ssh/id_ed25519.pub; - reads it.")
                .flag("--remove", "Take the key away.")
                .example("steward clients ssh-key 7f3kq2 ~/.ssh/id_ed25519.pub"))
        .part(
            plain(
                    "mqtt",
                    "Make a client's password on the house's broker, shown once.",
                    ClientVerbs::mqtt)
                .flag("--remove", "Take the password away."))
        .part(packing())
        .example("steward clients --user anna")
        .example("steward clients add anna 'Phone of Anna' --kind phone");
  }

  private static Verb packing() {
    return one("package", "Fetch a client's privacy package, once.", ClientVerbs::pack)
        .option("-o", "FILE", "Where to: a name ending in .zip, or in .json; - prints the JSON.")
        .option("--request", "FILE", "The client's own certificate request (PEM); - reads it.")
        .option(
            "--password-file",
            "FILE",
            "The password for the key that is made here, where there is no request; - reads it.")
        .flag("--vpn", "With a profile of the tunnel, whose key is made here.")
        .option("--vpn-key", "KEY", "With one for the WireGuard key that the client made itself.")
        .example("steward clients package 7f3kq2 -o phone.zip --password-file secret.txt")
        .example("steward clients package 7f3kq2 -o laptop.json --request laptop.csr");
  }

  private static Verb one(String name, String sentence, Verb.Act act) {
    return Verb.of(name, sentence, act)
        .word("CLIENT", "1", "The id, as 'steward clients' shows it.");
  }

  private static Verb plain(String name, String sentence, Verb.Act act) {
    return one(name, sentence, act).example("steward clients " + name + " 7f3kq2");
  }

  private static Exit list(Asked asked) throws Failure {
    String query = asked.option("--user").map(user -> "?user=" + Api.part(user)).orElse("");
    return asked.listed(
        "/clients" + query,
        List.of("CLIENT", "USER", "NAME", "KIND", "SEEN", "BESIDES"),
        "",
        client -> row(asked, client));
  }

  private static List<String> row(Asked asked, Tree client) {
    boolean isSuspended = Part.text(client, "suspended").equals("true");
    return List.of(
        Part.text(client, "id"),
        Part.text(client, "user"),
        Part.text(client, "name"),
        Part.text(client, "kind"),
        asked.time(Part.text(client, "seen")),
        isSuspended ? asked.screen().toned(Tone.BAD, "suspended") : proofs(client));
  }

  private static String proofs(Tree client) {
    var proofs = new ArrayList<String>();
    if (Part.text(client, "packaged").equals("true")) proofs.add("package");
    if (Part.text(client, "certificateSuffices").equals("true")) proofs.add("certificate suffices");
    if (client.has("sshKey")) proofs.add("SSH key");
    return String.join(", ", proofs);
  }

  private static Exit add(Asked asked) throws Failure {
    var body = Map.of("name", asked.word(1), "kind", asked.option("--kind").orElse("browser"));
    Tree made = asked.api().post("/users/" + Api.part(asked.word(0)) + "/clients", body);
    if (!asked.printed(made)) Shown.enrolment(asked, made);
    return Exit.DONE;
  }

  private static Exit rename(Asked asked) throws Failure {
    return change(asked, Map.of("name", asked.word(1)));
  }

  private static Exit suspend(Asked asked, boolean now) throws Failure {
    return change(asked, Map.of("suspended", now));
  }

  private static Exit change(Asked asked, Map<String, ?> body) throws Failure {
    Tree client = asked.api().patch(path(asked), body);
    if (!asked.printed(client)) {
      boolean isSuspended = Part.text(client, "suspended").equals("true");
      asked
          .screen()
          .line(Part.text(client, "name") + (isSuspended ? ": suspended" : ": may sign in"));
    }
    return Exit.DONE;
  }

  private static Exit revoke(Asked asked) throws Failure {
    asked.api().delete(path(asked));
    if (!asked.json()) asked.screen().line("Revoked.");
    return Exit.DONE;
  }

  private static Exit renew(Asked asked) throws Failure {
    Tree made = asked.api().post(path(asked) + "/recovery", Map.of());
    if (!asked.printed(made)) Shown.recovery(asked.screen(), made);
    return Exit.DONE;
  }

  private static Exit rights(Asked asked) throws Failure {
    Tree answer = asked.api().get(path(asked) + "/rights");
    if (asked.printed(answer)) return Exit.DONE;
    var rows = new ArrayList<List<String>>();
    for (Tree row : answer.get("items").items()) {
      String verdict = Part.text(row, "verdict");
      if (verdict.equals("no") && !asked.flag("--all")) continue;
      boolean isFresh = Part.text(row, "fresh").equals("true") && !verdict.contains("code");
      rows.add(
          List.of(
              Part.text(row, "operation"),
              verdict + (isFresh && !verdict.equals("no") ? ", fresh code" : ""),
              Part.text(row, "says")));
    }
    asked.screen().table(List.of("OPERATION", "ANSWER", "WHAT IT IS"), rows);
    return Exit.DONE;
  }

  private static Exit sshKey(Asked asked) throws Failure, IOException {
    Tree client;
    if (asked.flag("--remove")) {
      client = asked.api().delete(path(asked) + "/ssh-key");
    } else {
      if (asked.word(1).isEmpty())
        throw new Failure(Exit.USAGE, "FILE: expected the public key, or --remove");
      client =
          asked
              .api()
              .put(path(asked) + "/ssh-key", Map.of("key", read(asked, asked.word(1)).strip()));
    }
    if (!asked.printed(client)) {
      String print = Part.text(client, "sshKey", "fingerprint");
      asked.screen().line(print.isEmpty() ? "It has no SSH key." : "Registered: " + print);
    }
    return Exit.DONE;
  }

  private static Exit mqtt(Asked asked) throws Failure {
    String at = path(asked) + "/mqtt-password";
    if (asked.flag("--remove")) {
      asked.api().delete(at);
      if (!asked.json()) asked.screen().line("It has no password on the broker.");
      return Exit.DONE;
    }
    Tree made = asked.api().put(at, Map.of());
    if (!asked.printed(made)) MqttVerbs.show(asked.screen(), made);
    return Exit.DONE;
  }

  private static Exit pack(Asked asked) throws Failure, IOException {
    var body = new LinkedHashMap<String, Object>();
    var request = asked.option("--request");
    var password = asked.option("--password-file");
    if (request.isPresent() == password.isPresent())
      throw new Failure(Exit.USAGE, "one of --request and --password-file is needed, and not both");
    if (request.isPresent()) body.put("request", read(asked, request.get()));
    if (password.isPresent()) body.put("password", read(asked, password.get()).strip());
    if (asked.flag("--vpn")) body.put("vpn", true);
    asked.option("--vpn-key").ifPresent(key -> body.put("vpnKey", key));
    String out = asked.option("-o").orElse("-");
    boolean isZip = out.endsWith(".zip");
    Path file = out.equals("-") ? null : fresh(asked, out);
    byte[] made =
        asked
            .api()
            .fetch(
                "POST",
                path(asked) + "/package",
                body,
                isZip ? "application/zip" : "application/json");
    if (file == null) {
      asked.screen().line(new String(made, StandardCharsets.UTF_8).strip());
    } else {
      Files.write(file, made, StandardOpenOption.WRITE);
      asked.screen().err().println("steward: the package is in " + Screen.clean(out));
    }
    return Exit.DONE;
  }

  /// Made before the steward is asked, since it answers once only; nobody else may read it.
  private static Path fresh(Asked asked, String typed) throws Failure, IOException {
    Path file = asked.file(typed);
    var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    try {
      boolean hasModes = file.getFileSystem().supportedFileAttributeViews().contains("posix");
      Path made = hasModes ? Files.createFile(file, owner) : Files.createFile(file);
      return made;
    } catch (FileAlreadyExistsException _) {
      throw new Failure(
          Exit.USAGE, "-o: '" + Screen.clean(typed) + "' is there already and is not overwritten");
    } catch (NoSuchFileException _) {
      throw Asked.wrong("-o", "a file in a folder that exists", typed);
    }
  }

  private static String read(Asked asked, String typed) throws Failure, IOException {
    if (typed.equals("-"))
      return new String(asked.in().readNBytes(FILE_BYTES_MAX), StandardCharsets.UTF_8);
    Path file = asked.file(typed);
    try {
      if (Files.size(file) > FILE_BYTES_MAX)
        throw Asked.wrong("FILE", "at most " + FILE_BYTES_MAX + " bytes", typed);
      return Files.readString(file);
    } catch (NoSuchFileException _) {
      throw new Failure(Exit.USAGE, "there is no file '" + Screen.clean(typed) + "'");
    }
  }

  private static String path(Asked asked) {
    return "/clients/" + Api.part(asked.word(0));
  }
}

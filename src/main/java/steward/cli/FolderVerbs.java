package steward.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import steward.cli.Screen.Tone;
import steward.folder.Layout;
import steward.value.Tree;

/// The whole house as a folder of readable files.
final class FolderVerbs {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private FolderVerbs() {}

  static Verb export() {
    return Verb.of(
            "export",
            "Write the whole house into a folder of readable files.",
            FolderVerbs::exported)
        .word("FOLDER", "1", "A new folder, an older export, or - for a tar archive on the output.")
        .more(
            """
            Things, rooms, groups, place, activities, what is forbidden, cases, users, callers and
            learnt codes: a file each, that differs in few lines when little changes. The same house
            is the same bytes. No secret is in it, and nothing of what happened.\
            """)
        .example("steward export house && git -C house diff")
        .example("ssh -p 8889 steward.local export - | tar -x -C house");
  }

  static Verb bring() {
    return Verb.of(
            "import",
            "Bring the files of a house in, after saying what that means.",
            FolderVerbs::brought)
        .word("FOLDER", "1", "The folder of an export, or - for a tar archive that is piped.")
        .flag("--dry-run", "Only say what it would mean.")
        .flag("--rehearse", "The same as --dry-run.")
        .flag("--yes", "Do not ask whether to go on.")
        .flag("--force", "Also where there are doubts, such as a rule about a thing that is gone.")
        .flag("--disarmed", "Activities come without being armed.")
        .more(
            """
            All or nothing. What is here and not in the folder stays; a thing that is here keeps its
            address, a user its rights. Users come without a client, webhooks without a secret,
            things that are not here yet as absent ones. It takes a fresh code of a master.\
            """)
        .example("steward import house --dry-run")
        .example("tar -c -C house . | ssh -p 8889 steward.local import - --yes --code 123456");
  }

  private static Exit exported(Asked asked) throws Failure, IOException {
    boolean isPiped = asked.word(0).equals("-");
    Optional<FolderOnDisk> folder =
        isPiped ? Optional.empty() : Optional.of(new FolderOnDisk(asked.file(asked.word(0))));
    Tree answer;
    try (var _ = Progress.show(asked.screen(), "the house is written out")) {
      answer = asked.api().call("GET", "/export", null, PATIENCE, Map.of());
    }
    if (asked.printed(answer)) return Exit.DONE;
    var files = new TreeMap<String, byte[]>();
    for (Tree file : answer.get("files").items())
      files.put(file.get("path").text(), file.get("text").text().getBytes(StandardCharsets.UTF_8));
    if (folder.isEmpty()) {
      Tar.write(files, asked.screen().out());
    } else {
      FolderOnDisk.Change change = folder.get().write(files);
      asked
          .screen()
          .line(
              "%d files: %d written, %d taken away, %d as they were."
                  .formatted(files.size(), change.written(), change.removed(), change.same()));
    }
    for (Tree one : answer.get("left").items())
      asked.screen().err().println(Screen.clean(one.text()));
    return Exit.DONE;
  }

  private static Exit brought(Asked asked) throws Failure, IOException {
    boolean only = asked.flag("--dry-run") || asked.flag("--rehearse");
    Map<String, Object> body = body(asked);
    Tree plan = sent(asked, "/import/plan", body, "the folder is read");
    boolean isDoubtful = !plan.get("doubts").items().isEmpty() && !asked.flag("--force");
    if (only && asked.printed(plan)) return isDoubtful ? Exit.NOT_TAKEN : Exit.DONE;
    if (!asked.json()) told(asked.screen(), plan);
    if (isDoubtful)
      throw new Failure(
          Exit.NOT_TAKEN, "nothing was done: mend these, or insist on it with --force");
    if (only) return Exit.DONE;
    if (plan.get("items").items().isEmpty()) {
      if (asked.json()) asked.printed(plan);
      return Exit.DONE;
    }
    asked.agree();
    body.put("force", asked.flag("--force"));
    Tree done = sent(asked, "/import", body, "the house is brought in");
    if (!asked.printed(done)) asked.screen().line(asked.screen().toned(Tone.GOOD, "Done."));
    return Exit.DONE;
  }

  private static Map<String, Object> body(Asked asked) throws Failure, IOException {
    String name = asked.word(0);
    Map<String, byte[]> files =
        name.equals("-")
            ? Tar.read(asked.in(), Layout.TOTAL_MAX)
            : new FolderOnDisk(asked.file(name)).read();
    List<Map<String, String>> list = new ArrayList<>();
    for (var file : files.entrySet()) {
      if (!FolderOnDisk.isPassedOver(file.getKey()))
        list.add(
            Map.of(
                "path", file.getKey(), "text", FolderOnDisk.text(file.getKey(), file.getValue())));
    }
    var body = new LinkedHashMap<String, Object>();
    body.put("files", list);
    body.put("disarmed", asked.flag("--disarmed"));
    return body;
  }

  /// A refusal is told with each file, line and column.
  private static Tree sent(Asked asked, String path, Object body, String doing) throws Failure {
    try (var _ = Progress.show(asked.screen(), doing)) {
      return asked.api().call("POST", path, body, PATIENCE, Map.of());
    } catch (Api.Refusal refusal) {
      if (refusal.errors().isEmpty()) throw refusal;
      throw new Failure(
          refusal.exit(),
          String.join("\n", refusal.errors().stream().map(FolderVerbs::shown).toList()));
    }
  }

  private static String shown(Tree error) {
    String shown = Part.text(error, "shown");
    return shown.isEmpty()
        ? Place.sentence(error)
        : String.join("\n", shown.lines().map(Screen::clean).toList());
  }

  private static void told(Screen screen, Tree plan) {
    for (Tree item : plan.get("items").items()) {
      boolean isNew = Part.text(item, "new").equals("true");
      screen.line(
          screen.toned(isNew ? Tone.GOOD : Tone.DOUBTFUL, isNew ? "+ " : "~ ")
              + Part.text(item, "sentence"));
    }
    for (Tree note : plan.get("notes").items()) screen.line("  " + Screen.clean(note.text()));
    for (Tree doubt : plan.get("doubts").items())
      screen.line(screen.toned(Tone.BAD, "! ") + shown(doubt));
    screen.line(
        plan.get("items").items().isEmpty()
            ? "Nothing to do: all of it is here."
            : Part.text(plan, "same") + " parts are here already; what the folder has not, stays.");
  }
}

package steward.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import steward.value.Tree;

/// Webhooks: who may call the house, and where it sends its notices.
final class HookVerbs {
  private static final int SECRET_BYTES_MAX = 300;

  private HookVerbs() {}

  static Verb webhooks() {
    return Verb.of("webhooks", "List the webhooks, in and out.", HookVerbs::list)
        .part(
            Verb.of("add", "Make a webhook; its secret is shown once.", HookVerbs::add)
                .word("NAME", "1", "Its name, as a thing.")
                .option(
                    "--kind",
                    "KIND",
                    "generic, ifttt, withings, github, stripe, standard or owntracks.")
                .option("--proof", "PROOF", "How it proves itself: bearer, basic, path or github.")
                .option("--room", "ROOM", "Its room.")
                .option("--id", "ID", "Its id.")
                .options("--observe", "PROPERTY=LINE", "A property and where a call tells it.")
                .options("--sheet", "PART=TEXT", "Another part of its sheet.")
                .options("--perform", "JSON", "What a call may ask directly.")
                .option("--secret", "-", "Read a secret that the other side made.")
                .option("--to", "-", "It sends: read its address, which may hold a key.")
                .example("steward webhooks add \"Doorbell button\" --kind generic")
                .example("steward webhooks add Meter --kind generic --observe \"power=/watts\"")
                .example(
                    "steward webhooks add Jane --kind owntracks --sheet user=jane --sheet device=phone")
                .example("steward webhooks add Pager --kind standard --to - < address"))
        .part(
            Verb.of("rotate", "Give a webhook another secret.", HookVerbs::rotate)
                .word("NAME", "1", "Its thing, as 'steward webhooks' shows it.")
                .example("steward webhooks rotate doorbell-button"))
        .part(
            Verb.of("remove", "Take a webhook away.", HookVerbs::remove)
                .word("NAME", "1", "Its thing, as 'steward webhooks' shows it.")
                .example("steward webhooks remove doorbell-button"))
        .example("steward webhooks");
  }

  private static Exit list(Asked asked) throws Failure {
    Tree answer = asked.api().get("/webhooks");
    if (asked.printed(answer)) return Exit.DONE;
    var rows = new ArrayList<List<String>>();
    for (Tree hook : answer.get("items").items()) {
      String off = Part.text(hook, "off");
      rows.add(
          List.of(
              Part.text(hook, "thing"),
              Part.text(hook, "direction"),
              Part.text(hook, "kind"),
              Part.text(hook, "proof"),
              asked.time(Part.text(hook, "called")),
              off.isEmpty() ? Part.text(hook, "path") : "off: " + off));
    }
    if (rows.isEmpty()) asked.screen().line("None yet: see 'steward webhooks add --help'.");
    else asked.screen().table(List.of("THING", "WAY", "KIND", "PROOF", "CALLED", "PATH"), rows);
    return Exit.DONE;
  }

  private static Exit add(Asked asked) throws Failure, IOException {
    var body = new LinkedHashMap<String, Object>();
    body.put("name", asked.word(0));
    body.put("kind", asked.option("--kind").orElse("generic"));
    for (String field : List.of("proof", "room", "id"))
      asked.option("--" + field).ifPresent(text -> body.put(field, text));
    body.put("observe", pairs(asked, "--observe"));
    body.put("sheet", pairs(asked, "--sheet"));
    var perform = new ArrayList<Object>();
    for (String json : asked.options("--perform")) perform.add(read(json));
    body.put("perform", perform);
    boolean isSecret = asked.option("--secret").isPresent();
    if (isSecret && asked.option("--to").isPresent())
      throw new Failure(Exit.USAGE, "only one of --secret and --to can be read from the input");
    if (isSecret) body.put("secret", typed(asked, SECRET_BYTES_MAX));
    if (asked.option("--to").isPresent()) body.put("target", typed(asked, 2_000));
    return shown(asked, asked.api().post("/webhooks", body));
  }

  private static Object read(String json) throws Failure {
    try {
      return Tree.of(Json.read(json)).object();
    } catch (IllegalArgumentException _) {
      throw Asked.wrong(
          "--perform", "{\"thing\":\"lamp\",\"action\":\"turn\",\"to\":\"on\"}", json);
    }
  }

  private static Map<String, String> pairs(Asked asked, String option) throws Failure {
    var pairs = new LinkedHashMap<String, String>();
    for (String pair : asked.options(option)) {
      int equals = pair.indexOf('=');
      if (equals < 1) throw Asked.wrong(option, "NAME=TEXT", pair);
      pairs.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
    }
    return pairs;
  }

  /// What is secret is read from the input: a command line can be seen by others.
  private static String typed(Asked asked, int bytesMax) throws IOException {
    byte[] bytes = asked.in().readNBytes(bytesMax);
    return new String(bytes, StandardCharsets.UTF_8).lines().findFirst().orElse("").strip();
  }

  private static Exit rotate(Asked asked) throws Failure {
    return shown(
        asked, asked.api().post("/webhooks/" + Api.part(asked.word(0)) + "/rotate", Map.of()));
  }

  private static Exit shown(Asked asked, Tree made) {
    if (asked.printed(made)) return Exit.DONE;
    var screen = asked.screen();
    screen.line("Thing   " + Part.text(made, "webhook", "thing"));
    String secret = Part.text(made, "secret");
    if (!secret.isEmpty()) screen.line("Secret  " + secret + "   (shown once)");
    String path = Part.text(made, "path");
    if (!path.isEmpty()) screen.line("Path    " + path);
    screen.line("");
    String.valueOf(made.get("setup").node()).lines().map(Screen::clean).forEach(screen::line);
    return Exit.DONE;
  }

  private static Exit remove(Asked asked) throws Failure {
    asked.api().delete("/webhooks/" + Api.part(asked.word(0)));
    if (!asked.json()) asked.screen().line("Removed.");
    return Exit.DONE;
  }
}

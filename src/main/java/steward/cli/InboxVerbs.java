package steward.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import steward.thing.ThingId;
import steward.value.Nearest;
import steward.value.Tree;

/// What was found and waits to be taken into the house.
final class InboxVerbs {
  /// How many are accepted in one request.
  private static final int AT_ONCE = 200;

  private static final int SECRET_BYTES_MAX = 4_096;

  private InboxVerbs() {}

  static Verb inbox() {
    return Verb.of(
            "inbox", "List what was found and is not yet part of the house.", InboxVerbs::list)
        .part(accept())
        .part(add())
        .part(look())
        .part(secret())
        .part(
            Verb.of("dismiss", "Set a found device aside.", InboxVerbs::dismiss)
                .word("KEY", "1", "The key, as 'steward inbox' shows it.")
                .example("steward inbox dismiss tasmota:AABBCCDDEEFF"))
        .example("steward inbox")
        .example("steward inbox accept --all")
        .example("steward inbox add tasmota topic=kettle --name Kettle --room Kitchen");
  }

  private static Verb accept() {
    return Verb.of(
            "accept", "Take a found device into the house, or all of them.", InboxVerbs::take)
        .word("KEY", "0..1", "The key, as 'steward inbox' shows it.")
        .flag("--all", "Take everything, under the names that the devices gave themselves.")
        .option(
            "--id",
            "ID",
            "Its short name for good: 1 to 40 of a-z, 0-9 and - (default: made from the name).")
        .option("--name", "NAME", "What people call it (default: what it calls itself).")
        .option("--room", "ROOM", "The room it is in.")
        .example("steward inbox accept tasmota:AABBCCDDEEFF --name \"Hall lamp\" --room Hall")
        .example("steward inbox accept --all --room Workshop");
  }

  private static Verb add() {
    return Verb.of(
            "add", "Bring in a device by hand, one that announces nothing.", InboxVerbs::bring)
        .word("FAMILY", "1", "The family of the device, such as tasmota.")
        .word(
            "KEY=VALUE",
            "0..*",
            "Where it is reached; each family needs its own, such as topic=kettle. A secret is given as"
                + " KEY=@FILE, so that it does not show in the list of processes.")
        .option(
            "--id",
            "ID",
            "Its short name for good: 1 to 40 of a-z, 0-9 and - (default: made from the name).")
        .option("--name", "NAME", "What people call it.")
        .option("--room", "ROOM", "The room it is in.")
        .example("steward inbox add tasmota topic=kettle --name Kettle --room Kitchen");
  }

  private static Verb look() {
    return Verb.of(
            "look", "Look for devices on the home networks, or at one address.", InboxVerbs::search)
        .word("HOST", "0..1", "An address in another network, where no broadcast arrives.")
        .option("--port", "PORT", "The port there, instead of the usual ones.")
        .option("--family", "FAMILY", "Ask for devices of this family only.")
        .example("steward inbox look")
        .example("steward inbox look 192.168.7.20 --family kasa");
  }

  private static Verb secret() {
    return Verb.of("secret", "Enter a secret of a thing, such as its key.", InboxVerbs::enter)
        .word("THING", "1", "The thing.")
        .word("NAME", "1", "The name of the secret; 'steward inbox add' lists a family's.")
        .option(
            "--file",
            "FILE",
            "The file whose first line it is; - reads it (default: typed, unseen).")
        .example("steward inbox secret hall-plug key")
        .example("steward inbox secret hall-plug password --file ./plug.txt");
  }

  private static Exit search(Asked asked) throws Failure {
    var body = new LinkedHashMap<String, Object>();
    if (!asked.word(0).isEmpty()) body.put("host", asked.word(0));
    if (asked.option("--port").isPresent()) {
      String port = asked.option("--port").get();
      if (!port.matches("[1-9][0-9]{0,4}")) throw Asked.wrong("--port", "1 to 65535", port);
      body.put("port", Integer.parseInt(port));
    }
    asked.option("--family").ifPresent(family -> body.put("family", family));
    Tree answer = asked.api().post("/inbox/look", body);
    if (asked.printed(answer)) return Exit.DONE;
    asked
        .screen()
        .line(
            "Looking "
                + Part.text(answer, "looking")
                + "; 'steward inbox' shows in a few seconds what answered.");
    return Exit.DONE;
  }

  private static Exit enter(Asked asked) throws Failure {
    String name = asked.word(1);
    String secret =
        asked.option("--file").isPresent()
            ? firstLine(asked, asked.option("--file").get())
            : asked.secret("The secret “" + Screen.clean(name) + "”:", "--file");
    asked
        .api()
        .call(
            "PUT",
            "/things/" + Api.part(asked.word(0)) + "/secrets",
            Map.of("secrets", Map.of(name, secret)),
            java.time.Duration.ZERO,
            Map.of());
    if (!asked.json()) asked.screen().line("Kept, sealed; it is never shown again.");
    return Exit.DONE;
  }

  private static String firstLine(Asked asked, String file) throws Failure {
    if (file.equals("-")) return piped(asked);
    try (var lines = Files.lines(asked.file(file))) {
      return lines.findFirst().orElse("");
    } catch (IOException | RuntimeException e) {
      throw new Failure(Exit.USAGE, "the file '" + Screen.clean(file) + "' cannot be read");
    }
  }

  private static String piped(Asked asked) throws Failure {
    try {
      byte[] bytes = asked.in().readNBytes(SECRET_BYTES_MAX);
      return new String(bytes, StandardCharsets.UTF_8).lines().findFirst().orElse("");
    } catch (IOException e) {
      throw new Failure(Exit.USAGE, "standard input cannot be read");
    }
  }

  private static Exit list(Asked asked) throws Failure {
    return asked.listed(
        "/inbox",
        List.of("KEY", "NAME", "MAKE", "THINGS", "SEEN", "WARNING"),
        "Nothing waits. A device that announces nothing is brought in with 'steward inbox add'.",
        item -> row(asked, item));
  }

  private static List<String> row(Asked asked, Tree item) {
    String make =
        List.of("maker", "model", "firmware").stream()
            .map(part -> Part.text(item, part))
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining(" "));
    String former =
        Part.items(item, "things").stream()
            .findFirst()
            .map(part -> Part.text(part, "former", "id"))
            .filter(id -> !id.isEmpty())
            .map(id -> " (was " + id + ")")
            .orElse("");
    return List.of(
        Part.text(item, "key"),
        Part.text(item, "name") + former,
        make,
        Integer.toString(Part.items(item, "things").size()),
        asked.time(Part.text(item, "seen")),
        Part.text(item, "warning"));
  }

  private static Exit take(Asked asked) throws Failure {
    String key = asked.word(0);
    boolean all = asked.flag("--all");
    if (all == !key.isEmpty()) throw new Failure(Exit.USAGE, "name one KEY, or give --all");
    if (all && (asked.option("--id").isPresent() || asked.option("--name").isPresent())) {
      throw new Failure(Exit.USAGE, "--id and --name are for one device, not for --all");
    }
    var api = asked.api();
    List<Tree> found = api.get("/inbox").get("items").items();
    Set<String> taken = ids(api);
    if (all) {
      var items = new ArrayList<Map<String, Object>>();
      for (Tree item : found) items.add(accepted(asked, item, taken));
      if (items.isEmpty()) {
        asked.screen().line("Nothing waits.");
        return Exit.DONE;
      }
      var things = new ArrayList<Object>();
      for (int from = 0; from < items.size(); from += AT_ONCE) {
        var some = items.subList(from, Math.min(items.size(), from + AT_ONCE));
        Tree answer = api.post("/inbox/accept", Map.of("items", some));
        things(answer).forEach(thing -> things.add(thing.object()));
      }
      return brought(asked, Tree.of(Map.of("items", things)));
    }
    for (Tree item : found) {
      if (Part.text(item, "key").equals(key)) {
        var body = accepted(asked, item, taken);
        body.remove("key");
        return brought(asked, api.post("/inbox/" + Api.part(key) + "/accept", body));
      }
    }
    var keys = found.stream().map(item -> Part.text(item, "key")).toList();
    String hint =
        Nearest.to(key, keys)
            .map(near -> "; did you mean '" + near + "'?")
            .orElse("; 'steward inbox' lists what does");
    throw new Failure(Exit.NOT_FOUND, "nothing waits under '" + Screen.clean(key) + "'" + hint);
  }

  private static Map<String, Object> accepted(Asked asked, Tree item, Set<String> taken)
      throws Failure {
    String name = asked.option("--name").orElseGet(() -> Part.text(item, "name"));
    var body = new LinkedHashMap<String, Object>();
    body.put("key", Part.text(item, "key"));
    body.put("id", id(asked, name, taken));
    body.put("name", name.isEmpty() ? Part.text(item, "key") : name);
    asked.option("--room").ifPresent(room -> body.put("room", room));
    return body;
  }

  /// The id that was typed, else one made from the name that is not in use.
  private static String id(Asked asked, String name, Set<String> taken) throws Failure {
    var typed = asked.option("--id");
    if (typed.isPresent()) {
      if (!ThingId.isSlug(typed.get()))
        throw Asked.wrong("--id", "1 to 40 of a-z, 0-9 and -", typed.get());
      return typed.get();
    }
    String made = ThingId.from(name).value();
    String id = made;
    for (int number = 2; !taken.add(id); number++) {
      String end = "-" + number;
      id = made.substring(0, Math.min(made.length(), 40 - end.length())) + end;
    }
    return id;
  }

  private static Set<String> ids(Api api) throws Failure {
    var ids = new HashSet<String>();
    for (Tree thing : api.get("/things").get("items").items()) ids.add(Part.text(thing, "id"));
    return ids;
  }

  private static Exit bring(Asked asked) throws Failure {
    var api = asked.api();
    var binding = new LinkedHashMap<String, Object>();
    for (String part : asked.words(1)) {
      int equals = part.indexOf('=');
      if (equals < 1) throw Asked.wrong("KEY=VALUE", "something like topic=kettle", part);
      String value = part.substring(equals + 1);
      binding.put(
          part.substring(0, equals),
          value.startsWith("@") ? firstLine(asked, value.substring(1)) : value);
    }
    check(api, asked.word(0), binding.keySet());
    String name =
        asked.option("--name").orElseGet(() -> String.valueOf(binding.values().iterator().next()));
    var body = new LinkedHashMap<String, Object>();
    body.put("family", asked.word(0));
    body.put("binding", binding);
    body.put("id", id(asked, name, ids(api)));
    body.put("name", name);
    asked.option("--room").ifPresent(room -> body.put("room", room));
    return brought(asked, api.post("/things", body));
  }

  private static void check(Api api, String family, Set<String> given) throws Failure {
    var names = new ArrayList<String>();
    for (Tree known : api.get("/families").get("items").items()) {
      names.add(Part.text(known, "name"));
      if (!Part.text(known, "name").equals(family)) continue;
      List<Tree> fields = Part.items(known, "binding");
      for (Tree field : fields) {
        if (Part.text(field, "required").equals("true")
            && !given.contains(Part.text(field, "name"))) {
          throw new Failure(
              Exit.USAGE,
              "%s needs %s (%s), such as %s=%s"
                  .formatted(
                      family,
                      Part.text(field, "name"),
                      Part.text(field, "title"),
                      Part.text(field, "name"),
                      Part.text(field, "example")));
        }
      }
      if (given.isEmpty())
        throw new Failure(Exit.USAGE, family + " needs to know where the device is reached");
      return;
    }
    throw Asked.wrong("FAMILY", "one of " + String.join(", ", names), family);
  }

  private static Exit brought(Asked asked, Tree answer) {
    if (asked.printed(answer)) return Exit.DONE;
    List<Tree> things =
        answer.node() instanceof Map<?, ?> map && !map.containsKey("items")
            ? List.of(answer)
            : things(answer);
    var rows =
        things.stream()
            .map(thing ->
                List.of(Part.text(thing, "id"), Part.text(thing, "name"), Part.text(thing, "room")))
            .toList();
    asked.screen().table(List.of("THING", "NAME", "ROOM"), rows);
    return Exit.DONE;
  }

  private static List<Tree> things(Tree answer) {
    return answer.node() instanceof List ? answer.items() : answer.get("items").items();
  }

  private static Exit dismiss(Asked asked) throws Failure {
    asked
        .api()
        .call(
            "DELETE", "/inbox/" + Api.part(asked.word(0)), null, java.time.Duration.ZERO, Map.of());
    if (!asked.json()) asked.screen().line("Set aside.");
    return Exit.DONE;
  }
}

package steward.cli;

import java.util.LinkedHashMap;
import java.util.List;
import steward.value.Tree;

/// Names and passwords on the house's broker, one for each device or bridge.
final class MqttVerbs {
  private MqttVerbs() {}

  static Verb mqttClients() {
    return Verb.of("mqtt-clients", "List who has a name of its own on the broker.", MqttVerbs::list)
        .part(
            Verb.of("add", "Make a name and a password, shown once.", MqttVerbs::add)
                .option("--thing", "THING", "For the device of this thing.")
                .option("--prefix", "PREFIX", "For a bridge, with the first part of its topics.")
                .option("--name", "NAME", "The bridge's name (default: one is made).")
                .example("steward mqtt-clients add --thing hall-plug")
                .example("steward mqtt-clients add --prefix zigbee2mqtt"))
        .part(
            Verb.of("remove", "Take a name away: it can no longer connect.", MqttVerbs::remove)
                .word("NAME", "1", "The name, as 'steward mqtt-clients' shows it.")
                .example("steward mqtt-clients remove z-bridge"))
        .example("steward mqtt-clients");
  }

  private static Exit list(Asked asked) throws Failure {
    return asked.listed(
        "/mqtt/clients",
        List.of("NAME", "KIND", "SEEN", "FOR"),
        "None yet: see 'steward mqtt-clients add --help'.",
        client -> row(asked, client));
  }

  private static List<String> row(Asked asked, Tree client) {
    String prefix = Part.text(client, "prefix");
    String things =
        Part.items(client, "things").stream()
            .map(Shown::scalar)
            .reduce((a, b) -> a + ", " + b)
            .orElse("");
    return List.of(
        Part.text(client, "name"),
        Part.text(client, "kind"),
        asked.time(Part.text(client, "seen")),
        prefix.isEmpty() ? things : prefix + "/…");
  }

  private static Exit add(Asked asked) throws Failure {
    var body = new LinkedHashMap<String, String>();
    for (String field : List.of("thing", "prefix", "name"))
      asked.option("--" + field).ifPresent(text -> body.put(field, text));
    if (body.containsKey("thing") == body.containsKey("prefix"))
      throw new Failure(Exit.USAGE, "one of --thing and --prefix is needed, and not both");
    Tree made = asked.api().post("/mqtt/clients", body);
    if (asked.printed(made)) return Exit.DONE;
    var screen = asked.screen();
    show(screen, made);
    if (!made.has("setup")) return Exit.DONE;
    screen.line("");
    String.valueOf(made.get("setup").node()).lines().map(Screen::clean).forEach(screen::line);
    return Exit.DONE;
  }

  /// A name with its password.
  static void show(Screen screen, Tree made) {
    screen.line("Name      " + Part.text(made, "name"));
    screen.line("Password  " + Part.text(made, "password") + "   (shown once)");
    screen.line("Host      " + Part.text(made, "host"));
    screen.line("Port      " + ports(made));
  }

  private static String ports(Tree made) {
    String plain = Part.text(made, "ports", "mqtt");
    return Part.text(made, "ports", "mqtts")
        + " (encrypted)"
        + (plain.isEmpty() ? "" : ", " + plain);
  }

  private static Exit remove(Asked asked) throws Failure {
    asked.api().delete("/mqtt/clients/" + Api.part(asked.word(0)));
    if (!asked.json()) asked.screen().line("Removed.");
    return Exit.DONE;
  }
}

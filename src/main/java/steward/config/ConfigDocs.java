package steward.config;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Makes the documentation and the JSON Schema out of the one table of keys.
final class ConfigDocs {
  private ConfigDocs() {}

  /// The text of `docs/configuration.md`.
  static String markdown() {
    var rows = new StringBuilder();
    for (Key<?> key : Keys.ALL) {
      String standard = key.standard().isEmpty() ? "" : "`" + key.standard() + "`";
      rows.append(
          "| `%s` | %s | %s | %s |\n"
              .formatted(
                  key.name(), standard, key.kind().title(), key.sentence().replace("|", "\\|")));
    }
    return """
    # Configuration

    <!-- Made from the code's table of keys: ConfigDocsTest says how to write it anew. Do not edit by hand. -->

    Nothing has to be configured: every key has a default. To change one, write it into `steward.yaml` in the home
    folder (`$STEWARD_HOME`, by default `~/.steward`), in an environment variable, or behind `--set`. The command line
    wins over the environment, and that over the file. The file is read once, at start.

    ```yaml
    # yaml-language-server: $schema=steward.schema.json
    house:
      name: Elm Street
    place:
      zone: Europe/Zurich
    mqtt:
      port: 1883
      limits:
        clients: 500
    journal.keep: 60d        # groups may be written with dots as well
    ```

    The same on the command line, and in the environment: `steward run --set http.port=8080` and
    `STEWARD_HTTP_PORT=8080 steward run`. A variable is `STEWARD_` and the key in capitals, with `_` for each `.` and
    `-`: `STEWARD_MQTT_LIMITS_PACKET_BYTES`. A variable that names no key is ignored, and `steward doctor` says so; an
    unknown key in the file or behind `--set` is an error, and so is a value out of range. An error shows the line:

    ```text
    steward.yaml, line 2, column 3: there is no key 'house.nmae'; did you mean 'house.name'?
        nmae: Elm Street
        ^^^^
    ```

    - A **span** is `250ms`, `10s`, `5m`, `2h`, `35d`, or ISO 8601 such as `PT90S`.
    - A **size** is a number of bytes, or `64KiB`, `16MiB`, `1GiB` (powers of 1024), `64KB`, `16MB`, `1GB` (powers of 1000).
    - A **port** of 0 is any free one: the steward says at start which it got.
    - There is no key for an address to listen on: until people can sign in, every listener is on the loopback
      interface only. A real device joins through `mqtt.external`.

    `docs/steward.schema.json` is the JSON Schema of the file; editors that know it complete and check while you type.

    ## Every key

    | key | default | holds | what it is |
    |---|---|---|---|
    """
        + rows;
  }

  /// The text of `docs/steward.schema.json`: groups nested; the dotted spelling of a key is allowed
  /// at the top.
  static String schema() {
    var out = new StringBuilder();
    out.append(
        """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "title": "steward.yaml",
          "description": "The configuration of a steward. Every key is optional.",
        """);
    out.append(object("", "  "));
    return out.append("\n}\n").toString();
  }

  private static String object(String prefix, String indent) {
    var members = new ArrayList<String>();
    String inner = indent + "  ";
    for (String name : names(prefix)) {
      String full = prefix + name;
      String body =
          Keys.ALL.stream()
              .filter(key -> key.name().equals(full))
              .findFirst()
              .map(key -> inner + "  " + property(key, inner + "  "))
              .orElseGet(() -> object(full + ".", inner + "  "));
      members.add(inner + quoted(name) + ": {\n" + body + "\n" + inner + "}");
    }
    if (prefix.isEmpty()) {
      for (Key<?> key : Keys.ALL) {
        members.add(
            inner
                + quoted(key.name())
                + ": {\"$ref\": \"#/properties/"
                + key.name().replace(".", "/properties/")
                + "\"}");
      }
    }
    return indent
        + "\"type\": \"object\",\n"
        + indent
        + "\"additionalProperties\": false,\n"
        + indent
        + "\"properties\": {\n"
        + String.join(",\n", members)
        + "\n"
        + indent
        + "}";
  }

  private static String property(Key<?> key, String indent) {
    String standard = key.standard().matches("\\d+") ? key.standard() : quoted(key.standard());
    return "\"description\": "
        + quoted(key.sentence().replace("`", ""))
        + ",\n"
        + indent
        + "\"default\": "
        + standard
        + ",\n"
        + indent
        + key.kind().schema();
  }

  private static List<String> names(String prefix) {
    return Keys.ALL.stream()
        .map(Key::name)
        .filter(name -> name.startsWith(prefix))
        .map(name -> name.substring(prefix.length()))
        .map(rest -> rest.contains(".") ? rest.substring(0, rest.indexOf('.')) : rest)
        .distinct()
        .collect(Collectors.toList());
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}

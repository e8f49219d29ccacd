package steward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HouseVerbsTest {
  private static final String LAMP =
      """
      {"id":"hall-lamp","number":19,"udn":"tasmota:AABBCC","kind":"/device/lighting/tasmota/dimmer","name":"Hall lamp",
       "room":"Hall","maker":"Tasmota","model":"Sonoff D1","firmware":"14.2.0","family":"tasmota",
       "status":{"state":"present","reason":"answers","seen":"2026-11-22T07:59:58.000Z"},
       "properties":{"level":{"value":45,"unit":"percentage","at":"2026-11-22T07:59:58.000Z","quality":"assumed"},
                     "switch":{"value":"on","unit":null,"at":"2026-11-22T07:59:58.000Z","quality":"confirmed"}},
       "actions":{"turn":{"to":{"words":["on","off","toggle"]}},"dim":{"level":{"unit":"percentage","min":0,"max":100}},
                  "colour":{"to":{}},"say":{"text":{}},"stop":{}}}\
      """;

  @TempDir Path folder;

  private FakeSteward steward;

  @BeforeEach
  void start() throws IOException {
    steward = new FakeSteward();
    steward.on("GET /things/hall-lamp", 200, LAMP);
    steward.on("GET /things", 200, "{\"items\":[" + LAMP + "],\"next\":null}");
  }

  @AfterEach
  void stop() {
    steward.close();
  }

  @Test
  void status_says_how_every_part_is() {
    steward.on(
        "GET /house",
        200,
        "{\"name\":\"Home\",\"zone\":\"UTC\",\"time\":\"2026-11-22T08:00:00Z\",\"version\":\"0.1.0\",\"rooms\":[\"Hall\"],\"things\":2,\"demo\":true}");
    steward.on(
        "GET /health",
        200,
        "{\"state\":\"red\",\"seq\":812,\"since\":\"2026-11-22T07:00:00Z\",\"parts\":[{\"name\":\"journal\",\"state\":\"green\",\"sentence\":\"writes\"},{\"name\":\"disk\",\"state\":\"red\",\"sentence\":\"is full\"}],\"counters\":{\"mqtt.malformed\":3},\"notes\":[]}");

    var typed = Typed.at(steward, "status", "--counters");

    assertThat(typed.exit()).isEqualTo(Exit.UNSOUND.code());
    assertThat(typed.out())
        .contains(
            "Home, 2 things in 1 rooms, steward 0.1.0",
            "(a simulated house)",
            "✓  journal  writes",
            "✗  disk     is full")
        .contains("mqtt.malformed  3");
    assertThat(Typed.with(Map.of("STEWARD_URL", steward.url()), true, "status").out())
        .contains("\u001b[31m✗\u001b[0m");
  }

  @Test
  void a_thing_is_taken_out_only_when_somebody_says_yes() {
    steward.on("DELETE /things/hall-lamp", 204, "");
    var asked = Typed.at(steward, "things", "remove", "hall-lamp");
    assertThat(asked.exit()).isEqualTo(Exit.USAGE.code());
    assertThat(asked.err()).contains("give --yes");
    var done = Typed.at(steward, "things", "remove", "hall-lamp", "--yes");
    assertThat(done.exit()).isZero();
    assertThat(done.out()).contains("Hall lamp (Hall)", "Removed.");
    var unknown = Typed.at(steward, "things", "remove", "hall-lump", "--yes");
    assertThat(unknown.exit()).isEqualTo(Exit.NOT_FOUND.code());
    assertThat(unknown.err()).contains("did you mean 'hall-lamp'?");
    assertThat(steward.asked().stream().filter(line -> line.startsWith("DELETE")))
        .containsExactly("DELETE /things/hall-lamp");
  }

  @Test
  void everything_found_is_taken_with_names_of_its_own() {
    steward.on(
        "GET /inbox",
        200,
        "{\"items\":[{\"key\":\"tasmota:A\",\"name\":\"Hall lamp\",\"things\":[{}],\"seen\":\"x\",\"warning\":null},{\"key\":\"tasmota:B\",\"name\":\"Hall lamp\",\"things\":[]}],\"next\":null}");
    steward.on(
        "POST /inbox/accept",
        201,
        "{\"items\":[{\"id\":\"hall-lamp-2\",\"name\":\"Hall lamp\",\"room\":\"Hall\"}]}");

    var typed = Typed.at(steward, "inbox", "accept", "--all", "--room", "Hall");

    assertThat(typed.lines())
        .containsExactly("THING        NAME       ROOM", "hall-lamp-2  Hall lamp  Hall");
    assertThat(steward.asked())
        .last()
        .isEqualTo(
            "POST /inbox/accept {\"items\":[{\"key\":\"tasmota:A\",\"id\":\"hall-lamp-2\",\"name\":\"Hall lamp\",\"room\":\"Hall\"},"
                + "{\"key\":\"tasmota:B\",\"id\":\"hall-lamp-3\",\"name\":\"Hall lamp\",\"room\":\"Hall\"}]}");
    assertThat(Typed.at(steward, "inbox").out()).contains("tasmota:A", "KEY");
    assertThat(Typed.at(steward, "inbox", "accept", "tasmota:C").err())
        .contains("nothing waits under 'tasmota:C'; did you mean");
    assertThat(Typed.at(steward, "inbox", "accept").exit()).isEqualTo(Exit.USAGE.code());
  }

  @Test
  void one_is_taken_under_a_given_name() {
    steward.on("GET /inbox", 200, "{\"items\":[{\"key\":\"tasmota:A\",\"name\":\"x\"}]}");
    steward.on(
        "POST /inbox/tasmota%3AA/accept",
        201, "[{\"id\":\"desk\",\"name\":\"Desk\",\"room\":\"\"}]");

    assertThat(Typed.at(steward, "inbox", "accept", "tasmota:A", "--name", "Desk").out())
        .contains("desk");
    assertThat(steward.asked())
        .last()
        .isEqualTo("POST /inbox/tasmota%3AA/accept {\"id\":\"desk\",\"name\":\"Desk\"}");
    assertThat(Typed.at(steward, "inbox", "accept", "tasmota:A", "--id", "Desk!").err())
        .contains("--id: expected 1 to 40");
  }

  @Test
  void a_device_that_announces_nothing_is_brought_in_by_hand() {
    steward.on(
        "GET /families",
        200,
        "{\"items\":[{\"name\":\"tasmota\",\"title\":\"Tasmota\",\"binding\":[{\"name\":\"topic\",\"title\":\"Topic\",\"required\":true,\"example\":\"kettle\"}]}]}");
    steward.on("POST /things", 201, "{\"id\":\"kettle\",\"name\":\"Kettle\",\"room\":\"Kitchen\"}");

    assertThat(
            Typed.at(
                    steward,
                    "inbox",
                    "add",
                    "tasmota",
                    "topic=kettle",
                    "--name",
                    "Kettle",
                    "--room",
                    "Kitchen")
                .exit())
        .isZero();
    assertThat(steward.asked())
        .last()
        .isEqualTo(
            "POST /things {\"family\":\"tasmota\",\"binding\":{\"topic\":\"kettle\"},\"id\":\"kettle\",\"name\":\"Kettle\",\"room\":\"Kitchen\"}");
    assertThat(Typed.at(steward, "inbox", "add", "tasmota", "x=y").err())
        .contains("tasmota needs topic (Topic), such as topic=kettle");
    assertThat(Typed.at(steward, "inbox", "add", "tasmoto", "x=y").err())
        .contains("FAMILY: expected one of tasmota, got 'tasmoto'");
    assertThat(Typed.at(steward, "inbox", "add", "tasmota", "kettle").err())
        .contains("something like topic=kettle");
  }

  @Test
  void the_chain_behind_an_entry_is_told() {
    String why =
        "{\"seq\":812,\"sentence\":\"Hall lamp was turned on.\",\"chain\":[{\"seq\":812,\"at\":\"2026-01-01T00:00:00Z\",\"kind\":\"command\",\"sentence\":\"turn on\"},{\"seq\":811,\"at\":\"\",\"kind\":\"firing\",\"sentence\":\"motion\"}]}";
    steward.on("GET /journal/812/why", 200, why);
    steward.on(
        "GET /journal?subject=hall-lamp&limit=1&kind=command", 200, "{\"items\":[{\"seq\":812}]}");

    assertThat(Typed.at(steward, "why", "812").out())
        .startsWith("Hall lamp was turned on.\n")
        .contains("  └  #811  motion");
    assertThat(Typed.at(steward, "why", "hall-lamp").out())
        .startsWith("Hall lamp was turned on.\n");
    assertThat(Typed.at(steward, "why", "9").exit()).isEqualTo(Exit.NOT_FOUND.code());
  }

  @Test
  void the_journal_is_shown_oldest_first() {
    steward.on(
        "GET /journal?subject=hall-lamp&limit=2",
        200,
        "{\"items\":[{\"seq\":3,\"at\":\"2026-01-01T00:00:00Z\",\"kind\":\"outcome\",\"subject\":\"hall-lamp\",\"body\":{\"outcome\":\"silent\",\"reason\":\"no answer\"}},{\"seq\":2,\"at\":\"2026-01-01T00:00:00Z\",\"kind\":\"command\",\"subject\":\"hall-lamp\",\"principal\":\"local\",\"body\":{\"action\":{\"action\":\"dim\",\"level\":40}}}]}");

    var lines = Typed.at(steward, "journal", "--subject", "hall-lamp", "--limit", "2").lines();

    assertThat(lines.get(0)).endsWith("command   hall-lamp  dim 40 (local)  #2");
    assertThat(lines.get(1)).endsWith("outcome   hall-lamp  silent: no answer  #3");
  }

  @Test
  void watching_goes_on_after_an_interruption_where_it_was() {
    steward.streams(
        """
        event: hello
        data: {"seq":9}

        : quiet

        event: reading
        id: 10
        data: {"seq":10,"at":"2026-01-01T00:00:00Z","kind":"reading","subject":"hall-lamp","body":{"property":"level","value":40,"unit":"percentage","quality":"confirmed"}}

        event: status
        id: 11
        data: {"seq":11,"kind":"status","subject":"x","body":{"state":"absent"}}

        """);

    var typed = Typed.at(steward, "watch", "--kind", "reading", "--count", "2", "--json");

    assertThat(typed.exit()).isZero();
    assertThat(typed.lines()).hasSize(2).allMatch(line -> line.startsWith("{\"seq\":10,"));
    assertThat(steward.resumed()).containsExactly("null", "11");
    assertThat(typed.err()).contains("the connection has ended; trying again", "connected again");
    assertThat(Typed.at(steward, "watch", "--count", "1").out())
        .contains("reading   hall-lamp  level 40 %  #10");
  }

  @Test
  void an_activity_is_checked_here_first_and_its_faults_show_the_line() throws IOException {
    Path file = folder.resolve("a.yaml");
    Files.writeString(
        file, "name: Night\nperform:\n  - {thing: hall-lamp, action: trun, to: off}\n");
    var typed = Typed.at(steward, "activities", "add", file.toString());
    assertThat(typed.exit()).isEqualTo(Exit.NOT_TAKEN.code());
    assertThat(typed.err())
        .contains("a.yaml, line 3, column", "/perform/0/action")
        .contains("^^^^");

    Files.writeString(
        file, "name: Night\nperform:\n  - {thing: hall-lmp, action: turn, to: off}\n");
    typed = Typed.at(steward, "activities", "check", file.toString());
    assertThat(typed.err())
        .contains(
            "line 3, column 13: /perform/0/thing: expected a thing of this house, got 'hall-lmp'; did you mean 'hall-lamp'?");

    Files.writeString(
        file, "name: Night\nperform:\n  - {thing: hall-lamp, action: turn, to: off}\n");
    steward.on("POST /findings", 200, "{\"items\":[]}");
    assertThat(Typed.at(steward, "activities", "check", file.toString()).out())
        .isEqualTo("It can be added.\n");
    steward.on("PUT /activities/night", 200, "{\"id\":\"night\",\"version\":1,\"problem\":null}");
    assertThat(Typed.at(steward, "activities", "add", file.toString()).out())
        .isEqualTo("night, version 1\n");
    assertThat(steward.asked())
        .last()
        .isEqualTo(
            "PUT /activities/night {\"name\":\"Night\",\"perform\":[{\"thing\":\"hall-lamp\",\"action\":\"turn\",\"to\":\"off\"}],\"id\":\"night\"}");
    steward.on(
        "PUT /activities/night",
        422,
        "{\"detail\":\"no\",\"errors\":[{\"at\":\"/perform/0/to\",\"expected\":\"on\",\"got\":\"off\"}]}");
    assertThat(Typed.at(steward, "activities", "add", file.toString()).err())
        .contains("line 3, column 42: /perform/0/to: expected on, got off");
    assertThat(Typed.at(steward, "activities", "add", "nowhere.yaml").err())
        .contains("there is no file 'nowhere.yaml'");
  }

  @Test
  void activities_are_listed_armed_and_explained() {
    String one =
        "{\"id\":\"hall-light\",\"name\":\"Hall light\",\"armed\":true,\"problem\":null,\"last\":{\"fired\":{\"seq\":901,\"at\":\"2026-01-01T00:00:00Z\"},\"held\":{\"seq\":880,\"at\":\"2026-01-01T00:00:00Z\",\"reason\":\"too bright\"}}}";
    steward
        .on("GET /activities", 200, "{\"items\":[" + one + "]}")
        .on("GET /activities/hall-light", 200, one);
    steward
        .on("POST /activities/hall-light/arm", 200, one)
        .on("POST /activities/hall-light/start", 202, "");
    steward.on("DELETE /activities/hall-light", 204, "");
    steward.on("GET /journal/901/why", 200, "{\"sentence\":\"It was dark.\",\"chain\":[]}");

    assertThat(Typed.at(steward, "activities").out()).contains("hall-light", "armed");
    assertThat(Typed.at(steward, "activities", "disarm", "hall-light").out())
        .isEqualTo("Disarmed.\n");
    assertThat(steward.asked())
        .last()
        .isEqualTo("POST /activities/hall-light/arm {\"armed\":false}");
    assertThat(Typed.at(steward, "activities", "start", "hall-light").exit()).isZero();
    assertThat(Typed.at(steward, "activities", "why", "hall-light").out())
        .startsWith("It was dark.\n")
        .contains("too bright");
    assertThat(Typed.at(steward, "activities", "delete", "hall-light").exit()).isZero();
  }
}

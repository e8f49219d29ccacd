package steward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CliTest {
  private static final String LAMP =
      """
      {"id":"hall-lamp","number":19,"udn":"tasmota:AABBCC","kind":"/device/lighting/tasmota/dimmer","name":"Hall lamp",
       "room":"Hall","maker":"Tasmota","model":"Sonoff D1","firmware":"14.2.0","family":"tasmota",
       "status":{"state":"present","reason":"answers","seen":"2026-11-22T07:59:58.000Z"},
       "properties":{"level":{"value":45,"unit":"percentage","at":"2026-11-22T07:59:58.000Z","quality":"assumed"},
                     "switch":{"value":"on","unit":null,"at":"2026-11-22T07:59:58.000Z","quality":"confirmed"}},
       "actions":{"turn":{"to":{"words":["on","off","toggle"]}},"dim":{"level":{"unit":"percentage","min":0,"max":100}},
                  "colour":{"to":{}},"say":{"text":{}},"stop":{}}}""";
  private static final String HEATER =
      """
      {"id":"bad","number":20,"udn":"x:1","kind":"/k","name":"暖房 \\u001b[31m\\u202eX","room":"浴室","maker":"","model":"","firmware":"",
       "family":"x","status":{"state":"absent","reason":"silent","seen":null},
       "properties":{"temperature":{"value":21.5,"unit":"celsius","at":null,"quality":"stale"},"wifi":{"value":null,"unit":null}},
       "actions":{}}""";

  @TempDir Path folder;

  private FakeSteward steward;

  @BeforeEach
  void start() throws IOException {
    steward = new FakeSteward();
    steward.on("GET /things/hall-lamp", 200, LAMP);
    steward.on("GET /things", 200, "{\"items\":[" + HEATER + "," + LAMP + "],\"next\":null}");
  }

  @AfterEach
  void stop() {
    steward.close();
  }

  @Test
  void things_stand_in_columns_and_their_text_is_clean() {
    var typed = Typed.at(steward, "things");

    assertThat(typed.exit()).isZero();
    assertThat(typed.lines())
        .containsExactly(
            "ROOM  THING      NAME        STATE    NOW",
            "Hall  hall-lamp  Hall lamp   present  on, 45 % (assumed)",
            "浴室  bad        暖房 [31mX  absent   21.5 °C (stale), wifi unknown");
  }

  @Test
  void things_are_chosen_by_room_and_state() {
    assertThat(Typed.at(steward, "things", "--room", "hall").lines()).hasSize(2);
    assertThat(Typed.at(steward, "things", "--state", "absent").out()).contains("bad").doesNotContain("hall-lamp");
    assertThat(Typed.at(steward, "things", "--room", "Attic").out()).isEqualTo("No such things.\n");
  }

  @Test
  void json_is_json_without_controls_that_a_terminal_obeys() {
    var typed = Typed.at(steward, "things", "--json");

    assertThat(Json.read(typed.out())).isInstanceOf(Map.class);
    assertThat(typed.out()).contains("\\u001b[31m\\u202eX").doesNotContain("\u001b");
  }

  @Test
  void the_page_of_a_thing_tells_its_properties_and_how_to_ask_it() {
    var typed = Typed.at(steward, "things", "hall-lamp");

    assertThat(typed.out())
        .contains("Hall lamp  Hall", "present: answers, last seen ", "Tasmota, Sonoff D1, 14.2.0  tasmota:AABBCC  number 19")
        .contains("steward perform hall-lamp turn on|off|toggle", "steward perform hall-lamp dim 0..100 %")
        .contains("steward perform hall-lamp say TEXT", "steward perform hall-lamp stop\n");
  }

  @Test
  void a_thing_that_is_not_there_is_not_found_and_the_nearest_is_named() {
    var typed = Typed.at(steward, "things", "hall-lmp");

    assertThat(typed.exit()).isEqualTo(Exit.NOT_FOUND.code());
    assertThat(typed.err()).isEqualTo("steward: there is no thing 'hall-lmp'; did you mean 'hall-lamp'?\n");
  }

  @ParameterizedTest
  @CsvSource({
    "confirmed, 0", "unobservable, 20", "refused, 21", "silent, 22", "superseded, 23", "expired, 24", "waiting, 25",
    "sent, 25", "accepted, 25"
  })
  void only_confirmed_is_success(String outcome, int exit) {
    steward.on(
        "POST /things/hall-lamp/perform",
        200,
        "{\"id\":812,\"thing\":\"hall-lamp\",\"outcome\":\"%s\",\"reason\":\"so it is\",\"since\":\"x\",\"cause\":811}".formatted(outcome));

    var typed = Typed.at(steward, "perform", "hall-lamp", "turn", "on");

    assertThat(typed.exit()).isEqualTo(exit);
    assertThat(typed.out()).startsWith("Hall lamp: ").endsWith("so it is  (steward why 812)\n");
    assertThat(steward.asked()).last().isEqualTo("POST /things/hall-lamp/perform?wait=5000ms {\"action\":\"turn\",\"to\":\"on\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "dim 45%|{\"action\":\"dim\",\"level\":45}",
        "dim 45.5|{\"action\":\"dim\",\"level\":45.5}",
        "say Dinner is ready|{\"action\":\"say\",\"text\":\"Dinner is ready\"}",
        "say 45|{\"action\":\"say\",\"text\":\"45\"}",
        "colour 30 100|{\"action\":\"colour\",\"hue\":30,\"saturation\":100}",
        "colour hue=30 saturation=99.5|{\"action\":\"colour\",\"hue\":30,\"saturation\":99.5}",
        "stop|{\"action\":\"stop\"}"
      })
  void values_are_sent_as_the_action_takes_them(String typed, String body) {
    steward.on("POST /things/hall-lamp/perform", 200, "{\"id\":1,\"outcome\":\"confirmed\"}");
    var arguments = new ArrayList<>(List.of("perform", "hall-lamp"));
    arguments.addAll(List.of(typed.split(" ")));

    assertThat(Typed.at(steward, arguments.toArray(String[]::new)).exit()).isZero();
    assertThat(steward.asked()).last().asString().endsWith(body);
  }

  @Test
  void what_a_thing_cannot_do_is_told_before_anything_is_sent() {
    assertThat(Typed.at(steward, "perform", "hall-lamp", "trun", "on").err())
        .contains("hall-lamp does not perform 'trun', but turn, dim, colour, say, stop; did you mean 'turn'?");
    assertThat(Typed.at(steward, "perform", "hall-lamp", "dim", "half").err()).contains("dim: expected a number 0..100 %, got 'half'");
    assertThat(Typed.at(steward, "perform", "hall-lamp", "dim").err()).contains("'dim' needs a value: 0..100 %");
    assertThat(Typed.at(steward, "perform", "hall-lamp", "stop", "now").err()).contains("'stop' takes no value");
    assertThat(Typed.at(steward, "perform", "hall-lamp").exit()).isEqualTo(Exit.USAGE.code());
    assertThat(Typed.at(steward, "perform", "hall-lamp", "stop", "--wait", "5y").err()).contains("--wait: expected a span");
    assertThat(steward.asked()).noneMatch(request -> request.startsWith("POST"));
  }

  @Test
  void a_problem_is_told_with_its_places() {
    steward.on(
        "POST /things/hall-lamp/perform",
        422,
        "{\"type\":\"about:blank\",\"title\":\"Wrong\",\"detail\":\"the level is out of range\",\"errors\":[{\"at\":\"/level\",\"expected\":\"0 to 100\",\"got\":\"101\"}]}");

    var typed = Typed.at(steward, "perform", "hall-lamp", "dim", "101");

    assertThat(typed.exit()).isEqualTo(Exit.NOT_TAKEN.code());
    assertThat(typed.err()).isEqualTo("steward: the level is out of range\n  /level: expected 0 to 100, got 101\n");
  }

  @Test
  void a_steward_that_is_busy_absent_or_no_steward_has_its_own_exit_code() throws IOException {
    steward.on("GET /house", 503, "");
    assertThat(Typed.at(steward, "status").exit()).isEqualTo(Exit.STEWARD_FAILED.code());
    steward.on("GET /house", 200, "<html>");
    assertThat(Typed.at(steward, "status").err()).contains("does not answer like a steward");
    String gone = steward.url();
    steward.close();
    var typed = Typed.with(Map.of(), false, "status", "--url", gone);
    assertThat(typed.exit()).isEqualTo(Exit.UNREACHABLE.code());
    assertThat(typed.err()).startsWith("steward: no steward answers at " + gone).contains("steward run");
    assertThat(Typed.with(Map.of(), false, "status", "--url", "ftp://x").exit()).isEqualTo(Exit.USAGE.code());
    steward = new FakeSteward();
  }

  @Test
  void status_says_how_every_part_is() {
    steward.on("GET /house", 200, "{\"name\":\"Home\",\"zone\":\"UTC\",\"time\":\"2026-11-22T08:00:00Z\",\"version\":\"0.1.0\",\"rooms\":[\"Hall\"],\"things\":2,\"demo\":true}");
    steward.on(
        "GET /health",
        200,
        "{\"state\":\"red\",\"seq\":812,\"since\":\"2026-11-22T07:00:00Z\",\"parts\":[{\"name\":\"journal\",\"state\":\"green\",\"sentence\":\"writes\"},{\"name\":\"disk\",\"state\":\"red\",\"sentence\":\"is full\"}],\"counters\":{\"mqtt.malformed\":3},\"notes\":[]}");

    var typed = Typed.at(steward, "status", "--counters");

    assertThat(typed.exit()).isEqualTo(Exit.UNSOUND.code());
    assertThat(typed.out())
        .contains("Home, 2 things in 1 rooms, steward 0.1.0", "(a simulated house)", "✓  journal  writes", "✗  disk     is full")
        .contains("mqtt.malformed  3");
    assertThat(Typed.with(Map.of("STEWARD_URL", steward.url()), true, "status").out()).contains("\u001b[31m✗\u001b[0m");
  }

  @Test
  void everything_found_is_taken_with_names_of_its_own() {
    steward.on(
        "GET /inbox",
        200,
        "{\"items\":[{\"key\":\"tasmota:A\",\"name\":\"Hall lamp\",\"things\":[{}],\"seen\":\"x\",\"warning\":null},{\"key\":\"tasmota:B\",\"name\":\"Hall lamp\",\"things\":[]}],\"next\":null}");
    steward.on("POST /inbox/accept", 201, "{\"items\":[{\"id\":\"hall-lamp-2\",\"name\":\"Hall lamp\",\"room\":\"Hall\"}]}");

    var typed = Typed.at(steward, "inbox", "accept", "--all", "--room", "Hall");

    assertThat(typed.lines()).containsExactly("THING        NAME       ROOM", "hall-lamp-2  Hall lamp  Hall");
    assertThat(steward.asked())
        .last()
        .isEqualTo(
            "POST /inbox/accept {\"items\":[{\"key\":\"tasmota:A\",\"id\":\"hall-lamp-2\",\"name\":\"Hall lamp\",\"room\":\"Hall\"},"
                + "{\"key\":\"tasmota:B\",\"id\":\"hall-lamp-3\",\"name\":\"Hall lamp\",\"room\":\"Hall\"}]}");
    assertThat(Typed.at(steward, "inbox").out()).contains("tasmota:A", "KEY");
    assertThat(Typed.at(steward, "inbox", "accept", "tasmota:C").err()).contains("nothing waits under 'tasmota:C'; did you mean");
    assertThat(Typed.at(steward, "inbox", "accept").exit()).isEqualTo(Exit.USAGE.code());
  }

  @Test
  void one_is_taken_under_a_given_name() {
    steward.on("GET /inbox", 200, "{\"items\":[{\"key\":\"tasmota:A\",\"name\":\"x\"}]}");
    steward.on("POST /inbox/tasmota%3AA/accept", 201, "[{\"id\":\"desk\",\"name\":\"Desk\",\"room\":\"\"}]");

    assertThat(Typed.at(steward, "inbox", "accept", "tasmota:A", "--name", "Desk").out()).contains("desk");
    assertThat(steward.asked()).last().isEqualTo("POST /inbox/tasmota%3AA/accept {\"id\":\"desk\",\"name\":\"Desk\"}");
    assertThat(Typed.at(steward, "inbox", "accept", "tasmota:A", "--id", "Desk!").err()).contains("--id: expected 1 to 40");
  }

  @Test
  void a_device_that_announces_nothing_is_brought_in_by_hand() {
    steward.on("GET /families", 200, "{\"items\":[{\"name\":\"tasmota\",\"title\":\"Tasmota\",\"binding\":[{\"name\":\"topic\",\"title\":\"Topic\",\"required\":true,\"example\":\"kettle\"}]}]}");
    steward.on("POST /things", 201, "{\"id\":\"kettle\",\"name\":\"Kettle\",\"room\":\"Kitchen\"}");

    assertThat(Typed.at(steward, "inbox", "add", "tasmota", "topic=kettle", "--name", "Kettle", "--room", "Kitchen").exit()).isZero();
    assertThat(steward.asked())
        .last()
        .isEqualTo("POST /things {\"family\":\"tasmota\",\"binding\":{\"topic\":\"kettle\"},\"id\":\"kettle\",\"name\":\"Kettle\",\"room\":\"Kitchen\"}");
    assertThat(Typed.at(steward, "inbox", "add", "tasmota", "x=y").err()).contains("tasmota needs topic (Topic), such as topic=kettle");
    assertThat(Typed.at(steward, "inbox", "add", "tasmoto", "x=y").err()).contains("FAMILY: expected one of tasmota, got 'tasmoto'");
    assertThat(Typed.at(steward, "inbox", "add", "tasmota", "kettle").err()).contains("something like topic=kettle");
  }

  @Test
  void the_chain_behind_an_entry_is_told() {
    String why = "{\"seq\":812,\"sentence\":\"Hall lamp was turned on.\",\"chain\":[{\"seq\":812,\"at\":\"2026-01-01T00:00:00Z\",\"kind\":\"command\",\"sentence\":\"turn on\"},{\"seq\":811,\"at\":\"\",\"kind\":\"firing\",\"sentence\":\"motion\"}]}";
    steward.on("GET /journal/812/why", 200, why);
    steward.on("GET /journal?subject=hall-lamp&limit=1&kind=command", 200, "{\"items\":[{\"seq\":812}]}");

    assertThat(Typed.at(steward, "why", "812").out()).startsWith("Hall lamp was turned on.\n").contains("  └  #811  motion");
    assertThat(Typed.at(steward, "why", "hall-lamp").out()).startsWith("Hall lamp was turned on.\n");
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
    assertThat(Typed.at(steward, "watch", "--count", "1").out()).contains("reading   hall-lamp  level 40 %  #10");
  }

  @Test
  void an_activity_is_checked_here_first_and_its_faults_show_the_line() throws IOException {
    Path file = folder.resolve("a.yaml");
    Files.writeString(file, "name: Night\nperform:\n  - {thing: hall-lamp, action: trun, to: off}\n");
    var typed = Typed.at(steward, "activities", "add", file.toString());
    assertThat(typed.exit()).isEqualTo(Exit.NOT_TAKEN.code());
    assertThat(typed.err()).contains("a.yaml, line 3, column", "/perform/0/action").contains("^^^^");

    Files.writeString(file, "name: Night\nperform:\n  - {thing: hall-lmp, action: turn, to: off}\n");
    typed = Typed.at(steward, "activities", "check", file.toString());
    assertThat(typed.err()).contains("line 3, column 13: /perform/0/thing: expected a thing of this house, got 'hall-lmp'; did you mean 'hall-lamp'?");

    Files.writeString(file, "name: Night\nperform:\n  - {thing: hall-lamp, action: turn, to: off}\n");
    assertThat(Typed.at(steward, "activities", "check", file.toString()).out()).isEqualTo("It can be added.\n");
    steward.on("PUT /activities/night", 200, "{\"id\":\"night\",\"version\":1,\"problem\":null}");
    assertThat(Typed.at(steward, "activities", "add", file.toString()).out()).isEqualTo("night, version 1\n");
    assertThat(steward.asked())
        .last()
        .isEqualTo("PUT /activities/night {\"name\":\"Night\",\"perform\":[{\"thing\":\"hall-lamp\",\"action\":\"turn\",\"to\":\"off\"}],\"id\":\"night\"}");
    steward.on("PUT /activities/night", 422, "{\"detail\":\"no\",\"errors\":[{\"at\":\"/perform/0/to\",\"expected\":\"on\",\"got\":\"off\"}]}");
    assertThat(Typed.at(steward, "activities", "add", file.toString()).err()).contains("line 3, column 42: /perform/0/to: expected on, got off");
    assertThat(Typed.at(steward, "activities", "add", "nowhere.yaml").err()).contains("there is no file 'nowhere.yaml'");
  }

  @Test
  void activities_are_listed_armed_and_explained() {
    String one = "{\"id\":\"hall-light\",\"name\":\"Hall light\",\"armed\":true,\"problem\":null,\"last\":{\"fired\":{\"seq\":901,\"at\":\"2026-01-01T00:00:00Z\"},\"held\":{\"seq\":880,\"at\":\"2026-01-01T00:00:00Z\",\"reason\":\"too bright\"}}}";
    steward.on("GET /activities", 200, "{\"items\":[" + one + "]}").on("GET /activities/hall-light", 200, one);
    steward.on("POST /activities/hall-light/arm", 200, one).on("POST /activities/hall-light/start", 202, "");
    steward.on("DELETE /activities/hall-light", 204, "");
    steward.on("GET /journal/901/why", 200, "{\"sentence\":\"It was dark.\",\"chain\":[]}");

    assertThat(Typed.at(steward, "activities").out()).contains("hall-light", "armed");
    assertThat(Typed.at(steward, "activities", "disarm", "hall-light").out()).isEqualTo("Disarmed.\n");
    assertThat(steward.asked()).last().isEqualTo("POST /activities/hall-light/arm {\"armed\":false}");
    assertThat(Typed.at(steward, "activities", "start", "hall-light").exit()).isZero();
    assertThat(Typed.at(steward, "activities", "why", "hall-light").out()).startsWith("It was dark.\n").contains("too bright");
    assertThat(Typed.at(steward, "activities", "delete", "hall-light").exit()).isZero();
  }

  @Test
  void starting_a_house_gets_its_options() {
    var started = new ArrayList<Object>();
    Typed.with(started, Map.of("STEWARD_HOME", "/srv/house"), false, "run", "--set", "a=b", "--set", "c=d");
    Typed.with(started, Map.of(), false, "demo", "--seed", "7", "--speed", "60", "--http-port", "0", "--keep");
    Typed.with(started, Map.of(), false, "aot-train");

    assertThat(started)
        .containsExactly(
            new Commands.Run(Path.of("/srv/house"), List.of("a=b", "c=d")),
            new Commands.Demo(List.of(), true, 7, 60, 100, List.of("http.port=0")),
            new Commands.Train(List.of()));
    assertThat(((Commands.Demo) started.get(1)).sets("http.port")).isTrue();
  }

  @Test
  void the_doctor_says_what_to_do() throws IOException {
    Files.writeString(folder.resolve("steward.db"), "not a database at all");
    Files.writeString(folder.resolve("steward.yaml"), "http:\n  prot: 1\n");

    var typed = Typed.with(Map.of("STEWARD_URL", steward.url()), false, "doctor", "--home", folder.toString());

    assertThat(typed.exit()).isEqualTo(Exit.UNSOUND.code());
    assertThat(typed.out()).contains("✓ java", "✗ steward.db    it is no database", "did you mean 'http.port'?", "✗ steward");
    Files.delete(folder.resolve("steward.db"));
    Files.delete(folder.resolve("steward.yaml"));
    steward.on("GET /health", 200, "{\"state\":\"green\",\"parts\":[]}");
    typed = Typed.with(Map.of("STEWARD_URL", steward.url()), false, "doctor", "--home", folder.toString(), "--json");
    assertThat(typed.exit()).isZero();
    assertThat(Json.read(typed.out())).asString().contains("sound=true");
  }

  @Test
  void what_is_mistyped_is_one_sentence_with_the_nearest_name() {
    assertThat(Typed.with(Map.of(), false, "thigns").err()).isEqualTo("steward: there is no command 'thigns'; did you mean 'things'?; see 'steward --help'\n");
    assertThat(Typed.with(Map.of(), false, "things", "--romo").err()).contains("there is no option '--romo'; did you mean '--room'?");
    assertThat(Typed.with(Map.of(), false, "demo", "--speed", "x").exit()).isEqualTo(Exit.USAGE.code());
  }

  @Test
  void help_teaches_and_hides_what_is_for_the_launcher() {
    var all = Typed.with(Map.of(), false, "--help");
    assertThat(all.exit()).isZero();
    assertThat(all.out()).contains("perform", "steward demo", "Examples:").doesNotContain("aot-train");
    assertThat(Typed.with(Map.of(), false, "help", "perform").out()).contains("steward perform hall-lamp dim 45 --wait 10s", "22 silent");
    assertThat(Typed.with(Map.of(), false).out()).isEqualTo(all.out());
    assertThat(Typed.with(Map.of(), false, "--version").out()).startsWith("steward ");
  }

  @ParameterizedTest
  @CsvSource({"bash", "zsh"})
  void completion_knows_every_command_and_option(String shell) {
    var typed = Typed.with(Map.of(), false, "completion", shell);
    assertThat(typed.exit()).isZero();
    assertThat(typed.out()).contains("--room", "activities", "disarm", "complete -F");
  }
}

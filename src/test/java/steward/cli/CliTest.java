package steward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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
                  "colour":{"to":{}},"say":{"text":{}},"stop":{}}}\
      """;
  private static final String HEATER =
      """
      {"id":"bad","number":20,"udn":"x:1","kind":"/k","name":"暖房 \\u001b[31m\\u202eX","room":"浴室","maker":"","model":"","firmware":"",
       "family":"x","status":{"state":"absent","reason":"silent","seen":null},
       "properties":{"temperature":{"value":21.5,"unit":"celsius","at":null,"quality":"stale"},"wifi":{"value":null,"unit":null}},
       "actions":{}}\
      """;

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
            "浴室  bad        暖房 [31mX  absent   21.5 °C (stale)");
  }

  @Test
  void things_are_chosen_by_room_and_state() {
    assertThat(Typed.at(steward, "things", "--room", "hall").lines()).hasSize(2);
    assertThat(Typed.at(steward, "things", "--state", "absent").out())
        .contains("bad")
        .doesNotContain("hall-lamp");
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
        .contains(
            "Hall lamp  Hall",
            "present: answers, last seen ",
            "Tasmota, Sonoff D1, 14.2.0  tasmota:AABBCC  number 19")
        .contains(
            "steward perform hall-lamp turn on|off|toggle",
            "steward perform hall-lamp dim 0..100 %")
        .contains("steward perform hall-lamp say TEXT", "steward perform hall-lamp stop\n");
  }

  @Test
  void a_thing_that_is_not_there_is_not_found_and_the_nearest_is_named() {
    var typed = Typed.at(steward, "things", "hall-lmp");

    assertThat(typed.exit()).isEqualTo(Exit.NOT_FOUND.code());
    assertThat(typed.err())
        .isEqualTo("steward: there is no thing 'hall-lmp'; did you mean 'hall-lamp'?\n");
  }

  @ParameterizedTest
  @CsvSource({
    "confirmed, 0",
    "unobservable, 20",
    "refused, 21",
    "silent, 22",
    "superseded, 23",
    "expired, 24",
    "waiting, 25",
    "sent, 25",
    "accepted, 25"
  })
  void only_confirmed_is_success(String outcome, int exit) {
    steward.on(
        "POST /things/hall-lamp/perform",
        200,
        "{\"id\":812,\"thing\":\"hall-lamp\",\"outcome\":\"%s\",\"reason\":\"so it is\",\"since\":\"x\",\"cause\":811}"
            .formatted(outcome));

    var typed = Typed.at(steward, "perform", "hall-lamp", "turn", "on");

    assertThat(typed.exit()).isEqualTo(exit);
    assertThat(typed.out()).startsWith("Hall lamp: ").endsWith("so it is  (steward why 812)\n");
    assertThat(steward.asked())
        .last()
        .isEqualTo(
            "POST /things/hall-lamp/perform?wait=5000ms {\"action\":\"turn\",\"to\":\"on\"}");
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
        .contains(
            "hall-lamp does not perform 'trun', but turn, dim, colour, say, stop; did you mean 'turn'?");
    assertThat(Typed.at(steward, "perform", "hall-lamp", "dim", "half").err())
        .contains("dim: expected a number 0..100 %, got 'half'");
    assertThat(Typed.at(steward, "perform", "hall-lamp", "dim").err())
        .contains("'dim' needs a value: 0..100 %");
    assertThat(Typed.at(steward, "perform", "hall-lamp", "stop", "now").err())
        .contains("'stop' takes no value");
    assertThat(Typed.at(steward, "perform", "hall-lamp").exit()).isEqualTo(Exit.USAGE.code());
    assertThat(Typed.at(steward, "perform", "hall-lamp", "stop", "--wait", "5y").err())
        .contains("--wait: expected a span");
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
    assertThat(typed.err())
        .isEqualTo("steward: the level is out of range\n  /level: expected 0 to 100, got 101\n");
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
    assertThat(typed.err())
        .startsWith("steward: no steward answers at " + gone)
        .contains("steward run");
    assertThat(Typed.with(Map.of(), false, "status", "--url", "ftp://x").exit())
        .isEqualTo(Exit.USAGE.code());
    steward = new FakeSteward();
  }
}

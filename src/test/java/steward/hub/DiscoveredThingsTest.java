package steward.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steward.sim.SimSettings;
import steward.sim.SimThing;
import steward.sim.SimulatedHouse;

/// Things that announce themselves over MQTT: found, accepted, asked and confirmed over the house's
/// own broker, and honest when they are gone.
class DiscoveredThingsTest {
  @TempDir Path home;
  private RunningHouse steward;
  private SimulatedHouse simulated;

  @BeforeEach
  void begin() {
    steward = RunningHouse.on(home);
    var settings = SimSettings.demo().withFaults(false);
    simulated =
        RunningHouse.get(
            SimulatedHouse.start(
                steward.house.vertx(), "127.0.0.1", steward.house.mqttPort(), settings));
  }

  @AfterEach
  void end() {
    RunningHouse.get(simulated.close());
    steward.close();
  }

  private void accepted(String... ids) {
    for (String id : ids) {
      SimThing thing =
          simulated.things().stream()
              .filter(one -> one.id().value().equals(id))
              .findFirst()
              .orElseThrow();
      String key = thing.udn().value();
      soon(() -> assertThat(steward.get("/inbox").text()).contains(key));
      var reply =
          steward.ask(
              "POST", "/inbox/" + key + "/accept", "{\"id\":\"" + id + "\",\"room\":\"Hall\"}");
      assertThat(reply.status()).as(reply.text()).isBetween(200, 202);
      soon(() -> assertThat(status(id)).isEqualTo("present"));
    }
  }

  private static void soon(org.awaitility.core.ThrowingRunnable check) {
    await().untilAsserted(check);
  }

  private String status(String id) {
    return steward.get("/things/" + id).json().get("status").get("state").text();
  }

  private String value(String id, String property) {
    var properties = steward.get("/things/" + id).json().get("properties");
    return properties.has(property)
        ? String.valueOf(properties.get(property).get("value").node())
        : "";
  }

  private String quality(String id, String property) {
    return steward
        .get("/things/" + id)
        .json()
        .get("properties")
        .get(property)
        .get("quality")
        .text();
  }

  private String outcome(String id, String action) {
    var reply = steward.ask("POST", "/things/" + id + "/perform?wait=20s", action);
    return reply.json().get("outcome").text();
  }

  @Test
  void a_lock_a_blind_and_a_lamp_obey_and_are_confirmed_by_their_own_reports() {
    accepted("front-lock", "kitchen-blind", "bedtime-light");
    assertThat(outcome("front-lock", "{\"action\":\"unlock\"}")).isEqualTo("confirmed");
    soon(() -> assertThat(value("front-lock", "lock")).isEqualTo("unlocked"));
    assertThat(outcome("kitchen-blind", "{\"action\":\"position\",\"to\":45}"))
        .isEqualTo("confirmed");
    assertThat(outcome("bedtime-light", "{\"action\":\"dim\",\"level\":20}"))
        .isEqualTo("confirmed");
    assertThat(outcome("bedtime-light", "{\"action\":\"turn\",\"to\":\"off\"}"))
        .isEqualTo("confirmed");
  }

  @Test
  void what_is_taken_out_and_comes_back_has_its_old_name_again() {
    accepted("siren");
    var before = steward.get("/things/siren").json();
    String key = before.get("udn").text();
    assertThat(
            steward
                .ask("PATCH", "/things/siren", "{\"name\":\"Howler\",\"room\":\"Attic\"}")
                .status())
        .isEqualTo(200);
    assertThat(steward.ask("DELETE", "/things/siren", "").status()).isEqualTo(204);
    String former = "\"former\":{\"id\":\"siren\",\"name\":\"Howler\",\"room\":\"Attic\"}";
    await().until(() -> steward.get("/inbox").text().contains(former));
    var reply = steward.ask("POST", "/inbox/" + key + "/accept", "{}");
    assertThat(reply.status()).as(reply.text()).isBetween(200, 202);
    soon(() -> assertThat(steward.get("/things/siren").status()).isEqualTo(200));
    var after = steward.get("/things/siren").json();
    assertThat(after.get("name").text()).isEqualTo("Howler");
    assertThat(after.get("room").text()).isEqualTo("Attic");
    assertThat(after.get("number").number()).isEqualTo(before.get("number").number());
    assertThat(steward.get("/inbox").text()).doesNotContain("\"former\"");
  }

  @Test
  void a_siren_that_tells_nothing_is_sent_and_assumed_and_never_called_confirmed() {
    accepted("siren");
    assertThat(outcome("siren", "{\"action\":\"turn\",\"to\":\"on\"}")).isEqualTo("unobservable");
    soon(() -> assertThat(quality("siren", "alert")).isEqualTo("assumed"));
    assertThat(value("siren", "alert")).isEqualTo("on");
  }

  @Test
  void a_door_a_smoke_alarm_and_a_button_tell_what_happens() {
    accepted("terrace-door", "hall-smoke", "bedside-button", "bedroom-climate");
    soon(() -> assertThat(value("terrace-door", "contact")).isEqualTo("closed"));
    simulated.device("terrace-door").press();
    soon(() -> assertThat(value("terrace-door", "contact")).isEqualTo("opened"));
    simulated.device("hall-smoke").press();
    soon(() -> assertThat(value("hall-smoke", "smoke")).isEqualTo("detected"));
    soon(() -> assertThat(value("bedroom-climate", "temperature")).isNotEmpty());
    simulated.device("bedside-button").press();
    soon(
        () -> assertThat(steward.get("/journal?subject=bedside-button").text()).contains("single"));
  }

  @Test
  void a_speaker_says_and_plays_and_the_house_hears_that_it_does() {
    accepted("kitchen-speaker");
    assertThat(outcome("kitchen-speaker", "{\"action\":\"say\",\"text\":\"Dinner is ready\"}"))
        .isEqualTo("confirmed");
    soon(() -> assertThat(value("kitchen-speaker", "text")).isEqualTo("Dinner is ready"));
    assertThat(outcome("kitchen-speaker", "{\"action\":\"play\",\"text\":\"http://192.0.2.1/a\"}"))
        .isEqualTo("confirmed");
    assertThat(outcome("kitchen-speaker", "{\"action\":\"volume\",\"level\":25}"))
        .isEqualTo("confirmed");
  }

  @Test
  void what_is_out_of_reach_is_absent_with_a_reason_and_a_command_to_it_is_silent() {
    accepted("front-lock", "kitchen-window");
    simulated.device("front-lock").hold();
    soon(() -> assertThat(status("front-lock")).isEqualTo("absent"));
    assertThat(steward.get("/things/front-lock").json().get("status").get("reason").text())
        .contains("gone");
    assertThat(outcome("front-lock", "{\"action\":\"unlock\"}")).isNotEqualTo("confirmed");
    assertThat(status("kitchen-window")).isEqualTo("present");
    simulated.device("front-lock").release();
    soon(() -> assertThat(status("front-lock")).isEqualTo("present"));

    simulated.device("zigbee2mqtt").hold(); // the gateway takes all of them with it
    soon(() -> assertThat(status("kitchen-window")).isEqualTo("absent"));
    simulated.device("zigbee2mqtt").release();
    soon(() -> assertThat(status("kitchen-window")).isEqualTo("present"));
  }

  @Test
  void an_announcement_that_is_changed_is_followed_and_one_taken_back_is_said() {
    accepted("study-window");
    var gateway = simulated.device("zigbee2mqtt");
    String own = "homeassistant/switch/pump/relay/config";
    String config =
        "{\"uniq_id\":\"pump1\",\"dev\":{\"ids\":\"pump\",\"name\":\"Pump\"},\"name\":null,"
            + "\"cmd_t\":\"pump/%1$s/set\",\"stat_t\":\"pump/%1$s\"}";
    gateway.say(own, config.formatted("old"), true);
    soon(() -> assertThat(steward.get("/inbox").text()).contains("mqtt-discovery:pump"));
    steward.ask("POST", "/inbox/mqtt-discovery:pump/accept", "{\"id\":\"pump\",\"room\":\"Hall\"}");
    gateway.say(own, config.formatted("new"), true);
    soon(() -> {
      gateway.say("pump/new", "ON", false);
      assertThat(value("pump", "switch")).isEqualTo("on");
    });
    gateway.say(own, "", true);
    soon(() -> {
      assertThat(status("pump")).isEqualTo("absent");
      assertThat(steward.get("/things/pump").json().get("status").get("reason").text())
          .contains("taken back");
    });
    gateway.say(
        "homeassistant/switch/steward_x/config",
        "{\"uniq_id\":\"steward_x_1\",\"cmd_t\":\"x/set\"}",
        true);
    gateway.say(own, config.formatted("new"), true);
    soon(() -> {
      gateway.say("pump/new", "OFF", false);
      assertThat(status("pump")).isEqualTo("present");
    });
    assertThat(steward.get("/inbox").text()).doesNotContain("steward_x");
  }

  @Test
  void after_a_restart_of_the_house_everything_is_as_it_was_without_being_accepted_again() {
    accepted("front-lock");
    var before = steward.get("/things/front-lock").json().get("properties").object().keySet();
    RunningHouse.get(simulated.close());
    steward.close();
    steward = RunningHouse.on(home);
    simulated =
        RunningHouse.get(
            SimulatedHouse.start(
                steward.house.vertx(),
                "127.0.0.1",
                steward.house.mqttPort(),
                SimSettings.demo().withFaults(false)));
    soon(() -> assertThat(status("front-lock")).isEqualTo("present"));
    assertThat(outcome("front-lock", "{\"action\":\"unlock\"}")).isEqualTo("confirmed");
    assertThat(steward.get("/things/front-lock").json().get("properties").object().keySet())
        .isEqualTo(before);
  }
}

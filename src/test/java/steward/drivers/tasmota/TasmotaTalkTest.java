package steward.drivers.tasmota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import steward.driver.Effect;
import steward.driver.Sighting;
import steward.thing.Action;
import steward.thing.Binding;
import steward.thing.Status;
import steward.value.Malformed;

/// Conversations: how a device is greeted, waited for, commanded and asked again.
class TasmotaTalkTest {
  private static final String MAC = "A1B2C3D4E5F6";
  private static final String CONFIG =
      """
      {"ip":"192.0.2.9","dn":"Lamp","fn":["Lamp",null],"hn":"lamp-9","mac":"A1B2C3D4E5F6","md":"Basic","ty":0,"if":0,
      "ofln":"Offline","onln":"Online","state":["OFF","ON","TOGGLE","HOLD"],"sw":"14.2.0","t":"lamp","ft":"%prefix%/%topic%/",
      "tp":["cmnd","stat","tele"],"rl":[1,0],"swc":[-1],"swn":[null],"btn":[0],"so":{"4":0},"lk":0,"lt_st":0,"ver":1}\
      """;

  private static Stage lamp() {
    return Stage.found(
        Stage.offered(MAC, CONFIG, "{\"sn\":{\"Time\":\"2026-01-01T00:00:00\"},\"ver\":1}")
            .orElseThrow());
  }

  @Test
  void config_and_sensors_come_in_either_order() {
    Sighting config = Stage.sighted("tasmota/discovery/" + MAC + "/config", CONFIG).orElseThrow();
    Sighting sensors =
        Stage.sighted(
                "tasmota/discovery/" + MAC + "/sensors",
                "{\"sn\":{\"AM2301\":{\"Temperature\":1}},\"ver\":1}")
            .orElseThrow();
    assertThat(Stage.FAMILY.offer(sensors)).isEmpty();
    assertThat(Stage.FAMILY.offer(sensors.merge(config)))
        .isEqualTo(Stage.FAMILY.offer(config.merge(sensors)));
    assertThat(Stage.FAMILY.offer(config)).isPresent();
  }

  @Test
  void a_sensor_that_is_gone_from_the_announcement_is_gone_from_the_offer() {
    Sighting config = Stage.sighted("tasmota/discovery/" + MAC + "/config", CONFIG).orElseThrow();
    String two =
        "{\"sn\":{\"AM2301\":{\"Temperature\":1},\"DS18B20\":{\"Temperature\":1}},\"ver\":1}";
    Sighting before = Stage.sighted("tasmota/discovery/" + MAC + "/sensors", two).orElseThrow();
    Sighting after =
        Stage.sighted("tasmota/discovery/" + MAC + "/sensors", "{\"sn\":{},\"ver\":1}")
            .orElseThrow();
    assertThat(Stage.FAMILY.offer(config.merge(before)).orElseThrow().things()).hasSize(2);
    assertThat(Stage.FAMILY.offer(config.merge(before).merge(after)).orElseThrow().things())
        .hasSize(1);
  }

  @Test
  void an_empty_announcement_asks_to_be_forgotten() {
    assertThat(Stage.sighted("tasmota/discovery/" + MAC + "/config", "").orElseThrow().gone())
        .isTrue();
    assertThat(Stage.sighted("tasmota/discovery/" + MAC + "/sensors", "")).isEmpty();
  }

  @Test
  void an_announcement_of_another_mac_or_version_is_ignored() {
    assertThat(Stage.sighted("tasmota/discovery/FFFFFFFFFFFF/config", CONFIG)).isEmpty();
    assertThat(Stage.sighted("tasmota/discovery/a1b2c3d4e5f6/config", CONFIG)).isEmpty();
    assertThat(
            Stage.sighted(
                "tasmota/discovery/" + MAC + "/config", CONFIG.replace("\"ver\":1", "\"ver\":2")))
        .isEmpty();
    assertThat(Stage.sighted("tasmota/discovery/" + MAC + "/config", CONFIG.substring(0, 200)))
        .isEmpty();
  }

  @Test
  void a_device_cannot_claim_a_topic_that_is_not_its_own() {
    for (String topic : new String[] {"#", "+", "a/#", "x\\u0000y", ""}) {
      assertThat(
              Stage.offered(MAC, CONFIG.replace("\"t\":\"lamp\"", "\"t\":\"" + topic + "\""), ""))
          .as(topic)
          .isEmpty();
    }
    for (String full :
        new String[] {"steward/x/", "$SYS/%topic%/", "tasmota/discovery/%topic%/%prefix%/", "#"}) {
      assertThat(Stage.offered(MAC, CONFIG.replace("%prefix%/%topic%/", full), ""))
          .as(full)
          .isEmpty();
    }
  }

  @Test
  void a_binding_by_hand_says_what_is_wrong_with_it() {
    assertThatThrownBy(() -> Stage.FAMILY.byHand(Binding.of("tasmota")))
        .isInstanceOf(Malformed.class)
        .hasMessageContaining("/binding/topic");
    assertThatThrownBy(() -> Stage.byHand("topic", "all/#"))
        .isInstanceOf(Malformed.class)
        .hasMessageContaining("without + and #");
  }

  @Test
  void a_found_device_is_asked_once_when_its_will_says_online() {
    Stage stage = lamp().open();
    assertThat(stage.sent()).isEmpty();
    stage.hears("tele/lamp/LWT", "Online".getBytes(java.nio.charset.StandardCharsets.UTF_8), true);
    assertThat(stage.sent()).containsExactly("cmnd/lamp/STATE");
    assertThat(stage.due(TasmotaDriver.ASK).sent()).isEmpty();
  }

  @Test
  void a_device_without_a_will_is_asked_after_a_while_and_is_present_once_it_speaks() {
    Stage stage = Stage.byHand("topic", "kettle").open();
    assertThat(stage.due(TasmotaDriver.ASK).sent())
        .containsExactly("cmnd/kettle/STATE", "cmnd/kettle/STATUS 0");
    stage.hears("stat/kettle/RESULT", "{\"POWER\":\"ON\"}");
    assertThat(stage.effects)
        .contains(new Effect.Stood(stage.things.getFirst().udn(), Status.State.PRESENT, "reports"));
    assertThat(stage.readings()).containsExactly("switch = on");
  }

  @Test
  void a_report_settles_a_command_and_nothing_is_asked_again() {
    Stage stage = lamp().open().hears("tele/lamp/LWT", "Online").wants(7, Action.turnOn());
    assertThat(stage.sent()).containsExactly("cmnd/lamp/POWER ON");
    stage.hears("stat/lamp/RESULT", "{\"POWER\":\"ON\"}").due(TasmotaDriver.CHECK);
    assertThat(stage.sent()).isEmpty();
  }

  @Test
  void a_command_without_a_report_is_asked_for_once_and_never_sent_again() {
    Stage stage = lamp().open().wants(7, Action.turnOn()).due(TasmotaDriver.CHECK);
    assertThat(stage.sent()).containsExactly("cmnd/lamp/STATE");
    assertThat(stage.due(TasmotaDriver.CHECK).sent()).isEmpty();
  }

  @Test
  void a_retained_report_settles_nothing() {
    Stage stage = lamp().open().wants(7, Action.turnOn());
    stage.hears("stat/lamp/POWER", "ON".getBytes(java.nio.charset.StandardCharsets.UTF_8), true);
    assertThat(stage.due(TasmotaDriver.CHECK).sent()).containsExactly("cmnd/lamp/STATE");
  }

  @Test
  void an_unknown_command_is_refused_by_the_oldest_that_waits() {
    Stage stage = lamp().open().wants(7, Action.turnOn()).wants(8, Action.turnOff());
    stage.hears("stat/lamp/RESULT", "{\"Command\":\"Error\"}");
    assertThat(stage.effects)
        .contains(new Effect.Answered(7, false, "the device refused the argument of POWER"));
  }

  @Test
  void an_action_that_the_thing_cannot_do_is_refused_without_a_message() {
    Stage stage = lamp().open().wants(7, new Action.Plain(steward.thing.ActionKind.OPEN));
    assertThat(stage.sent()).isEmpty();
    assertThat(stage.effects).singleElement().isInstanceOf(Effect.Answered.class);
  }

  @Test
  void many_open_commands_are_watched_only_up_to_the_limit() {
    Stage stage = lamp().open();
    for (int i = 0; i < 100; i++) stage.wants(i, Action.turnOn());
    assertThat(stage.talk().open()).hasSize(Talk.OPEN_MAX);
    assertThat(stage.effects).noneMatch(effect -> effect instanceof Effect.Wake);
  }

  @Test
  void a_device_that_speaks_after_its_will_was_sent_is_present_again() {
    Stage stage = lamp().open().hears("tele/lamp/LWT", "Offline");
    assertThat(stage.effects)
        .anyMatch(e -> e instanceof Effect.Stood s && s.state() == Status.State.ABSENT);
    stage.hears("tele/lamp/STATE", "{\"POWER\":\"OFF\"}");
    assertThat(stage.effects)
        .anyMatch(e -> e instanceof Effect.Stood s && s.state() == Status.State.PRESENT);
  }

  @Test
  void messages_of_a_neighbour_with_a_longer_topic_are_not_its_own() {
    Stage stage = lamp().open().hears("stat/lamp2/RESULT", "{\"POWER\":\"ON\"}");
    assertThat(stage.effects).isEmpty();
  }

  @Test
  void what_a_device_by_hand_tells_of_itself_is_learnt_once() {
    Stage stage = Stage.byHand("topic", "strip").open();
    String state = "{\"StatusSTS\":{\"POWER1\":\"ON\",\"POWER2\":\"OFF\"}}";
    stage.hears("stat/strip/STATUS11", state);
    assertThat(stage.effects)
        .anyMatch(e -> e instanceof Effect.Learnt(var offer) && offer.things().size() == 2);
    stage.hears("stat/strip/STATUS11", state);
    assertThat(stage.effects).noneMatch(e -> e instanceof Effect.Learnt);
    stage.wants(1, Action.turnOn());
    assertThat(stage.sent()).containsExactly("cmnd/strip/POWER1 ON");
  }
}

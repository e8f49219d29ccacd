package steward.drivers.hue;

import static org.assertj.core.api.Assertions.assertThat;
import static steward.drivers.hue.Rig.lamp;
import static steward.drivers.hue.Rig.press;
import static steward.drivers.hue.Rig.update;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import steward.driver.Effect;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Message;
import steward.thing.Message.Failed.Why;
import steward.thing.Property;

/// Conversations with a bridge, told input by input.
class HueTalkTest {
  private static final String NOT_PRESSED =
      "[{\"error\":{\"type\":101,\"address\":\"\",\"description\":\"link button not pressed\"}}]";

  @Test
  void a_bridge_is_asked_for_a_key_each_two_seconds_until_its_button_is_pressed() {
    Rig rig = Rig.unpaired();
    rig.talk.opened();
    rig.talk.next();
    assertThat(rig.asked()).containsExactly("POST /api {\"devicetype\":\"steward#house\"}");
    assertThat(rig.stood()).singleElement().asString().contains("press the round button");
    rig.answer("pair", 200, NOT_PRESSED);
    assertThat(rig.asked()).isEmpty();
    rig.pass(2_000);
    assertThat(rig.asked()).hasSize(1);
    rig.answer("pair", 200, "[{\"success\":{\"username\":\"" + Rig.KEY + "\"}}]");
    assertThat(rig.talk.kept().text("key")).isEqualTo(Rig.KEY);
    assertThat(rig.asked()).containsExactly("SUBSCRIBE ");
  }

  @Test
  void nobody_presses_the_button_so_asking_ends_until_a_person_wakes_the_bridge() {
    Rig rig = Rig.unpaired();
    rig.talk.opened();
    rig.talk.next();
    int asked = 1;
    for (int i = 0; i < 1_000; i++) {
      rig.answer("pair", 200, NOT_PRESSED);
      rig.pass(2_000);
      if (rig.asked().isEmpty()) break;
      asked++;
    }
    assertThat(asked).isBetween(140, 152);
    assertThat(rig.stood()).singleElement().asString().contains("not paired: wake it here");
    rig.talk.wants(new Action.Plain(ActionKind.WAKE));
    assertThat(rig.asked()).hasSize(1);
    assertThat(rig.stood()).singleElement().asString().contains("within 2 minutes");
  }

  @Test
  void a_key_that_could_not_stand_in_a_header_is_no_key() {
    Rig rig = Rig.unpaired();
    rig.talk.opened();
    rig.talk.next();
    rig.answer("pair", 200, "[{\"success\":{\"username\":\"a key\\r\\nx: y\"}}]");
    assertThat(rig.talk.kept().secrets()).isEmpty();
  }

  @Test
  void everything_is_told_once_and_becomes_things() {
    Rig rig = Rig.running();
    assertThat(rig.talk.things().stream().map(t -> t.name() + " " + t.kind()))
        .containsExactly(
            "Hue Bridge /device/gateway/hue/bridge",
            "Ceiling \uD83D\uDCA1 /device/lighting/hue/bulb",
            "Living room /device/lighting/hue/room",
            "Remote /device/sensor/hue/remote",
            "Remote, button 1 /device/sensor/hue/button",
            "Remote, button 2 /device/sensor/hue/button",
            "Stairs /device/sensor/hue/motion");
    assertThat(rig.told("lamp-1", Property.SWITCH)).containsExactly("off");
    assertThat(rig.told("lamp-1", Property.LEVEL)).containsExactly("46.9");
    assertThat(rig.told("lamp-1", Property.WARMTH)).isEmpty();
    assertThat(rig.told("sensor", Property.MOTION)).containsExactly("absent");
    assertThat(rig.told("sensor", Property.TEMPERATURE)).containsExactly("18.14");
    assertThat(rig.told("sensor", Property.LIGHT)).containsExactly("63.5");
    assertThat(rig.told("sensor", Property.CONTACT)).containsExactly("opened");
    assertThat(rig.told("sensor", Property.TAMPER)).containsExactly("absent");
    assertThat(rig.told("remote", Property.BATTERY)).containsExactly("53");
    assertThat(rig.told("room-1", Property.SCENE)).containsExactly("Bright");
    assertThat(rig.told("button-1", Property.BUTTON))
        .as("a press is never made of a list")
        .isEmpty();
  }

  @Test
  void a_press_is_told_by_its_time_and_once() {
    Rig rig = Rig.running();
    rig.event("1:0", update(press("button-1", "2026-01-01T00:00:09.000Z", "short_release")));
    assertThat(rig.told("button-1", Property.BUTTON)).containsExactly("single");
    rig.event("2:0", update(press("button-1", "2026-01-01T00:00:09.000Z", "short_release")));
    assertThat(rig.told("button-1", Property.BUTTON)).as("the same once more").isEmpty();
    rig.event("3:0", update(press("button-1", "2026-01-01T00:00:12.000Z", "short_release")));
    assertThat(rig.told("button-1", Property.BUTTON)).containsExactly("single");
    rig.event("4:0", update(press("button-1", "2026-01-01T00:00:13.000Z", "initial_press")));
    assertThat(rig.told("button-1", Property.BUTTON)).as("it may become a long one").isEmpty();
    rig.event("5:0", update(press("button-1", "2026-01-01T00:00:14.000Z", "long_press")));
    assertThat(rig.told("button-1", Property.BUTTON)).containsExactly("hold");
    rig.event("6:0", update(press("button-2", "2026-01-01T00:00:14.000Z", "initial_press")));
    assertThat(rig.told("button-2", Property.BUTTON))
        .as("it tells no more")
        .containsExactly("single");
  }

  @Test
  void several_envelopes_and_a_resource_twice_in_one_event() {
    Rig rig = Rig.running();
    rig.event(
        "1:0",
        update(lamp("\"on\":{\"on\":true}"), lamp("\"dimming\":{\"brightness\":80}")),
        update("{\"id\":\"group-1\",\"type\":\"grouped_light\",\"on\":{\"on\":true}}"),
        "{\"type\":\"error\",\"data\":[]}",
        "{\"type\":\"of tomorrow\",\"data\":[{}]}");
    assertThat(rig.told("lamp-1", Property.SWITCH)).containsExactly("on");
    assertThat(rig.told("lamp-1", Property.LEVEL)).containsExactly("80");
    assertThat(rig.told("room-1", Property.SWITCH)).containsExactly("on");
    assertThat(rig.talk.effects().stream().filter(Effect.Dropped.class::isInstance)).hasSize(2);
    rig.event("2:0", update(lamp("\"color_temperature\":{\"mirek\":300,\"mirek_valid\":true}")));
    assertThat(rig.told("lamp-1", Property.WARMTH)).containsExactly("300");
  }

  @Test
  void one_scene_ends_where_another_begins() {
    Rig rig = Rig.running();
    rig.event(
        "1:0",
        update(
            "{\"id\":\"scene-2\",\"type\":\"scene\",\"status\":{\"active\":\"inactive\"}}",
            "{\"id\":\"scene-1\",\"type\":\"scene\",\"status\":{\"active\":\"static\"}}"));
    assertThat(rig.told("room-1", Property.SCENE)).containsExactly("Relax");
    rig.event(
        "2:0",
        update("{\"id\":\"scene-1\",\"type\":\"scene\",\"status\":{\"active\":\"inactive\"}}"));
    assertThat(rig.told("room-1", Property.SCENE)).containsExactly("none");
  }

  @Test
  void a_lamp_out_of_reach_is_absent_and_nothing_of_it_is_confirmed() {
    Rig rig = Rig.running();
    rig.event(
        "1:0",
        update(
            "{\"id\":\"radio-1\",\"type\":\"zigbee_connectivity\",\"status\":\"disconnected\"}"));
    assertThat(rig.stood())
        .containsExactly("lamp-1 absent: the bridge cannot reach it by radio (disconnected)");
    rig.event("2:0", update(lamp("\"on\":{\"on\":true}")));
    assertThat(rig.told("lamp-1", Property.SWITCH)).containsExactly("on?");
    rig.event(
        "3:0",
        update("{\"id\":\"radio-1\",\"type\":\"zigbee_connectivity\",\"status\":\"connected\"}"));
    assertThat(rig.told("lamp-1", Property.SWITCH)).containsExactly("on");
    assertThat(rig.stood()).containsExactly("lamp-1 present: the bridge reports it");
  }

  @Test
  void a_revoked_key_is_said_and_nothing_more_is_asked() {
    Rig rig = Rig.running();
    rig.wants("lamp-1", Action.turnOn());
    rig.answer("put:1", 403, "<html><body>Forbidden</body></html>");
    assertThat(rig.talk.effects())
        .anyMatch(e ->
            e instanceof Effect.Answered(long n, boolean yes, String why)
                && n == 1
                && !yes
                && why.contains("paired anew"));
    assertThat(rig.stood().getFirst()).contains("error: the bridge does not take our key any more");
    assertThat(rig.stood()).filteredOn(line -> line.contains(" absent: ")).hasSize(6);
    rig.pass(Duration.ofHours(2).toMillis());
    assertThat(rig.asked()).isEmpty();
    rig.talk.wants(new Action.Plain(ActionKind.WAKE));
    assertThat(rig.asked()).containsExactly("POST /api {\"devicetype\":\"steward#house\"}");
  }

  @Test
  void a_stream_that_ends_at_once_is_opened_ever_more_seldom() {
    Rig rig = Rig.running();
    rig.talk.came(new Message.Failed("events", Why.BROKEN, "it ended the stream"));
    int opened = 0;
    int asked = 0;
    for (int second = 0; second < 3_600; second++) {
      rig.pass(1_000);
      for (String line : rig.asked()) {
        if (!line.startsWith("SUBSCRIBE")) {
          asked++;
          rig.answer(line.endsWith("resource") ? "fetch:all" : "probe:x", 429, "");
        } else {
          opened++;
          rig.talk.came(new Message.Opened("events"));
          rig.talk.came(new Message.Failed("events", Why.BROKEN, "it ended the stream"));
        }
      }
    }
    assertThat(opened).isBetween(20, 70);
    assertThat(asked).as("and it is left alone").isLessThan(200);
  }

  @Test
  void what_was_missed_is_asked_for_and_no_press_is_made_of_it() {
    Rig rig = Rig.running();
    rig.talk.came(new Message.Failed("events", Why.BROKEN, "it ended the stream"));
    rig.pass(3_000);
    assertThat(rig.asked()).containsExactly("SUBSCRIBE ");
    rig.talk.came(new Message.Opened("events"));
    assertThat(rig.asked()).containsExactly("GET /clip/v2/resource");
    rig.event("9:0", update(lamp("\"on\":{\"on\":true}")));
    String older = Rig.HOME.replace("00:00:00.000Z", "00:00:30.000Z");
    rig.answer("fetch:all", 200, older);
    assertThat(rig.told("lamp-1", Property.SWITCH)).as("the event is newer").endsWith("on");
    assertThat(rig.told("button-1", Property.BUTTON)).isEmpty();
    assertThat(rig.talk.effects()).noneMatch(Effect.Learnt.class::isInstance);
  }

  @Test
  void a_dead_stream_is_found_by_what_it_does_not_tell() {
    Rig rig = Rig.running();
    rig.pass(80_000);
    assertThat(rig.asked()).containsExactly("GET /clip/v2/resource/grouped_light");
    String other =
        "{\"errors\":[],\"data\":[{\"id\":\"group-1\",\"type\":\"grouped_light\",\"on\":{\"on\":true},\"dimming\":{\"brightness\":50}}]}";
    rig.answer("probe:grouped_light", 200, other);
    rig.pass(3_000);
    assertThat(rig.asked()).contains("GET /clip/v2/resource/grouped_light");
    rig.answer("probe-again:grouped_light", 200, other);
    assertThat(rig.talk.effects()).anyMatch(Effect.Close.class::isInstance);
  }

  @Test
  void a_bridge_that_does_not_answer_is_absent_with_all_of_its_things() {
    Rig rig = Rig.running();
    rig.talk.came(new Message.Failed("events", Why.BROKEN, "it ended the stream"));
    var stood = new java.util.ArrayList<String>();
    for (int i = 0; i < 20 && stood.isEmpty(); i++) {
      rig.pass(5_000);
      for (String line : rig.asked()) {
        String name = line.startsWith("SUBSCRIBE") ? "events" : "fetch:all";
        rig.talk.came(new Message.Failed(name, Why.UNREACHABLE, "nobody is there"));
        stood.addAll(rig.stood());
      }
    }
    assertThat(stood).hasSize(7).allMatch(line -> line.contains("absent"));
    assertThat(stood.getFirst()).contains("nobody is there");
  }

  @Test
  void a_list_that_is_too_long_is_asked_for_type_by_type() {
    Rig rig = Rig.running();
    rig.event("1:0", "{\"type\":\"add\",\"data\":[" + lamp("\"on\":{\"on\":true}") + "]}");
    rig.pass(25_000);
    assertThat(rig.asked()).contains("GET /clip/v2/resource");
    rig.answer("fetch:all", 200, "{\"data\":[" + " ".repeat(300_000) + "]}");
    var asked = new java.util.ArrayList<String>();
    for (int i = 0; i < 30 && !rig.asked().isEmpty(); i++) {
      String path = rig.asked().getFirst();
      asked.add(path);
      rig.answer(
          "fetch:type:" + path.substring(path.lastIndexOf('/') + 1),
          i % 2 == 0 ? 200 : 404,
          "{\"data\":[],\"errors\":[]}");
    }
    assertThat(asked).hasSize(Places.TYPES.size()).startsWith("GET /clip/v2/resource/bridge");
  }

  @Test
  void a_thing_that_is_removed_from_the_bridge_is_absent_and_a_new_one_is_offered() {
    Rig rig = Rig.running();
    rig.event("1:0", "{\"type\":\"delete\",\"data\":[{\"id\":\"lamp-1\",\"type\":\"light\"}]}");
    rig.pass(25_000);
    String without =
        Rig.HOME
            .replace("\"id\":\"lamp-1\",\"type\":\"light\"", "\"id\":\"lamp-9\",\"type\":\"light\"")
            .replace("\"rid\":\"lamp-1\"", "\"rid\":\"lamp-9\"");
    rig.answer("fetch:all", 200, without);
    assertThat(rig.stood()).containsExactly("lamp-1 absent: it was removed from the bridge");
    assertThat(rig.learnt().things()).anyMatch(t -> t.udn().value().endsWith("/lamp-9"));
  }

  @Test
  void another_bridge_at_the_address_is_not_taken_for_ours() {
    Rig rig = Rig.running(Rig.HOME);
    rig.event("1:0", "{\"type\":\"delete\",\"data\":[{\"id\":\"lamp-1\",\"type\":\"light\"}]}");
    rig.pass(25_000);
    rig.answer("fetch:all", 200, Rig.HOME.replace("001788fffe123456", "001788fffeabcdef"));
    assertThat(rig.stood().getFirst()).contains("error").contains("001788FFFEABCDEF");
    assertThat(rig.talk.readings()).isEmpty();
  }

  @Test
  void a_late_press_of_a_resumed_stream_is_not_acted_on() {
    Rig rig = Rig.running();
    rig.pass(10_000);
    long clock = rig.talk.now().getEpochSecond() - 1_000;
    rig.event(clock + ":0", update(lamp("\"on\":{\"on\":true}")));
    rig.pass(20_000);
    rig.talk.came(new Message.Failed("events", Why.BROKEN, "it ended the stream"));
    rig.pass(3_000);
    assertThat(rig.asked()).containsExactly("SUBSCRIBE " + clock + ":0");
    rig.talk.came(new Message.Opened("events"));
    rig.event(
        (clock + 5) + ":0", update(press("button-1", "2026-01-01T01:00:00.000Z", "short_release")));
    assertThat(rig.told("button-1", Property.BUTTON)).isEmpty();
    rig.event(
        (clock + 22) + ":0",
        update(press("button-1", "2026-01-01T01:00:20.000Z", "short_release")));
    assertThat(rig.told("button-1", Property.BUTTON)).containsExactly("single");
  }
}

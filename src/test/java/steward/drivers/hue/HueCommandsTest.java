package steward.drivers.hue;

import static org.assertj.core.api.Assertions.assertThat;
import static steward.drivers.hue.Rig.lamp;
import static steward.drivers.hue.Rig.update;

import java.util.List;
import org.junit.jupiter.api.Test;
import steward.driver.Effect;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Property;
import steward.value.Amount;
import steward.value.Unit;

/// What is written to a bridge, at which pace, and how it is known to have come about.
class HueCommandsTest {
  @Test
  void a_lamp_that_is_off_is_turned_on_with_the_same_write() {
    Rig rig = Rig.running();
    rig.wants("lamp-1", new Action.Put(ActionKind.DIM, Amount.percentage(40)));
    assertThat(rig.asked())
        .containsExactly(
            "PUT /clip/v2/resource/light/lamp-1 {\"on\":{\"on\":true},\"dimming\":{\"brightness\":40}}");
    assertThat(rig.talk.effects()).contains(new Effect.Waits(1), new Effect.Goes(1));
    rig.answer(
        rig.nameOfLastPut(),
        207,
        "{\"data\":[{\"rid\":\"lamp-1\",\"rtype\":\"light\"}],\"errors\":[{\"description\":\"device (light) is \\\"soft off\\\", command (.on) may not have effect\"}]}");
    assertThat(rig.talk.effects())
        .anyMatch(e ->
            e instanceof Effect.Answered(long n, boolean yes, String why)
                && n == 1
                && yes
                && why.contains("may not have effect"));
  }

  @Test
  void of_a_slider_only_the_latest_goes_and_never_faster_than_the_bridge_bears() {
    Rig rig = Rig.running();
    for (int level = 10; level <= 50; level += 10)
      rig.wants("lamp-1", new Action.Put(ActionKind.DIM, Amount.percentage(level)));
    rig.answer("put:1", 200, "{\"errors\":[],\"data\":[{\"rid\":\"lamp-1\",\"rtype\":\"light\"}]}");
    rig.pass(100);
    assertThat(rig.asked())
        .containsExactly(
            "PUT /clip/v2/resource/light/lamp-1 {\"on\":{\"on\":true},\"dimming\":{\"brightness\":50}}");
  }

  @Test
  void what_the_house_takes_back_while_it_waits_is_left_out_of_what_is_written() {
    Rig rig = Rig.running();
    rig.wants("lamp-1", Action.turnOn());
    rig.wants("lamp-1", new Action.Put(ActionKind.DIM, Amount.percentage(30)));
    rig.wants("lamp-1", new Action.Put(ActionKind.WARMTH, new Amount(300, Unit.MIREDS)));
    assertThat(rig.talk.withdrawn(2)).isEmpty();
    rig.answer("put:1", 200, "{\"errors\":[],\"data\":[{\"rid\":\"lamp-1\",\"rtype\":\"light\"}]}");
    rig.pass(100);
    assertThat(rig.asked())
        .allMatch(asked -> asked.contains("\"mirek\":300") && !asked.contains("dimming"))
        .hasSize(1);
  }

  @Test
  void a_room_and_its_scenes_are_written_to_once_a_second() {
    Rig rig = Rig.running();
    rig.wants("room-1", Action.turnOn());
    assertThat(rig.asked())
        .containsExactly("PUT /clip/v2/resource/grouped_light/group-1 {\"on\":{\"on\":true}}");
    rig.answer(
        "put:1",
        200,
        "{\"errors\":[],\"data\":[{\"rid\":\"group-1\",\"rtype\":\"grouped_light\"}]}");
    rig.wants("room-1", new Action.Tell(ActionKind.SCENE, "Relax"));
    assertThat(rig.asked()).isEmpty();
    rig.pass(990);
    assertThat(rig.asked()).isEmpty();
    rig.pass(20);
    assertThat(rig.asked())
        .containsExactly(
            "PUT /clip/v2/resource/scene/scene-1 {\"recall\":{\"action\":\"active\"}}");
  }

  @Test
  void a_scene_of_no_such_name_is_refused_with_those_that_there_are() {
    Rig rig = Rig.running();
    rig.wants("room-1", new Action.Tell(ActionKind.SCENE, "Party"));
    assertThat(rig.talk.effects())
        .contains(
            new Effect.Answered(
                1, false, "this room has no scene “Party”; it has “Relax”, “Bright”"));
  }

  @Test
  void where_nothing_changes_no_event_comes_so_the_lamp_is_looked_at() {
    Rig rig = Rig.running();
    rig.wants("lamp-1", Action.turnOff());
    rig.answer("put:1", 200, "{\"errors\":[],\"data\":[{\"rid\":\"lamp-1\",\"rtype\":\"light\"}]}");
    rig.pass(1_500);
    assertThat(rig.asked()).containsExactly("GET /clip/v2/resource/light/lamp-1");
    rig.answer(
        "check:lamp-1", 200, "{\"errors\":[],\"data\":[" + lamp("\"on\":{\"on\":false}") + "]}");
    assertThat(rig.told("lamp-1", Property.SWITCH)).containsExactly("off");
    rig.pass(5_000);
    assertThat(rig.asked()).as("it was seen").isEmpty();
  }

  @Test
  void a_bridge_that_is_too_busy_is_asked_again_a_little_later() {
    Rig rig = Rig.running();
    rig.wants("lamp-1", Action.turnOn());
    rig.answer("put:1", 429, "");
    assertThat(rig.talk.effects()).noneMatch(Effect.Answered.class::isInstance);
    rig.pass(250);
    assertThat(rig.asked()).hasSize(1);
    for (int i = 2; i <= 6; i++) {
      rig.answer("put:" + i, 503, "<html>");
      rig.pass(2_000);
    }
    rig.wants("lamp-1", Action.turnOff());
    assertThat(rig.asked()).as("the last of them was refused, so this is free to go").hasSize(1);
  }

  @Test
  void warmth_and_colour_exclude_each_other_and_off_ends_both() {
    Rig rig = Rig.running();
    rig.event("1:0", update(lamp("\"on\":{\"on\":true}")));
    rig.wants("lamp-1", Action.turnOn());
    rig.wants("lamp-1", new Action.Put(ActionKind.COLOUR, new steward.value.Colour(120, 100)));
    rig.wants("lamp-1", new Action.Put(ActionKind.WARMTH, new Amount(300, Unit.MIREDS)));
    assertThat(rig.talk.effects()).anyMatch(e -> e instanceof Effect.Unsent(long n, _) && n == 2);
    rig.answer("put:1", 200, "{\"errors\":[],\"data\":[{}]}");
    rig.pass(200);
    assertThat(rig.asked())
        .isEqualTo(
            List.of("PUT /clip/v2/resource/light/lamp-1 {\"color_temperature\":{\"mirek\":300}}"));
  }
}

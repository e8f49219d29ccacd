package steward.drivers.daikin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import steward.driver.Effect;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Message;
import steward.thing.Message.Failed.Why;
import steward.thing.Property;
import steward.thing.Quality;
import steward.value.Bytes;

/// Classic adapters: found out, read, set, refusing, silent, and changed over night.
class ClassicTalkTest {

  @Test
  void it_is_found_in_the_order_of_the_sheet_and_read_from_top_to_bottom() {
    Stage stage = Stage.with(Map.of());
    stage.talk.next();
    assertThat(stage.path()).isEqualTo("POST :80/dsiot/multireq");
    stage.says(404, "");
    assertThat(stage.path()).isEqualTo("GET :80/common/basic_info");
    assertThat(stage.asked().headers()).containsKeys("User-Agent", "Accept");
    stage.says(Stage.BASIC);
    assertThat(stage.path()).isEqualTo("GET :80/aircon/get_control_info");
    stage.says(Stage.COOL);
    assertThat(stage.stood()).isEqualTo("present: answers");
    assertThat(stage.saw(Property.SWITCH)).isEqualTo("on");
    assertThat(stage.saw(Property.MODE)).isEqualTo("cool");
    assertThat(stage.saw(Property.GOAL_TEMPERATURE)).isEqualTo("24");
    assertThat(stage.saw(Property.FAN)).isEqualTo("auto");
    assertThat(stage.saw(Property.SWING)).isEqualTo("off");
    assertThat(stage.saw(Property.SPECIAL)).isEqualTo("none");
    assertThat(stage.saw(Property.SIGNAL)).isEqualTo("-40");
    assertThat(stage.path()).isEqualTo("GET :80/aircon/get_sensor_info");
    stage.says("ret=OK,htemp=25.5,hhum=-,otemp=21.0,err=0,cmpfreq=0");
    assertThat(stage.saw(Property.TEMPERATURE)).isEqualTo("25.5");
    assertThat(stage.saw(Property.HUMIDITY)).isEmpty();
    assertThat(stage.talk.readings())
        .as("what is outside is not measured while the compressor rests")
        .anyMatch(
            r -> r.property() == Property.OUTDOOR_TEMPERATURE && r.quality() == Quality.STALE);
    stage.says("ret=OK,model=0C11,s_fdir=1,en_spmode=3");
    stage.says("ret=OK,today_runtime=38,datas=5700/4000/6100/3900/2200/3400/400");
    assertThat(stage.saw(Property.ENERGY_TODAY)).isEqualTo("400");
    assertThat(stage.saw(Property.ENERGY_YESTERDAY)).isEqualTo("3400");
    stage.says("ret=OK,en_hol=0");
    var learnt = stage.talk.effects().stream().filter(Effect.Learnt.class::isInstance).findFirst();
    var thing = ((Effect.Learnt) learnt.orElseThrow()).offer().things().getFirst();
    assertThat(thing.name()).isEqualTo("Küche");
    assertThat(thing.model()).isEqualTo("0C11");
    assertThat(thing.firmware()).isEqualTo("1.2.54");
    assertThat(
            java.util.Objects.requireNonNull(thing.abilities().get(ActionKind.SWING))
                .parameter()
                .orElseThrow()
                .type()
                .expected())
        .isEqualTo("off or vertical");
    assertThat(
            java.util.Objects.requireNonNull(thing.abilities().get(ActionKind.SPECIAL))
                .parameter()
                .orElseThrow()
                .type()
                .expected())
        .isEqualTo("none, powerful, econo or away");
  }

  @Test
  void a_change_of_mode_brings_back_what_the_unit_remembers_for_it() {
    Stage stage = Stage.classic();
    stage.talk.wants(Stage.put(ActionKind.MODE, "cool"));
    assertThat(stage.talk.effects()).contains(new Effect.Waits(1));
    assertThat(stage.path()).isEqualTo("GET :80/aircon/get_control_info");
    stage.says(Stage.CONTROL);
    assertThat(stage.talk.effects()).contains(new Effect.Goes(1));
    assertThat(stage.talk.readings()).as("nothing read before the send confirms it").isEmpty();
    assertThat(stage.path())
        .isEqualTo(
            "GET :80/aircon/set_control_info?pow=1&mode=3&stemp=23.5&shum=0&f_rate=B&f_dir=2");
    stage.says("ret=OK,adv=");
    assertThat(stage.answer()).isEqualTo("accepted: the adapter took it");
    stage.talk.next();
    assertThat(stage.path()).isEqualTo("GET :80/aircon/get_control_info");
    stage.says(Stage.CONTROL.replace("mode=2", "mode=3").replace("stemp=M", "stemp=23.5"));
    assertThat(stage.saw(Property.MODE)).isEqualTo("cool");
  }

  @Test
  void turning_off_keeps_the_mode_and_sends_what_is_no_temperature_back_as_it_came() {
    Stage stage = Stage.classic();
    stage.talk.wants(Action.turnOff());
    stage.says(Stage.CONTROL);
    assertThat(stage.path())
        .isEqualTo("GET :80/aircon/set_control_info?pow=0&mode=2&stemp=M&shum=50&f_rate=A&f_dir=0");
  }

  @Test
  void a_field_that_the_unit_does_not_report_is_not_sent_and_two_vanes_go_apart() {
    Stage stage = Stage.classic();
    stage.talk.wants(Stage.goal(22.2));
    stage.says("ret=OK,pow=1,mode=4,stemp=20.0,shum=0,adv=13,f_rate=B,f_dir_ud=S,f_dir_lr=0");
    assertThat(stage.path())
        .isEqualTo(
            "GET :80/aircon/set_control_info"
                + "?pow=1&mode=4&stemp=22.0&shum=0&f_rate=B&f_dir_ud=S&f_dir_lr=0");
    stage.says("ret=OK");
    stage.talk.wants(Stage.put(ActionKind.SWING, "horizontal"));
    stage.says("ret=OK,pow=1,mode=4,stemp=22.0,shum=0,f_rate=B,f_dir_ud=S,f_dir_lr=0");
    assertThat(stage.path()).endsWith("&f_dir_ud=0&f_dir_lr=S");
  }

  @Test
  void a_second_command_does_not_undo_the_first_that_does_not_show_yet() {
    Stage stage = Stage.classic();
    String off = Stage.COOL.replace("pow=1", "pow=0");
    stage.talk.wants(Action.turnOn());
    stage.says(off);
    stage.says("ret=OK");
    stage.talk.wants(Stage.goal(26));
    stage.says(off);
    assertThat(stage.path())
        .isEqualTo(
            "GET :80/aircon/set_control_info?pow=1&mode=3&stemp=26.0&shum=50&f_rate=A&f_dir=0");
  }

  @Test
  void a_text_that_we_do_not_know_goes_back_as_it_came_and_can_add_nothing() {
    Stage stage = Stage.classic();
    stage.talk.wants(Action.turnOff());
    stage.says(Stage.CONTROL.replace("shum=50", "shum=a&pow=1"));
    assertThat(stage.path()).contains("&shum=a%26pow%3d1&");
  }

  @Test
  void refusals_are_told_in_plain_words() {
    Stage stage = Stage.classic();
    stage.talk.wants(Action.turnOff());
    stage.says(Stage.CONTROL);
    stage.says("ret=PARAM NG");
    assertThat(stage.answer()).startsWith("refused: the adapter does not take this");
    assertThat(stage.path()).isEqualTo("GET :80/aircon/get_control_info");
    stage.says(Stage.CONTROL);
    stage.talk.wants(Stage.put(ActionKind.SPECIAL, "powerful"));
    stage.says("ret=OK,en_hol=0");
    stage.says(Stage.CONTROL);
    assertThat(stage.path())
        .isEqualTo("GET :80/aircon/set_special_mode?spmode_kind=1&set_spmode=1");
    stage.says("ret=ADV NG,adv=");
    assertThat(stage.answer()).startsWith("refused: the unit does not take this special mode");
  }

  @Test
  void what_cannot_be_is_refused_before_it_is_sent() {
    Stage stage = Stage.classic();
    stage.talk.wants(Stage.goal(22));
    stage.says(Stage.CONTROL);
    assertThat(stage.answer())
        .isEqualTo("refused: in the mode dry the unit has no goal temperature");
    stage.talk.wants(Stage.goal(12));
    stage.says(Stage.COOL);
    assertThat(stage.answer()).isEqualTo("refused: in the mode cool the goal is 18 to 33 °C");
    stage.talk.wants(Stage.put(ActionKind.SPECIAL, "econo"));
    stage.says("ret=OK,en_hol=0");
    stage.says(Stage.COOL.replace("pow=1", "pow=0"));
    assertThat(stage.answer()).isEqualTo("refused: the unit is off, and econo needs it on");
  }

  @Test
  void one_special_mode_takes_the_place_of_the_others() {
    Stage stage = Stage.classic();
    stage.talk.wants(Stage.put(ActionKind.SPECIAL, "streamer"));
    stage.says("ret=OK,en_hol=1");
    stage.says(Stage.COOL.replace("adv=", "adv=2/12"));
    assertThat(stage.path()).isEqualTo("GET :80/common/set_holiday?en_hol=0");
    stage.says("ret=OK");
    assertThat(stage.path()).endsWith("set_special_mode?spmode_kind=1&set_spmode=0");
    stage.says("ret=OK,adv=12");
    assertThat(stage.path()).endsWith("set_special_mode?spmode_kind=2&set_spmode=0");
    stage.says("ret=OK,adv=");
    assertThat(stage.path()).endsWith("set_special_mode?spmode_kind=0&set_spmode=1");
    stage.says("ret=OK,adv=13");
    assertThat(stage.answer()).startsWith("accepted");
    stage.talk.next();
    stage.says("ret=OK,en_hol=0");
    stage.says(Stage.COOL.replace("adv=", "adv=13"));
    assertThat(stage.saw(Property.SPECIAL)).isEqualTo("streamer");
  }

  @Test
  void a_local_password_is_asked_for_and_sent_with_everything_but_the_first_page() {
    Stage stage = Stage.with(Map.of());
    stage.talk.next();
    stage.says(404, "");
    stage.says(Stage.BASIC);
    stage.says("ret=LPW NG");
    assertThat(stage.stood()).startsWith("error: the adapter asks for its local password");
    stage.talk.wants(Action.turnOn());
    assertThat(stage.path()).isEqualTo("POST :80/dsiot/multireq");
    stage.says(404, "");
    stage.says(Stage.BASIC);
    stage.says("ret=LPW NG");
    assertThat(stage.answer()).startsWith("unsent: the adapter asks for its local password");

    Stage known = Stage.with(Map.of("password", "a b"));
    known.talk.next();
    known.says(404, "");
    assertThat(known.path()).isEqualTo("GET :80/common/basic_info");
    known.says(Stage.BASIC);
    assertThat(known.path()).isEqualTo("GET :80/aircon/get_control_info?lpw=a%20b");
    known.says(Stage.COOL);
    known.talk.wants(Action.turnOff());
    known.says("ret=OK,htemp=25.5,hhum=-,otemp=21.0,err=0,cmpfreq=0");
    known.says(Stage.COOL);
    assertThat(known.path()).endsWith("&f_dir=0&lpw=a%20b");
  }

  @Test
  void after_an_update_over_night_it_is_asked_anew_what_it_speaks() {
    Stage stage = Stage.classic();
    stage.talk.next();
    stage.says(404, "Page Not Found /aircon/get_control_info");
    assertThat(stage.isQuiet()).isTrue();
    stage.talk.next();
    stage.says(404, "");
    assertThat(stage.path()).isEqualTo("POST :80/dsiot/multireq");
    stage.says(
        "{\"responses\":[{\"fr\":\"/dsiot/edge.adp_i\",\"rsc\":2000,\"pc\":{\"pn\":\"adp_i\",\"pch\":["
            + "{\"pn\":\"mac\",\"pv\":\"a0b1c2d3e4f5\"}]}}]}");
    stage.says(
        "{\"responses\":[{\"fr\":\"x\",\"rsc\":2000,\"pc\":{\"pn\":\"dgc_status\",\"pch\":[{\"pn\":\"e_1002\","
            + "\"pch\":[{\"pn\":\"e_A002\",\"pch\":[{\"pn\":\"p_01\",\"pv\":\"00\"}]}]}]}}]}");
    assertThat(stage.saw(Property.SWITCH)).isEqualTo("off");
  }

  @Test
  void another_adapter_at_its_address_is_neither_believed_nor_commanded() {
    Stage stage = Stage.with(Map.of());
    stage.talk.wants(Action.turnOn());
    stage.says(404, "");
    stage.says(Stage.BASIC.replace(Stage.MAC, "010203040506"));
    assertThat(stage.stood())
        .isEqualTo("absent: another adapter (010203040506) answers at its address");
    assertThat(stage.answer()).startsWith("unsent: another adapter");
    assertThat(stage.talk.readings()).isEmpty();
    assertThat(stage.isQuiet()).isTrue();
  }

  @Test
  void it_is_gone_after_three_requests_without_an_answer_and_back_with_the_first() {
    Stage stage = Stage.classic();
    for (int i = 0; i < 3; i++) {
      stage.talk.next();
      stage.fails(Why.LATE);
    }
    assertThat(stage.stood()).isEqualTo("absent: it does not answer: as the test wants it");
    stage.talk.next();
    stage.says(Stage.CONTROL);
    assertThat(stage.isPresent()).isTrue();
  }

  @Test
  void a_link_that_never_says_anything_does_not_hold_it_up() {
    Stage stage = Stage.classic();
    for (int i = 0; i < 6; i++) stage.talk.next();
    assertThat(stage.stood()).isEqualTo("absent: it does not answer: no answer in time");
  }

  @Test
  void a_command_waits_for_its_turn_and_an_older_of_its_kind_is_not_sent() {
    Stage stage = Stage.classic();
    stage.talk.next();
    String poll = stage.asked().name();
    stage.talk.wants(Action.turnOn());
    assertThat(stage.isQuiet()).as("one request at a time").isTrue();
    stage.talk.wants(Action.turnOff());
    stage.talk.came(new Message.HttpResponse(poll, 200, Map.of(), Bytes.utf8(Stage.CONTROL)));
    var sent = stage.talk.sent();
    assertThat(sent).hasSize(1);
    stage.says(Stage.CONTROL);
    assertThat(stage.path()).contains("pow=0");
    assertThat(stage.talk.effects()).contains(new Effect.Goes(2));
  }

  @Test
  void a_command_that_waited_too_long_is_not_sent_late() {
    Stage stage = Stage.classic();
    stage.talk.next();
    stage.talk.wants(Action.turnOn());
    stage.talk.pass(Duration.ofSeconds(14));
    stage.talk.pass(Duration.ofSeconds(14));
    stage.talk.pass(Duration.ofSeconds(30));
    assertThat(stage.talk.effects().stream().filter(Effect.Goes.class::isInstance)).isEmpty();
  }

  @Test
  void what_surely_was_not_taken_is_sent_once_more_and_what_may_have_been_is_looked_for() {
    Stage stage = Stage.classic();
    stage.talk.wants(Action.turnOff());
    stage.says(Stage.CONTROL);
    stage.fails(Why.BROKEN);
    assertThat(stage.path()).contains("set_control_info?pow=0");
    stage.fails(Why.LATE);
    assertThat(stage.isQuiet()).isTrue();
    assertThat(stage.answer()).isEmpty();
    stage.talk.next();
    assertThat(stage.path()).isEqualTo("GET :80/aircon/get_control_info");
    stage.says(Stage.CONTROL.replace("pow=1", "pow=0"));
    assertThat(stage.saw(Property.SWITCH)).isEqualTo("off");
  }

  @Test
  void an_adapter_that_only_says_who_it_is_cannot_be_controlled_and_that_is_said() {
    Stage stage = Stage.with(Map.of());
    stage.talk.wants(Action.turnOn());
    stage.says(404, "");
    stage.says(Stage.BASIC);
    stage.says(404, "Page Not Found /aircon/get_control_info");
    assertThat(stage.path()).isEqualTo("GET :80/skyfi/common/basic_info");
    stage.says(404, "");
    assertThat(stage.stood()).startsWith("error: seen, but not to be controlled");
    assertThat(stage.answer()).startsWith("unsent: seen, but not to be controlled");
  }

  @Test
  void a_late_answer_is_not_taken_for_the_one_that_is_waited_for() {
    Stage stage = Stage.classic();
    stage.talk.next();
    stage.talk.came(new Message.HttpResponse("control#3", 200, Map.of(), Bytes.utf8(Stage.COOL)));
    assertThat(stage.talk.readings()).isEmpty();
    assertThat(stage.talk.effects()).anyMatch(Effect.Dropped.class::isInstance);
  }

  @Test
  void an_answer_that_lacks_what_must_be_there_tells_nothing() {
    Stage stage = Stage.classic();
    stage.talk.next();
    stage.says("ret=OK,pow=1,mode=3");
    assertThat(stage.talk.readings()).isEmpty();
    assertThat(stage.talk.effects()).anyMatch(Effect.Dropped.class::isInstance);
    stage.talk.next();
    stage.says(Stage.COOL);
    assertThat(stage.saw(Property.MODE)).isEqualTo("cool");
  }
}

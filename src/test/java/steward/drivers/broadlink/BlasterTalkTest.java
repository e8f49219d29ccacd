package steward.drivers.broadlink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import steward.driver.Effect;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Expectation;
import steward.thing.Message;
import steward.thing.Property;
import steward.thing.Quality;
import steward.value.Amount;
import steward.value.Text;
import steward.value.Value;
import steward.value.Word;

/// Stories of blasters.
class BlasterTalkTest {
  private static final int RM4 = 0x520c;
  private static final int RM4_PRO = 0x6026;
  private static final int MINI3 = 0x2737;
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void it_is_greeted_admitted_and_measures() {
    Stage stage = Stage.of(RM4);
    stage.talk.opened();
    assertThat(Device.body(stage.sent())).isEqualTo(Hello.KEEP_ALIVE);
    stage.polls();
    assertThat(Device.command(stage.sent())).isEqualTo(6);
    stage.came(stage.device.hello("Hall"));
    assertThat(Device.command(stage.sent())).isEqualTo(0x65);
    stage.came(stage.device.admits(stage.sent()));
    assertThat(stage.talk.effects()).noneMatch(e -> e instanceof Effect.Stood);
    assertThat(stage.said()).isEqualTo("040024000000".substring(0, 8));
    stage.answers("08002400000016322d19");
    assertThat(stage.talk.saw(Property.TEMPERATURE)).contains(Amount.celsius(22.5));
    assertThat(stage.talk.saw(Property.HUMIDITY)).contains(Amount.percentage(45.25));
    stage.answers("680000003900");
    var told =
        stage.talk.effects().stream()
            .filter(e -> e instanceof Effect.Learnt || e instanceof Effect.Stood);
    assertThat(told.map(Object::toString).toList())
        .as("it is described as what it is before anybody is told that it is there")
        .satisfiesExactly(
            learnt -> assertThat(learnt).startsWith("Learnt"),
            stood -> assertThat(stood).contains("PRESENT"));
  }

  @Test
  void zeros_are_no_climate_and_frost_is_one() {
    Stage stage = Stage.ready(RM4);
    assertThat(stage.talk.readings()).isEmpty();
    stage.polls();
    stage.answers("080024000000fbce2800");
    assertThat(stage.talk.saw(Property.TEMPERATURE)).contains(Amount.celsius(-5.5));
  }

  @Test
  void the_watchdog_is_fed_for_as_long_as_the_link_is_up() {
    Stage stage = Stage.of(RM4);
    stage.talk.opened();
    long fed =
        stage.talk.pass(Duration.ofMinutes(20)).stream()
            .filter(e ->
                e instanceof Effect.Send(Message.Datagram(_, var body))
                    && body.equals(Hello.KEEP_ALIVE))
            .count();
    assertThat(fed).isBetween(10L, 13L);
  }

  @Test
  void a_code_is_learnt_kept_and_sent() {
    Stage stage = Stage.ready(MINI3);
    stage.learns("tv/power");
    assertThat(stage.said()).startsWith("03000000");
    assertThat(stage.talk.effects()).contains(new Effect.Goes(1));
    stage.answers("03000000");
    for (int poll = 0; poll < 3; poll++) {
      stage.talk.pass(SECOND);
      assertThat(stage.said()).startsWith("04000000");
      stage.fails(-10);
    }
    stage.talk.pass(SECOND);
    stage.answers("04000000" + Stage.CODE);
    assertThat(stage.talk.saw(Property.TEXT)).contains(new Text("learnt tv/power"));
    assertThat(stage.talk.kept().get("code:tv/power")).contains(Device.hex(Stage.CODE));
    assertThat(stage.talk.effects())
        .anyMatch(e ->
            e instanceof Effect.Learnt(var offer)
                && offer.things().size() == 2
                && offer.things().get(1).udn().value().endsWith("/remote-tv"));
    stage.sends("tv/power");
    assertThat(stage.talk.effects()).contains(new Effect.Waits(2));
    assertThat(stage.said()).isEqualTo("02000000" + Stage.CODE);
    stage.answers("02000000");
    assertThat(stage.talk.effects())
        .contains(new Effect.Goes(2), new Effect.Answered(2, true, "sent tv/power"));
  }

  @Test
  void a_lesson_ends_after_half_a_minute_and_nothing_disturbs_it() {
    Stage stage = Stage.ready(RM4, "tv/power");
    stage.learns("tv/mute");
    stage.answers("040003000000");
    stage.sends("tv/power");
    assertThat(stage.talk.effects())
        .containsExactly(new Effect.Answered(2, false, "it is learning tv/mute now"));
    for (int second = 0; second < 29; second++) {
      stage.talk.pass(SECOND);
      stage.fails(-5);
    }
    stage.talk.pass(SECOND);
    assertThat(stage.talk.effects())
        .contains(new Effect.Answered(1, false, "no code came within 30 s"));
    assertThat(stage.talk.kept().get("code:tv/mute")).isEmpty();
  }

  @Test
  void an_unknown_code_is_refused_with_those_that_are_known() {
    Stage stage = Stage.ready(RM4, "tv/power", "ac/cool-22");
    stage.sends("tv/volume-up");
    assertThat(stage.talk.effects().toString())
        .contains("no code “tv/volume-up” was learnt: it knows ac/cool-22, tv/power");
    stage.learns("TV Power");
    assertThat(stage.talk.effects().toString()).contains("expected a name such as tv/power");
    stage.learns("forget tv/power");
    assertThat(stage.talk.kept().get("code:tv/power")).isEmpty();
    stage.sends("tv/power");
    assertThat(stage.talk.effects().toString()).contains("it knows ac/cool-22");
  }

  @Test
  void an_expired_session_is_renewed_once() {
    Stage stage = Stage.ready(RM4, "tv/power");
    stage.sends("tv/power");
    stage.device.restart();
    stage.fails(-7);
    assertThat(Device.command(stage.sent())).isEqualTo(0x65);
    stage.came(stage.device.admits(stage.sent()));
    assertThat(stage.said()).contains(Stage.CODE);
    stage.fails(-7);
    assertThat(stage.talk.effects())
        .contains(new Effect.Answered(1, false, "it does not take our session any more"));
  }

  @Test
  void a_key_that_toggles_goes_out_once_and_one_that_does_not_each_second() {
    Stage stage = Stage.ready(RM4, "tv/power", "tv/power-on");
    stage.sends("tv/power");
    stage.talk.pass(Duration.ofSeconds(9));
    assertThat(stage.talk.sent()).isEmpty();
    stage.talk.pass(SECOND);
    assertThat(stage.talk.effects().toString())
        .contains("accepted=false", "whether it did what was asked of it is not known");
    Stage other = Stage.ready(RM4, "tv/power-on");
    other.sends("tv/power-on");
    Message first = other.sent();
    other.talk.pass(Duration.ofSeconds(9));
    assertThat(other.talk.sent()).hasSize(9).containsOnly(first);
  }

  @Test
  void late_answers_and_broken_ones_change_nothing() {
    Stage stage = Stage.ready(RM4, "tv/power");
    stage.sends("tv/power");
    Message asked = stage.sent();
    byte[] other = Device.body(asked).toArray();
    LittleEndian.put16(other, 0x28, 0x8123);
    stage.came(stage.device.answers(Device.datagram(other), "040002000000"));
    assertThat(stage.talk.effects()).isEmpty();
    byte[] broken = Device.body(stage.device.answers(asked, "040002000000")).toArray();
    broken[0x20]++;
    stage.came(Device.datagram(broken));
    assertThat(stage.talk.effects())
        .containsExactly(new Effect.Dropped("the checksum of an answer is wrong"));
    stage.came(Device.datagram(new byte[0x2f]));
    assertThat(stage.talk.effects().toString()).contains("at least 48 bytes");
    stage.came(new Message.Datagram(81, Device.body(stage.device.answers(asked, "00"))));
    assertThat(stage.talk.effects().toString()).contains("port 81");
    stage.came(stage.device.answers(asked, "040002000000"));
    assertThat(stage.talk.effects()).contains(new Effect.Goes(1));
    stage.came(stage.device.answers(asked, "040002000000"));
    assertThat(stage.talk.effects()).isEmpty();
  }

  @Test
  void it_is_gone_after_three_silences_and_says_so() {
    Stage stage = Stage.of(RM4, "tv/power");
    stage.talk.opened();
    stage.talk.pass(Duration.ofSeconds(1));
    stage.sends("tv/power");
    var effects = stage.talk.pass(Duration.ofMinutes(3));
    assertThat(effects)
        .contains(new Effect.Unsent(1, "it cannot be reached: no answer within 10 s"));
    assertThat(effects.toString()).contains("ABSENT", "it does not answer: no answer within 4 s");
  }

  @Test
  void a_locked_one_says_how_to_unlock_it() {
    Stage stage = Stage.of(RM4);
    stage.talk.opened();
    stage.polls();
    stage.came(stage.device.hello(Device.MAC, "Hall", true));
    stage.fails(-1);
    assertThat(stage.talk.effects().toString()).contains("ERROR", "switch “Lock device” off");
  }

  @Test
  void another_device_at_the_address_gets_nothing() {
    Stage stage = Stage.of(RM4);
    stage.talk.opened();
    stage.polls();
    stage.came(stage.device.hello("34EA34000001", "Hall", false));
    assertThat(stage.talk.sent()).isEmpty();
    assertThat(stage.talk.effects().toString()).contains("another device is at its address");
  }

  @Test
  void an_unknown_type_is_tried_in_both_frames() {
    Stage stage = Stage.of(0x9999);
    stage.talk.opened();
    stage.polls();
    stage.came(stage.device.hello("Hall"));
    stage.came(stage.device.admits(stage.sent()));
    assertThat(stage.said()).startsWith("04002400");
    stage.fails(-6);
    assertThat(stage.said()).startsWith("01000000");
    stage.answers("0100000017050000");
    assertThat(stage.said()).isEqualTo("68000000");
    stage.answers("680000003900");
    assertThat(stage.said()).startsWith("01000000");
    stage.answers("0100000017050000");
    assertThat(stage.talk.saw(Property.TEMPERATURE)).contains(Amount.celsius(23.5));
    assertThat(stage.talk.effects().toString()).contains("like=rm");
  }

  @Test
  void a_radio_code_is_learnt_in_two_steps_and_sent_with_a_warning() {
    Stage stage = Stage.ready(RM4_PRO);
    stage.learns("rf gate/open");
    assertThat(stage.said()).startsWith("04001900");
    stage.answers("040019000000");
    stage.talk.pass(SECOND);
    assertThat(stage.said()).startsWith("04001a00");
    stage.answers("09001a00000001b0a80600");
    assertThat(stage.said()).isEqualTo("08001b000000b0a806");
    stage.answers("04001b000000");
    stage.talk.pass(SECOND);
    stage.answers("0c0004000000b200040011331102");
    assertThat(stage.talk.saw(Property.TEXT)).contains(new Text("learnt gate/open"));
    stage.sends("gate/open");
    stage.answers("040002000000");
    assertThat(stage.talk.effects().toString()).contains("trust no gate or garage to it");
    Stage mini = Stage.ready(RM4);
    mini.learns("rf gate/open");
    assertThat(mini.talk.effects().toString()).contains("it has no radio");
  }

  @Test
  void an_air_conditioner_of_codes_is_believed_to_obey() {
    Stage found =
        Stage.ready(RM4, "ac/power-off", "ac/cool-22", "ac/cool-24", "ac/heat-22", "ac/fan-low");
    var offer = new Remote("ac", found.talkCodes().keys("ac"));
    assertThat(offer.abilities().keySet())
        .containsExactly(
            ActionKind.TURN, ActionKind.MODE, ActionKind.HEAT, ActionKind.FAN, ActionKind.SEND);
    var now = Remote.Assumed.NOTHING;
    Action heat = new Action.Put(ActionKind.HEAT, Amount.celsius(22));
    assertThat(offer.choose(heat, now).why()).contains("cool-22, heat-22 would all do");
    Action cool = new Action.Put(ActionKind.MODE, new Word("cool"));
    assertThat(offer.choose(cool, now).key()).contains("cool-22");
    now = now.after("cool-24");
    assertThat(offer.choose(heat, now).key()).contains("cool-22");
    assertThat(offer.choose(new Action.Put(ActionKind.MODE, new Word("off")), now).key())
        .contains("power-off");
    found.sends("ac/cool-24");
    found.answers("040002000000");
    assertThat(found.talk.readings())
        .anyMatch(r ->
            r.property() == Property.GOAL_TEMPERATURE
                && r.quality() == Quality.ASSUMED
                && r.value().equals((Value) Amount.celsius(24))
                && r.thing().value().endsWith("/remote-ac"));
  }

  @Test
  void by_what_commands_are_confirmed_is_told_honestly() {
    Stage stage = Stage.ready(RM4);
    var blaster = stage.talk.things().getFirst();
    assertThat(Stage.FAMILY.expectation(blaster, new Action.Tell(ActionKind.SEND, "tv/power")))
        .isInstanceOf(Expectation.Unobservable.class);
    assertThat(Stage.FAMILY.expectation(blaster, new Action.Tell(ActionKind.LEARN, "rf tv/power")))
        .isEqualTo(
            new Expectation.Report(
                Property.TEXT,
                new Expectation.Accepted.Exactly(new Text("learnt tv/power")),
                Duration.ofSeconds(100)));
  }

  @Test
  void what_waits_is_bounded_and_said() {
    Stage stage = Stage.ready(RM4, "tv/power");
    for (int i = 0; i < 30; i++) stage.sends("tv/power");
    assertThat(stage.talk.effects())
        .containsExactly(new Effect.Unsent(30, "too many commands wait for their turn already"));
  }
}

package steward.drivers.broadlink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import steward.driver.Effect;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Property;
import steward.thing.Quality;
import steward.value.Amount;
import steward.value.Word;

/// Stories of plugs.
class PlugTalkTest {
  private static final String ON = "0100000001";
  private static final String OFF = "0100000000";

  @Test
  void a_plug_is_switched_and_read_again() {
    Stage stage = Stage.ready(0x2717);
    stage.talk.wants(Action.turnOn());
    assertThat(stage.said()).isEqualTo("0200000001");
    assertThat(stage.talk.effects()).contains(new Effect.Goes(1));
    stage.answers("02");
    assertThat(stage.said()).isEqualTo("01000000");
    stage.answers(ON);
    assertThat(stage.talk.saw(Property.SWITCH)).contains(Word.ON);
  }

  @Test
  void one_that_lies_is_not_believed() {
    Stage stage = Stage.ready(0x2717);
    stage.talk.wants(Action.turnOn());
    stage.answers("02");
    stage.answers(OFF);
    assertThat(stage.talk.saw(Property.SWITCH)).contains(Word.OFF);
  }

  @Test
  void a_toggle_reads_first_where_nothing_was_read() {
    Stage stage = Stage.of(0x2717);
    stage.talk.opened();
    stage.talk.wants(new Action.Turn(Action.Turn.To.TOGGLE));
    stage.came(stage.device.hello("Hall"));
    stage.came(stage.device.admits(stage.sent()));
    assertThat(stage.said()).isEqualTo("01000000");
    stage.answers(ON);
    assertThat(stage.said()).isEqualTo("02000000");
  }

  @Test
  void the_light_of_an_sp3_stays_when_the_relay_is_switched() {
    Stage stage = Stage.of(0x2733).begun();
    stage.polls();
    stage.answers("0100000002");
    stage.talk.wants(Action.turnOn());
    assertThat(stage.said()).isEqualTo("0200000003");
    stage.answers("02");
    stage.answers("0100000003");
    stage.talk.wants(1, Action.turnOff());
    assertThat(stage.said()).isEqualTo("0200000001");
  }

  @Test
  void meters_are_read_in_both_shapes() {
    Stage sp2s = Stage.of(0x2711).begun();
    sp2s.polls();
    sp2s.answers(ON);
    assertThat(sp2s.said()).isEqualTo("04000000");
    sp2s.answers("04000000 60ea00");
    assertThat(sp2s.talk.saw(Property.POWER)).contains(Amount.watts(60));
    Stage sp3s = Stage.of(0x9479).begun();
    sp3s.polls();
    sp3s.answers(ON);
    assertThat(sp3s.said()).isEqualTo("0800fe0105010000002d");
    sp3s.answers("0800fe0105 347512");
    assertThat(sp3s.talk.saw(Property.POWER)).contains(Amount.watts(1275.34));
  }

  @Test
  void a_meter_that_tells_no_figures_is_not_read() {
    Stage sp3s = Stage.of(0x9479).begun();
    sp3s.polls();
    sp3s.answers(ON);
    sp3s.answers("0800fe0105 3a7512");
    assertThat(sp3s.talk.effects().toString()).contains("or is no number");
  }

  @Test
  void an_sp4_speaks_json_and_shows_its_light() {
    Stage stage = Stage.of(0x7568).begun();
    stage.polls();
    String document = "{\"pwr\":0,\"ntlight\":1,\"ntlbrightness\":40,\"volt\":-1,\"power\":1500}";
    stage.answers(wrapped(document));
    assertThat(stage.talk.saw(Property.SWITCH)).contains(Word.OFF);
    assertThat(stage.talk.saw(Property.POWER)).contains(Amount.watts(1.5));
    assertThat(stage.talk.saw(Property.VOLTAGE)).isEmpty();
    var learnt =
        stage.talk.effects().stream()
            .flatMap(e -> e instanceof Effect.Learnt(var offer) ? offer.things().stream() : null)
            .toList();
    assertThat(learnt).hasSize(2);
    assertThat(learnt.get(1).abilities()).containsKey(ActionKind.DIM);
    stage.talk.wants(Action.turnOn());
    assertThat(HexFormat.of().parseHex(stage.said()))
        .isEqualTo(Sp4.set("{\"pwr\":1}", false).toArray());
  }

  private static String wrapped(String json) {
    return HexFormat.of().formatHex(Sp4.set(json, false).toArray());
  }

  @Test
  void an_sp1_is_believed_and_never_asked() {
    Stage stage = Stage.of(0x0).begun();
    stage.talk.wants(Action.turnOn());
    assertThat(Device.command(stage.sent())).isEqualTo(0x66);
    stage.answers("01000000");
    assertThat(stage.talk.effects()).contains(new Effect.Goes(1));
    assertThat(stage.talk.readings())
        .anyMatch(r -> r.property() == Property.SWITCH && r.quality() == Quality.ASSUMED);
    stage.talk.wants(new Action.Turn(Action.Turn.To.TOGGLE));
    assertThat(stage.talk.effects().toString()).contains("it cannot toggle");
  }

  @Test
  void a_command_that_no_one_answers_is_left_to_the_report() {
    Stage stage = Stage.ready(0x2717);
    stage.talk.wants(Action.turnOn());
    var effects = stage.talk.pass(Duration.ofSeconds(10));
    assertThat(effects).noneMatch(e -> e instanceof Effect.Answered);
    assertThat(effects.stream().filter(e -> e instanceof Effect.Send).count()).isGreaterThan(8);
  }

  @Test
  void every_model_has_a_word_and_every_type_a_model() {
    assertThat(Model.of(0x2737)).isEqualTo(Model.RM);
    assertThat(Model.of(0x7600)).isEqualTo(Model.SP2);
    assertThat(Model.of(0x7583)).isEqualTo(Model.SP4);
    assertThat(Model.of(0x4711)).isEqualTo(Model.UNKNOWN);
    for (String word : Model.words()) assertThat(Model.named(word)).isPresent();
  }
}

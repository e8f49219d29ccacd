package steward.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import steward.loop.Fact;
import steward.thing.ActionKind;
import steward.thing.Property;
import steward.value.Amount;
import steward.value.Word;

/// What an activity performs: in order, at once, with waits, and what it does otherwise.
class LinesTest extends RuleHouse {
  @Test
  void lines_that_wait_for_an_outcome_and_what_to_do_otherwise() {
    house.lamp("lamp");
    house.lamp("other");
    house.thing("speaker", Set.of(), ActionKind.SAY);
    house.activity(
        """
        {"id":"a","name":"A","when":[],"perform":[
          {"things":["lamp","other"],"action":"turn","to":"on",
           "otherwise":[{"thing":"speaker","action":"say","text":"Sorry: {exceptions}."}]},
          {"thing":"lamp","action":"dim","level":40}]}
        """);
    house.post(new Fact.Called(), "a");
    assertThat(sent()).containsExactly("lamp turn on", "other turn on");
    house.handedOver(house.sent.get(0));
    house.handedOver(house.sent.get(1));
    house.reports("lamp", Property.SWITCH, Word.ON);
    house.pass(Duration.ofSeconds(2));
    house.crash();
    assertThat(house.sent).isEmpty();
    house.pass(Duration.ofSeconds(2));
    assertThat(sent())
        .containsExactly("speaker say “Sorry: other did not answer.”", "lamp dim to 40 %");
  }

  @Test
  void a_confirmation_tells_what_is_not_as_it_should_be() {
    doors();
    house.thing("speaker", Set.of(), ActionKind.SAY);
    house.activity(
        """
        {"id":"a","name":"A","when":[],"perform":[
          {"confirm":[{"every":{"group":"doors"},"property":"contact","is":"closed"}],
           "within":"30s",
           "otherwise":[{"thing":"speaker","action":"say","text":"Look: {exceptions}"}]},
          {"thing":"speaker","action":"say","text":"Good night"}]}
        """);
    says("front", OPENED);
    says("back", CLOSED);
    house.post(new Fact.Called(), "a");
    assertThat(sent()).isEmpty();
    house.pass(Duration.ofSeconds(10));
    says("front", CLOSED);
    assertThat(sent()).containsExactly("speaker say “Good night”");
    house.sent.clear();
    says("back", OPENED);
    house.post(new Fact.Called(), "a");
    house.pass(Duration.ofSeconds(31));
    assertThat(sent())
        .containsExactly("speaker say “Look: back contact is opened”", "speaker say “Good night”");
  }

  @Test
  void branches_run_at_once_and_the_next_line_waits_for_all() {
    house.lamp("a");
    house.lamp("b");
    house.lamp("c");
    house.activity(
        """
        {"id":"t","name":"T","when":[],"perform":[
          {"together":[
            [{"wait":"10s"},{"thing":"a","action":"turn","to":"on"}],
            [{"thing":"b","action":"turn","to":"on"},{"wait":"20s"}]]},
          {"thing":"c","action":"turn","to":"on"}]}
        """);
    house.post(new Fact.Called(), "t");
    assertThat(sent()).containsExactly("b turn on");
    obey();
    house.pass(Duration.ofSeconds(10));
    assertThat(sent()).containsExactly("a turn on");
    obey();
    house.crash();
    house.pass(Duration.ofSeconds(9));
    assertThat(sent()).isEmpty();
    house.pass(Duration.ofSeconds(2));
    assertThat(sent()).containsExactly("c turn on");
  }

  @Test
  void firings_wait_for_one_another_or_keep_quiet() {
    house.lamp("lamp");
    contact("bell");
    house.activity(
        """
        {"id":"queue","name":"Q","again":"queue",
         "when":[{"thing":"bell","property":"contact","becomes":"opened"}],
         "perform":[{"thing":"lamp","action":"turn","to":"on"},{"wait":"10s"}]}
        """);
    house.activity(
        """
        {"id":"quiet","name":"U","quiet":"1h",
         "when":[{"thing":"bell","property":"contact","becomes":"opened"}],
         "perform":[{"thing":"lamp","action":"dim","level":10}]}
        """);
    for (int i = 0; i < 3; i++) {
      says("bell", OPENED);
      says("bell", CLOSED);
    }
    assertThat(sent()).containsExactly("lamp turn on", "lamp dim to 10 %");
    house.pass(Duration.ofSeconds(11));
    house.crash();
    house.pass(Duration.ofSeconds(10));
    house.pass(Duration.ofSeconds(10));
    house.pass(Duration.ofHours(1));
    assertThat(house.entries(Fact.Kind.FIRING).stream().filter(e -> e.subject().equals("queue")))
        .hasSize(3);
    says("bell", OPENED);
    assertThat(sent()).contains("lamp dim to 10 %");
  }

  @Test
  void amounts_and_words_taken_from_things() {
    house.lamp("lamp");
    house.thing("meter", Set.of(Property.HUMIDITY));
    house.thing("speaker", Set.of(), ActionKind.SAY);
    house.activity(
        """
        {"id":"a","name":"A",
         "when":[{"thing":"meter","property":"humidity","above":50}],
         "perform":[
           {"thing":"lamp","action":"dim",
            "level":{"thing":"meter","property":"humidity","plus":45}},
           {"thing":"speaker","action":"say",
            "text":"{meter.name}: {meter.humidity}, because {because}"}]}
        """);
    house.reports("meter", Property.HUMIDITY, Amount.percentage(40));
    house.reports("meter", Property.HUMIDITY, Amount.percentage(61));
    assertThat(sent())
        .containsExactly(
            "lamp dim to 100 %", "speaker say “meter: 61 %, because meter humidity became 61 %”");
  }

  @Test
  void an_activity_starts_another_and_a_loop_of_them_is_cut() {
    house.lamp("lamp");
    house.activity(
        """
        {"id":"ping","name":"Ping","when":[],"perform":[{"wait":"1s"}]}
        """);
    house.activity(
        """
        {"id":"pong","name":"Pong","again":"restart","when":[],"perform":[{"start":"ping"}]}
        """);
    house.activity(
        """
        {"id":"ping","name":"Ping","again":"restart","when":[],
         "perform":[{"thing":"lamp","action":"turn","to":"on"},{"start":"pong"}]}
        """);
    house.post(new Fact.Called(), "ping");
    assertThat(firings()).isLessThan(20);
    assertThat(house.last(Fact.Kind.SKIP).fact().toString()).contains("cut: it set itself off");
  }
}

package steward.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import steward.loop.Fact;
import steward.thing.Status;

/// What sets an activity off: single edges, rules over things, and combinations in time.
class EdgesTest extends RuleHouse {
  @Test
  void an_edge_of_any_thing_of_a_rule_fires_and_membership_lives() {
    house.lamp("lamp");
    contact("front");
    house.activity(
        """
        {"id":"a","name":"A","when":[{"any-of":{"observes":"contact"},"property":"contact",
         "becomes":"opened"}],
         "perform":[{"thing":"lamp","action":"turn","to":"on"}]}
        """);
    says("front", OPENED);
    assertThat(firings()).isEqualTo(1);
    contact("cellar");
    says("cellar", OPENED);
    assertThat(firings()).isEqualTo(2);
    assertThat(house.last(Fact.Kind.FIRING).fact().toString()).contains("cellar contact");
  }

  @Test
  void each_thing_of_a_rule_stays_so_for_itself() {
    house.lamp("lamp");
    doors();
    house.activity(
        """
        {"id":"a","name":"A","when":[{"any-of":{"group":"doors"},"property":"contact",
         "becomes":"opened","for":"1m"}],
         "perform":[{"thing":"lamp","action":"turn","to":"on"}]}
        """);
    says("front", OPENED);
    house.pass(Duration.ofSeconds(30));
    says("back", OPENED);
    says("front", CLOSED);
    house.pass(Duration.ofSeconds(31));
    assertThat(firings()).isZero();
    house.pass(Duration.ofSeconds(30));
    assertThat(firings()).isEqualTo(1);
    assertThat(house.last(Fact.Kind.FIRING).fact().toString()).contains("back contact stayed so");
  }

  @Test
  void all_within_a_time_in_any_order() {
    house.lamp("lamp");
    doors();
    house.activity(
        """
        {"id":"a","name":"A","when":[{"within":"1m","all":[
          {"thing":"front","property":"contact","becomes":"opened"},
          {"thing":"back","property":"contact","becomes":"opened"}]}],
         "perform":[{"thing":"lamp","action":"turn","to":"on"}]}
        """);
    says("back", OPENED);
    house.pass(Duration.ofSeconds(90));
    says("front", OPENED);
    assertThat(firings()).as("too late").isZero();
    says("back", CLOSED);
    says("back", OPENED);
    assertThat(firings()).isEqualTo(1);
    says("front", CLOSED);
    says("front", OPENED);
    assertThat(firings()).as("both are needed anew").isEqualTo(1);
  }

  @Test
  void one_then_another() {
    house.lamp("lamp");
    doors();
    house.activity(
        """
        {"id":"a","name":"A","when":[{"within":"1m","then":[
          {"thing":"front","property":"contact","becomes":"opened"},
          {"thing":"back","property":"contact","becomes":"opened"}]}],
         "perform":[{"thing":"lamp","action":"turn","to":"on"}]}
        """);
    says("back", OPENED);
    says("front", OPENED);
    assertThat(firings()).as("the other way round").isZero();
    says("back", CLOSED);
    says("back", OPENED);
    assertThat(firings()).isEqualTo(1);
  }

  @Test
  void what_should_follow_and_does_not_survives_a_restart() {
    house.lamp("lamp");
    doors();
    house.activity(
        """
        {"id":"a","name":"A","when":[{"within":"5m",
          "after":{"thing":"front","property":"contact","becomes":"opened"},
          "not":{"thing":"front","property":"contact","becomes":"closed"}}],
         "perform":[{"thing":"lamp","action":"turn","to":"on"}]}
        """);
    says("front", OPENED);
    house.pass(Duration.ofMinutes(2));
    says("front", CLOSED);
    house.pass(Duration.ofMinutes(10));
    assertThat(firings()).isZero();
    says("front", OPENED);
    house.pass(Duration.ofMinutes(2));
    house.crash();
    house.pass(Duration.ofMinutes(4));
    assertThat(firings()).isEqualTo(1);
  }

  @Test
  void a_condition_that_comes_to_hold_is_an_edge() {
    house.lamp("lamp");
    doors();
    house.activity(
        """
        {"id":"a","name":"A",
         "when":[{"comes-true":{"every":{"group":"doors"},"property":"contact","is":"closed"},
                  "for":"10s"}],
         "perform":[{"thing":"lamp","action":"turn","to":"off"}]}
        """);
    says("front", CLOSED);
    house.pass(Duration.ofMinutes(1));
    assertThat(firings()).isZero();
    says("back", CLOSED);
    house.pass(Duration.ofSeconds(11));
    assertThat(firings()).isEqualTo(1);
    says("back", CLOSED);
    house.pass(Duration.ofSeconds(11));
    assertThat(firings()).isEqualTo(1);
  }

  @Test
  void a_thing_goes_quiet_and_appears() {
    house.lamp("lamp");
    contact("front");
    house.activity(
        """
        {"id":"quiet","name":"Q","when":[{"thing":"front","goes-quiet":true,"for":"1m"}],
         "perform":[{"thing":"lamp","action":"turn","to":"on"}]}
        """);
    says("front", CLOSED);
    house.stands("front", Status.State.ABSENT);
    house.pass(Duration.ofSeconds(30));
    says("front", CLOSED);
    house.pass(Duration.ofMinutes(2));
    assertThat(firings()).isZero();
    house.stands("front", Status.State.ABSENT);
    house.pass(Duration.ofSeconds(61));
    assertThat(firings()).isEqualTo(1);
  }

  @Test
  void a_message_that_no_driver_knows() {
    house.lamp("lamp");
    house.activity(
        """
        {"id":"a","name":"A",
         "when":[{"topic":"barn/+/state","pointer":"/door/0","is":"open"}],
         "perform":[{"publish":"barn/light","payload":"on, {value}","retain":true}]}
        """);
    house.post(new Fact.Heard("barn/north/state", "{\"door\":[\"shut\"]}"), "");
    house.post(new Fact.Heard("barn/north/state", "no JSON"), "");
    house.post(new Fact.Heard("house/state", "{\"door\":[\"open\"]}"), "");
    assertThat(firings()).isZero();
    house.post(new Fact.Heard("barn/north/state", "{\"door\":[\"open\"]}"), "");
    assertThat(house.last(Fact.Kind.PUBLISH).fact())
        .isEqualTo(new Fact.Published("barn/light", "on, open", true));
  }
}

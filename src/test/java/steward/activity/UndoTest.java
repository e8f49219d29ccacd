package steward.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import steward.loop.Fact;
import steward.thing.Action;
import steward.thing.Property;
import steward.value.Amount;
import steward.value.Word;

/// What was before is brought back, whoever did what in between.
class UndoTest extends RuleHouse {
  @Test
  void the_reason_ends_and_all_is_as_before() {
    house.lamp("dark");
    house.lamp("dimmed");
    contact("alarm");
    house.activity(
        """
        {"id":"alarm","name":"Alarm",
         "when":[{"thing":"alarm","property":"contact","becomes":"opened"}],
         "perform":[{"things":{"performs":"turn"},"action":"turn","to":"on"},
                    {"things":{"performs":"dim"},"action":"dim","level":100}],
         "until":{"when":[{"thing":"alarm","property":"contact","becomes":"closed"}],"undo":true}}
        """);
    house.reports("dark", Property.SWITCH, Word.OFF);
    house.reports("dimmed", Property.SWITCH, Word.ON);
    house.reports("dimmed", Property.LEVEL, Amount.percentage(30));
    says("alarm", OPENED);
    obey();
    house.pass(Duration.ofMinutes(3));
    house.crash();
    says("alarm", CLOSED);
    assertThat(sent()).containsExactlyInAnyOrder("dark turn off", "dimmed dim to 30 %");
  }

  @Test
  void a_person_in_between_keeps_what_they_did() {
    house.lamp("lamp");
    house.lamp("other");
    contact("alarm");
    house.activity(
        """
        {"id":"alarm","name":"Alarm",
         "when":[{"thing":"alarm","property":"contact","becomes":"opened"}],
         "perform":[{"things":["lamp","other"],"action":"turn","to":"on"}],
         "until":{"when":[{"thing":"alarm","property":"contact","becomes":"closed"}],"undo":true}}
        """);
    house.reports("lamp", Property.SWITCH, Word.OFF);
    house.reports("other", Property.SWITCH, Word.OFF);
    says("alarm", OPENED);
    obey();
    house.wants("lamp", Action.turnOn());
    house.reports("other", Property.SWITCH, Word.OFF);
    house.reports("other", Property.SWITCH, Word.ON);
    house.sent.clear();
    says("alarm", CLOSED);
    assertThat(sent()).as("the lamp is theirs").containsExactly("other turn off");
  }

  @Test
  void runs_that_lie_above_one_another_end_in_any_order() {
    house.lamp("lamp");
    contact("one");
    contact("two");
    for (String id : List.of("one", "two")) {
      house.activity(
          """
          {"id":"%s","name":"%s",
           "when":[{"thing":"%s","property":"contact","becomes":"opened"}],
           "perform":[{"thing":"lamp","action":"dim","level":%s}],
           "until":{"when":[{"thing":"%s","property":"contact","becomes":"closed"}],"undo":true}}
          """
              .formatted(id, id, id, id.equals("one") ? 50 : 90, id));
    }
    house.reports("lamp", Property.LEVEL, Amount.percentage(10));
    says("one", OPENED);
    obey();
    says("two", OPENED);
    obey();
    says("one", CLOSED);
    assertThat(sent()).as("the later one lies above").isEmpty();
    says("two", CLOSED);
    assertThat(sent()).containsExactly("lamp dim to 10 %");
  }

  @Test
  void by_hand_within_a_quarter_of_an_hour() {
    house.lamp("lamp");
    house.activity(
        """
        {"id":"a","name":"A","when":[],
         "perform":[{"thing":"lamp","action":"turn","to":"on"}]}
        """);
    house.reports("lamp", Property.SWITCH, Word.OFF);
    house.post(new Fact.Called(), "a");
    obey();
    long firing = house.last(Fact.Kind.FIRING).seq();
    house.pass(Duration.ofMinutes(10));
    house.crash();
    house.post(new Fact.Undone(firing), "a");
    assertThat(sent()).containsExactly("lamp turn off");
    obey();
    house.post(new Fact.Undone(firing), "a");
    assertThat(sent()).isEmpty();
    assertThat(house.last(Fact.Kind.SKIP).fact().toString()).contains("15 minutes");
  }
}

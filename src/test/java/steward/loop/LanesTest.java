package steward.loop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import steward.sample.SampleHouse;
import steward.thing.Outcome;
import steward.thing.Property;
import steward.thing.Reading;
import steward.thing.Udn;
import steward.value.Word;

/// The order between the two lanes of the inbox where it decides about the truth.
class LanesTest {
  @Test
  void a_thing_that_answers_within_the_same_turn_is_heard() {
    var house = new SampleHouse();
    house.lamp("lamp");
    house.activity(
        """
        {"id":"never-on","name":"Never on",
         "when":[{"thing":"lamp","property":"switch","becomes":"on"}],
         "perform":[{"thing":"lamp","action":"turn","to":"off"}]}
        """);
    house.loop.sendTo((command, thing) -> {
      house.sent.add(command);
      house.loop.post(new Fact.Sent(command.id(), ""), thing.id().value(), "link");
      house.loop.saw(says(house, Word.OFF));
    });
    house.reports("lamp", Property.SWITCH, Word.ON);
    assertThat(house.sent).hasSize(1);
    assertThat(house.outcome(house.sent.getFirst().id()).state())
        .isEqualTo(Outcome.State.CONFIRMED);
  }

  private static Reading says(SampleHouse house, Word word) {
    return Reading.of(new Udn("sample:lamp"), Property.SWITCH, word, house.time.wall());
  }
}

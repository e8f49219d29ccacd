package steward;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import steward.driver.Effect;
import steward.driver.Family;
import steward.hub.Drivers;

/// What the house takes back before it was sent is never sent, whatever the family; and taking back
/// what nobody knows, or what went out long ago, does nothing at all.
class WithdrawnTest {
  private static final long UNKNOWN = 1_000_000;

  @TestFactory
  Stream<DynamicTest> in_every_conversation_commands_can_be_taken_back_at_any_moment()
      throws Exception {
    var tests = new ArrayList<DynamicTest>();
    for (Family family : Drivers.families()) {
      for (Path file : FixtureConversation.files(family)) {
        tests.add(
            DynamicTest.dynamicTest(
                family.name() + " " + file.getFileName(),
                () -> {
                  takenBack(FixtureConversation.of(family, file), true);
                  takenBack(FixtureConversation.of(family, file), false);
                }));
      }
    }
    return tests.stream();
  }

  /// @param atOnce right after it was asked for, or only at the end of the conversation
  private static void takenBack(FixtureConversation<?> conversation, boolean atOnce) {
    Set<Long> back = new LinkedHashSet<>();
    Set<Long> waiting = new LinkedHashSet<>();
    for (int i = 0; i < conversation.steps().size(); i++) {
      List<Effect> effects = conversation.play(i);
      // What goes out in the step in which it is wanted may be the command itself.
      boolean isQuiet = effects.stream().noneMatch(Effect.Send.class::isInstance);
      for (Effect effect : effects) {
        if (effect instanceof Effect.Goes(long command)) {
          assertThat(back).as("what was taken back goes at step " + i).doesNotContain(command);
          waiting.remove(command);
        } else if (effect instanceof Effect.Waits(long command) && isQuiet) waiting.add(command);
      }
      assertThat(conversation.withdraw(UNKNOWN + i, i)).as("unknown, step " + i).isEmpty();
      if (!atOnce) continue;
      for (long command : List.copyOf(waiting)) nothingIsSent(conversation, command, i);
      back.addAll(waiting);
      waiting.clear();
    }
    int last = conversation.steps().size();
    for (long command = 0; command <= last; command++) nothingIsSent(conversation, command, last);
  }

  private static void nothingIsSent(FixtureConversation<?> conversation, long command, int at) {
    List<Effect> effects = conversation.withdraw(command, at);
    assertThat(effects)
        .as("command " + command + " taken back after step " + at)
        .noneMatch(effect ->
            effect instanceof Effect.Send
                || effect instanceof Effect.Goes
                || effect instanceof Effect.Answered);
    assertThat(conversation.withdraw(command, at))
        .as("once more")
        .noneMatch(Effect.Send.class::isInstance);
  }

  @Test
  void the_families_that_keep_commands_are_among_the_fixtures() throws Exception {
    var keeping = new LinkedHashSet<String>();
    for (Family family : Drivers.families())
      for (Path file : FixtureConversation.files(family)) {
        var conversation = FixtureConversation.of(family, file);
        for (int i = 0; i < conversation.steps().size(); i++)
          if (conversation.play(i).stream().anyMatch(Effect.Waits.class::isInstance))
            keeping.add(family.name());
      }
    assertThat(keeping).contains("daikin", "kasa", "broadlink", "sonoff", "shelly");
  }
}

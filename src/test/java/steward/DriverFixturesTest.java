package steward;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import steward.driver.Effect;
import steward.driver.Family;
import steward.driver.Offer;
import steward.driver.Payload;
import steward.hub.Drivers;
import steward.thing.Expectation;
import steward.thing.Message;
import steward.thing.Udn;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Plays every fixture of every family in both directions: announcements to offers, messages to
/// readings, actions to messages.
///
/// A fixture is `src/test/fixtures/FAMILY/NAME.json`: a `title`; either `announced`, a list of
/// messages (their forms stand in [FixtureMessages]), or `byHand`, the parts of a binding; the
/// secrets that are `kept`, `{"name": "text"}`, if there are any; the lines that are then offered
/// in `offers`; and `steps`. A step is told by one of `came` (a message), `action` (with `thing`
/// where it is not the first), `due` (a wake-up) and `lost` (a reason), or is the opening of the
/// link; `effects` are the lines that must follow, `proof` is by what the action is confirmed,
/// `why` is for the reader. Run once with `-Dsteward.fixtures=write`, which writes the lines, and
/// read each of them.
class DriverFixturesTest {
  private static final List<Family> FAMILIES = Drivers.families();

  @Test
  void every_family_has_a_fixture() throws IOException {
    for (Family family : FAMILIES) {
      assertThat(FixtureConversation.files(family))
          .as(
              "the family '%s' has no fixture: put a conversation with one of its devices into %s/%s/NAME.json",
              family.name(), "src/test/fixtures", family.name())
          .isNotEmpty();
    }
  }

  @TestFactory
  Stream<DynamicTest> every_fixture_plays() throws IOException {
    var tests = new ArrayList<DynamicTest>();
    for (Family family : FAMILIES) {
      for (Path file : FixtureConversation.files(family)) {
        tests.add(
            DynamicTest.dynamicTest(
                family.name() + " " + file.getFileName(), () -> play(family, file)));
      }
    }
    return tests.stream();
  }

  private static void play(Family family, Path file) throws IOException {
    var conversation = FixtureConversation.of(family, file);
    var said = new Said(file);
    said.check(said.root, "offers", lines(conversation.offer()), "what is offered");
    for (int i = 0; i < conversation.steps().size(); i++) {
      Payload step = conversation.steps().get(i);
      String where = "step " + i + " " + step.at("why").textOr("");
      List<String> effects = conversation.play(i).stream().map(DriverFixturesTest::line).toList();
      said.check(said.step(i), "effects", effects, where);
      if (step.at("action").isObject()) {
        Expectation proof = family.expectation(conversation.thing(step), conversation.action(step));
        said.check(said.step(i), "proof", List.of(line(proof)), where + ", the proof");
      }
    }
    said.close();
  }

  /// What a fixture says must come out. With `-Dsteward.fixtures=write` it is written anew instead
  /// of compared: for the author of a fixture, who then reads each line.
  private static final class Said {
    private static final boolean WRITES = "write".equals(System.getProperty("steward.fixtures"));

    private final Path file;
    private final ObjectNode root;

    Said(Path file) {
      this.file = file;
      root = (ObjectNode) JsonMapper.shared().readTree(file.toFile());
    }

    ObjectNode step(int index) {
      return (ObjectNode) root.get("steps").get(index);
    }

    void check(ObjectNode at, String name, List<String> lines, String where) {
      if (WRITES) {
        at.set(name, JsonMapper.shared().valueToTree(lines));
      } else {
        List<String> said = new ArrayList<>();
        at.path(name).forEach(line -> said.add(line.asString()));
        assertThat(lines).as("%s: %s", file, where).isEqualTo(said);
      }
    }

    void close() throws IOException {
      if (!WRITES) return;
      String text = JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(root);
      Files.writeString(file, text + "\n");
    }
  }

  private static List<String> lines(Offer offer) {
    var lines = new ArrayList<String>();
    if (!offer.warning().isEmpty()) lines.add("warning: " + offer.warning());
    for (var thing : offer.things()) {
      lines.add(
          thing.udn()
              + " "
              + thing.kind()
              + " '"
              + thing.name()
              + "' observes "
              + thing.observes().stream()
                  .map(Object::toString)
                  .sorted()
                  .collect(Collectors.joining(" "))
              + " performs "
              + thing.abilities().keySet().stream()
                  .map(k -> k.label())
                  .collect(Collectors.joining(" ")));
    }
    return lines;
  }

  private static String line(Effect effect) {
    return switch (effect) {
      case Effect.Send(Message message) -> "send " + FixtureMessages.line(message);
      case Effect.Wake(String name, var after) -> "wake " + name + " after " + after;
      case Effect.Saw(var reading) ->
          reading.thing()
              + " "
              + reading.property()
              + " = "
              + reading.value().sentence()
              + switch (reading.quality()) {
                case CONFIRMED -> "";
                case ASSUMED, STALE, UNKNOWN -> " (" + reading.quality().label() + ")";
              };
      case Effect.Stood(Udn thing, var state, String reason) ->
          thing + " is " + state.label() + ": " + reason;
      case Effect.Answered(long command, boolean accepted, String reason) ->
          "command " + command + (accepted ? " accepted: " : " refused: ") + reason;
      case Effect.Keep(String name, _, _) -> "keep " + name;
      case Effect.Remember(String name, _) -> "remember " + name;
      case Effect.Waits(long command) -> "command " + command + " waits";
      case Effect.Goes(long command) -> "command " + command + " goes";
      case Effect.Unsent(long command, String why) -> "command " + command + " unsent: " + why;
      case Effect.Proved(String how) -> "proved by " + how;
      case Effect.Close(String reason) -> "close: " + reason;
      case Effect.Learnt(Offer offer) -> "learnt " + String.join("; ", lines(offer));
      case Effect.Dropped(String sentence) -> "dropped: " + sentence;
    };
  }

  private static String line(Expectation expectation) {
    return switch (expectation) {
      case Expectation.Report(var property, var accepted, var within) ->
          property + " " + line(accepted) + " within " + within;
      case Expectation.Unobservable(String why, var _) -> "unobservable: " + why;
    };
  }

  private static String line(Expectation.Accepted accepted) {
    return switch (accepted) {
      case Expectation.Accepted.Exactly(var value) -> "= " + value.sentence();
      case Expectation.Accepted.OneOf(var values) when values.size() > 4 ->
          "one of " + values.size() + " around " + values.get(values.size() / 2).sentence();
      case Expectation.Accepted.OneOf(var values) ->
          "one of " + values.stream().map(v -> v.sentence()).collect(Collectors.joining(", "));
      case Expectation.Accepted.Near(var amount, double tolerance) ->
          "= " + amount.sentence() + " give or take " + tolerance;
    };
  }
}

package steward.activity.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import steward.config.Golden;
import steward.thing.Selector;
import steward.value.Malformed;
import steward.value.Tree;

/// Every malformed text says where it is wrong, what was expected there and what was probably
/// meant. The texts stand in `src/test/golden/activity-faults.txt`, one below the other, each with
/// its fault; `-Dsteward.golden=write` records the faults anew.
class MalformedActivityTest {
  private static final Path ROOT = Path.of(System.getProperty("steward.root", "."));
  private static final Path FAULTS = ROOT.resolve("src/test/golden/activity-faults.txt");
  private static final String DIVIDER = "~~~~\n";

  private final TextHouse house = new TextHouse();

  private String fault(String text) {
    var malformed =
        catchThrowableOfType(Malformed.class, () -> ActivityYaml.read("text", text, house));
    if (malformed == null) return "no fault\n";
    return malformed.faults().getFirst().mark().orElseThrow().shown() + "\n";
  }

  @Test
  void every_fault_has_its_line_its_carets_and_what_was_expected() throws IOException {
    var made = new StringBuilder();
    for (String one : Files.readString(FAULTS).split("\n====\n", -1)) {
      String text = one.split(DIVIDER, -1)[0].strip() + "\n";
      String fault = fault(text);
      assertThat(fault).as(text).startsWith("text, line ").contains("^");
      made.append(made.isEmpty() ? "" : "\n====\n")
          .append(text)
          .append(DIVIDER)
          .append(fault.strip());
    }
    Golden.check(FAULTS, made.toString());
  }

  @Test
  void a_long_text_is_refused() {
    assertThat(fault("name: " + "x".repeat(ActivityYaml.LENGTH_MAX)))
        .contains("at most 65536 characters");
  }

  @Test
  void more_than_a_hundred_lines_are_refused_wherever_they_stand() {
    String lines = "      - {wait: 1s}\n".repeat(60);
    String text =
        "name: x\nperform:\n  - choose: {holiday: true}\n    then:\n%s    otherwise:\n%s"
            .formatted(lines, lines);
    assertThat(fault(text)).contains("line 105", "at most 100 lines in all");
  }

  @Test
  void lines_and_conditions_and_rules_are_refused_below_eight_levels() {
    String line = "{wait: 1s}";
    String condition = "{holiday: true}";
    String things = "{room: Hall}";
    for (int i = 0; i < 9; i++) {
      line = "{choose: {holiday: true}, then: [" + line + "]}";
      condition = "{not: " + condition + "}";
      things = "{not: " + things + "}";
    }
    assertThat(fault("name: x\nperform: [" + line + "]\n")).contains("at most 8 lists of lines");
    assertThat(fault("name: x\nif: " + condition + "\nperform: [{wait: 1s}]\n"))
        .contains("at most 8 conditions");
    assertThat(fault("name: x\nperform: [{things: " + things + ", action: turn, to: on}]\n"))
        .contains("at most 8 rules over things");
  }

  @Test
  void a_group_that_holds_itself_is_refused_with_the_way_round() {
    house.group("upstairs", "Upstairs", new Selector.Named("bedrooms"));
    house.group("bedrooms", "Bedrooms", new Selector.InRoom(List.of("Bedroom")));
    assertThatThrownBy(() ->
            ActivityYaml.group(
                "text",
                "id: bedrooms\nname: Bedrooms\nmembers: {any: [{group: upstairs}]}\n",
                house))
        .isInstanceOf(Malformed.class)
        .hasMessageContaining("does not hold itself (bedrooms, upstairs, bedrooms)");
  }

  @Test
  void a_group_is_the_same_in_every_form() {
    String text = "id: doors\nname: Doors\nmembers: {any: [front-door, {kind: lock}]}\n";
    var group = ActivityYaml.group("text", text, house);
    assertThat(ActivityYaml.write(group)).isEqualTo(text);
    assertThat(GroupText.kept(Tree.of(GroupText.write(group)))).isEqualTo(group);
  }

  @TestFactory
  Stream<DynamicTest> a_text_with_random_changes_is_read_or_refused_but_never_breaks()
      throws IOException {
    String docs = Files.readString(ROOT.resolve("docs/activities.md"));
    var texts = new ArrayList<String>();
    for (String story : List.of("everyone-in-bed", "alarm")) {
      texts.add(Files.readString(ROOT.resolve("examples/" + story + ".yaml")));
    }
    var blocks = docs.split("```", -1);
    for (int i = 1; i < blocks.length; i += 2) {
      String body = blocks[i].substring(blocks[i].indexOf('\n') + 1);
      if (blocks[i].startsWith("yaml when"))
        texts.add("name: x\nwhen:\n" + body + "perform: [{wait: 1s}]\n");
      if (blocks[i].startsWith("yaml if"))
        texts.add("name: x\nif:\n  all:\n" + body.indent(4) + "perform: [{wait: 1s}]\n");
      if (blocks[i].startsWith("yaml perform")) texts.add("name: x\nperform:\n" + body);
    }
    return Stream.of(1L, 2L, 3L, 4L)
        .map(seed -> dynamicTest("seed " + seed, () -> mutate(texts, new Random(seed))));
  }

  private void mutate(List<String> texts, Random random) {
    int refused = 0;
    for (int i = 0; i < 1_500; i++) {
      String text = changed(texts.get(random.nextInt(texts.size())), random);
      try {
        var activity = ActivityYaml.read("text", text, house);
        assertThat(ActivityYaml.read("text", ActivityYaml.write(activity), house))
            .as(text)
            .isEqualTo(activity);
        assertThat(Words.of(activity, house)).isNotBlank();
      } catch (Malformed malformed) {
        refused++;
        assertThat(malformed.faults().getFirst().mark()).as(text).isPresent();
      } catch (RuntimeException broken) {
        throw new AssertionError("broke on\n" + text, broken);
      }
    }
    assertThat(refused).isGreaterThan(500);
  }

  private static final List<String> SCRAPS =
      List.of(
          "",
          "{",
          "}",
          "[",
          "]",
          ":",
          "-",
          "null",
          "-1",
          "1e400",
          "0",
          "true",
          "\"",
          "'",
          "\n",
          "  ",
          "&a ",
          "*a",
          "!!x ",
          "lamp",
          "contact",
          "{a.b}",
          "\\u0000",
          "0s",
          "99999999d",
          "#",
          "~",
          "|",
          "9999999999999999999",
          ".nan",
          "{thing: lamp, property: level}",
          "P1D",
          "sunset-13h",
          "\ud83d\ude00");

  private static String changed(String text, Random random) {
    String changed = text;
    for (int i = random.nextInt(3); i >= 0; i--) {
      int from = random.nextInt(changed.length());
      int to = Math.min(changed.length(), from + random.nextInt(12));
      if (random.nextBoolean()) {
        // A whole word, so that the form often stays whole.
        while (from > 0 && Character.isLetterOrDigit(changed.charAt(from - 1))) from--;
        to = from;
        while (to < changed.length() && Character.isLetterOrDigit(changed.charAt(to))) to++;
      }
      String scrap = SCRAPS.get(random.nextInt(SCRAPS.size()));
      changed = changed.substring(0, from) + scrap + changed.substring(to);
    }
    return changed;
  }
}

package steward.activity.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import steward.activity.Activity;
import steward.value.Malformed;
import steward.value.Tree;
import tools.jackson.databind.json.JsonMapper;

/// Each golden file: an activity as a person writes it, a divider, and what the steward makes of
/// it, the same document written back or the fault. A bug report becomes a file;
/// `-Dsteward.golden=write` writes the second halves anew.
class ActivityGoldenTest {
  private static final Path FOLDER = Path.of("src/test/golden/activities");
  private static final String DIVIDER = "\n----------\n";

  @TestFactory
  Stream<DynamicTest> every_text_is_read_as_recorded() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      List<Path> all = files.sorted().toList();
      assertThat(all).hasSizeGreaterThan(10);
      return all.stream()
          .map(file -> dynamicTest(file.getFileName().toString(), () -> check(file)));
    }
  }

  private static void check(Path file) throws IOException {
    String text = Files.readString(file).strip();
    int at = text.indexOf(DIVIDER.strip());
    String input = (at < 0 ? text : text.substring(0, at)).strip();
    String made = made(input);
    if ("write".equals(System.getProperty("steward.golden"))) {
      Files.writeString(file, input + DIVIDER + made + "\n");
      return;
    }
    assertThat(made).isEqualTo(text.substring(at + DIVIDER.strip().length()).strip());
  }

  private static String made(String input) {
    Tree tree = Tree.of(JsonMapper.shared().readValue(input, Object.class));
    try {
      Activity activity = ActivityText.read(tree, "golden", new TextHouse());
      String written = json(ActivityWriter.write(activity));
      Tree again = Tree.of(JsonMapper.shared().readValue(written, Object.class));
      assertThat(ActivityText.kept(again)).as("written and read back").isEqualTo(activity);
      assertThat(ActivityYaml.kept("golden", ActivityYaml.write(activity)))
          .as("written as YAML and read back")
          .isEqualTo(activity);
      return written;
    } catch (Malformed e) {
      return "fault: " + e.getMessage();
    }
  }

  private static String json(Object document) {
    return JsonMapper.builder()
        .enable(tools.jackson.databind.SerializationFeature.INDENT_OUTPUT)
        .build()
        .writeValueAsString(document);
  }

  @Test
  void a_deep_condition_is_refused_before_it_hurts() {
    String deep =
        "{\"not\":".repeat(60)
            + "{\"thing\":\"lamp\",\"property\":\"switch\",\"is\":\"on\"}"
            + "}".repeat(60);
    assertThat(made("{\"name\":\"x\",\"if\":" + deep + ",\"perform\":[{\"wait\":\"1s\"}]}"))
        .contains("at most 8 conditions within each other");
  }
}

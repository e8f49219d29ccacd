package steward.activity.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import steward.activity.Activity;
import steward.config.Golden;
import steward.value.Tree;
import steward.value.YamlText;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Holds the documentation of the language to the code: each example is read, written and read
/// again as JSON and as YAML, fits the schema, and is said in words; no way to write anything is
/// without an example. `-Dsteward.golden=write` records the words and the schema anew.
class ActivityDocsTest {
  private static final Path ROOT = Path.of(System.getProperty("steward.root", "."));
  private static final Pattern BLOCK = Pattern.compile("(?m)^```yaml ?(\\w*)\\n([\\s\\S]*?)^```");
  private static final Pattern ITEM = Pattern.compile("(?m)^- (?:.*\\n(?: .*\\n)*)");
  private static final Map<String, String> AROUND =
      Map.of(
          "when", "name: Example\nwhen:\n%sperform:\n  - {wait: 1s}\n",
          "if", "name: Example\nif:\n  all:\n%sperform:\n  - {wait: 1s}\n",
          "perform", "name: Example\nperform:\n%s");

  private final TextHouse house = new TextHouse();

  /// Each example as a whole activity, by what stands in the documentation.
  private static List<Map.Entry<String, String>> examples() throws IOException {
    var examples = new ArrayList<Map.Entry<String, String>>();
    String docs = Files.readString(ROOT.resolve("docs/activities.md"));
    for (Matcher block = BLOCK.matcher(docs); block.find(); ) {
      String around = AROUND.getOrDefault(block.group(1), "");
      if (around.isEmpty()) {
        examples.add(Map.entry(block.group(2), block.group(2)));
        continue;
      }
      for (Matcher item = ITEM.matcher(block.group(2)); item.find(); ) {
        String indented = item.group().indent(4);
        examples.add(Map.entry(item.group(), around.formatted(indented)));
      }
    }
    return examples;
  }

  @TestFactory
  Stream<DynamicTest> every_example_is_the_same_in_every_form() throws IOException {
    List<Map.Entry<String, String>> examples = examples();
    assertThat(examples).hasSizeGreaterThan(60);
    return examples.stream()
        .map(example -> dynamicTest(example.getKey().strip(), () -> check(example.getValue())));
  }

  private void check(String text) {
    Activity activity = ActivityYaml.read("example", text, house);
    String json = JsonMapper.shared().writeValueAsString(ActivityWriter.write(activity));
    Tree tree = Tree.of(JsonMapper.shared().readValue(json, Object.class));
    assertThat(ActivityText.read(tree, activity.id(), house)).as("by JSON").isEqualTo(activity);
    assertThat(ActivityText.kept(tree)).as("as it is kept").isEqualTo(activity);
    String yaml = ActivityYaml.write(activity);
    assertThat(ActivityYaml.read("again", yaml, house))
        .as("by YAML:\n%s", yaml)
        .isEqualTo(activity);
    assertThat(ActivityYaml.write(ActivityYaml.kept("again", yaml))).isEqualTo(yaml);
    assertThat(ActivityYaml.draft(activity)).doesNotContain("version:");
    var schema = new SchemaCheck(ActivitySchema.document());
    assertThat(schema.fault(YamlText.read("example", text).tree())).as("the schema").isEmpty();
    assertThat(schema.fault(YamlText.read("again", yaml).tree())).as("the schema").isEmpty();
  }

  @Test
  void no_way_to_write_anything_is_without_an_example() throws IOException {
    var seen = new HashSet<String>();
    for (var example : examples()) names(YamlText.read("example", example.getValue()).tree(), seen);
    var known = new HashSet<String>();
    Stream.of(Grammar.TRIGGERS, Grammar.CONDITIONS, Grammar.LINES)
        .flatMap(List::stream)
        .forEach(form -> known.addAll(form.names()));
    Stream.of(Grammar.ACTIVITY, Grammar.UNTIL, Grammar.RETRY, Grammar.TAKEN, Grammar.SELECTOR)
        .forEach(form -> known.addAll(form.names()));
    known.removeAll(List.of("armed", "version", "owner", "mireds"));
    assertThat(seen).containsAll(known);
  }

  private static void names(@Nullable Object node, java.util.Set<String> into) {
    if (node instanceof List<?> list) list.forEach(item -> names(item, into));
    if (node instanceof Map<?, ?> map) {
      map.forEach((name, value) -> {
        into.add(String.valueOf(name));
        names(value, into);
      });
    }
  }

  @Test
  void every_example_is_said_in_words() throws IOException {
    String words =
        examples().stream()
            .map(example ->
                example.getKey()
                    + "→ "
                    + Words.of(ActivityYaml.read("example", example.getValue(), house), house))
            .collect(Collectors.joining("\n\n", "", "\n"));
    Golden.check(ROOT.resolve("src/test/golden/activity-words.txt"), words);
  }

  @Test
  void the_documentation_shows_the_two_stories_as_they_are_in_the_examples() throws IOException {
    String docs = Files.readString(ROOT.resolve("docs/activities.md"));
    for (String story : List.of("everyone-in-bed", "alarm")) {
      String text = Files.readString(ROOT.resolve("examples/" + story + ".yaml"));
      assertThat(docs).contains(text.replaceAll("(?m)^#.*\\n", ""));
      assertThat(ActivityYaml.read(story, text, house).id()).isEqualTo(story);
    }
  }

  @Test
  void the_schema_is_made_from_the_tables() throws IOException {
    String schema =
        JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build()
            .writeValueAsString(ActivitySchema.document());
    Golden.check(ROOT.resolve("docs/activity.schema.json"), schema + "\n");
  }
}

package steward.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import steward.value.Tree;
import steward.value.YamlText;

/// Holds the documentation to the code. To write it anew: `./steward mvn test -Dtest=ConfigDocsTest
/// -DargLine=-Dsteward.golden=write`.
class ConfigDocsTest {
  private static final Path DOCS = Path.of(System.getProperty("steward.root", ".")).resolve("docs");

  @Test
  void the_documentation_is_the_table_of_keys() throws IOException {
    Golden.check(DOCS.resolve("configuration.md"), ConfigDocs.markdown());
  }

  @Test
  void the_schema_is_the_table_of_keys() throws IOException {
    Golden.check(DOCS.resolve("steward.schema.json"), ConfigDocs.schema());
  }

  @Test
  void the_schema_is_json_that_knows_every_key() {
    var schema = Tree.of(YamlText.read("schema", ConfigDocs.schema()).tree()).object();
    var names = new HashSet<String>();
    leaves("", schema, names);
    for (Key<?> key : Keys.ALL) assertThat(names).contains(key.name());
  }

  private static void leaves(String prefix, Map<?, ?> schema, Set<String> names) {
    if (!(schema.get("properties") instanceof Map<?, ?> properties)) {
      names.add(prefix);
      return;
    }
    properties.forEach((name, part) ->
        leaves(prefix.isEmpty() ? "" + name : prefix + "." + name, (Map<?, ?>) part, names));
  }
}

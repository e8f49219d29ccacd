package steward.rights;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import steward.config.Golden;

/// The table of rights in the documentation is the one that decides.
class RightsTableTest {
  private static final Path DOCUMENT = Path.of("docs", "access.md");
  private static final String BEGIN = "<!-- rights -->\n";
  private static final String END = "<!-- /rights -->";

  @Test
  void the_documentation_shows_the_table_that_decides() throws IOException {
    String text = Files.readString(DOCUMENT);
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    int end = text.indexOf(END);
    assertThat(begin).as("the marks of the table").isBetween(BEGIN.length(), end);
    Golden.check(DOCUMENT, text.substring(0, begin) + table() + text.substring(end));
  }

  private static String table() {
    var text = new StringBuilder("| operation | what it does | right | on | code |");
    Table.columns().forEach(column -> text.append(' ').append(column).append(" |"));
    text.append("\n|---|---|---|---|---|").append("---|".repeat(Table.columns().size()));
    for (Rules.Row row : Rules.all()) text.append('\n').append(line(row));
    return text.append('\n').toString();
  }

  private static String line(Rules.Row row) {
    String verdicts =
        Table.verdicts(row).values().stream()
            .map(verdict -> verdict == Table.Verdict.NO ? "·" : verdict.word())
            .collect(Collectors.joining(" | "));
    return "| `%s` | %s | %s | %s | %s | %s |"
        .formatted(
            row.operation(),
            row.says(),
            row.right().label(),
            row.reach().words(),
            row.fresh() ? "yes" : "",
            verdicts);
  }
}

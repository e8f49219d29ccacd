package steward;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import steward.config.Golden;
import steward.driver.Family;
import steward.hub.Drivers;

/// Holds the tables in `docs/things` to what the families declare. What stands between `<!-- table:
/// FAMILY -->` and `<!-- end -->` is made: `./steward mvn test -Dtest=ThingTablesTest
/// -DargLine=-Dsteward.golden=write` writes it anew.
class ThingTablesTest {
  private static final Path PAGES =
      Path.of(System.getProperty("steward.root", ".")).resolve("docs/things");
  private static final String END = "<!-- end -->";

  @TestFactory
  Stream<DynamicTest> the_page_of_every_family_has_its_tables() {
    return Drivers.families().stream()
        .map(family -> DynamicTest.dynamicTest(family.name(), () -> check(family)));
  }

  private static void check(Family family) throws IOException {
    Path page = PAGES.resolve(family.name() + ".md");
    assertThat(page).as("the page for owners of " + family.title()).exists();
    String text = Files.readString(page);
    String mark = "<!-- table: " + family.name() + " -->";
    int from = text.indexOf(mark);
    int to = text.indexOf(END, Math.max(0, from));
    assertThat(from >= 0 && to > from)
        .as("%s has '%s' and '%s' around the place of its tables", page.getFileName(), mark, END)
        .isTrue();
    Golden.check(
        page,
        text.substring(0, from) + mark + "\n" + ThingTables.markdown(family) + text.substring(to));
  }
}

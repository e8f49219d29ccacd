package steward.network.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import steward.config.Golden;
import steward.driver.Way;

/// Holds the table in `docs/grades.md` to what follows from the families' facts alone.
class GradesDocsTest {
  private static final Path PAGE =
      Path.of(System.getProperty("steward.root", ".")).resolve("docs/grades.md");
  private static final String MARK = "<!-- table: grades -->";

  @Test
  void the_table_of_grades_is_what_the_facts_amount_to() throws IOException {
    String text = Files.readString(PAGE);
    int from = text.indexOf(MARK) + MARK.length();
    int to = text.indexOf("<!-- end -->", from);
    var table = new StringBuilder("\n");
    table.append("| as it is set up | as sold | fenced | own port or key | seen |\n");
    table.append("|---|---|---|---|---|\n");
    for (Map.Entry<String, Facts> family : Families.all().entrySet())
      table.append(row(family.getValue()));
    Golden.check(PAGE, text.substring(0, from) + table + text.substring(to));
  }

  private static String row(Facts facts) {
    Subject device = Bench.subject("nobody", Way.BROKER);
    List<Finding> found =
        new Findings(device, facts, Seen.NOTHING, Optional.empty(), Optional.empty(), Bench.BEGIN)
            .all();
    Grade sold = Grade.sold(found);
    return "| "
        + facts.title()
        + " | "
        + letter(Optional.of(sold))
        + " | "
        + letter(Grade.enclosed(found, Seen.Fence.FENCED))
        + " | "
        + letter(Grade.enclosed(found, Seen.Fence.APART))
        + " | "
        + sold.coverage()
        + " % |\n";
  }

  private static String letter(Optional<Grade> grade) {
    return grade
        .flatMap(one ->
            one.letter()
                .map(letter ->
                    letter.equals(one.least().orElse(letter))
                        ? "" + letter
                        : letter + " to " + one.least().orElseThrow()))
        .orElse("none yet");
  }

  @Test
  void no_word_of_it_certifies_anything() throws IOException {
    String forbidden = "compl" + "iant";
    assertThat(Files.readString(PAGE)).doesNotContainIgnoringCase(forbidden);
    for (Check check : Check.values())
      assertThat(check.title() + check.advice()).doesNotContainIgnoringCase(forbidden);
    for (Facts facts : Families.all().values())
      for (Check check : Check.values())
        assertThat(facts.said(check).map(Finding::evidence).orElse(""))
            .doesNotContainIgnoringCase(forbidden);
  }
}

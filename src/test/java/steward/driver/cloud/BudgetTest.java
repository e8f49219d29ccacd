package steward.driver.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Limits of requests.
class BudgetTest {
  private static final Instant BEGIN = Instant.parse("2026-11-22T10:00:00Z");
  private static final Budget TWO =
      Budget.of(
          new Budget.Limit(2, Duration.ofSeconds(10)), new Budget.Limit(5, Duration.ofHours(1)));

  @Test
  void no_span_of_a_limit_has_more_than_it_says() {
    var random = new Random(20);
    Budget budget = TWO;
    Instant now = BEGIN;
    var spent = new ArrayList<Instant>();
    for (int i = 0; i < 5_000; i++) {
      now = now.plusMillis(random.nextInt(9_000));
      if (!budget.wait(now).isZero()) continue;
      budget = budget.spent(now);
      spent.add(now);
    }
    for (int i = 0; i + 2 < spent.size(); i++)
      assertThat(Duration.between(spent.get(i), spent.get(i + 2)).toSeconds())
          .isGreaterThanOrEqualTo(10);
    for (int i = 0; i + 5 < spent.size(); i++)
      assertThat(Duration.between(spent.get(i), spent.get(i + 5)).toHours())
          .isGreaterThanOrEqualTo(1);
    assertThat(spent.size()).isGreaterThan(20);
    assertThat(budget.spent()).hasSizeLessThanOrEqualTo(5);
  }

  @Test
  void what_has_to_wait_is_told_how_long() {
    Budget budget = TWO.spent(BEGIN).spent(BEGIN.plusSeconds(4));
    assertThat(budget.wait(BEGIN.plusSeconds(5))).isEqualTo(Duration.ofSeconds(5));
    assertThat(budget.wait(BEGIN.plusSeconds(10))).isZero();
    assertThat(budget.held(BEGIN.plusSeconds(60)).wait(BEGIN.plusSeconds(10)))
        .isEqualTo(Duration.ofSeconds(50));
  }

  @Test
  void a_form_has_nothing_in_it_that_could_end_a_value() {
    assertThat(new Form().with("a b", "1&2=3").with("c", "ü|").toString())
        .isEqualTo("a%20b=1%262%3D3&c=%C3%BC%7C");
  }
}

package steward.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BudgetsTest {
  private final Budgets budgets = new Budgets();
  private Instant now = Instant.parse("2026-11-22T12:00:00Z");

  @Test
  void waits_double_to_a_quarter_of_an_hour_and_then_it_is_a_thief() {
    assertThat(Budgets.wait(1, Budgets.Try.CODE)).isEqualTo(Duration.ofSeconds(2));
    assertThat(Budgets.wait(5, Budgets.Try.CODE)).isEqualTo(Duration.ofSeconds(32));
    assertThat(Budgets.wait(9, Budgets.Try.CODE)).isEqualTo(Duration.ofSeconds(512));
    assertThat(Budgets.wait(10, Budgets.Try.CODE)).isEqualTo(Duration.ofMinutes(15));
    assertThat(Budgets.wait(19, Budgets.Try.CODE)).isEqualTo(Duration.ofMinutes(15));
    assertThat(Budgets.wait(20, Budgets.Try.CODE)).isEqualTo(Duration.ofDays(1));
    assertThat(Budgets.wait(Integer.MAX_VALUE, Budgets.Try.RECOVERY))
        .isEqualTo(Duration.ofMinutes(15));
  }

  /// The figures of docs/access.md.
  @Test
  void who_holds_a_clients_secret_has_385_codes_in_its_first_year() {
    Instant end = now.plus(Duration.ofDays(365));
    int heard = 0;
    while (now.isBefore(end)) {
      var wait = budgets.take("client x", Budgets.Try.CODE, now);
      if (wait.isEmpty()) heard++;
      else now = now.plus(wait.get());
    }
    assertThat(heard).isBetween(380, 385);
  }

  /// The figures of docs/access.md.
  @Test
  void strangers_from_everywhere_have_500_tries_until_somebody_known_comes() {
    int heard = 0;
    for (int second = 0; second < 100_000; second++) {
      now = now.plusSeconds(1);
      String address = "2001:db8:" + Integer.toHexString(second % 65_536) + "::1";
      if (budgets.takeStranger(address, now).isEmpty()) heard++;
    }
    assertThat(heard).isBetween(500, 502);
    assertThat(budgets.isOpenForStrangers()).isFalse();
    now = now.plus(Duration.ofDays(400));
    assertThat(budgets.takeStranger("10.0.0.1", now)).isPresent();
    budgets.openForStrangers();
    assertThat(budgets.takeStranger("10.0.0.1", now)).isEmpty();
  }

  @Test
  void one_source_has_twenty_tries_and_one_more_each_three_seconds() {
    for (int i = 0; i < 20; i++) assertThat(budgets.takeStranger("10.0.0.1", now)).isEmpty();
    assertThat(budgets.takeStranger("10.0.0.1", now)).contains(Duration.ofSeconds(3));
    assertThat(budgets.takeStranger("::ffff:10.0.0.1", now)).isPresent();
    assertThat(budgets.takeStranger("10.0.0.2", now)).isEmpty();
    now = now.plusSeconds(3);
    assertThat(budgets.takeStranger("10.0.0.1", now)).isEmpty();
    assertThat(budgets.takeStranger("10.0.0.1", now)).isPresent();
  }

  @Test
  void a_household_of_ipv6_is_one_source() {
    assertThat(Budgets.source("2001:db8:1:2::1")).isEqualTo(Budgets.source("2001:db8:1:2:ffff::9"));
    assertThat(Budgets.source("2001:db8:1:2::1")).isNotEqualTo(Budgets.source("2001:db8:1:3::1"));
    assertThat(Budgets.source("fe80::1%eth0")).isEqualTo(Budgets.source("fe80::2%wlan0"));
    assertThat(Budgets.source("::ffff:10.0.0.1")).isEqualTo("10.0.0.1");
    assertThat(Budgets.source("example.org")).isEqualTo("unknown");
    assertThat(Budgets.source("")).isEqualTo("unknown");
  }

  @Test
  void nobody_waits_longer_because_the_clock_was_set_back() {
    assertThat(budgets.take("a", Budgets.Try.CODE, now)).isEmpty();
    assertThat(budgets.take("a", Budgets.Try.CODE, now.minus(Duration.ofDays(900))))
        .contains(Duration.ofSeconds(2));
  }

  @Test
  void a_success_forgets_the_failures_of_its_own_kind_only() {
    assertThat(budgets.take("a", Budgets.Try.CODE, now)).isEmpty();
    assertThat(budgets.take("a", Budgets.Try.RECOVERY, now)).isEmpty();
    budgets.succeeded("a", Budgets.Try.CODE);
    assertThat(budgets.take("a", Budgets.Try.CODE, now)).isEmpty();
    assertThat(budgets.take("a", Budgets.Try.RECOVERY, now)).isPresent();
  }
}

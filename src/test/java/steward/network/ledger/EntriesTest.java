package steward.network.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Single entries out of a long ledger: nobody waits for whoever looks for them, and what was
/// written late is found as well.
class EntriesTest extends LedgerBench {
  private long packets;

  @Test
  void whoever_looks_for_entries_neither_waits_for_the_fence_nor_keeps_it_waiting() {
    see(false);
    ledger.note(ID, "anna", "Its way to api.example was opened.");
    seeAfter(Duration.ofMinutes(31));
    var looking = new CompletableFuture<Void>();
    var found = new CompletableFuture<Ledger.Page>();
    whenDoubted =
        () -> {
          looking.complete(null);
          found.join();
        };
    CompletableFuture<Void> look = CompletableFuture.runAsync(() -> see(false));
    looking.join();
    found.complete(
        CompletableFuture.supplyAsync(() -> ledger.entries(Long.MAX_VALUE, 10, Search.ALL))
            .orTimeout(60, TimeUnit.SECONDS)
            .exceptionally(_ -> new Ledger.Page(List.of(), OptionalLong.empty()))
            .join());
    look.join();
    assertThat(found.join().items()).isNotEmpty();
  }

  @Test
  void up_to_a_day_all_is_found_that_began_by_then_however_late_it_was_written() {
    for (int day = 0; day < 6; day++) livesADay();
    now = now.plus(Duration.ofDays(9));
    ledger.note("", "anna", "Began again.");
    now = now.plus(Duration.ofHours(20));
    ledger.note("", "anna", "Before anybody looked at the fence.");
    for (int day = 0; day < 6; day++) livesADay();
    // The clock was ahead for a while.
    now = now.plus(Duration.ofDays(20));
    livesADay();
    now = now.minus(Duration.ofDays(20));
    for (int day = 0; day < 6; day++) livesADay();
    List<Map<String, Object>> all = entries(Search.ALL);
    LocalDate first = LocalDate.parse("2026-11-19");
    for (LocalDate day = first; day.isBefore(first.plusDays(60)); day = day.plusDays(1)) {
      Search upTo = Search.ALL.between(Optional.empty(), Optional.of(day), ZoneOffset.UTC);
      assertThat(entries(upTo))
          .as("up to %s", day)
          .isEqualTo(all.stream().filter(one -> upTo.ofLines().test(Chain.text(one))).toList());
    }
    assertThat(all).anyMatch(one -> "nobody looked".equals(one.get("why")));
  }

  private void livesADay() {
    for (int i = 0; i < 4; i++) {
      set(denied, up(CLOUD, 443, ++packets));
      seeAfter(Duration.ofHours(6));
    }
  }

  private List<Map<String, Object>> entries(Search search) {
    return ledger.entries(Long.MAX_VALUE, 500, search).items();
  }
}

package steward.network.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import steward.network.Outgoing;
import steward.network.fence.Flows.Count;

/// What was not measured, or cannot be believed, is said and never shown as zero.
class UnmeasuredTest extends LedgerBench {
  @Test
  void without_a_fence_things_are_not_measured_and_the_steward_is_counted_by_connections()
      throws IOException {
    ledger.close();
    db.close();
    blind = Optional.of("there is no fence");
    // Finer than what is written down.
    now = now.plusNanos(755_123_456);
    open();
    reached.put(new Outgoing.Reached("api.example", "198.18.0.9", 443, true), 3L);
    reached.put(new Outgoing.Reached("10.0.0.4", "10.0.0.4", 80, false), 9L);
    for (int hour = 0; hour < 30; hour++) {
      now = now.plus(Duration.ofHours(1));
      ledger.tend(Optional.empty());
    }
    restart();
    Account account = account();
    assertThat(account.isMeasured()).isFalse();
    var words = new Statement(account, station -> station);
    assertThat(words.sentence()).isEqualTo("Since 1 November: not measured, there is no fence.");
    assertThat(words.places(Entry.STEWARD))
        .containsExactly("3 connections to api.example (tcp 443), bytes not measured");
    assertThat(words.sentence(Entry.STEWARD))
        .isEqualTo("Since 1 November: bytes not measured, 3 connections out.");
    assertThat(whys(account)).containsExactly(NOT_BEGUN, "there is no fence");
    assertThat(words.text("home", "0", ledger.key()))
        .contains("bytes not measured")
        .doesNotContain("0 bytes");
    // A fence comes: what was before stays unmeasured.
    blind = Optional.empty();
    restart();
    seeAfter(Duration.ofMinutes(5));
    restart();
    assertThat(whys(account())).contains("nobody looked");
    Account earlier = ledger.account(LocalDate.parse("2026-11-20"), LocalDate.parse("2026-11-20"));
    assertThat(earlier.isMeasured()).isFalse();
  }

  @Test
  void time_in_which_the_helper_was_absent_or_others_changed_the_rules_is_not_measured() {
    ledger.tend(Optional.of("the helper of the fence tells nothing"));
    seeAfter(Duration.ofMinutes(10));
    assertThat(whys(account())).containsExactly(NOT_BEGUN, "the helper of the fence tells nothing");
    doubt = Optional.of("somebody else changed the rules");
    for (int i = 0; i < 50; i++) seeAfter(Duration.ofSeconds(30));
    Account account = account();
    assertThat(account.blind()).isEqualTo(doubt);
    assertThat(whys(account)).endsWith("somebody else changed the rules").hasSize(3);
    for (int minutes : new int[] {10, 25}) {
      Duration time = Duration.ofMinutes(minutes);
      Instant since = account.now().minus(time);
      assertThat(account.unmeasured("s_1", since, account.now())).isEqualTo(time);
      assertThat(account.unmeasured("s_1", since.minus(time), since.minus(time))).isZero();
    }
    assertThat(account.whole().gaps()).as("one, however often it was looked").hasSize(2);
    doubt = Optional.empty();
    seeAfter(Duration.ofSeconds(30));
    seeAfter(Duration.ofSeconds(30));
    assertThat(account().blind()).isEmpty();
  }

  @Test
  void nothing_is_known_of_a_station_before_it_was_first_seen() {
    see(false);
    for (int i = 0; i < 6; i++) seeAfter(Duration.ofMinutes(30));
    var words = new Statement(account().since(now.minus(Duration.ofHours(1))), _ -> "new");
    assertThat(words.sentence(ID)).startsWith("Since 20 November: ").contains("Parts of it were");
    Account later = account().since(now.plus(Duration.ofDays(5)));
    assertThat(later.isMeasured()).isFalse();
  }

  @Test
  void a_thing_that_is_brought_in_anew_begins_at_zero_and_others_are_not_counted_twice() {
    counters.put(ID + "_up", new Count(9, 900));
    counters.put("denied", new Count(12, 720));
    set(denied, up(CLOUD, 443, 12));
    see(false);
    counters.put(ID + "_up", new Count(1, 100));
    seeAfter(Duration.ofSeconds(30));
    assertThat(account().sum(ID).refused().packets()).isEqualTo(12);
    assertThat(whys(account())).containsExactly(NOT_BEGUN);
  }

  @Test
  void alarms_of_a_thing_hide_neither_gaps_nor_notes() {
    var tally = new Tally();
    for (int i = 0; i < 3_000; i++) {
      tally.add(new Entry.Alert(now, now, ID, "asked for too much"));
      Instant at = now.plusSeconds(600L * i);
      tally.add(new Entry.Gap(at, at.plusSeconds(1), "", "why"));
      tally.add(new Entry.Note(at, "", "anna", "It was opened."));
    }
    assertThat(tally.alerts()).hasSize(Tally.ALERTS_MAX + 1);
    assertThat(tally.notes()).hasSize(3_000);
    assertThat(tally.gaps()).hasSize(Tally.GAPS_MAX);
    assertThat(tally.gaps().getLast().to()).isEqualTo(now.plusSeconds(600L * 2_999 + 1));
  }

  @Test
  void a_line_that_cannot_be_read_is_a_gap_and_what_was_altered_is_not_signed() throws Exception {
    set(denied, up(CLOUD, 443, 4));
    see(false);
    seeAfter(Duration.ofMinutes(31));
    alter("[4,", "[5,");
    assertThat(check(file())).isNotEmpty();
    alter("\"kind\":\"flow\"", "\"kind\":\"flaw\"");
    ledger.close();
    db.close();
    open();
    assertThat(whys(account())).contains("what was written of it cannot be read");
  }

  /// Changes the first block in the database, without its head.
  private void alter(String from, String to) throws Exception {
    var block = db.ledger().from(1, 1).getFirst();
    var lines = Chain.unpacked(block.lines()).stream().map(line -> line.replace(from, to)).toList();
    try (var c = java.sql.DriverManager.getConnection("jdbc:sqlite:" + home.resolve("steward.db"));
        var change = c.prepareStatement("update ledger_block set lines = ? where first = 1")) {
      change.setBytes(1, Chain.packed(lines).toArray());
      assertThat(change.executeUpdate()).isOne();
    }
  }
}

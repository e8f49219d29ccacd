package steward.network.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import steward.network.fence.Flows;
import steward.network.fence.Flows.Count;
import steward.network.fence.Lookout;
import steward.network.ledger.Account.Sum;

/// The ledger over what the fence counts, in a real database: sums, names, gaps, restarts, clocks
/// that jump, things that flood or tunnel, and statements that somebody tampered with.
class LedgerTest extends LedgerBench {
  @Test
  void what_was_let_through_and_refused_is_known_by_station_and_name() {
    see(false);
    ask("cloud.example", CLOUD);
    ask("ads.example");
    set(up, up(CLOUD, 443, 3));
    set(down, new Flows.Down(AT, CLOUD, "tcp", 443, new Count(2, 5_000)));
    denied.add(up(InetAddress.ofLiteral("8.8.8.8"), 443, 7));
    denied.add(up(InetAddress.ofLiteral("192.168.1.20"), 445, 2));
    own.add(new Flows.Own(CLOUD, "tcp", 443, new Count(4, 400)));
    counters.put(ID + "_up", new Count(5, 460));
    seeAfter(Duration.ofSeconds(30));
    seeAfter(Duration.ofMinutes(31));
    set(up, up(CLOUD, 443, 5));
    seeAfter(Duration.ofSeconds(30));
    Account account = account();
    Sum sum = account.sum(ID);
    assertThat(sum.left()).as("500 in flows, 160 of another protocol").isEqualTo(new Count(7, 660));
    assertThat(sum.came()).isEqualTo(new Count(2, 5_000));
    assertThat(sum.refused().packets()).isEqualTo(7);
    assertThat(sum.inside().packets()).isEqualTo(2);
    assertThat(List.of(sum.answered(), sum.denied(), sum.passedOn())).containsExactly(1L, 1L, 1L);
    assertThat(account.sum("")).as("all things, without the steward").isEqualTo(sum);
    assertThat(account.sum(Entry.STEWARD).left()).isEqualTo(new Count(4, 400));
    assertThat(whys(account)).containsExactly(NOT_BEGUN);
    var words = new Statement(account, _ -> "nest");
    assertThat(words.sentence())
        .isEqualTo(
            "Since 1 November: 660 bytes of the things left the house, 7 attempts to leave it were refused; of the steward itself 400 bytes left. Parts of it were not measured.");
    assertThat(words.places(ID))
        .contains(
            "7 attempts to 8.8.8.8 (tcp 443) refused",
            "500 bytes to cloud.example (tcp 443), 5.0 kB back");
  }

  @Test
  void nothing_is_counted_twice_or_lost_over_a_crash_and_counts_that_begin_anew_are_a_gap()
      throws IOException {
    counters.put("denied", new Count(10, 600));
    set(denied, up(CLOUD, 443, 10));
    see(false);
    seeAfter(Duration.ofMinutes(31));
    set(denied, up(CLOUD, 443, 12));
    counters.put("denied", new Count(12, 720));
    seeAfter(Duration.ofSeconds(30));
    crash();
    assertThat(ledger.place()).contains(new Lookout.Mark(2, "anchor"));
    assertThat(account().sum(ID).refused().packets()).isEqualTo(10);
    seeAfter(Duration.ofSeconds(30));
    assertThat(account().sum(ID).refused().packets()).isEqualTo(12);
    assertThat(whys(account())).containsExactly(NOT_BEGUN);
    // The machine was started again.
    set(denied, up(CLOUD, 443, 4));
    counters.put("denied", new Count(4, 240));
    seeAfter(Duration.ofSeconds(60));
    assertThat(account().sum(ID).refused().packets()).isEqualTo(16);
    assertThat(whys(account())).containsExactly(NOT_BEGUN, "the fence's counters began anew");
    // A flow that was forgotten and came again.
    denied.clear();
    seeAfter(Duration.ofSeconds(30));
    set(denied, up(CLOUD, 443, 2));
    counters.put("denied", new Count(6, 360));
    seeAfter(Duration.ofSeconds(30));
    assertThat(account().sum(ID).refused().packets()).isEqualTo(18);
    restart();
    now = now.plus(Duration.ofHours(2));
    see(false);
    assertThat(account().joined()).last().matches(gap -> gap.why().equals("nobody looked"));
  }

  @Test
  void what_came_at_a_port_where_it_may_not_be_is_counted_and_takes_nothing_from_what_was_denied() {
    see(false);
    counters.put("denied", new Count(9, 900));
    denied.add(up(CLOUD, 443, 5));
    strays.add(new Flows.Stray(NEST, "things-1", new Count(3, 180)));
    strays.add(new Flows.Stray(NEST, "things-2", new Count(4, 240)));
    seeAfter(Duration.ofSeconds(30));
    // The one port is forgotten, at the other there is more.
    set(strays, new Flows.Stray(NEST, "things-2", new Count(6, 360)));
    seeAfter(Duration.ofMinutes(31));
    Sum sum = account().sum(ID);
    assertThat(sum.refused().packets())
        .as("where the others wanted to go nobody knows")
        .isEqualTo(5);
    assertThat(sum.inside().packets()).isEqualTo(9);
    assertThat(account().sum("").inside().packets()).as("with 4 for this machine").isEqualTo(13);
    assertThat(new Statement(account(), _ -> "nest").places(ID))
        .contains(
            "3 attempts to anybody, from port things-1 refused",
            "6 attempts to anybody, from port things-2 refused");
  }

  @Test
  void a_station_that_floods_or_tunnels_is_bounded_and_told() {
    see(false);
    for (int i = 0; i < 500; i++) {
      denied.add(up(InetAddress.ofLiteral("198.18." + i / 250 + "." + i % 250), 443, 1));
      ask("a" + i + ".t.example.com");
    }
    for (int i = 0; i < 300; i++) ask("host" + i + ".example" + i + ".net");
    seeAfter(Duration.ofSeconds(30));
    Account account = account();
    assertThat(account.sum(ID).refused().packets()).isEqualTo(500);
    assertThat(account.sum(ID).denied()).isEqualTo(800);
    assertThat(account.whole().entries()).hasSizeLessThan(2 * Tally.EACH_MAX + 10);
    assertThat(account.whole().flows())
        .filteredOn(flow -> flow.way().host().equals("others"))
        .extracting(flow -> flow.up().packets())
        .containsExactly(300L);
    assertThat(account.whole().alerts()).hasSize(1);
    assertThat(account.whole().alerts().getFirst().sentence()).contains("below example.com");
  }

  @Test
  void order_is_that_of_the_numbers_whatever_the_clock_does() {
    see(false);
    set(up, up(CLOUD, 443, 1));
    seeAfter(Duration.ofDays(3));
    set(up, up(CLOUD, 443, 2));
    seeAfter(Duration.ofDays(-3).plusMinutes(2));
    seeAfter(Duration.ofDays(2));
    List<Map<String, Object>> entries = ledger.entries(Long.MAX_VALUE, 100, Search.ALL).items();
    assertThat(entries.reversed())
        .extracting(one -> (Integer) one.get("seq"))
        .isSorted()
        .hasSizeGreaterThan(3);
    assertThat(account().whole().notes()).anyMatch(note -> note.by().equals("clock"));
    LocalDate first = LocalDate.parse("2026-11-01");
    assertThat(ledger.account(first, first.plusDays(29)).sum(ID).left().packets()).isEqualTo(2);
    assertThat(check(file())).isEmpty();
  }

  @Test
  void single_entries_are_found_and_what_was_not_measured_belongs_to_every_list() {
    see(false);
    set(up, up(CLOUD, 443, 3));
    denied.add(up(InetAddress.ofLiteral("8.8.8.8"), 443, 7));
    ask("ads.example");
    seeAfter(Duration.ofMinutes(31));
    now = now.plus(Duration.ofMinutes(31));
    see(true);
    ledger.note("s_020000000100", "anna", "Its way to api.example was opened.");
    assertThat(kinds(Search.ALL)).containsExactly("gap", "name", "flow", "flow", "note");
    var refused = new Search(ID, "", true, Optional.empty(), Optional.empty());
    assertThat(kinds(refused)).containsExactly("gap", "name", "flow");
    var other = new Search("s_020000000100", "", false, Optional.empty(), Optional.empty());
    assertThat(kinds(other)).containsExactly("gap");
    assertThat(ledger.unwritten(other))
        .extracting(one -> one.get("kind"))
        .as("what nobody wrote down yet")
        .containsExactly("note");
    LocalDate today = now.atZone(ZoneOffset.UTC).toLocalDate();
    var tomorrow = Optional.of(today.plusDays(1));
    assertThat(kinds(Search.ALL.between(tomorrow, Optional.empty(), ZoneOffset.UTC))).isEmpty();
    var yesterday = Optional.of(today.minusDays(1));
    assertThat(kinds(Search.ALL.between(Optional.empty(), yesterday, ZoneOffset.UTC))).isEmpty();
    assertThat(kinds(refused.between(yesterday, tomorrow, ZoneOffset.UTC))).hasSize(3);
  }

  /// Of what is written, page by page.
  private List<Object> kinds(Search search) {
    var kinds = new ArrayList<Object>();
    long before = Long.MAX_VALUE;
    while (before > 0) {
      Ledger.Page page = ledger.entries(before, 2, search);
      page.items().forEach(one -> kinds.add(one.get("kind")));
      before = page.next().orElse(0);
    }
    return kinds;
  }

  private static List<String> with(
      List<String> lines, java.util.function.Consumer<List<String>> change) {
    var changed = new ArrayList<>(lines);
    change.accept(changed);
    return changed;
  }

  @Test
  void every_kind_of_tampering_is_found_and_named() {
    for (int day = 0; day < 3; day++) {
      set(denied, up(CLOUD, 443, day + 1));
      seeAfter(Duration.ofMinutes(40));
      ledger.note(ID, "anna", "Its way to api.example was opened.");
      seeAfter(Duration.ofHours(23));
    }
    List<String> lines = file();
    var result = StatementCheck.check(lines.iterator(), Optional.of(ledger.key().fingerprint()));
    assertThat(result.faults()).isEmpty();
    assertThat(result.heads()).isGreaterThan(2);
    assertThat(result.entries()).isGreaterThan(6);
    assertThat(check(with(lines, all -> all.set(2, all.get(2).replace("02", "03")))))
        .singleElement()
        .asString()
        .startsWith("line 3: entry 2 was changed");
    assertThat(check(with(lines, all -> all.remove(3))))
        .first()
        .asString()
        .startsWith("line 4: entry 3 is missing");
    assertThat(check(with(lines, all -> all.add(4, all.get(2)))))
        .first()
        .asString()
        .startsWith("line 5: entry 2 was moved here, or added");
    assertThat(check(with(lines, all -> java.util.Collections.swap(all, 2, 3))))
        .hasSizeGreaterThanOrEqualTo(2);
    assertThat(check(with(lines, all -> all.removeLast())))
        .singleElement()
        .asString()
        .contains("the end is missing");
    assertThat(check(with(lines, all -> all.set(0, all.get(0).replace("home", "other")))))
        .singleElement()
        .asString()
        .contains("the first line was changed");
    assertThat(check(with(lines, all -> all.add("{}")))).hasSize(1);
    assertThat(check(List.of())).containsExactly("line 0: the file is empty");
    assertThat(StatementCheck.check(lines.iterator(), Optional.of("00".repeat(32))).faults())
        .first()
        .asString()
        .contains("not the one you gave");
    // Nor does it help to say that the end was before the last entry.
    int last = (int) result.entries();
    assertThat(
            check(
                with(
                    forged(lines, true),
                    all ->
                        all.set(
                            all.size() - 1,
                            all.getLast().replace("\"end\":" + last, "\"end\":" + (last - 1))))))
        .anyMatch(fault -> fault.contains("the end does not belong"))
        .anyMatch(fault -> fault.contains("the end is not signed"));
    assertThat(check(forged(lines, false))).anyMatch(fault -> fault.contains("does not belong"));
  }

  /// Whoever makes the whole chain anew lacks the key.
  private static List<String> forged(List<String> lines, boolean withoutHeads) {
    var forged = new ArrayList<String>();
    String hash = Chain.BEGIN;
    for (String line : lines) {
      String bare = Chain.bare(line.replace("\"refused\"", "\"allowed\""));
      if (!bare.isEmpty()) hash = Chain.hash(hash, bare);
      boolean isHead = line.contains("\"head\"");
      if (!isHead || !withoutHeads)
        forged.add(bare.isEmpty() || isHead ? line : Chain.hashed(bare, hash));
    }
    return forged;
  }

  @Test
  void old_months_go_and_the_chain_still_hangs_on_their_head() {
    for (int month = 0; month < Book.MONTHS + 3; month++) {
      set(denied, up(CLOUD, 443, month + 1));
      seeAfter(Duration.ofDays(31));
    }
    String month = now.toString().substring(0, 7);
    ledger.note("", "anna", "The last.");
    assertThat(db.ledger().month("2026-12")).isEmpty();
    assertThat(check(ledger.statement(month, "home").lines().toList())).isEmpty();
    assertThat(db.ledger().from(1, 1).getFirst().first()).isGreaterThan(2);
  }
}

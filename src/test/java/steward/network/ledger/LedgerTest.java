package steward.network.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steward.access.Secrets;
import steward.network.Outgoing;
import steward.network.fence.Flows;
import steward.network.fence.Flows.Count;
import steward.network.fence.Hardware;
import steward.network.fence.Lookout;
import steward.network.fence.Sighting;
import steward.network.ledger.Account.Sum;
import steward.store.StewardDb;

/// The ledger over what the fence counts, in a real database: sums, names, gaps, restarts, clocks
/// that jump, things that flood or tunnel, and statements that somebody tampered with.
class LedgerTest {
  private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
  private static final Hardware NEST = new Hardware("02:00:00:00:02:00");
  private static final String ID = "s_020000000200";
  private static final InetAddress AT = InetAddress.ofLiteral("10.77.0.12");
  private static final InetAddress CLOUD = InetAddress.ofLiteral("198.18.0.10");

  @TempDir Path home;
  private volatile Instant now = START;
  private final Map<Outgoing.Reached, Long> reached = new HashMap<>();
  private Optional<String> blind = Optional.empty();
  private StewardDb db;
  private Ledger ledger;
  private int read;

  // What the kernel counts.
  private final Map<String, Count> counters = new HashMap<>();
  private final List<Flows.Up> up = new ArrayList<>();
  private final List<Flows.Down> down = new ArrayList<>();
  private final List<Flows.Up> denied = new ArrayList<>();
  private final List<Flows.Own> own = new ArrayList<>();
  private final List<Sighting.Asked> asked = new ArrayList<>();

  @BeforeEach
  void open() throws IOException {
    db = StewardDb.open(home.resolve("steward.db"), () -> now);
    var key = HouseKey.open(db.ledger(), Secrets.open(home));
    ledger =
        new Ledger(
            new Ledger.Parts(
                db.ledger(), key, () -> now, () -> ZoneOffset.UTC, () -> reached, blind));
  }

  @AfterEach
  void close() {
    ledger.close();
    db.close();
  }

  private void restart() throws IOException {
    close();
    open();
  }

  /// A crash: nothing is written at the end.
  private void crash() throws IOException {
    db.close();
    open();
  }

  private void see(boolean afterGap) {
    var flows = new Flows(counters, up, down, denied, own);
    var lease = new Sighting.Lease(NEST, AT, now.plusSeconds(600), "nest");
    var seen = new Sighting(now, flows, List.of(lease), List.copyOf(asked), afterGap);
    asked.clear();
    ledger.accept(seen, new Lookout.Mark(++read, "anchor"));
  }

  private void seeAfter(Duration time) {
    now = now.plus(time);
    see(false);
  }

  private void ask(String name, InetAddress... answers) {
    asked.add(new Sighting.Asked(now, AT, name, "A", List.of(answers)));
  }

  private static Flows.Up up(InetAddress to, int port, long packets) {
    return new Flows.Up(NEST, to, "tcp", port, new Count(packets, packets * 100));
  }

  private static <T> void set(List<T> all, T one) {
    all.clear();
    all.add(one);
  }

  private Account account() {
    LocalDate today = now.atZone(ZoneOffset.UTC).toLocalDate();
    return ledger.account(today.withDayOfMonth(1), today);
  }

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
    assertThat(account.gaps()).isEmpty();
    var words = new Statement(account, _ -> "nest");
    assertThat(words.sentence())
        .isEqualTo(
            "Since 1 November: 660 bytes left the house, 7 attempts to leave it were refused.");
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
    assertThat(account().gaps()).isEmpty();
    // The machine was started again.
    set(denied, up(CLOUD, 443, 4));
    counters.put("denied", new Count(4, 240));
    seeAfter(Duration.ofSeconds(60));
    assertThat(account().sum(ID).refused().packets()).isEqualTo(16);
    assertThat(account().joined())
        .extracting(Entry.Gap::why)
        .containsExactly("the fence's counters began anew");
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
  void without_a_fence_things_are_not_measured_and_the_steward_is_counted_by_connections()
      throws IOException {
    ledger.close();
    db.close();
    blind = Optional.of("there is no fence");
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
    assertThat(account.joined()).hasSize(1);
    assertThat(words.text("home", "0", ledger.key()))
        .contains("bytes not measured")
        .doesNotContain("0 bytes");
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
    List<Map<String, Object>> entries = ledger.entries(Long.MAX_VALUE, 100, "", "").items();
    assertThat(entries.reversed())
        .extracting(one -> (Integer) one.get("seq"))
        .isSorted()
        .hasSizeGreaterThan(3);
    assertThat(account().whole().notes()).anyMatch(note -> note.by().equals("clock"));
    LocalDate first = LocalDate.parse("2026-11-01");
    assertThat(ledger.account(first, first.plusDays(29)).sum(ID).left().packets()).isEqualTo(2);
    assertThat(check(file())).isEmpty();
  }

  private List<String> file() {
    return ledger.statement("2026-11", "home").lines().toList();
  }

  private static List<String> check(List<String> lines) {
    return StatementCheck.check(lines.iterator(), Optional.empty()).faults();
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
    // Whoever makes the whole chain anew lacks the key.
    var forged = new ArrayList<String>();
    String hash = Chain.BEGIN;
    for (String line : lines) {
      String bare = Chain.bare(line.replace("\"refused\"", "\"allowed\""));
      if (!bare.isEmpty()) hash = Chain.hash(hash, bare);
      forged.add(bare.isEmpty() || line.contains("\"head\"") ? line : Chain.hashed(bare, hash));
    }
    assertThat(check(forged)).anyMatch(fault -> fault.contains("does not belong"));
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

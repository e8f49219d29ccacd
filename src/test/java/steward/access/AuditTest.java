package steward.access;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steward.rights.AuditEntry;
import steward.store.AuditQuery;
import steward.store.StewardDb;

class AuditTest {
  @TempDir Path home;
  private final HandClock clock = new HandClock(Household.NOON);
  private StewardDb db;
  private Audit audit;

  @BeforeEach
  void open() throws IOException {
    db = StewardDb.open(home.resolve("steward.db"), clock);
    audit = new Audit(db.audit(), clock);
  }

  @AfterEach
  void close() {
    audit.close();
    db.close();
  }

  private AuditEntry entry(String principal, String address, String operation, String verdict) {
    return new AuditEntry(
        0,
        clock.instant(),
        principal,
        "master",
        address,
        "http",
        operation,
        "thing/lamp",
        verdict,
        "",
        1);
  }

  private List<AuditEntry> all() {
    assertThat(audit.flush()).isTrue();
    var all = new ArrayList<AuditEntry>();
    audit.export(all::add);
    return all;
  }

  @Test
  void what_was_done_is_kept_in_order_and_over_a_restart() throws IOException {
    for (int i = 0; i < 1_200; i++) {
      audit.record(entry("alice/phone", "10.0.0.7", "perform" + i, "allowed"));
      if (i % 500 == 499) assertThat(audit.flush()).isTrue();
    }
    audit.close();
    db.close();
    open();
    var all = all();
    assertThat(all).hasSize(1_200);
    for (int i = 0; i < 1_200; i++) {
      assertThat(all.get(i).operation()).isEqualTo("perform" + i);
      assertThat(all.get(i).seq()).isEqualTo(i + 1);
    }
    assertThat(audit.dropped()).isZero();
  }

  @Test
  void refusals_of_a_minute_are_one_row_at_once_and_one_with_their_count() {
    for (int i = 0; i < 10_000; i++) {
      audit.record(entry("stranger", "203.0.113.9", "signIn", "refused"));
    }
    assertThat(all()).hasSize(1).allMatch(one -> one.count() == 1);
    clock.pass(Audit.COUNTED);
    audit.record(entry("stranger", "203.0.113.9", "signIn", "refused"));
    assertThat(all()).extracting(AuditEntry::count).containsExactly(1, 9_999, 1);
    assertThat(db.health().counters().get("store.writes")).isLessThan(20);
  }

  @Test
  void a_flood_from_everywhere_costs_a_hundred_rows_a_minute() {
    for (int i = 0; i < 50_000; i++) {
      audit.record(entry("stranger", "2001:db8::" + Integer.toHexString(i), "signIn", "refused"));
    }
    audit.record(entry("alice/phone", "10.0.0.7", "perform", "allowed"));
    audit.close();
    var all = new ArrayList<AuditEntry>();
    audit.export(all::add);
    assertThat(all).hasSizeLessThanOrEqualTo(2 * Audit.KINDS_MAX + 4);
    assertThat(all.stream().filter(one -> !one.verdict().equals("allowed")))
        .extracting(AuditEntry::count)
        .satisfies(counts -> assertThat(counts.stream().mapToInt(n -> n).sum()).isEqualTo(50_000));
    assertThat(all).anyMatch(one -> one.address().equals("many"));
    assertThat(all).anyMatch(one -> one.verdict().equals("allowed"));
  }

  @Test
  void old_entries_go_and_refusals_push_out_nothing_that_was_done() throws Exception {
    audit.record(entry("alice/phone", "10.0.0.7", "old", "allowed"));
    assertThat(audit.flush()).isTrue();
    clock.pass(Audit.KEEP.plus(Duration.ofDays(1)));
    for (int i = 0; i < 5; i++) audit.record(entry("alice/phone", "10.0.0.7", "done", "allowed"));
    for (int i = 0; i < 50; i++) audit.record(entry("x", "10.0.0." + i, "signIn", "refused"));
    assertThat(audit.flush()).isTrue();
    db.audit().trim(clock.instant().minus(Audit.KEEP), 10, 12).get(10, SECONDS);
    assertThat(all()).extracting(AuditEntry::operation).doesNotContain("old").hasSize(12);
    db.audit().trim(clock.instant().minus(Audit.KEEP), 0, 12).get(10, SECONDS);
    assertThat(all()).extracting(AuditEntry::verdict).containsOnly("allowed");
  }

  @Test
  void pages_are_found_by_who_what_and_verdict() {
    for (int i = 0; i < 30; i++) {
      audit.record(
          entry(i % 2 == 0 ? "alice/phone" : "alicia/phone", "a", "op" + i % 3, "allowed"));
    }
    audit.record(entry("alice/phone", "a", "op0", "forbidden"));
    assertThat(audit.flush()).isTrue();
    assertThat(audit.page(query("alice", null, null, 100))).hasSize(16);
    assertThat(audit.page(query("alice/phone", null, null, 100))).hasSize(16);
    assertThat(audit.page(query("ali", null, null, 100))).isEmpty();
    assertThat(audit.page(query("alice", "op0", "allowed", 100))).hasSize(5);
    assertThat(audit.page(query(null, null, "forbidden", 100))).hasSize(1);
    var first = audit.page(AuditQuery.newest(10));
    assertThat(first).extracting(AuditEntry::seq).startsWith(31L, 30L).hasSize(10);
    var next =
        new AuditQuery(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalLong.of(first.getLast().seq()),
            10);
    assertThat(audit.page(next)).extracting(AuditEntry::seq).startsWith(21L);
  }

  private static AuditQuery query(
      @org.jspecify.annotations.Nullable String principal,
      @org.jspecify.annotations.Nullable String operation,
      @org.jspecify.annotations.Nullable String verdict,
      int limit) {
    return new AuditQuery(
        Optional.ofNullable(principal),
        Optional.ofNullable(operation),
        Optional.ofNullable(verdict),
        OptionalLong.empty(),
        limit);
  }

  @Test
  void text_from_outside_is_cut_and_without_controls() {
    audit.record(entry("x\u0000\u001b[31m" + "y".repeat(5_000), "a\nb", "op", "allowed"));
    var one = all().getFirst();
    assertThat(one.principal()).startsWith("x[31m").hasSizeLessThanOrEqualTo(120);
    assertThat(one.address()).isEqualTo("ab");
  }

  @Test
  void what_comes_after_the_end_is_counted_as_lost() {
    audit.close();
    audit.record(entry("x", "y", "op", "allowed"));
    assertThat(audit.dropped()).isEqualTo(1);
  }
}

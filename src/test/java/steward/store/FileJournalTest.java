package steward.store;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steward.loop.Entry;
import steward.loop.Fact;

final class FileJournalTest {
  @TempDir Path folder;

  private FileJournal open() throws IOException {
    return open(JournalKeep.DEFAULT);
  }

  private FileJournal open(JournalKeep keep) throws IOException {
    return FileJournal.open(folder, keep, InstantSource.system());
  }

  private static void write(FileJournal journal, long from, long to) throws Exception {
    for (long seq = from; seq <= to; seq++) journal.append(Entries.reading(seq));
    journal.written(to, false).get(10, SECONDS);
  }

  private List<Path> files(String end) throws IOException {
    try (var all = Files.list(folder)) {
      return all.filter(file -> file.toString().endsWith(end)).sorted().toList();
    }
  }

  @Test
  void what_was_appended_is_read_back_from_memory_and_after_a_restart_from_disk() throws Exception {
    try (var journal = open()) {
      assertThat(journal.last()).isZero();
      assertThat(journal.first()).isEqualTo(1);
      for (long seq = 1; seq <= 100; seq++) journal.append(Entries.reading(seq));
      assertThat(Entries.all(journal)).hasSize(100);
      write(journal, 101, 200);
      journal.append(Entries.command(201));
      assertThat(Entries.numbers(Entries.between(journal, 99, 202)))
          .isEqualTo(LongStream.rangeClosed(99, 201).boxed().toList());
    }
    try (var journal = open()) {
      assertThat(journal.last()).isEqualTo(201);
      assertThat(journal.first()).isEqualTo(1);
      assertThat(Entries.all(journal).getLast()).isEqualTo(Entries.command(201));
      assertThat(journal.entry(150)).contains(Entries.reading(150));
      assertThat(journal.entry(202)).isEmpty();
      write(journal, 202, 300);
      assertThat(Entries.all(journal)).hasSize(300);
      assertThat(journal.health().ok()).isTrue();
      assertThat(journal.health().notes()).isEmpty();
    }
  }

  @Test
  void who_waits_is_served_at_once_and_others_are_written_within_a_second() throws Exception {
    try (var journal = open()) {
      journal.append(Entries.command(1));
      journal.written(1, true).get(10, SECONDS);
      journal.append(Entries.reading(2));
      await().until(() -> journal.health().counter("journal.waiting") == 0);
      journal.written(2, false).get(10, SECONDS);
      assertThat(journal.written(1, true)).isCompleted();
    }
  }

  @Test
  void numbers_must_rise() throws Exception {
    try (var journal = open()) {
      journal.append(Entries.reading(5));
      assertThatThrownBy(() -> journal.append(Entries.reading(5)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void pages_go_back_in_time_by_kind_and_subject() throws Exception {
    try (var journal = open()) {
      for (long seq = 1; seq <= 20_000; seq++) {
        journal.append(seq % 1000 == 0 ? Entries.command(seq) : Entries.reading(seq));
        if (seq == 15_000) journal.written(seq, false).get(10, SECONDS);
      }
      var commands = new JournalQuery(Long.MAX_VALUE, 0, Set.of(Fact.Kind.COMMAND), "lamp", 8);
      JournalPage first = journal.page(commands);
      assertThat(Entries.numbers(first.entries()))
          .containsExactly(20_000L, 19_000L, 18_000L, 17_000L, 16_000L, 15_000L, 14_000L, 13_000L);
      JournalPage second =
          journal.page(new JournalQuery(first.next(), 5_000, commands.kinds(), "lamp", 100));
      assertThat(Entries.numbers(second.entries()))
          .containsExactly(12_000L, 11_000L, 10_000L, 9_000L, 8_000L, 7_000L, 6_000L);
      assertThat(second.next()).isZero();
      assertThat(journal.page(new JournalQuery(Long.MAX_VALUE, 0, Set.of(), "other", 9)).entries())
          .isEmpty();
      assertThat(Entries.numbers(journal.page(JournalQuery.newest(2)).entries()))
          .containsExactly(20_000L, 19_999L);
    }
  }

  @Test
  void a_time_is_found() throws Exception {
    try (var journal = open()) {
      write(journal, 1, 30_000);
      journal.append(Entries.reading(30_001));
      assertThat(journal.seqAt(Entries.NOON)).isEqualTo(1);
      assertThat(journal.seqAt(Entries.NOON.plusMillis(123_455))).isEqualTo(12_346);
      assertThat(journal.seqAt(Entries.NOON.plusMillis(300_005))).isEqualTo(30_001);
      assertThat(journal.seqAt(Entries.NOON.plusSeconds(9000))).isEqualTo(30_002);
    }
  }

  @Test
  void a_tail_torn_at_any_byte_costs_the_last_block_alone() throws Exception {
    try (var journal = open()) {
      write(journal, 1, 50);
      write(journal, 51, 60);
      write(journal, 61, 90);
    }
    Path segment = files(".seg").getFirst();
    byte[] whole = Files.readAllBytes(segment);
    Files.delete(files(".idx").getFirst());
    long start;
    try (var reader = new SegmentReader(segment, Long.MAX_VALUE)) {
      start = reader.header(reader.header(0).orElseThrow().next()).orElseThrow().next();
    }
    for (int length = (int) start; length < whole.length; length++) {
      Files.write(segment, java.util.Arrays.copyOf(whole, length));
      var notes = Notes.quiet(InstantSource.system());
      List<Segment> found = new JournalRecovery(notes).segments(folder);
      assertThat(found.getLast().last()).as("cut at %d", length).isEqualTo(60);
      assertThat(Files.size(segment)).isEqualTo(start);
      assertThat(notes.all()).hasSize(length == start ? 0 : 1);
      for (Path torn : files(".torn")) Files.delete(torn);
    }
  }

  @Test
  void a_torn_tail_is_put_aside_and_the_journal_goes_on() throws Exception {
    try (var journal = open()) {
      write(journal, 1, 100);
    }
    Path segment = files(".seg").getFirst();
    Files.write(segment, new byte[1000], java.nio.file.StandardOpenOption.APPEND);
    try (var journal = open()) {
      assertThat(journal.health().notes()).hasSize(1);
      assertThat(journal.health().notes().getFirst().sentence()).contains("after entry 100");
      assertThat(files(".torn")).hasSize(1);
      write(journal, 101, 200);
      assertThat(Entries.all(journal)).hasSize(200);
    }
    try (var journal = open()) {
      assertThat(Entries.all(journal)).hasSize(200);
      assertThat(journal.health().notes()).isEmpty();
    }
  }

  @Test
  void a_damaged_block_in_the_middle_is_passed_over_and_said() throws Exception {
    try (var journal = open()) {
      write(journal, 1, 100);
      write(journal, 101, 200);
      write(journal, 201, 300);
    }
    Path segment = files(".seg").getFirst();
    long second;
    try (var reader = new SegmentReader(segment, Long.MAX_VALUE)) {
      second = reader.header(0).orElseThrow().next();
    }
    try (var file = new RandomAccessFile(segment.toFile(), "rw")) {
      file.seek(second + 60);
      file.write(0x55);
    }
    try (var journal = open()) {
      assertThat(Entries.all(journal)).hasSize(200);
      assertThat(journal.health().notes().getFirst().sentence())
          .contains("damaged at byte " + second);
      assertThat(journal.page(JournalQuery.newest(1000)).entries()).hasSize(200);
    }
    Files.delete(files(".idx").getFirst());
    try (var journal = open()) {
      assertThat(journal.health().notes().getFirst().sentence())
          .contains("damaged from byte " + second);
      assertThat(journal.last()).isEqualTo(300);
      write(journal, 301, 310);
      assertThat(Entries.all(journal)).hasSize(210);
    }
  }

  @Test
  void segments_are_closed_after_a_day_and_old_ones_deleted() throws Exception {
    try (var journal = open(new JournalKeep(Duration.ofDays(3), 1 << 30))) {
      for (int day = 0; day < 6; day++) {
        for (int i = 1; i <= 10; i++) {
          long seq = day * 10L + i;
          Entry entry = Entries.reading(seq);
          journal.append(
              new Entry(
                  seq,
                  Entries.NOON.plus(Duration.ofDays(day)).plusSeconds(i),
                  0,
                  "lamp",
                  List.of(),
                  0,
                  "thing",
                  entry.fact(),
                  1));
        }
        journal.written(day * 10L + 10, false).get(10, SECONDS);
      }
      assertThat(files(".seg")).hasSize(5);
      assertThat(files(".idx")).hasSize(4);
      assertThat(journal.first()).isEqualTo(11);
      assertThat(Entries.numbers(Entries.all(journal)))
          .isEqualTo(LongStream.rangeClosed(11, 60).boxed().toList());
    }
    for (Path index : files(".idx")) Files.delete(index);
    try (var journal = open()) {
      assertThat(Entries.all(journal)).hasSize(50);
      assertThat(journal.health().notes()).hasSize(4);
      assertThat(files(".idx")).hasSize(4);
      assertThat(journal.seqAt(Entries.NOON.plus(Duration.ofDays(3)))).isEqualTo(31);
    }
  }

  @Test
  void a_folder_that_vanishes_is_said_and_made_anew() throws Exception {
    Path inner = folder.resolve("journal");
    try (var journal = FileJournal.open(inner, JournalKeep.DEFAULT, InstantSource.system())) {
      write(journal, 1, 10);
      Files.delete(inner.resolve("00000000000000000001.seg"));
      Files.delete(inner);
      journal.append(Entries.command(11));
      assertThatThrownBy(() -> journal.written(11, true).get(10, SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(NotKept.class)
          .as("the writer or the sync notices it first")
          .hasMessageMatching("(?s).*(is gone|cannot be synced).*");
      await().until(() -> journal.health().ok());
      assertThat(Entries.numbers(Entries.all(journal))).containsExactly(11L);
      write(journal, 12, 13);
      assertThat(Entries.numbers(Entries.all(journal))).containsExactly(11L, 12L, 13L);
    }
  }

  @Test
  void when_the_memory_is_full_readings_are_left_out_and_the_gap_says_so() {
    var backlog = new Backlog();
    for (long seq = 1; seq <= Backlog.READINGS_MAX; seq++) backlog.add(Entries.reading(seq));
    long seq = Backlog.READINGS_MAX;
    for (int i = 0; i < 3; i++) backlog.add(Entries.reading(++seq));
    backlog.add(Entries.command(++seq));
    assertThat(backlog.dropped()).isEqualTo(3);
    List<Entry> tail = backlog.between(seq - 3, seq);
    assertThat(Entries.numbers(tail)).containsExactly(seq - 3, seq);
    assertThat(tail.getFirst().fact()).asString().contains("3 entries, numbers 100001 to 100003");
    while (backlog.size() < Backlog.ENTRIES_MAX) backlog.add(Entries.command(++seq));
    backlog.add(Entries.command(++seq));
    assertThat(backlog.isRefused(seq)).isTrue();
    assertThat(backlog.isRefused(seq - 1)).isFalse();
  }
}

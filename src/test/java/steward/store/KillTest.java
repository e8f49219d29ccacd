package steward.store;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steward.loop.Entry;
import steward.loop.Fact;

/// A steward's store in a process of its own, killed in the middle of its load.
final class KillTest {
  @TempDir Path folder;

  @Test
  void nothing_acknowledged_is_lost() throws Exception {
    for (int round = 0; round < 3; round++) {
      Told told = killed("acknowledged", 150 + round * 77);
      try (var journal = journal();
          var db = StewardDb.open(folder.resolve("steward.db"), InstantSource.system())) {
        Set<Long> numbers = new HashSet<>(Entries.numbers(Entries.all(journal)));
        for (long seq = 1; seq <= told.entry; seq++) {
          assertThat(numbers).as("entry %d of round %d", seq, round).contains(seq);
        }
        assertThat(numbers).hasSize((int) journal.last());
        assertThat(db.registry().setting("last").map(Long::parseLong).orElse(0L))
            .isGreaterThanOrEqualTo(told.setting);
      }
    }
  }

  @Test
  void of_readings_the_last_second_at_most_is_lost() throws Exception {
    Told told = killed("readings", 40);
    try (var journal = journal()) {
      Instant newest = Entries.all(journal).getLast().at();
      // A second between writes, and as much again for a machine that has other things to do.
      assertThat(Duration.between(newest, Instant.ofEpochMilli(told.at)))
          .isLessThan(Duration.ofSeconds(2));
    }
  }

  private FileJournal journal() throws IOException {
    return FileJournal.open(folder.resolve("journal"), JournalKeep.DEFAULT, InstantSource.system());
  }

  /// The last entry and setting that were acknowledged, and when the last sign of life came.
  private record Told(long entry, long setting, long at) {}

  /// Runs the load until it has said something so many times, and kills it.
  private Told killed(String load, int signs) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                Load.class.getName(),
                load,
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var told = new Told(0, 0, 0);
    int heard = 0;
    try (var lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] words = line.split(" ", -1);
        long seq = Long.parseLong(words[1]);
        boolean entry = words[0].equals("entry");
        told =
            new Told(
                entry ? seq : told.entry, entry ? told.setting : seq, Long.parseLong(words[2]));
        if (++heard == signs) process.toHandle().destroyForcibly();
      }
    } finally {
      process.destroyForcibly();
      assertThat(process.waitFor(10, SECONDS)).isTrue();
    }
    assertThat(heard).isGreaterThanOrEqualTo(signs);
    return told;
  }

  /// The process that is killed.
  static final class Load {
    private Load() {}

    public static void main(String[] arguments) throws Exception {
      Path folder = Path.of(arguments[1]);
      try (var journal =
              FileJournal.open(
                  folder.resolve("journal"), JournalKeep.DEFAULT, InstantSource.system());
          var db = StewardDb.open(folder.resolve("steward.db"), InstantSource.system())) {
        if (arguments[0].equals("readings")) readings(journal);
        else acknowledged(journal, db);
      }
    }

    /// Appends readings as fast as they are taken, and acknowledges a command and a setting now and
    /// then.
    private static void acknowledged(FileJournal journal, StewardDb db) throws Exception {
      long seq = journal.last();
      for (int round = 0; ; round++) {
        for (int i = 0; i < 50; i++) journal.append(at(Entries.reading(++seq)));
        journal.append(at(Entries.command(++seq)));
        journal.written(seq, round % 2 == 0).get(10, SECONDS);
        say("entry", seq);
        if (round % 10 != 0) continue;
        db.registry().putSetting("last", Long.toString(seq)).get(10, SECONDS);
        say("setting", seq);
      }
    }

    /// Appends readings in their usual pace, for which nobody waits.
    private static void readings(FileJournal journal) {
      for (long seq = 1; ; seq++) {
        journal.append(at(Entries.reading(seq)));
        LockSupport.parkNanos(1_000_000);
        if (seq % 100 == 0) say("entry", seq);
      }
    }

    private static Entry at(Entry entry) {
      Fact fact = entry.fact();
      return new Entry(
          entry.seq(), Instant.now(), 0, entry.subject(), List.of(), 0, "thing", fact, 1);
    }

    private static void say(String what, long seq) {
      System.out.println(what + " " + seq + " " + System.currentTimeMillis());
      System.out.flush();
    }
  }
}

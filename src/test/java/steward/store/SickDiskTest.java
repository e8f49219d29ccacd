package steward.store;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steward.loop.Snapshots;

/// A disk that is full or read-only, as a small file system in memory. Needs the right to mount.
final class SickDiskTest {
  @TempDir Path folder;
  private Path disk = Path.of("");

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectory(folder.resolve("disk"));
    boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", disk.toString());
    assumeTrue(mounted, "this user may not mount a small disk, so the full one is not tried here");
  }

  @AfterEach
  void unmount() throws Exception {
    run("umount", "-l", disk.toString());
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
      return process.waitFor(10, SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static void refuses(CompletableFuture<Void> written, String why) {
    assertThatThrownBy(() -> written.get(10, SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(NotKept.class)
        .hasMessageContaining(why);
  }

  @Test
  void a_full_disk_fails_who_waits_and_keeps_the_rest_until_there_is_room() throws Exception {
    Path journalFolder = disk.resolve("journal");
    try (var journal =
        FileJournal.open(journalFolder, JournalKeep.DEFAULT, InstantSource.system())) {
      journal.append(Entries.command(1));
      journal.written(1, true).get(10, SECONDS);
      Path ballast = disk.resolve("ballast");
      fill(ballast);
      for (long seq = 2; seq <= 5000; seq++) journal.append(Entries.command(seq));
      refuses(journal.written(5000, true), "No space left");
      assertThat(journal.health().ok()).isFalse();
      assertThat(journal.health().sentence()).contains("No space left");
      assertThat(Entries.all(journal)).hasSize(5000);
      refuses(journal.written(5000, false), "No space left");

      Files.delete(ballast);
      await().until(() -> journal.health().ok());
      journal.written(5000, true).get(10, SECONDS);
    }
    try (var journal =
        FileJournal.open(journalFolder, JournalKeep.DEFAULT, InstantSource.system())) {
      assertThat(Entries.all(journal)).hasSize(5000);
      assertThat(journal.health().notes()).isEmpty();
    }
  }

  private static void fill(Path ballast) throws IOException {
    try (var out = Files.newOutputStream(ballast)) {
      for (int i = 0; i < 10_000; i++) out.write(new byte[512]);
      throw new AssertionError("the disk of 3 MB took 5 MB");
    } catch (IOException e) {
      assertThat(Files.size(ballast)).isPositive();
    }
  }

  @Test
  void a_read_only_disk_is_said_and_used_as_soon_as_it_can_be_written() throws Exception {
    Path journalFolder = Files.createDirectory(disk.resolve("journal"));
    assertThat(run("mount", "-o", "remount,ro,size=3m", disk.toString())).isTrue();
    try (var journal =
        FileJournal.open(journalFolder, JournalKeep.DEFAULT, InstantSource.system())) {
      journal.append(Entries.command(1));
      refuses(journal.written(1, true), "Read-only file system");
      assertThat(journal.health().sentence()).contains("Read-only file system");
      assertThat(Entries.all(journal)).containsExactly(Entries.command(1));
      assertThatThrownBy(() -> StewardDb.open(disk.resolve("steward.db"), InstantSource.system()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("steward.db cannot be opened");
      assertThatThrownBy(() -> HomeFolder.open(disk.resolve("home")))
          .isInstanceOf(HomeTaken.class)
          .hasMessageContaining("Read-only file system");

      assertThat(run("mount", "-o", "remount,rw,size=3m", disk.toString())).isTrue();
      await().until(() -> journal.health().ok());
      journal.written(1, true).get(10, SECONDS);
    }
  }

  @Test
  void a_full_disk_refuses_changes_of_the_database_and_takes_them_again_later() throws Exception {
    try (var db = StewardDb.open(disk.resolve("steward.db"), InstantSource.system())) {
      db.registry().putThing(EntryJsonTest.THING).get(10, SECONDS);
      fill(disk.resolve("ballast"));
      refuses(
          db.registry().putSetting("house.name", "x".repeat(100_000)),
          "steward.db cannot be written");
      assertThat(db.health().ok()).isFalse();
      assertThat(db.registry().things()).containsExactly(EntryJsonTest.THING);
      db.snapshots().keep(new Snapshots.Snapshot(1, 2, 3, 4, "x".repeat(10)));
      Files.delete(disk.resolve("ballast"));
      db.registry().putSetting("house.name", "Home").get(10, SECONDS);
      assertThat(db.health().ok()).isTrue();
      assertThat(db.registry().setting("house.name")).contains("Home");
    }
  }

  @Test
  void a_full_disk_makes_charts_wait_and_nothing_is_missing_in_them_afterwards() throws Exception {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    try (var journal = FileJournal.open(elsewhere, JournalKeep.DEFAULT, InstantSource.system());
        var history =
            HistoryDb.open(
                disk.resolve("history.db"), journal, HistoryKeep.DEFAULT, InstantSource.system())) {
      history.merge().get(10, SECONDS);
      fill(disk.resolve("ballast"));
      for (long seq = 1; seq <= 2 * Gathered.MEASUREMENTS_MAX; seq++) {
        journal.append(Entries.reading(seq));
        history.record(Entries.reading(seq));
        if (seq % 10_000 == 0) journal.written(seq, false).get(10, SECONDS);
      }
      refuses(history.merge(), "history is not kept");
      assertThat(history.health().ok()).isFalse();
      Files.delete(disk.resolve("ballast"));
      await().until(() -> merged(history));
      assertThat(history.health().ok()).isTrue();
      assertThat(HistoryDbTest.count(history, Duration.ofHours(1)))
          .isEqualTo(2 * Gathered.MEASUREMENTS_MAX);
    }
  }

  private static boolean merged(HistoryDb history) {
    try {
      history.merge().get(10, SECONDS);
      return true;
    } catch (Exception e) {
      return false;
    }
  }
}

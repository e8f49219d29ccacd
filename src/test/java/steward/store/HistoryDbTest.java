package steward.store;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import steward.loop.Entry;
import steward.loop.Fact;
import steward.thing.Property;
import steward.thing.Quality;
import steward.thing.ThingId;
import steward.value.Amount;
import steward.value.Word;

final class HistoryDbTest {
  private static final ThingId LAMP = new ThingId("lamp");
  private static final Instant MIDNIGHT = Instant.parse("2026-11-22T00:00:00Z");
  @TempDir Path folder;

  private Path file() {
    return folder.resolve("history.db");
  }

  private FileJournal journal() throws IOException {
    return FileJournal.open(folder.resolve("journal"), JournalKeep.DEFAULT, InstantSource.system());
  }

  private HistoryDb history(FileJournal journal, Instant now) {
    return HistoryDb.open(file(), journal, HistoryKeep.DEFAULT, InstantSource.fixed(now));
  }

  static long count(HistoryDb history, Duration from) {
    Chart chart =
        history.points(
            LAMP, Property.POWER, Entries.NOON.minus(from), Entries.NOON.plus(from), 100);
    return chart.points().stream().mapToLong(Chart.Point::count).sum();
  }

  private static Entry power(long seq, Instant at, double watts) {
    var fact = new Fact.Read(Property.POWER, Amount.watts(watts), Quality.CONFIRMED);
    return new Entry(seq, at, 0, "lamp", List.of(), 0, "thing", fact, 1);
  }

  @Test
  void a_chart_shows_what_is_in_memory_and_what_was_merged() throws Exception {
    try (var journal = journal();
        var history = history(journal, Entries.NOON)) {
      long seq = 0;
      for (int minute = 0; minute < 120; minute++) {
        Entry entry = power(++seq, Entries.NOON.plus(Duration.ofMinutes(minute)), minute % 10);
        journal.append(entry);
        history.record(entry);
        if (minute == 59) history.merge().get(10, SECONDS);
      }
      history.record(
          Entries.entry(++seq, new Fact.Read(Property.SWITCH, Word.ON, Quality.CONFIRMED)));
      Chart chart =
          history.points(
              LAMP, Property.POWER, Entries.NOON, Entries.NOON.plus(Duration.ofHours(2)), 12);
      assertThat(chart.stepMs()).isEqualTo(600_000);
      assertThat(chart.points()).hasSize(12);
      assertThat(chart.points())
          .allSatisfy(point -> {
            assertThat(point.min()).isZero();
            assertThat(point.max()).isEqualTo(9);
            assertThat(point.mean()).isEqualTo(4.5);
            assertThat(point.count()).isEqualTo(10);
          });
      assertThat(chart.points().getFirst().at()).isEqualTo(Entries.NOON.toEpochMilli());
      assertThatThrownBy(() -> history.points(LAMP, Property.POWER, Entries.NOON, Entries.NOON, 12))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void what_a_crash_took_from_memory_comes_back_from_the_journal() throws Exception {
    try (var journal = journal()) {
      try (var history = history(journal, Entries.NOON)) {
        for (long seq = 1; seq <= 1000; seq++) {
          journal.append(Entries.reading(seq));
          history.record(Entries.reading(seq));
        }
        history.merge().get(10, SECONDS);
      }
      // These reach the journal alone, as if the process had ended before the next merge.
      for (long seq = 1001; seq <= 1500; seq++) journal.append(Entries.reading(seq));
      try (var history = history(journal, Entries.NOON)) {
        for (long seq = 1501; seq <= 1600; seq++) {
          journal.append(Entries.reading(seq));
          history.record(Entries.reading(seq));
        }
        history.merge().get(10, SECONDS);
        assertThat(count(history, Duration.ofHours(1))).isEqualTo(1600);
        assertThat(history.health().counters()).containsEntry("history.refilled", 500L);
      }
    }
  }

  @Test
  void past_days_are_put_together_and_charts_stay_the_same() throws Exception {
    RandomGenerator chance = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
    try (var journal = journal();
        var history = history(journal, MIDNIGHT.plus(Duration.ofDays(40)))) {
      long seq = 0;
      for (int day = 0; day < 41; day++) {
        for (int i = 0; i < 48; i++) {
          Instant at = MIDNIGHT.plus(Duration.ofDays(day)).plus(Duration.ofMinutes(30L * i));
          Entry entry = power(++seq, at, chance.nextInt(1000) / 10.0);
          journal.append(entry);
          history.record(entry);
        }
        if (day % 5 == 0) history.merge().get(10, SECONDS);
      }
      Instant end = MIDNIGHT.plus(Duration.ofDays(41));
      Chart fine = history.points(LAMP, Property.POWER, MIDNIGHT, end, 2000);
      assertThat(fine.points().stream().mapToLong(Chart.Point::count).sum()).isEqualTo(seq);
      history.merge().get(10, SECONDS);
      assertThat(history.points(LAMP, Property.POWER, MIDNIGHT, end, 2000)).isEqualTo(fine);
      // Wide buckets are made from hours, which must tell the same over whole days.
      Chart days = history.points(LAMP, Property.POWER, MIDNIGHT, end, 41);
      assertThat(days.points()).hasSize(41).allMatch(point -> point.count() == 48);
      double mean = fine.points().stream().mapToDouble(p -> p.mean() * p.count()).sum() / seq;
      assertThat(days.points().stream().mapToDouble(Chart.Point::mean).average().orElse(0))
          .isCloseTo(mean, within(1e-9));
    }
  }

  @Test
  void a_damaged_file_is_set_aside_and_made_anew_from_the_journal() throws Exception {
    try (var journal = journal()) {
      for (long seq = 1; seq <= 500; seq++) journal.append(Entries.reading(seq));
      Files.writeString(file(), "no database ".repeat(1000));
      try (var history = history(journal, Entries.NOON)) {
        await().until(() -> count(history, Duration.ofHours(1)) == 500);
        await().until(() -> history.health().ok());
        assertThat(Files.readString(folder.resolve("history.db.damaged")))
            .startsWith("no database");
        assertThat(history.health().notes())
            .anyMatch(note -> note.sentence().contains("was damaged"));
      }
    }
  }

  @Test
  void damage_that_only_the_check_finds_is_found_in_the_background() throws Exception {
    try (var journal = journal()) {
      try (var history = history(journal, Instant.EPOCH)) {
        for (long seq = 1; seq <= 40_000; seq++) {
          journal.append(Entries.reading(seq));
          history.record(Entries.reading(seq));
        }
        history.merge().get(10, SECONDS);
      }
      byte[] bytes = Files.readAllBytes(file());
      assertThat(bytes.length).isGreaterThan(10 * 4096);
      java.util.Arrays.fill(bytes, bytes.length - 3 * 4096, bytes.length, (byte) 0x5a);
      Files.write(file(), bytes);
      try (var history = history(journal, Entries.NOON.plus(Duration.ofDays(400)))) {
        await()
            .until(() ->
                history.health().counter("history.refilled") == 40_000
                    && count(history, Duration.ofHours(1)) == 40_000);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void a_track_comes_back_from_its_bytes(long seed) {
    RandomGenerator chance = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    for (int round = 0; round < 300; round++) {
      var track = new Track();
      long time = chance.nextLong(-1L << 40, 1L << 45);
      int form = chance.nextInt(4);
      for (int i = chance.nextInt(200); i > 0; i--) {
        time += chance.nextLong(1, 1L << chance.nextInt(1, 40));
        track.add(
            time,
            switch (form) {
              case 0 -> chance.nextInt();
              case 1 -> chance.nextInt(-100_000, 100_000) / 100.0;
              case 2 -> chance.nextDouble();
              default -> chance.nextGaussian() * 1e15;
            });
      }
      var back = new Track();
      TrackBytes.read(TrackBytes.write(track), back::add);
      assertThat(back.size()).as("seed %d, round %d", seed, round).isEqualTo(track.size());
      for (int i = 0; i < track.size(); i++) {
        assertThat(back.time(i)).isEqualTo(track.time(i));
        assertThat(back.value(i)).isEqualTo(track.value(i));
      }
    }
  }

  @Test
  void a_regular_sensor_takes_about_three_bytes_a_measurement() {
    var track = new Track();
    for (int i = 0; i < 1000; i++) track.add(i * 30_000L + i % 7, 210 + i % 13 / 10.0);
    assertThat(TrackBytes.write(track).length).isLessThan(3500);
  }
}

package steward.sim.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import steward.loop.Entry;
import steward.loop.Fact;
import steward.loop.Journal;
import steward.store.HistoryDb;
import steward.store.HistoryKeep;
import steward.thing.Property;
import steward.thing.Quality;
import steward.thing.ThingId;
import steward.value.Amount;

/// Ten million measurements of 100 things, one in 30 seconds, and charts of them, in a process of
/// its own.
///
/// Prints a line for each figure: name and number.
final class HistoryFigures {
  private static final int THINGS = 100;
  private static final int MEASUREMENTS = 10_000_000;
  private static final int EVERY_MS = 30_000;
  private static final int MERGED_AT_ONCE = 40_000;
  private static final int POINTS = 500;
  private static final int CHARTS = 300;
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration SPAN = Duration.ofMillis((long) EVERY_MS * MEASUREMENTS / THINGS);

  private HistoryFigures() {}

  /// Stands for the journal that already has everything.
  private static final class Behind implements Journal {
    private long last;

    @Override
    public void append(Entry entry) {
      last = entry.seq();
    }

    @Override
    public CompletableFuture<Void> written(long seq, boolean synced) {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public long last() {
      return last;
    }

    @Override
    public long first() {
      return 1;
    }

    @Override
    public void read(long from, long to, Consumer<Entry> reader) {
      throw new IllegalStateException(
          "the history asked for the entries " + from + " to " + to + " again");
    }
  }

  public static void main(String[] arguments) throws Exception {
    Path file = Path.of(arguments[0]);
    var journal = new Behind();
    InstantSource end = () -> BEGIN.plus(SPAN);
    try (var history = HistoryDb.open(file, journal, HistoryKeep.DEFAULT, end)) {
      long begin = System.nanoTime();
      fill(history, journal);
      print("fillSeconds", (System.nanoTime() - begin) / 1e9);
      chart(history, "day", Duration.ofDays(1));
      chart(history, "month", Duration.ofDays(30));
    }
    print("fileMb", size(file) / 1e6);
  }

  private static long size(Path file) throws IOException {
    return Files.size(file);
  }

  private static void fill(HistoryDb history, Behind journal)
      throws InterruptedException, ExecutionException, TimeoutException {
    List<String> names =
        java.util.stream.IntStream.range(0, THINGS).mapToObj(k -> "thing-" + k).toList();
    for (long seq = 1; seq <= MEASUREMENTS; seq++) {
      int k = (int) (seq % THINGS);
      long at = BEGIN.toEpochMilli() + seq / THINGS * EVERY_MS + k * 211L;
      double watts = Math.round(Math.sin(at / 1e7 + k) * 500) / 10.0 + k;
      var fact = new Fact.Read(Property.POWER, Amount.watts(watts), Quality.CONFIRMED);
      var entry =
          new Entry(
              seq,
              Instant.ofEpochMilli(at),
              seq,
              names.get(k),
              List.of(),
              0,
              "thing",
              fact,
              Entry.VERSION);
      journal.append(entry);
      history.record(entry);
      if (seq % MERGED_AT_ONCE == 0) history.merge().get(2, TimeUnit.MINUTES);
    }
    history.merge().get(2, TimeUnit.MINUTES);
  }

  private static void chart(HistoryDb history, String name, Duration span) {
    double[] ms = new double[CHARTS];
    for (int i = 0; i < CHARTS; i++) {
      Instant to = BEGIN.plus(SPAN).minusSeconds(i % 5 * 3_600L);
      long begin = System.nanoTime();
      var chart =
          history.points(
              new ThingId("thing-" + i * 37 % THINGS), Property.POWER, to.minus(span), to, POINTS);
      ms[i] = (System.nanoTime() - begin) / 1e6;
      int points = chart.points().size();
      if (points < POINTS * 4 / 5)
        throw new IllegalStateException("a chart of a " + name + " has only " + points + " points");
    }
    print(name + "FirstMs", ms[0]);
    Arrays.sort(ms);
    print(name + "P50Ms", ms[CHARTS / 2]);
    print(name + "P99Ms", ms[CHARTS * 99 / 100]);
  }

  private static void print(String name, double number) {
    System.out.println(name + "\t" + String.format(Locale.ROOT, "%.3f", number));
  }
}

package steward.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import steward.loop.Entry;
import steward.loop.Fact;
import steward.thing.Property;
import steward.thing.Quality;
import steward.thing.ThingId;
import steward.value.Amount;

/// Measures the store: `journal`, `pace`, `open`, `history` or `day`, in a folder. Prints one line
/// for each figure.
final class StoreFigures {
  private static final long DAY = HistoryFile.DAY_MS;
  private static final List<Property> MEASURED =
      Property.all().stream().filter(Property::isArchived).limit(8).toList();

  private StoreFigures() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[1]);
    Files.createDirectories(folder);
    switch (arguments[0]) {
      case "journal" -> journal(folder);
      case "pace" -> pace(folder, Integer.parseInt(arguments[2]));
      case "open" -> open(folder);
      case "history" -> history(folder);
      case "day" -> day(folder, Integer.parseInt(arguments[2]));
      default -> throw new IllegalArgumentException("no figure is called " + arguments[0]);
    }
  }

  private static Entry entry(long seq, Instant at) {
    Property property = MEASURED.get((int) (seq % MEASURED.size()));
    var amount =
        new Amount(
            (seq * 7919 % 1000) / 10.0, ((steward.thing.ValueType.Amounts) property.type()).unit());
    var fact = new Fact.Read(property, amount, Quality.CONFIRMED);
    return new Entry(seq, at, seq, "thing-" + seq % 100, List.of(), 0, "thing", fact, 1);
  }

  private static void figure(String name, double value, String unit) {
    System.out.println(String.format(Locale.ROOT, "%-48s %12.2f %s", name, value, unit));
  }

  private static double cpuSeconds() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
  }

  private static long diskBytes() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/io"))) {
      if (line.startsWith("write_bytes")) return Long.parseLong(line.substring(13));
    }
    return 0;
  }

  private static FileJournal journalIn(Path folder) throws IOException {
    return FileJournal.open(folder.resolve("journal"), JournalKeep.DEFAULT, InstantSource.system());
  }

  /// As many readings as the writer takes.
  private static void journal(Path folder) throws Exception {
    try (var journal = journalIn(folder)) {
      long seq = journal.last();
      for (int round = 1; round <= 3; round++) {
        long begin = System.nanoTime();
        double cpu = cpuSeconds();
        long from = seq;
        while (seq < from + 1_000_000) {
          journal.append(entry(++seq, Instant.ofEpochMilli(1_790_000_000_000L + seq)));
          if (seq % 20_000 == 0) journal.written(seq - 20_000, false).get();
        }
        journal.written(seq, true).get();
        double seconds = (System.nanoTime() - begin) / 1e9;
        figure("journal, entries written in a second", 1_000_000 / seconds, "/s");
        figure("  processor time of an entry", cpuSeconds() - cpu, "us");
      }
      figure(
          "  bytes of an entry on disk",
          (double) journal.health().counter("journal.bytes") / seq,
          "B");
      long begin = System.nanoTime();
      long[] count = new long[1];
      journal.read(1, Long.MAX_VALUE, _ -> count[0]++);
      figure(
          "journal, entries read in a second",
          count[0] / ((System.nanoTime() - begin) / 1e9),
          "/s");
    }
  }

  /// A steady rate for ten seconds, and what it costs.
  private static void pace(Path folder, int rate) throws Exception {
    try (var journal = journalIn(folder)) {
      long first = journal.last();
      double cpu = cpuSeconds();
      long begin = System.nanoTime();
      for (long n = 1; n <= 10L * rate; n++) {
        journal.append(entry(first + n, Instant.now()));
        long early = begin + n * 1_000_000_000L / rate - System.nanoTime();
        if (early > 1_000_000) LockSupport.parkNanos(early);
      }
      double seconds = (System.nanoTime() - begin) / 1e9;
      figure("journal at a pace of " + rate + "/s, reached", 10L * rate / seconds, "/s");
      figure("  processor", (cpuSeconds() - cpu) / seconds * 100, "% of one core");
      figure("  not kept", (double) journal.health().counter("journal.dropped"), "entries");
    }
  }

  /// What opening adds to the start of a process, with a house of 100 things and a day of journal;
  /// the time of this thread on a processor, which the machine's other work does not change.
  private static void open(Path folder) throws Exception {
    boolean fresh = !Files.exists(folder.resolve("home/steward.db"));
    long begin = threadNanos();
    long wall = System.nanoTime();
    try (var home = HomeFolder.open(folder.resolve("home"))) {
      long lock = threadNanos();
      try (var journal =
          FileJournal.open(home.journal(), JournalKeep.DEFAULT, InstantSource.system())) {
        long opened = threadNanos();
        try (var db = StewardDb.open(home.database(), InstantSource.system())) {
          long database = threadNanos();
          if (fresh) {
            fill(journal, db);
            return;
          }
          int things = db.registry().things().size();
          db.snapshots().newest();
          long read = threadNanos();
          long[] tail = new long[1];
          journal.read(journal.last() - 2000, journal.last(), _ -> tail[0]++);
          long end = threadNanos();
          figure("home folder", (lock - begin) / 1e6, "ms");
          figure("journal", (opened - lock) / 1e6, "ms");
          figure("steward.db", (database - opened) / 1e6, "ms");
          figure(things + " things and a snapshot read", (read - database) / 1e6, "ms");
          figure(tail[0] + " entries of the tail read", (end - read) / 1e6, "ms");
          figure("all", (end - begin) / 1e6, "ms");
          figure("all, by the clock on the wall", (System.nanoTime() - wall) / 1e6, "ms");
        }
      }
    }
  }

  private static long threadNanos() throws IOException {
    String stat = Files.readString(Path.of("/proc/thread-self/schedstat"));
    return Long.parseLong(stat.substring(0, stat.indexOf(' ')));
  }

  private static void fill(FileJournal journal, StewardDb db) throws Exception {
    long seq = 0;
    for (int i = 0; i < 400_000; i++) {
      journal.append(entry(++seq, Instant.ofEpochMilli(1_790_000_000_000L + seq * 200)));
      if (seq % 5 == 0) journal.written(seq, false).get();
    }
    for (int i = 1; i <= 100; i++) {
      var it = EntryJsonTest.THING;
      db.registry()
          .putThing(
              new steward.thing.Thing(
                  new ThingId("thing-" + i),
                  i,
                  new steward.thing.Udn("tasmota:" + i),
                  it.name(),
                  it.room(),
                  it.kind(),
                  it.maker(),
                  it.model(),
                  it.firmware(),
                  it.binding(),
                  it.observes(),
                  it.abilities()))
          .get();
    }
    db.snapshots()
        .keep(new steward.loop.Snapshots.Snapshot(seq, 0, 0, 1, "{\"x\":1}".repeat(8000)));
    db.registry().putSetting("a", "b").get();
  }

  /// Ten million measurements of 100 series, one in 30 s, to charts of 500 points.
  private static void history(Path folder) throws Exception {
    Path file = folder.resolve("history.db");
    long today = 20_600;
    int days = 35;
    if (!Files.exists(file)) fill(file, today, days);
    figure("history of 10 M measurements, file", Files.size(file) / 1e6, "MB");
    try (var journal = journalIn(folder);
        var history =
            HistoryDb.open(
                file,
                journal,
                HistoryKeep.DEFAULT,
                InstantSource.fixed(Instant.ofEpochMilli(today * DAY)))) {
      history.merge().get(60, TimeUnit.SECONDS);
      for (int span : new int[] {1, 7, 30, 35}) {
        double[] ms = new double[200];
        for (int i = 0; i < ms.length; i++) {
          var thing = new ThingId("thing-" + i % 100);
          long end = today * DAY - (i % 5) * 3_600_000L;
          long begin = System.nanoTime();
          Chart chart =
              history.points(
                  thing,
                  Property.POWER,
                  Instant.ofEpochMilli(end - span * DAY),
                  Instant.ofEpochMilli(end),
                  500);
          ms[i] = (System.nanoTime() - begin) / 1e6;
          if (chart.points().size() < 400)
            throw new IllegalStateException("only " + chart.points().size());
        }
        figure("chart of " + span + " days, the very first", ms[0], "ms");
        Arrays.sort(ms);
        figure("chart of " + span + " days, p50", ms[ms.length / 2], "ms");
        figure("chart of " + span + " days, p99", ms[ms.length * 99 / 100], "ms");
      }
    }
  }

  private static void fill(Path file, long today, int days) throws Exception {
    long begin = System.nanoTime();
    long many = 0;
    try (var out = HistoryFile.open(file)) {
      for (long day = today - days; day < today; day++) {
        for (int part = 0; part < 48; part++) {
          Map<SeriesKey, Track> tracks = new HashMap<>();
          for (int series = 0; series < 100; series++) {
            var track = new Track();
            for (int i = 0; i < 60; i++) {
              long at = day * DAY + part * 1_800_000L + i * 30_000L + (i * 7919L + series) % 400;
              track.add(at, Math.round(Math.sin(at / 1e7 + series) * 500) / 10.0 + series);
            }
            tracks.put(new SeriesKey("thing-" + series, "power"), track);
            many += track.size();
          }
          out.merge(tracks, 0);
        }
        if (day < today - 1) out.gather(day);
      }
    }
    figure(
        "history, measurements merged in a second",
        many / ((System.nanoTime() - begin) / 1e9),
        "/s");
  }

  /// An ordinary day's load of 100 000 messages (three measurements in each) in its real pace for
  /// some seconds.
  private static void day(Path folder, int seconds) throws Exception {
    long before = diskBytes();
    long idle;
    try (var journal = journalIn(folder);
        var db = StewardDb.open(folder.resolve("steward.db"), InstantSource.system())) {
      long start = diskBytes();
      long seq = journal.last();
      long begin = System.nanoTime();
      for (int message = 1; message <= seconds * 100_000L / 86_400; message++) {
        for (int i = 0; i < 3; i++) journal.append(entry(++seq, Instant.now()));
        if (message % 70 == 0) journal.written(seq, true).get();
        long early = begin + message * 864_000_000L - System.nanoTime();
        if (early > 0) LockSupport.parkNanos(early);
      }
      idle = diskBytes() - start;
      figure("journal, an ordinary day extrapolated", idle * 86_400.0 / seconds / 1e6, "MB");
      long snapshots = diskBytes();
      for (int i = 0; i < 24; i++) {
        db.snapshots().keep(new steward.loop.Snapshots.Snapshot(i, 0, 0, 1, snapshot(i)));
        db.registry().putSetting("a", "b" + i).get();
      }
      figure("snapshots of 100 kB every 10 min, a day", (diskBytes() - snapshots) * 6 / 1e6, "MB");
    }
    long history = diskBytes();
    try (var file = HistoryFile.open(folder.resolve("history.db"))) {
      for (int part = 0; part < 48; part++) {
        Map<SeriesKey, Track> tracks = new HashMap<>();
        for (int i = 0; i < 300_000 / 48; i++) {
          tracks
              .computeIfAbsent(new SeriesKey("thing-" + i % 150, "power"), _ -> new Track())
              .add(20_000 * DAY + part * 1_800_000L + i * 280L, (i * 7919 % 1000) / 10.0);
        }
        file.merge(tracks, part);
      }
      file.gather(20_000);
    }
    figure("history, a day of 300 000 measurements", (diskBytes() - history) / 1e6, "MB");
    figure("all of this process", (diskBytes() - before) / 1e6, "MB");
  }

  private static String snapshot(int seed) {
    var text = new StringBuilder("{\"things\":[");
    for (int i = 0; i < 800; i++) {
      text.append("{\"id\":\"thing-")
          .append(i)
          .append("\",\"property\":\"power\",\"value\":")
          .append(i * 7919 * (seed + 1) % 1000)
          .append(",\"at\":1790000")
          .append(i * 131 * (seed + 3))
          .append("},");
    }
    return text.append("{}]}").toString();
  }
}

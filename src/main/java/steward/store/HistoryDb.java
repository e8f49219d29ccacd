package steward.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import steward.loop.Entry;
import steward.loop.Journal;
import steward.thing.Property;
import steward.thing.ThingId;

/// The measurements of archived properties, for charts, in `history.db`. Thread-safe.
///
/// What comes is gathered in memory and merged into the file every half hour or [#GATHERED_MAX]
/// measurements by a thread of its own. The file says up to which journal entry it has everything;
/// the rest is taken from the journal at the next start, so that a crash loses nothing of a chart.
/// So it is, too, when the memory was full or the disk refused. A damaged file is set aside and
/// made anew from the journal. The house never waits for any of this.
public final class HistoryDb implements AutoCloseable {
  static final int GATHERED_MAX = 50_000;
  static final int PARTS_MAX = 96;
  private static final int TURNS_MAX = 3;
  private static final Duration MERGE_EVERY = Duration.ofMinutes(30);
  private static final Duration RETRY_AFTER = Duration.ofMinutes(1);
  private static final Duration CHECK_EVERY = Duration.ofDays(7);
  private static final Duration CLOSE_TIME = Duration.ofSeconds(2);

  private final Path path;
  private final Journal journal;
  private final HistoryKeep keep;
  private final InstantSource clock;
  private final Notes notes;
  private final Thread thread;
  private final Standing standing;
  private final Gathered gathered;
  private final LongAdder merged = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final LongAdder refilled = new LongAdder();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition wake = lock.newCondition();

  // Guarded by the lock.
  private boolean closing;
  private @Nullable CompletableFuture<Void> asked;
  private @Nullable HistoryFile file;

  private HistoryDb(Path path, Journal journal, HistoryKeep keep, InstantSource clock) {
    this.path = path;
    this.journal = journal;
    this.keep = keep;
    this.clock = clock;
    notes = new Notes(clock);
    standing = new Standing(clock, notes);
    gathered = new Gathered(journal.last());
    thread = Thread.ofPlatform().daemon().name("history").unstarted(this::run);
  }

  /// Begins at once; the file is opened, and filled up from the journal, in the background.
  public static HistoryDb open(Path file, Journal journal, HistoryKeep keep, InstantSource clock) {
    var history = new HistoryDb(file, journal, keep, clock);
    history.thread.start();
    return history;
  }

  /// Takes what an entry measures. Call it with every entry right after the journal has it, in the
  /// same order.
  public void record(Entry entry) {
    if (gathered.add(entry) == GATHERED_MAX) signal();
  }

  private void signal() {
    lock.lock();
    try {
      wake.signal();
    } finally {
      lock.unlock();
    }
  }

  /// The measurements from one time to before another, in at most so many points. Blocks on the
  /// disk.
  ///
  /// @throws IllegalArgumentException unless `from` is before `to` and `pointsMax` is 1 to
  ///   [Chart#POINTS_MAX]
  /// @throws NotKept if the file cannot be read
  public Chart points(ThingId thing, Property property, Instant from, Instant to, int pointsMax) {
    if (!from.isBefore(to) || pointsMax < 1 || pointsMax > Chart.POINTS_MAX) {
      throw new IllegalArgumentException(
          "a chart is from a time to a later one, with 1 to " + Chart.POINTS_MAX + " points");
    }
    var key = new SeriesKey(thing.value(), property.name());
    var chart = new Chart.Buckets(from.toEpochMilli(), to.toEpochMilli(), pointsMax);
    Track recent = gathered.track(key);
    HistoryFile open = open();
    if (open != null) read(open, key, chart, from, to);
    for (int i = 0; i < recent.size(); i++) chart.add(recent.time(i), recent.value(i));
    return chart.chart();
  }

  private @Nullable HistoryFile open() {
    lock.lock();
    try {
      return file;
    } finally {
      lock.unlock();
    }
  }

  private void read(
      HistoryFile open, SeriesKey key, Chart.Buckets chart, Instant from, Instant to) {
    try {
      open.read(key, from.toEpochMilli(), to.toEpochMilli(), chart);
    } catch (SQLException | IllegalArgumentException e) {
      throw new NotKept("the history cannot be read: " + Cause.of(e), e);
    }
  }

  /// Merges what is gathered now; completes when the file has it.
  public CompletableFuture<Void> merge() {
    lock.lock();
    try {
      if (closing) return CompletableFuture.failedFuture(new NotKept("the history is closed"));
      if (asked == null) asked = new CompletableFuture<>();
      wake.signal();
      return asked.copy();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    boolean again = true;
    while (again) {
      CompletableFuture<Void> waiting = takeAsked();
      boolean last = isClosing();
      try {
        HistoryFile open = opened();
        mergeAll(open);
        if (!last) tidy(open);
        standing.good("the history is written again");
        if (waiting != null) waiting.complete(null);
      } catch (SQLException | IOException | RuntimeException e) {
        failed(e);
        if (waiting != null) {
          waiting.completeExceptionally(new NotKept("the history is not kept: " + Cause.of(e), e));
        }
      }
      again = !last && awaitTurn();
    }
    dropFile();
  }

  private @Nullable CompletableFuture<Void> takeAsked() {
    lock.lock();
    try {
      var taken = asked;
      asked = null;
      return taken;
    } finally {
      lock.unlock();
    }
  }

  private boolean isClosing() {
    lock.lock();
    try {
      return closing;
    } finally {
      lock.unlock();
    }
  }

  /// False when interrupted.
  private boolean awaitTurn() {
    boolean good = standing.fault().isEmpty();
    lock.lock();
    try {
      long left = (good ? MERGE_EVERY : RETRY_AFTER).toNanos();
      while (left > 0 && !closing && asked == null && !(good && gathered.count() >= GATHERED_MAX)) {
        left = wake.awaitNanos(left);
      }
      return true;
    } catch (InterruptedException e) {
      return false;
    } finally {
      lock.unlock();
    }
  }

  private HistoryFile opened() throws SQLException, IOException {
    HistoryFile open = open();
    if (open != null && Files.exists(path)) return open;
    dropFile();
    open = HistoryFile.open(path);
    lock.lock();
    try {
      file = open;
    } finally {
      lock.unlock();
    }
    return open;
  }

  /// Brings the file up to the newest entry: first what only the journal has, then what is
  /// gathered.
  private void mergeAll(HistoryFile open) throws SQLException {
    for (int turn = 0; turn < TURNS_MAX; turn++) {
      long done = refill(open);
      Gathered.Copy copy = gathered.copy();
      if (copy.from() > done) continue; // The memory was full meanwhile and began anew.
      open.merge(copy.tracks(), copy.to());
      gathered.forget(copy);
      merged.add(copy.count());
      return;
    }
  }

  /// Takes from the journal what is before that in memory; returns up to which entry the file has
  /// everything.
  private long refill(HistoryFile open) throws SQLException {
    long done = Math.min(open.mark("seq"), gathered.from());
    for (long last = gathered.from(); done < last; last = gathered.from()) {
      if (isClosing()) return done;
      long end = Math.min(last, Math.max(done, journal.first() - 1) + GATHERED_MAX);
      var tracks = new HashMap<SeriesKey, Track>();
      journal.read(
          done + 1,
          end,
          entry -> {
            if (Gathered.take(entry, tracks)) refilled.increment();
          });
      open.merge(tracks, end);
      done = end;
    }
    return done;
  }

  /// Puts past days together, forgets the oldest, and looks now and then whether the file is sound.
  private void tidy(HistoryFile open) throws SQLException {
    long now = clock.millis();
    for (long day : open.scattered(now, PARTS_MAX)) {
      if (isClosing()) return;
      open.gather(day);
    }
    open.forget(now - keep.measurements().toMillis(), now - keep.hours().toMillis());
    if (now - open.mark("checked") < CHECK_EVERY.toMillis()) return;
    var found = HistoryFile.fault(path);
    if (found.isPresent()) setAside(found.get());
    else open.putMark("checked", now);
  }

  private void failed(Exception e) {
    failures.increment();
    standing.bad("the history cannot be written: " + Cause.of(e));
    if (e instanceof IllegalArgumentException
        || e instanceof SQLException s && Sqlite.isDamage(s)) {
      setAside(Cause.of(e));
    }
  }

  /// Moves a damaged file away and lets a new one be filled from the journal.
  private void setAside(String why) {
    dropFile();
    Path aside = path.resolveSibling(path.getFileName() + ".damaged");
    try {
      for (String end : new String[] {"", "-wal", "-shm"}) {
        Path part = path.resolveSibling(path.getFileName() + end);
        if (!Files.exists(part)) continue;
        Files.move(part, Path.of(aside + end), StandardCopyOption.REPLACE_EXISTING);
      }
      notes.add(
          "%s was damaged (%s): it is now %s, and a new one was begun with what the journal has"
              .formatted(path.getFileName(), why, aside.getFileName()));
    } catch (IOException e) {
      notes.add("the damaged " + path.getFileName() + " could not be set aside: " + Cause.of(e));
      return;
    }
    lock.lock();
    try {
      if (asked == null) asked = new CompletableFuture<>();
    } finally {
      lock.unlock();
    }
  }

  private void dropFile() {
    HistoryFile open;
    lock.lock();
    try {
      open = file;
      file = null;
    } finally {
      lock.unlock();
    }
    if (open == null) return;
    try {
      open.close();
    } catch (SQLException e) {
      notes.add("the history could not be closed: " + Cause.of(e));
    }
  }

  public StoreHealth health() {
    var counters = new LinkedHashMap<String, Long>();
    counters.put("history.waiting", (long) gathered.count());
    counters.put("history.merged", merged.sum());
    counters.put("history.refilled", refilled.sum());
    counters.put("history.failures", failures.sum());
    return standing.health(counters);
  }

  /// Merges what is left and closes the file, a few seconds at most. Call it before the journal is
  /// closed.
  @Override
  public void close() {
    lock.lock();
    try {
      closing = true;
      wake.signal();
    } finally {
      lock.unlock();
    }
    try {
      if (!thread.join(CLOSE_TIME)) notes.add("the history was closed before it had everything");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

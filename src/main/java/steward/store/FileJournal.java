package steward.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import steward.loop.Entry;
import steward.loop.Journal;

/// The journal in files of a folder. Thread-safe; nothing but reading blocks the caller on the
/// disk.
///
/// One thread writes what was appended: once a second, or at once when somebody waits for it, all
/// that has gathered meanwhile in one go. A second thread syncs, when somebody waits for that and
/// at most every 60 s otherwise, so that a slow sync does not hold up the writing. When the disk
/// refuses, who waits is told so, entries stay in a bounded memory and are tried again.
public final class FileJournal implements Journal, AutoCloseable {
  static final int BATCH = 8192;
  private static final long WRITE_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long SYNC_NANOS = Duration.ofSeconds(60).toNanos();
  private static final long RETRY_NANOS_MAX = Duration.ofSeconds(10).toNanos();
  private static final Duration CLOSE_TIME = Duration.ofSeconds(2);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition writeWake = lock.newCondition();
  private final Condition syncWake = lock.newCondition();
  private final Notes notes;
  private final Standing standing;
  private final SegmentWriter writer;
  private final JournalReader segmentsReader;
  private final Thread writeThread;
  private final Thread syncThread;

  // All below is guarded by the lock.
  private final Backlog backlog = new Backlog();
  private final Waiters forWrite = new Waiters();
  private final Waiters forSync = new Waiters();
  private final List<FileChannel> unsynced = new ArrayList<>();
  private List<Segment> segments;
  private @Nullable FileChannel current;
  private long last;
  private long writtenSeq;
  private long syncedSeq;
  private long oldestNanos;
  private long unsyncedNanos;
  private long retryNanos;
  private long retryAt;
  private boolean closing;
  private boolean writeEnded;
  private long failures;
  private long syncs;
  private long writes;

  private FileJournal(Path folder, JournalKeep keep, InstantSource clock) throws IOException {
    notes = new Notes(clock);
    standing = new Standing(clock, notes);
    if (!Files.isDirectory(folder)) Files.createDirectory(folder);
    segments = new JournalRecovery(notes).segments(folder);
    writer = new SegmentWriter(folder, keep, notes, segments);
    segmentsReader = new JournalReader(notes);
    last = segments.isEmpty() ? 0 : segments.getLast().last();
    writtenSeq = last;
    syncedSeq = last;
    writeThread = Thread.ofPlatform().daemon().name("journal-write").unstarted(this::writeAll);
    syncThread = Thread.ofPlatform().daemon().name("journal-sync").unstarted(this::syncAll);
  }

  /// Opens the journal in this folder, makes good what a crash left, and starts its threads.
  ///
  /// @throws IOException if the folder cannot be made or read
  public static FileJournal open(Path folder, JournalKeep keep, InstantSource clock)
      throws IOException {
    var journal = new FileJournal(folder, keep, clock);
    journal.writeThread.start();
    journal.syncThread.start();
    return journal;
  }

  @Override
  public void append(Entry entry) {
    lock.lock();
    try {
      if (closing) throw new IllegalStateException("the journal is closed");
      if (entry.seq() <= last) {
        throw new IllegalArgumentException("entry " + entry.seq() + " comes after entry " + last);
      }
      boolean idle = backlog.isEmpty();
      backlog.add(entry);
      last = entry.seq();
      if (idle) oldestNanos = System.nanoTime();
      if (idle || backlog.size() == BATCH) writeWake.signal();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public CompletableFuture<Void> written(long seq, boolean synced) {
    lock.lock();
    try {
      if (backlog.isRefused(seq)) return refused("it came when the memory for it was full");
      if (seq <= (synced ? syncedSeq : writtenSeq)) return CompletableFuture.completedFuture(null);
      if (closing) return refused("the journal is closed");
      // Whoever asks while the disk is known to refuse shall not wait for the next attempt.
      Optional<String> fault = standing.fault();
      if (fault.isPresent() && seq > writtenSeq) return refused(fault.get());
      Waiters waiters = synced ? forSync : forWrite;
      if (waiters.isFull())
        return refused("more than " + Waiters.WAITERS_MAX + " wait for the disk");
      var future = waiters.add(seq);
      if (seq > writtenSeq) writeWake.signal();
      else syncWake.signal();
      return future;
    } finally {
      lock.unlock();
    }
  }

  private static CompletableFuture<Void> refused(String why) {
    return CompletableFuture.failedFuture(new NotKept("this is not kept: " + why));
  }

  @Override
  public long last() {
    lock.lock();
    try {
      return last;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long first() {
    lock.lock();
    try {
      if (!segments.isEmpty()) return segments.getFirst().first();
      long first = backlog.first();
      return first == Long.MAX_VALUE ? 1 : first;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void read(long from, long to, Consumer<Entry> reader) {
    View view = view(from, to);
    for (Segment segment : view.segments) segmentsReader.read(segment, from, to, reader);
    view.memory.forEach(reader);
  }

  /// What there is at this moment: the segments, and the entries that are in none of them yet.
  private record View(List<Segment> segments, List<Entry> memory) {}

  private View view(long from, long to) {
    lock.lock();
    try {
      if (to >= backlog.first()) backlog.closeGap();
      return new View(segments, backlog.between(from, to));
    } finally {
      lock.unlock();
    }
  }

  /// The entry of this number, if it is kept.
  public Optional<Entry> entry(long seq) {
    var found = new AtomicReference<@Nullable Entry>();
    read(seq, seq, found::set);
    return Optional.ofNullable(found.get());
  }

  /// A page of entries, newest first.
  public JournalPage page(JournalQuery query) {
    View view = view(Math.max(0, query.after()), query.before());
    return segmentsReader.page(view.segments, view.memory, query);
  }

  /// The number of the first entry at or after this time, or of the next one to come.
  ///
  /// Entries are in the order of the house; where the wall clock was set back, it is the first that
  /// comes so late.
  public long seqAt(Instant at) {
    View view = view(1, Long.MAX_VALUE);
    long ms = at.toEpochMilli();
    long seq = segmentsReader.seqAt(view.segments, ms);
    if (seq > 0) return seq;
    for (Entry entry : view.memory) if (entry.at().toEpochMilli() >= ms) return entry.seq();
    return last() + 1;
  }

  private void writeAll() {
    while (true) {
      List<Entry> batch;
      lock.lock();
      try {
        awaitEntries();
        batch = backlog.head(BATCH);
        if (batch.isEmpty()) break;
      } catch (InterruptedException e) {
        break;
      } finally {
        lock.unlock();
      }
      try {
        int count = writer.write(batch);
        wrote(count, batch.get(count - 1).seq());
      } catch (IOException | RuntimeException e) {
        writer.reset();
        if (failed("the journal cannot be written: " + Cause.of(e))) break;
      }
    }
    lock.lock();
    try {
      writeEnded = true;
      syncWake.signal();
    } finally {
      lock.unlock();
    }
  }

  private void awaitEntries() throws InterruptedException {
    while (!closing) {
      long now = System.nanoTime();
      long wait = Long.MAX_VALUE;
      if (!backlog.isEmpty()) {
        boolean good = standing.fault().isEmpty();
        wait = good ? oldestNanos + WRITE_NANOS - now : retryAt - now;
        boolean wanted = !forWrite.isEmpty() || !forSync.isEmpty() || backlog.size() >= BATCH;
        if (wait <= 0 || good && wanted) return;
      }
      writeWake.awaitNanos(wait);
    }
  }

  private void wrote(int count, long seq) {
    List<CompletableFuture<Void>> done;
    lock.lock();
    try {
      backlog.written(count);
      segments = writer.segments();
      current = writer.channel();
      unsynced.addAll(writer.takeRolled());
      if (writtenSeq == syncedSeq) unsyncedNanos = System.nanoTime();
      writtenSeq = seq;
      writes++;
      oldestNanos = System.nanoTime();
      retryNanos = 0;
      standing.good("the journal is written again; " + backlog.size() + " entries wait");
      done = forWrite.take(seq);
      syncWake.signal();
    } finally {
      lock.unlock();
    }
    done.forEach(future -> future.complete(null));
  }

  /// Refuses all who wait; true when there will be no other attempt.
  private boolean failed(String sentence) {
    var refused = new ArrayList<CompletableFuture<Void>>();
    boolean ends;
    lock.lock();
    try {
      failures++;
      retryNanos = Math.min(RETRY_NANOS_MAX, Math.max(WRITE_NANOS, retryNanos * 2));
      retryAt = System.nanoTime() + retryNanos;
      ends = closing;
      standing.bad(sentence);
      refused.addAll(forWrite.take(Long.MAX_VALUE));
      refused.addAll(forSync.take(Long.MAX_VALUE));
    } finally {
      lock.unlock();
    }
    refused.forEach(f -> f.completeExceptionally(new NotKept("this is not kept: " + sentence)));
    return ends;
  }

  private void syncAll() {
    while (true) {
      List<FileChannel> rolled;
      FileChannel open;
      long target;
      lock.lock();
      try {
        awaitUnsynced();
        if (writtenSeq == syncedSeq) return;
        rolled = List.copyOf(unsynced);
        unsynced.clear();
        open = current;
        target = writtenSeq;
      } catch (InterruptedException e) {
        return;
      } finally {
        lock.unlock();
      }
      try {
        for (FileChannel channel : rolled) {
          channel.force(false);
          channel.close();
        }
        if (open != null) open.force(false);
        synced(target);
      } catch (IOException e) {
        failed("the journal cannot be synced: " + Cause.of(e));
        if (syncLater(rolled)) return;
      }
    }
  }

  private void awaitUnsynced() throws InterruptedException {
    while (!writeEnded) {
      if (writtenSeq == syncedSeq) {
        syncWake.await();
      } else {
        long wait = unsyncedNanos + SYNC_NANOS - System.nanoTime();
        if (wait <= 0 || !forSync.isEmpty()) return;
        syncWake.awaitNanos(wait);
      }
    }
  }

  /// Tries again in a minute, or with the next write, which opens the file anew; true when there is
  /// no later.
  private boolean syncLater(List<FileChannel> rolled) {
    lock.lock();
    try {
      for (FileChannel channel : rolled) if (channel.isOpen()) unsynced.add(channel);
      unsyncedNanos = System.nanoTime();
      return writeEnded;
    } finally {
      lock.unlock();
    }
  }

  private void synced(long seq) {
    List<CompletableFuture<Void>> done;
    lock.lock();
    try {
      syncedSeq = seq;
      unsyncedNanos = System.nanoTime();
      syncs++;
      done = forSync.take(seq);
    } finally {
      lock.unlock();
    }
    done.forEach(future -> future.complete(null));
  }

  /// How the journal stands; its state is *ok* when everything appended reaches the disk in its
  /// time.
  public StoreHealth health() {
    lock.lock();
    try {
      var counters = new LinkedHashMap<String, Long>();
      counters.put("journal.waiting", (long) backlog.size());
      counters.put("journal.dropped", backlog.dropped());
      counters.put("journal.writes", writes);
      counters.put("journal.syncs", syncs);
      counters.put("journal.failures", failures);
      counters.put("journal.bytes", segments.stream().mapToLong(Segment::length).sum());
      return standing.health(counters);
    } finally {
      lock.unlock();
    }
  }

  /// Writes and syncs what is left, waiting for it a few seconds at most.
  @Override
  public void close() {
    lock.lock();
    try {
      if (closing) return;
      closing = true;
      writeWake.signal();
      syncWake.signal();
    } finally {
      lock.unlock();
    }
    try {
      if (writeThread.join(CLOSE_TIME) && syncThread.join(CLOSE_TIME)) writer.finish();
      else notes.add("the journal was closed before all of it was on the disk");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package steward.mqtt;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import steward.value.Bytes;

/// Keeps the broker's state in one append-only file, written by a thread of its own.
///
/// Commits that arrive while one is being written go out together with the next write; the file is
/// synced at most once an interval, so a power cut costs that much. The file is rewritten when more
/// than half of it is no longer true. When the disk fails, what could not be written is kept in
/// memory, each key once, and tried again each second; until then the store takes no new messages.
public final class FileSessionStore implements SessionStore {
  /// Below this size the file is not rewritten.
  private static final long WORTH_REWRITING = 4L << 20;

  /// Bytes that may wait for the disk.
  private static final long MOST_WAITING = 64L << 20;

  private static final long RETRY_MILLIS = 1_000;

  private record Batch(Bytes body, Consumer<Boolean> done, boolean isLast) {}

  private final Path path;
  private final Duration syncEvery;
  private final long mostBytes;
  private final MqttMetrics metrics;
  private final StoreLog.Pen pen;
  private final PacketWriter changes = new PacketWriter();
  private final LinkedBlockingQueue<Batch> queue = new LinkedBlockingQueue<>();
  private final AtomicLong waiting = new AtomicLong();
  private final Map<StoreKey, byte[]> unwritten = new LinkedHashMap<>();
  private volatile boolean isFailed;
  private volatile boolean isFull;
  private volatile @Nullable Thread thread;
  private @Nullable StoreLog log;
  private long rewriteAbove = WORTH_REWRITING;
  private long syncedAt;
  private boolean isUnsynced;

  /// @param syncEvery the longest time that something written stays without a sync
  /// @param mostBytes true bytes kept at most; above it new messages are refused
  public FileSessionStore(Path path, Duration syncEvery, long mostBytes, MqttMetrics metrics) {
    this(path, syncEvery, mostBytes, metrics, StoreLog.PEN);
  }

  FileSessionStore(
      Path path, Duration syncEvery, long mostBytes, MqttMetrics metrics, StoreLog.Pen pen) {
    this.path = path;
    this.syncEvery = syncEvery;
    this.mostBytes = mostBytes;
    this.metrics = metrics;
    this.pen = pen;
  }

  @Override
  public void load(BiConsumer<StoreKey, byte[]> each) throws IOException {
    var opened = StoreLog.open(path, pen);
    metrics.add(Counter.STORE_TORN_BYTES, opened.torn());
    opened.each(each);
    log = opened;
    thread = Thread.ofPlatform().name("mqtt-store").daemon().start(() -> run(opened));
  }

  @Override
  public void put(StoreKey key, byte[] value) {
    StoreChange.writePut(changes, key, value);
  }

  @Override
  public void delete(StoreKey key) {
    StoreChange.writeDelete(changes, key);
  }

  @Override
  public boolean hasChanges() {
    return !changes.isEmpty();
  }

  @Override
  public void commit(Consumer<Boolean> done) {
    var body = Bytes.wrap(changes.take());
    waiting.addAndGet(body.length());
    queue.add(new Batch(body, done, false));
  }

  @Override
  public boolean accepts() {
    return !isFailed && !isFull && waiting.get() < MOST_WAITING;
  }

  private void run(StoreLog to) {
    List<Batch> batches = new ArrayList<>();
    boolean goesOn = true;
    while (goesOn) {
      batches.clear();
      goesOn = take(batches);
      write(to, batches);
      syncWhenDue(to, !goesOn);
      rewriteWhenDue(to);
    }
  }

  /// Waits for the next batches, or until something else is due. False after the last batch.
  private boolean take(List<Batch> batches) {
    try {
      var first = isUnsynced || isFailed ? queue.poll(nap(), TimeUnit.MILLISECONDS) : queue.take();
      if (first != null) batches.add(first);
    } catch (InterruptedException _) {
      return false;
    }
    queue.drainTo(batches);
    return batches.stream().noneMatch(Batch::isLast);
  }

  private long nap() {
    long untilSync = syncedAt + syncEvery.toMillis() - now();
    return Math.max(1, isFailed ? RETRY_MILLIS : untilSync);
  }

  private static long now() {
    return System.nanoTime() / 1_000_000;
  }

  private void write(StoreLog to, List<Batch> batches) {
    List<byte[]> bodies = new ArrayList<>();
    if (!unwritten.isEmpty()) bodies.add(written(unwritten));
    for (var batch : batches) {
      if (!batch.body.isEmpty()) bodies.add(batch.body.unsafeArray());
    }
    boolean isWritten = bodies.isEmpty() || append(to, bodies);
    for (var batch : batches) {
      waiting.addAndGet(-batch.body.length());
      if (!isWritten) keep(batch.body.unsafeArray());
      batch.done.accept(isWritten || batch.body.isEmpty() && !isFailed);
    }
    isFull = to.live() > mostBytes;
  }

  private boolean append(StoreLog to, List<byte[]> bodies) {
    try {
      to.append(bodies);
      unwritten.clear();
      isFailed = false;
      if (!isUnsynced) syncedAt = now();
      isUnsynced = true;
      return true;
    } catch (IOException _) {
      isFailed = true;
      metrics.count(Counter.STORE_FAILURES);
      return false;
    }
  }

  private void keep(byte[] body) {
    try {
      for (var change : StoreChange.readAll(body)) {
        unwritten.remove(change.key());
        unwritten.put(
            change.key(),
            java.util.Arrays.copyOfRange(body, change.at(), change.at() + change.length()));
      }
    } catch (PacketException e) {
      throw new IllegalStateException("a frame of our own cannot be read", e);
    }
  }

  private static byte[] written(Map<StoreKey, byte[]> records) {
    var out = new PacketWriter();
    records.values().forEach(out::raw);
    return out.take();
  }

  private void syncWhenDue(StoreLog to, boolean isLast) {
    if (!isUnsynced || !isLast && now() - syncedAt < syncEvery.toMillis()) return;
    try {
      to.sync();
      isUnsynced = false;
    } catch (IOException _) {
      metrics.count(Counter.STORE_FAILURES);
      syncedAt = now();
    }
  }

  private void rewriteWhenDue(StoreLog to) {
    if (to.size() < rewriteAbove || to.size() < 2 * to.live()) return;
    try {
      to.compact();
      metrics.count(Counter.STORE_COMPACTIONS);
      rewriteAbove = WORTH_REWRITING;
    } catch (IOException _) {
      metrics.count(Counter.STORE_FAILURES);
      rewriteAbove = to.size() + to.size() / 2;
    }
  }

  @Override
  public void close() throws IOException {
    var writer = thread;
    if (writer == null) return;
    thread = null;
    queue.add(new Batch(Bytes.wrap(changes.take()), _ -> {}, true));
    try {
      writer.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    if (log != null) log.close();
  }
}

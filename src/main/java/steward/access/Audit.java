package steward.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import steward.rights.AuditEntry;
import steward.store.AuditQuery;
import steward.store.AuditTable;
import steward.value.Text;

/// The audit log: who did, or was refused, what. Thread-safe; [#record] never blocks.
///
/// Entries are kept in the order in which they came, a moment later. What is refused is kept the
/// first time and then counted for a minute per principal, address, operation and verdict, so that
/// a flood costs a bounded number of rows; it pushes out nothing that was allowed.
public final class Audit implements AutoCloseable {
  public static final Duration KEEP = Duration.ofDays(400);
  public static final int ROWS_MAX = 200_000;

  /// The most rows of what was refused.
  public static final int REFUSED_ROWS_MAX = 50_000;

  /// Entries that wait for the disk; further ones are dropped and counted.
  static final int WAITING_MAX = 2_000;

  /// Kinds of refusals that are counted apart within a minute; further ones are counted as of many
  /// addresses, per operation and verdict.
  static final int KINDS_MAX = 100;

  static final Duration COUNTED = Duration.ofMinutes(1);
  private static final Duration TRIM_EVERY = Duration.ofHours(1);
  private static final int BATCH_MAX = 200;
  private static final int REASON_MAX = 300;
  private static final int WORD_MAX = 120;
  private static final String ALLOWED = "allowed";
  private static final String MANY = "many";
  private static final Logger LOG = LoggerFactory.getLogger(Audit.class);

  /// What is counted together.
  private record Kind(String principal, String address, String operation, String verdict) {}

  /// @param first of them, which is kept already
  /// @param more how many came since
  private record Counted(AuditEntry first, int more) {}

  private final AuditTable table;
  private final InstantSource clock;
  private final ArrayDeque<AuditEntry> waiting = new ArrayDeque<>();
  private final Map<Kind, Counted> counted = new LinkedHashMap<>();
  private CompletableFuture<Void> writing = CompletableFuture.completedFuture(null);
  private Instant minute;
  private Instant trimmed = Instant.MIN;
  private boolean sweepDue;
  private boolean closed;
  private long dropped;

  public Audit(AuditTable table, InstantSource clock) {
    this.table = table;
    this.clock = clock;
    minute = clock.instant();
  }

  /// Notes what was done or refused.
  public synchronized void record(AuditEntry entry) {
    if (closed) {
      dropped++;
      return;
    }
    sweep();
    AuditEntry plain = plain(entry);
    if (plain.verdict().equals(ALLOWED)) add(plain);
    else count(plain);
    write();
  }

  /// Names come from outside: without controls, and not longer than a row should be.
  private static AuditEntry plain(AuditEntry e) {
    return new AuditEntry(
        0,
        e.at(),
        cut(e.principal(), WORD_MAX),
        cut(e.role(), WORD_MAX),
        cut(e.address(), WORD_MAX),
        cut(e.face(), WORD_MAX),
        cut(e.operation(), WORD_MAX),
        cut(e.target(), WORD_MAX),
        cut(e.verdict(), WORD_MAX),
        cut(e.reason(), REASON_MAX),
        Math.max(1, e.count()));
  }

  private static String cut(String text, int max) {
    String clean = Text.clean(text);
    return clean.length() <= max ? clean : clean.substring(0, max - 1) + "…";
  }

  private void count(AuditEntry entry) {
    var kind = new Kind(entry.principal(), entry.address(), entry.operation(), entry.verdict());
    boolean isKnown = counted.containsKey(kind);
    if (!isKnown && counted.size() >= KINDS_MAX) {
      kind = new Kind(MANY, MANY, entry.operation(), entry.verdict());
      isKnown = counted.containsKey(kind);
      entry = with(entry, MANY, MANY, entry.count());
    }
    if (isKnown) {
      counted.computeIfPresent(kind, (_, c) -> new Counted(c.first, c.more + 1));
      return;
    }
    counted.put(kind, new Counted(entry, 0));
    add(entry);
    sweepLater();
  }

  private static AuditEntry with(AuditEntry e, String principal, String address, int count) {
    return new AuditEntry(
        0,
        e.at(),
        principal,
        e.role(),
        address,
        e.face(),
        e.operation(),
        e.target(),
        e.verdict(),
        e.reason(),
        count);
  }

  private void sweepLater() {
    if (sweepDue) return;
    sweepDue = true;
    CompletableFuture.delayedExecutor(COUNTED.toSeconds(), TimeUnit.SECONDS)
        .execute(() -> {
          synchronized (this) {
            sweepDue = false;
            if (closed) return;
            sweep();
            write();
            if (!counted.isEmpty()) sweepLater();
          }
        });
  }

  /// Keeps what was counted, when its minute is over.
  private void sweep() {
    Duration passed = Duration.between(minute, clock.instant());
    if (passed.isNegative() || passed.compareTo(COUNTED) >= 0) keepCounted();
  }

  private void keepCounted() {
    for (Counted one : counted.values()) {
      AuditEntry first = one.first;
      if (one.more > 0) add(with(first, first.principal(), first.address(), one.more));
    }
    counted.clear();
    minute = clock.instant();
  }

  private void add(AuditEntry entry) {
    if (waiting.size() < WAITING_MAX) waiting.add(entry);
    else dropped++;
  }

  private void write() {
    if (!writing.isDone() || waiting.isEmpty()) return;
    var batch = new ArrayList<AuditEntry>(BATCH_MAX);
    while (!waiting.isEmpty() && batch.size() < BATCH_MAX) batch.add(waiting.removeFirst());
    CompletableFuture<Void> kept =
        table
            .append(batch)
            .handle((_, fault) -> {
              if (fault != null) lost(batch.size(), fault);
              return null;
            });
    writing = kept;
    // On a thread of its own, since this may run on the store's.
    var _ = kept.thenRunAsync(this::goOn);
  }

  private synchronized void lost(int entries, Throwable fault) {
    if (dropped == 0) LOG.error("the audit log cannot be kept: {}", fault.getMessage());
    dropped += entries;
  }

  private synchronized void goOn() {
    Instant now = clock.instant();
    if (Duration.between(trimmed, now).abs().compareTo(TRIM_EVERY) >= 0) {
      trimmed = now;
      // Nobody waits for it: what is not dropped now is dropped in an hour.
      var _ = table.trim(now.minus(KEEP), REFUSED_ROWS_MAX, ROWS_MAX).exceptionally(_ -> 0);
    }
    write();
  }

  /// How many entries could not be kept since the start.
  public synchronized long dropped() {
    return dropped;
  }

  /// A page, newest first; what came in this moment may still be missing. Blocks.
  public List<AuditEntry> page(AuditQuery query) {
    return table.page(query);
  }

  /// Hands out everything, oldest first, a part at a time. Blocks.
  public void export(Consumer<AuditEntry> to) {
    long after = 0;
    while (true) {
      List<AuditEntry> part = table.after(after, AuditQuery.LIMIT_MAX);
      part.forEach(to);
      if (part.size() < AuditQuery.LIMIT_MAX) return;
      after = part.getLast().seq();
    }
  }

  /// Waits until what was noted is kept, a few seconds at most.
  ///
  /// @return whether it is
  boolean flush() {
    for (int i = 0; i < WAITING_MAX / BATCH_MAX + 2; i++) {
      CompletableFuture<Void> now;
      synchronized (this) {
        write();
        if (waiting.isEmpty() && writing.isDone()) return true;
        now = writing;
      }
      try {
        now.get(2, TimeUnit.SECONDS);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return false;
      } catch (ExecutionException | TimeoutException _) {
        return false;
      }
    }
    return false;
  }

  /// Keeps what is still counted; to be called before the store is closed.
  @Override
  public void close() {
    synchronized (this) {
      if (closed) return;
      keepCounted();
      closed = true;
    }
    if (!flush()) LOG.warn("some entries of the audit log were not kept at the end");
  }
}

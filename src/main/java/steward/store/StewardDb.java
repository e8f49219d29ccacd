package steward.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import steward.loop.Snapshots;

/// The small database `steward.db`: things, activities, settings, snapshots, and who may do what.
/// Thread-safe.
///
/// One thread writes, each change a transaction that survives a power cut. Reading blocks the
/// caller for a moment and belongs on a virtual thread. When the disk refuses, the change fails
/// with a sentence and everything else goes on.
public final class StewardDb implements AutoCloseable {
  static final int WRITES_WAITING_MAX = 1000;
  static final int COPIES_MAX = 7;
  private static final Duration COPY_EVERY = Duration.ofDays(1);
  private static final Duration COPY_FIRST = Duration.ofMinutes(2);

  private final Path file;
  private final boolean fresh;
  private final InstantSource clock;
  private final Notes notes;
  private final Connection writer;
  private final Connection reader;
  private final ReentrantLock reading = new ReentrantLock();
  private final ThreadPoolExecutor executor;
  private final LongAdder writes = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final Registry registry;
  private final SnapshotTable snapshots;
  private final AccountTable accounts;
  private final SessionTable sessions;
  private final AuditTable audit;
  private final MqttClientTable mqttClients;
  private final MqttPasswordTable mqttPasswords;
  private final WebhookTable webhooks;
  private final NoticeTable notices;
  private final LedgerTable ledger;
  private final StationTable stations;
  private final GradeTable grades;
  private final DeviceSecretTable deviceSecrets;
  private final Standing standing;

  private StewardDb(
      Path file, boolean fresh, Connection writer, Connection reader, InstantSource clock)
      throws SQLException {
    this.file = file;
    this.fresh = fresh;
    this.clock = clock;
    this.writer = writer;
    this.reader = reader;
    notes = new Notes(clock);
    standing = new Standing(clock, notes);
    executor =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WRITES_WAITING_MAX),
            Thread.ofPlatform().daemon().name("store-write").factory());
    registry = new Registry(this);
    snapshots = new SnapshotTable(this);
    accounts = new AccountTable(this);
    sessions = new SessionTable(this);
    audit = new AuditTable(this);
    mqttClients = new MqttClientTable(this);
    mqttPasswords = new MqttPasswordTable(this);
    webhooks = new WebhookTable(this);
    notices = new NoticeTable(this);
    ledger = new LedgerTable(this);
    stations = new StationTable(this);
    grades = new GradeTable(this);
    deviceSecrets = new DeviceSecretTable(this);
  }

  /// Opens the file, which is made if it is not there, checks it and brings it to the newest
  /// schema.
  ///
  /// @throws DamagedStore if its quick check fails; the file is left as it is
  /// @throws NewerStore if a newer steward wrote it
  /// @throws IOException if it cannot be opened
  public static StewardDb open(Path file, InstantSource clock) throws IOException {
    boolean fresh = !Sqlite.isThere(file);
    Connection writer = null;
    try {
      writer = Sqlite.write(file, true);
      Optional<String> fault = fresh ? Optional.empty() : Sqlite.fault(writer);
      if (fault.isPresent()) throw damaged(file, fault.get());
      new Migrations("steward").apply(file, writer);
      return new StewardDb(file, fresh, writer, Sqlite.read(file), clock);
    } catch (SQLException e) {
      close(writer);
      if (Sqlite.isDamage(e)) throw damaged(file, String.valueOf(e.getMessage()));
      throw new IOException(file + " cannot be opened: " + Cause.of(e), e);
    } catch (UnusableStore e) {
      close(writer);
      throw e;
    }
  }

  private static DamagedStore damaged(Path file, String fault) {
    String name = String.valueOf(file.getFileName());
    return new DamagedStore(
        """
        %s is damaged (%s). Nothing in it was changed. To go on: stop here, move %s, %s-wal and %s-shm out of %s, \
        copy the newest file of the folder 'backups' there as %s, and start again; what changed since that copy \
        stands in the journal. Without a copy, 'sqlite3 DAMAGED .recover | sqlite3 %s' saves what can be read.\
        """
            .formatted(
                name, fault, name, name, name, file.toAbsolutePath().getParent(), name, name));
  }

  private static void close(@org.jspecify.annotations.Nullable Connection connection) {
    if (connection == null) return;
    try {
      connection.close();
    } catch (SQLException e) {
      // Nothing was changed yet and the cause is on its way up.
    }
  }

  /// Whether the file was not there before: then things and activities that the journal speaks of
  /// are not known.
  public boolean isFresh() {
    return fresh;
  }

  public Registry registry() {
    return registry;
  }

  public Snapshots snapshots() {
    return snapshots;
  }

  public AccountTable accounts() {
    return accounts;
  }

  public SessionTable sessions() {
    return sessions;
  }

  public AuditTable audit() {
    return audit;
  }

  public DeviceSecretTable deviceSecrets() {
    return deviceSecrets;
  }

  public MqttPasswordTable mqttPasswords() {
    return mqttPasswords;
  }

  public MqttClientTable mqttClients() {
    return mqttClients;
  }

  public GradeTable grades() {
    return grades;
  }

  public NoticeTable notices() {
    return notices;
  }

  public LedgerTable ledger() {
    return ledger;
  }

  public StationTable stations() {
    return stations;
  }

  public WebhookTable webhooks() {
    return webhooks;
  }

  /// Runs a change on the writer's thread; completes when it is committed and synced.
  <T> CompletableFuture<T> write(String what, Sqlite.Work<T> work) {
    var future = new CompletableFuture<T>();
    try {
      executor.execute(() -> change(what, work, future));
    } catch (RejectedExecutionException e) {
      failures.increment();
      String why =
          executor.isShutdown()
              ? "the steward stops"
              : WRITES_WAITING_MAX + " changes wait already";
      future.completeExceptionally(new NotKept(what + " is not kept: " + why, e));
    }
    return future;
  }

  private <T> void change(String what, Sqlite.Work<T> work, CompletableFuture<T> future) {
    T result;
    try {
      result = Sqlite.transaction(writer, work);
    } catch (SQLException e) {
      failures.increment();
      String sentence = file.getFileName() + " cannot be written: " + Cause.of(e);
      standing.bad(sentence);
      future.completeExceptionally(new NotKept(what + " is not kept: " + sentence, e));
      return;
    } catch (RuntimeException e) {
      future.completeExceptionally(e);
      return;
    }
    writes.increment();
    standing.good(file.getFileName() + " is written again");
    future.complete(result);
  }

  /// Runs a question on the caller's thread. Sees what is committed.
  ///
  /// @throws NotKept if the file cannot be read
  <T> T read(Sqlite.Work<T> work) {
    reading.lock();
    try {
      return work.on(reader);
    } catch (SQLException e) {
      throw new NotKept(file.getFileName() + " cannot be read: " + Cause.of(e), e);
    } finally {
      reading.unlock();
    }
  }

  /// What a row says, or nothing and a note if this steward cannot read it.
  <T> Optional<T> readable(String what, Supplier<T> row) {
    try {
      return Optional.of(row.get());
    } catch (RuntimeException e) {
      notes.add(
          what
              + " in "
              + file.getFileName()
              + " cannot be read and is left out: "
              + e.getMessage());
      return Optional.empty();
    }
  }

  /// Puts a copy into this folder now, and keeps its newest [#COPIES_MAX].
  public CompletableFuture<Path> copy(Path folder) {
    String name =
        DateTimeFormatter.ofPattern("'steward-'yyyyMMdd-HHmmss'.db'")
            .withZone(ZoneOffset.UTC)
            .format(clock.instant());
    Path to = folder.resolve(name);
    var future = new CompletableFuture<Path>();
    Runnable work =
        () -> {
          try (PreparedStatement vacuum = writer.prepareStatement("vacuum into ?")) {
            Files.createDirectories(folder);
            Files.deleteIfExists(to);
            vacuum.setString(1, to.toString());
            vacuum.execute();
            dropCopies(folder);
            future.complete(to);
          } catch (SQLException | IOException e) {
            notes.add("a copy of " + file.getFileName() + " could not be made: " + Cause.of(e));
            future.completeExceptionally(new NotKept("no copy was made: " + Cause.of(e), e));
          }
        };
    try {
      executor.execute(work);
    } catch (RejectedExecutionException e) {
      future.completeExceptionally(
          new NotKept("no copy was made: the steward stops or is too busy", e));
    }
    return future;
  }

  private static List<Path> copies(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) return List.of();
    try (var all = Files.list(folder)) {
      return all.filter(f -> f.getFileName().toString().matches("steward-\\d{8}-\\d{6}\\.db"))
          .sorted()
          .toList();
    }
  }

  private static void dropCopies(Path folder) throws IOException {
    List<Path> copies = copies(folder);
    for (int i = 0; i < copies.size() - COPIES_MAX; i++) Files.delete(copies.get(i));
  }

  /// From now on, puts a copy into this folder whenever the newest there is older than a day.
  public void copyDaily(Path folder) {
    CompletableFuture.delayedExecutor(COPY_FIRST.toSeconds(), TimeUnit.SECONDS)
        .execute(() -> copyIfDue(folder));
  }

  private void copyIfDue(Path folder) {
    if (executor.isShutdown()) return;
    try {
      List<Path> copies = copies(folder);
      Instant newest =
          copies.isEmpty() ? Instant.MIN : Files.getLastModifiedTime(copies.getLast()).toInstant();
      if (newest.isBefore(clock.instant().minus(COPY_EVERY))) {
        // A copy that fails is noted, and tried again in an hour.
        var _ = copy(folder);
      }
    } catch (IOException e) {
      notes.add("the copies of " + file.getFileName() + " cannot be listed: " + Cause.of(e));
    }
    CompletableFuture.delayedExecutor(1, TimeUnit.HOURS).execute(() -> copyIfDue(folder));
  }

  public StoreHealth health() {
    var counters =
        Map.of(
            "store.writes", writes.sum(),
            "store.failures", failures.sum(),
            "store.waiting", (long) executor.getQueue().size());
    return standing.health(counters);
  }

  /// Ends the changes that wait, a few seconds at most, and closes the file.
  @Override
  public void close() {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(2, TimeUnit.SECONDS)) {
        notes.add("some changes were still waiting when " + file.getFileName() + " was closed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    reading.lock();
    try {
      close(reader);
      close(writer);
    } finally {
      reading.unlock();
    }
  }
}

package steward.network.fence;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks through the fence's helper at what happened since it looked before: by itself every
/// [#EVERY], and at once when somebody wants to know. Thread-safe; it looks, and tells those who
/// watch, on one virtual thread of its own, one after the other.
public final class Lookout implements AutoCloseable {
  static final Duration EVERY = Duration.ofSeconds(30);

  /// Not more often than that, however many ask.
  static final Duration PACE = Duration.ofSeconds(1);

  private static final Duration BACK_OFF_MAX = Duration.ofMinutes(1);
  private static final Duration RECORD_MAX = Duration.ofDays(31);

  /// By so many bytes before it the place in the record is known again.
  private static final int ANCHOR_BYTES = 160;

  /// Further ones who ask at the same time are told what was seen last.
  private static final int ASKING_MAX = 200;

  private static final Logger LOG = LoggerFactory.getLogger(Lookout.class);

  /// What the helper can be asked; each call blocks.
  public interface Teller {
    Flows flows() throws IOException;

    List<String> leases() throws IOException;

    String names(int from) throws IOException;
  }

  /// How far the record of names was read.
  ///
  /// @param read in bytes
  /// @param anchor what stands before that place
  public record Mark(int read, String anchor) {
    public static final Mark BEGIN = new Mark(0, "");
  }

  private final Teller teller;
  private final InstantSource clock;
  private final NamesLog log;
  private final List<Consumer<Sighting>> watchers = new CopyOnWriteArrayList<>();
  private final BlockingQueue<CompletableFuture<Optional<Sighting>>> asking =
      new ArrayBlockingQueue<>(ASKING_MAX);
  private volatile @Nullable Sighting last;
  private volatile Optional<String> fault = Optional.empty();
  private volatile Mark mark = Mark.BEGIN;
  private volatile boolean closed;
  private boolean isCut;
  private boolean wasAway;
  private @Nullable Thread thread;

  /// @param zone of this machine, in which the record has its times
  public Lookout(Teller teller, InstantSource clock, ZoneId zone) {
    this.teller = teller;
    this.clock = clock;
    log = new NamesLog(zone);
  }

  /// To be called before [#begin].
  public void watch(Consumer<Sighting> watcher) {
    watchers.add(watcher);
  }

  /// Looks from now on.
  ///
  /// @param from where an earlier steward read the record of names to, so that nothing is told
  ///   twice
  public synchronized void begin(Optional<Mark> from) {
    if (thread != null || closed) return;
    mark = from.orElse(Mark.BEGIN);
    thread = Thread.ofVirtual().name("lookout").start(this::run);
  }

  /// Looks at once, but not sooner than a second after the look before.
  ///
  /// @return what was seen, after all who watch were told; empty where the helper is away
  public CompletableFuture<Optional<Sighting>> lookNow() {
    var wish = new CompletableFuture<Optional<Sighting>>();
    if (closed || !asking.offer(wish)) wish.complete(seen());
    if (closed) wish.complete(seen());
    return wish;
  }

  public Optional<Sighting> last() {
    return Optional.ofNullable(last);
  }

  /// Why nothing can be seen now, in a sentence without a full stop; empty before the first look.
  public Optional<String> fault() {
    return fault;
  }

  /// How far it has read; what was told last belongs to it.
  public Mark mark() {
    return mark;
  }

  private Optional<Sighting> seen() {
    return fault.isPresent() ? Optional.empty() : last();
  }

  private void run() {
    Duration wait = Duration.ZERO;
    Duration backOff = PACE;
    try {
      while (!closed) {
        var wishes = new ArrayList<CompletableFuture<Optional<Sighting>>>();
        var first = asking.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) wishes.add(first);
        asking.drainTo(wishes);
        look();
        wishes.forEach(wish -> wish.complete(seen()));
        backOff = fault.isPresent() ? doubled(backOff) : PACE;
        Thread.sleep(PACE);
        wait = (fault.isPresent() ? backOff : EVERY).minus(PACE);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      asking.forEach(wish -> wish.complete(seen()));
    }
  }

  private static Duration doubled(Duration time) {
    Duration twice = time.multipliedBy(2);
    return twice.compareTo(BACK_OFF_MAX) > 0 ? BACK_OFF_MAX : twice;
  }

  private void look() {
    try {
      Sighting seen = sighting();
      last = seen;
      fault = Optional.empty();
      wasAway = false;
      isCut = false;
      for (var watcher : watchers) tell(watcher, seen);
    } catch (IOException | RuntimeException e) {
      // Before the first look nobody was away.
      wasAway = last != null;
      if (fault.isEmpty() && !closed)
        LOG.warn("the helper of the fence tells nothing: {}", e.getMessage());
      fault = Optional.of("the helper of the fence tells nothing");
    }
  }

  private static void tell(Consumer<Sighting> watcher, Sighting seen) {
    try {
      watcher.accept(seen);
    } catch (RuntimeException e) {
      LOG.error("what was seen at the fence could not be taken", e);
    }
  }

  private Sighting sighting() throws IOException {
    // The counts first: a name is asked for before its address is used, so it is never missing.
    Flows flows = teller.flows();
    var leases = Leases.read(teller.leases());
    String lines = record();
    Instant now = clock.instant();
    Sighting before = last;
    Instant since = before == null ? now.minus(RECORD_MAX) : before.at();
    return new Sighting(now, flows, leases, log.read(lines, since, now), isCut || wasAway);
  }

  /// The whole lines that were written since; the helper empties the record when it is long.
  private String record() throws IOException {
    Mark from = mark;
    String text = teller.names(from.read() - from.anchor().length());
    if (text.startsWith(from.anchor())) {
      text = text.substring(from.anchor().length());
    } else {
      isCut = true;
      from = Mark.BEGIN;
      text = teller.names(0);
    }
    int end = text.lastIndexOf('\n') + 1;
    String whole = text.substring(0, end);
    if (end > 0) {
      String anchor = whole.substring(Math.max(0, end - ANCHOR_BYTES));
      mark = new Mark(from.read() + end, anchor);
    } else if (from.equals(Mark.BEGIN)) {
      mark = from;
    }
    return whole;
  }

  @Override
  public void close() {
    closed = true;
    Thread running = thread;
    if (running == null) return;
    running.interrupt();
    try {
      running.join(BACK_OFF_MAX);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}

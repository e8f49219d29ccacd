package steward.loop;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import steward.state.TimerKey;
import steward.task.Command;
import steward.thing.Reading;
import steward.thing.Thing;

/// The one writer: takes inputs from its inbox in one order, gives them to the house, and hands out
/// what follows.
///
/// [#post], [#ask], [#query] and [#saw] are thread-safe and never wait. All else runs on the house
/// thread, or on the caller of [#turn] where no thread was started (tests).
public final class HouseLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HouseLoop.class);
  private static final int READINGS_A_TURN = 256;
  private static final long PARK_MAX_MS = 1_000;
  static final int SNAPSHOT_ENTRIES = 20_000;
  static final Duration SNAPSHOT_EVERY = Duration.ofMinutes(10);
  static final Duration SNAPSHOT_AT_MOST_EVERY = Duration.ofSeconds(30);

  private final House house;
  private final Journal journal;
  private final HouseState.States states;
  private final Time time;
  private final WallWatch wall;
  private final Inbox<Control> inbox = new Inbox<>();
  private final List<Consumer<Entry>> watchers = new CopyOnWriteArrayList<>();
  private final LongAdder faults = new LongAdder();
  private final LongAdder unknownThing = new LongAdder();
  private volatile Sender sender = (_, _) -> {};
  private volatile Publisher publisher = (_, _) -> {};
  private Consumer<House> restored = _ -> {};
  private volatile boolean parked;
  private volatile boolean stopping;
  private volatile boolean knowsTime = true;
  private @Nullable Thread thread;
  private boolean restoring;
  private long journaled;
  private long monoBase;
  private long nanosBase;
  private long snapshotSeq;
  private long snapshotMono;

  private sealed interface Control {
    record Input(
        Fact fact, String subject, String principal, Instant at, CompletableFuture<Long> reply)
        implements Control {}

    record Query(Consumer<House> question) implements Control {}
  }

  public HouseLoop(
      House.Expectations expectations,
      ZoneId zone,
      Journal journal,
      HouseState.States states,
      Time time) {
    this.journal = journal;
    this.states = states;
    this.time = time;
    this.nanosBase = time.nanos();
    this.wall = new WallWatch(time);
    this.house = new House(expectations, zone, new Out());
  }

  private final class Out implements House.Output {
    @Override
    public void entry(Entry entry) {
      if (entry.seq() <= journaled) return; // restoring: it is in the journal already
      journal.append(entry);
      for (Consumer<Entry> watcher : watchers) {
        try {
          watcher.accept(entry);
        } catch (RuntimeException e) {
          fault("a watcher failed at entry " + entry.seq(), e);
        }
      }
    }

    @Override
    public void send(Command command, Thing thing) {
      if (!restoring) sender.send(command, thing);
    }

    @Override
    public void withdraw(Command command, Thing thing) {
      if (!restoring) sender.withdraw(command, thing);
    }

    @Override
    public void publish(String activity, Fact.Published message) {
      if (!restoring) publisher.publish(activity, message);
    }
  }

  private void fault(String what, RuntimeException e) {
    faults.increment();
    LOG.error("{}", what, e);
  }

  /// Who takes the commands; set before the loop starts.
  public void sendTo(Sender newSender) {
    sender = newSender;
  }

  /// Who takes the messages of activities; set before the loop starts.
  public void publishTo(Publisher newPublisher) {
    publisher = newPublisher;
  }

  /// Sees the house as it was put back, before it goes on; set before it is restored.
  public void whenRestored(Consumer<House> sees) {
    restored = sees;
  }

  /// Sees every entry on the house thread, in order; must be quick and not block.
  public void watch(Consumer<Entry> watcher) {
    watchers.add(watcher);
  }

  public void unwatch(Consumer<Entry> watcher) {
    watchers.remove(watcher);
  }

  /// Puts back the state of the last run: the newest snapshot, then the inputs of the journal's
  /// tail.
  ///
  /// @param orElse what to put in when there is neither
  public void restore(Consumer<House> orElse, String version) {
    restoring = true;
    journaled = journal.last();
    // After a power cut the snapshot can be newer than the end of the journal: it is gone on from.
    var state = states.newest();
    state.ifPresent(s -> s.into(house));
    if (state.isEmpty()) {
      long first = journal.first();
      if (first > 1 || journaled == 0) orElse.accept(house);
      if (first > 1) house.resume(first - 1, house.mono(), house.at());
    }
    journal.read(house.seq() + 1, journaled, this::replay);
    if (house.seq() < journaled) house.resume(journaled, house.mono(), house.at());
    restoring = false;
    journaled = 0;
    snapshotSeq = state.map(HouseState::seq).orElse(0L);
    long away =
        !house.knowsTime() || state.isEmpty() && house.seq() == 0
            ? 0
            : Duration.between(house.at(), time.wall()).toMillis();
    monoBase = house.mono() + Math.max(0, away);
    nanosBase = time.nanos();
    snapshotMono = monoBase;
    wall.begin();
    restored.accept(house);
    take(new Fact.Started(version), "", "steward", time.wall());
  }

  private void replay(Entry entry) {
    if (!entry.isInput()) return;
    if (entry.seq() > house.seq() + 1) house.resume(entry.seq() - 1, house.mono(), house.at());
    if (entry.seq() <= house.seq()) return;
    house.take(entry.fact(), entry.subject(), entry.principal(), entry.at(), entry.mono());
  }

  /// Starts the house thread.
  public void start() {
    thread = Thread.ofPlatform().name("house").start(this::run);
  }

  private void run() {
    while (!stopping) {
      if (turn()) continue;
      parked = true;
      if (inbox.isEmpty() && !stopping) {
        long wait = house.idle(time.wall(), mono(), PARK_MAX_MS);
        if (wait > 0) LockSupport.parkNanos(this, wait * 1_000_000);
      }
      parked = false;
    }
    turn();
  }

  private void wake() {
    if (parked) LockSupport.unpark(thread);
  }

  /// Takes what waits now; false when there was nothing to do.
  public boolean turn() {
    boolean did = takeControl();
    wall.moved().ifPresent(by -> take(new Fact.ClockMoved(by), "", "clock", time.wall()));
    for (int i = 0; i < READINGS_A_TURN; i++) {
      Reading reading = inbox.takeReading();
      if (reading == null) break;
      // A quick thing answers while this turn lasts: its command is to be known as sent by then.
      takeControl();
      read(reading);
      did = true;
    }
    did |= fireDue();
    keepState();
    return did;
  }

  private boolean takeControl() {
    boolean did = false;
    Control control;
    while ((control = inbox.takeControl()) != null) {
      handle(control);
      did = true;
    }
    return did;
  }

  private boolean fireDue() {
    boolean did = false;
    Instant now = time.wall();
    TimerKey key;
    while ((key = house.nextDue(now, mono()).orElse(null)) != null) {
      take(new Fact.Due(key), key.subject(), "clock", now);
      did = true;
    }
    return did;
  }

  private void read(Reading reading) {
    Thing thing = house.board().thing(reading.thing()).orElse(null);
    if (thing == null) {
      unknownThing.increment();
      return;
    }
    var fact = new Fact.Read(reading.property(), reading.value(), reading.quality());
    take(fact, thing.id().value(), "thing", reading.at());
  }

  private void handle(Control control) {
    switch (control) {
      case Control.Query(Consumer<House> question) -> question.accept(house);
      case Control.Input input when repeated(input.fact()) != 0 ->
          input.reply().complete(repeated(input.fact()));
      case Control.Input input -> {
        long seq = take(input.fact(), input.subject(), input.principal(), input.at());
        if (seq == 0)
          input
              .reply()
              .completeExceptionally(new IllegalStateException("the house could not take it"));
        else input.reply().complete(seq);
      }
    }
  }

  /// The command that the same key asked for before, or 0: a repeated request makes no second
  /// command.
  private long repeated(Fact fact) {
    return fact instanceof Fact.Wanted wanted
        ? house.tasks().keyed(wanted.key()).map(Command::id).orElse(0L)
        : 0;
  }

  private long take(Fact fact, String subject, String principal, Instant at) {
    try {
      long seq = house.take(fact, subject, principal, at, mono());
      if (knowsTime != house.knowsTime()) knowsTime = house.knowsTime();
      return seq;
    } catch (RuntimeException e) {
      fault("the house could not take " + fact.kind().label() + " of " + subject, e);
      return 0;
    }
  }

  private long mono() {
    return monoBase + (time.nanos() - nanosBase) / 1_000_000;
  }

  private void keepState() {
    long mono = mono();
    boolean many = house.seq() - snapshotSeq >= SNAPSHOT_ENTRIES;
    long since = mono - snapshotMono;
    if ((many && since >= SNAPSHOT_AT_MOST_EVERY.toMillis())
        || (since >= SNAPSHOT_EVERY.toMillis() && house.seq() > snapshotSeq)) {
      keepStateNow();
    }
  }

  private void keepStateNow() {
    snapshotSeq = house.seq();
    snapshotMono = mono();
    states.keep(HouseState.of(house));
  }

  /// Hands over an input that nobody waits for, stamped now. False when the control lane is full.
  public boolean post(Fact fact, String subject, String principal) {
    boolean taken =
        inbox.addControl(
            new Control.Input(fact, subject, principal, time.wall(), new CompletableFuture<>()));
    wake();
    return taken;
  }

  /// Hands over a person's input: completes with its number once it would survive `kill -9` and a
  /// power cut.
  ///
  /// Fails with [RejectedExecutionException] when the control lane is full.
  public CompletableFuture<Long> ask(Fact fact, String subject, String principal) {
    return taken(fact, subject, principal)
        .thenCompose(seq -> journal.written(seq, true).thenApply(_ -> seq));
  }

  /// As [#ask], but completes as soon as the house took it, before it is on the disk.
  public CompletableFuture<Long> taken(Fact fact, String subject, String principal) {
    var reply = new CompletableFuture<Long>();
    if (!inbox.addControl(new Control.Input(fact, subject, principal, time.wall(), reply))) {
      return CompletableFuture.failedFuture(
          new RejectedExecutionException("the house has too much to do"));
    }
    wake();
    return reply;
  }

  /// Asks the house something on its own thread; the answer must be immutable.
  public <T> CompletableFuture<T> query(Function<House, T> question) {
    var answer = new CompletableFuture<T>();
    Consumer<House> asked =
        h -> {
          try {
            answer.complete(question.apply(h));
          } catch (RuntimeException e) {
            answer.completeExceptionally(e);
          }
        };
    if (!inbox.addControl(new Control.Query(asked))) {
      answer.completeExceptionally(new RejectedExecutionException("the house has too much to do"));
    }
    wake();
    return answer;
  }

  /// Hands over a reading of a thing.
  public void saw(Reading reading) {
    inbox.addReading(reading);
    wake();
  }

  /// Whether the house knows what time it is; clock times wait until it does.
  public boolean knowsTime() {
    return knowsTime;
  }

  /// Somebody whose clock is right has shown that the system's clock is, too.
  public void timeProven() {
    if (!knowsTime) post(new Fact.TimeKnown(true), "", "clock");
  }

  /// Counters and limits for the health page.
  public Map<String, Long> counters() {
    var counters = new java.util.TreeMap<String, Long>();
    counters.put("house.faults", faults.sum());
    counters.put("inbox.readings.waiting", (long) inbox.waitingReadings());
    counters.put("inbox.control.waiting", (long) inbox.waitingControl());
    counters.put("inbox.readings.merged", inbox.merged.sum());
    counters.put("inbox.readings.dropped", inbox.dropped.sum());
    counters.put("inbox.control.refused", inbox.refused.sum());
    counters.put("readings.unknown-thing", unknownThing.sum());
    return counters;
  }

  /// Stops in order: what waits is taken, the stop is written, the state is kept.
  @Override
  public void close() {
    stopping = true;
    Thread running = thread;
    if (running != null) {
      LockSupport.unpark(running);
      try {
        running.join(Duration.ofSeconds(2));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    take(new Fact.Stopped(), "", "steward", time.wall());
    keepStateNow();
  }
}

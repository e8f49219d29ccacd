package steward.link;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import steward.driver.Driver;
import steward.driver.Effect;
import steward.driver.Input;
import steward.driver.Moment;
import steward.driver.Offer;
import steward.driver.Step;
import steward.loop.Fact;
import steward.loop.HouseLoop;
import steward.thing.Action;
import steward.thing.Message;
import steward.thing.Reading;
import steward.thing.Status;
import steward.thing.Thing;
import steward.thing.Udn;
import steward.value.Bytes;

/// One device and its driver: holds the state of their conversation and carries out what the driver
/// wants.
///
/// Thread-safe: inputs are taken one at a time. A driver that fails or dawdles is set aside for a
/// while; the others never notice.
final class DeviceLink<S> {
  static final Duration STEP_MAX = Duration.ofMillis(100);
  static final int FAULTS_MAX = 10;
  static final Duration ASIDE = Duration.ofMinutes(1);

  /// Doubled for each time that a conversation ended before it was steady.
  static final Duration REOPEN = Duration.ofSeconds(1);

  static final Duration STEADY = Duration.ofMinutes(5);
  private static final int REOPENED_MAX = 8;

  private static final Logger LOG = LoggerFactory.getLogger(DeviceLink.class);

  private final List<Thing> things;
  private final Driver<S> driver;
  private final Set<String> topics;
  private final Carrier carrier;
  private final Outside outside;
  private final MessageRing ring = new MessageRing();
  private final Map<Udn, String> stood = new HashMap<>();
  private final Map<String, Runnable> wakes = new HashMap<>();
  private final Pending pending = new Pending();

  /// Commands that were taken back while the driver was set aside: it is told when it goes on.
  private final Deque<Long> takenBack = new ArrayDeque<>();

  /// What is wanted while the house takes in what the device told of itself: its things may be
  /// driven anew at the next moment, and a command that is on its way then would be lost.
  private final Deque<Input.Wanted> held = new ArrayDeque<>();

  /// What was held and is begun, as long as the house may not have heard of it.
  private final Set<Long> given = new HashSet<>();

  private S state;
  private int lessons;
  private int faults;
  private long faultsSince;
  private long asideUntil = Long.MIN_VALUE;
  private boolean closed;
  private boolean isLost;
  private Taken.@Nullable Collected taking;
  private long openedAt;
  private int reopened;

  /// What a link needs of the world around it.
  interface Outside {
    HouseLoop loop();

    steward.loop.Time time();

    /// Runs the task later; what comes back cancels it.
    Runnable later(Duration after, Runnable task);

    void count(String counter);

    /// The device told more of itself.
    void learnt(Offer offer);

    void keep(Udn device, String name, Bytes secret, boolean ofFamily);

    /// Which of our things has this UDN, by its id.
    @Nullable String idOf(Udn udn);
  }

  DeviceLink(List<Thing> things, Driver<S> driver, Carrier carrier, Outside outside) {
    this.things = List.copyOf(things);
    this.carrier = carrier;
    this.driver = driver;
    this.topics = Set.copyOf(driver.topics());
    this.outside = outside;
    this.state = driver.start();
  }

  Set<String> topics() {
    return topics;
  }

  /// Whether it is not reached over the broker.
  boolean isLocal() {
    return carrier.host().isPresent();
  }

  boolean isBoundTo(String host) {
    return carrier.host().filter(host::equals).isPresent();
  }

  List<Thing> things() {
    return things;
  }

  MessageRing ring() {
    return ring;
  }

  private Moment moment(Instant at) {
    return Moments.of(driver, at);
  }

  synchronized void opened() {
    stood.clear();
    openedAt = outside.time().nanos();
    if (isLost) {
      // A thing that announces nothing would stay absent until it speaks, and could not be asked.
      for (Thing thing : things) {
        stand(
            new Effect.Stood(
                thing.udn(), Status.State.WAITING, "not heard since the way to it is back"));
      }
    }
    isLost = false;
    step(new Input.Opened(moment(outside.time().wall())), 0);
  }

  synchronized void lost(String reason) {
    if (closed) return;
    isLost = true;
    step(new Input.Lost(reason, moment(outside.time().wall())), 0);
    for (Thing thing : things) stand(new Effect.Stood(thing.udn(), Status.State.ABSENT, reason));
  }

  synchronized void came(Message message) {
    Instant at = outside.time().wall();
    keep(at, true, message);
    step(new Input.Came(message, moment(at)), 0);
  }

  /// Takes a message whose sender asks what became of it.
  ///
  /// @param principal who is to stand behind its readings in the journal
  synchronized Taken came(Message message, String principal) {
    if (closed || isAside()) return Taken.nothing("the thing's driver is set aside after faults");
    var collected = new Taken.Collected(principal);
    taking = collected;
    try {
      came(message);
    } finally {
      taking = null;
    }
    return collected.taken();
  }

  synchronized void want(long command, Udn thing, Action action) {
    // The house asks again for what it has not heard to be sent, when a thing is there again.
    if ((pending.holds(command) || given.contains(command)) && !closed) return;
    take(new Input.Wanted(command, thing, action, moment(outside.time().wall())));
  }

  /// Takes what another link of this device held.
  synchronized void hand(List<Input.Wanted> others) {
    others.forEach(this::take);
    List<Long> commands = others.stream().map(Input.Wanted::command).toList();
    given.addAll(commands);
    var _ = outside.loop().query(_ -> true).whenComplete((_, _) -> heard(commands));
  }

  private synchronized void heard(List<Long> commands) {
    commands.forEach(given::remove);
  }

  private void take(Input.Wanted wanted) {
    if (lessons == 0 || closed || held.size() >= Pending.MAX) want(wanted);
    else if (held.stream().noneMatch(one -> one.command() == wanted.command())) held.add(wanted);
  }

  private void want(Input.Wanted wanted) {
    long command = wanted.command();
    Udn thing = wanted.thing();
    if (closed || isAside()) {
      sent(command, thing, "its driver is set aside after faults");
    } else if (carrier.obstacle().isPresent()) {
      sent(command, thing, carrier.obstacle().orElse(""));
    } else if (!step(wanted, command)) {
      sent(command, thing, "the driver could not make a message of it");
    }
  }

  /// The house has ended the command before it was sent: the driver is not to send it any more.
  synchronized void withdraw(long command) {
    held.removeIf(one -> one.command() == command);
    if (!pending.remove(command)) return;
    if (isAside() && takenBack.size() < Pending.MAX) takenBack.add(command);
    else step(new Input.Withdrawn(command, moment(outside.time().wall())), 0);
  }

  private void sent(long command, Udn thing, String failure) {
    String id = outside.idOf(thing);
    if (id != null) outside.loop().post(new Fact.Sent(command, failure), id, "link");
  }

  private synchronized void due(String name) {
    wakes.remove(name);
    if (!closed) step(new Input.Due(name, moment(outside.time().wall())), 0);
  }

  private boolean isAside() {
    return asideUntil != Long.MIN_VALUE && outside.time().nanos() < asideUntil;
  }

  /// Gives the input to the driver; `command` is 0 but for a wanted action.
  ///
  /// @return whether the driver did anything about it
  private boolean step(Input input, long command) {
    if (closed || isAside()) return false;
    for (Long back = takenBack.poll(); back != null; back = takenBack.poll())
      step(new Input.Withdrawn(back, input.moment()), 0);
    long before = outside.time().nanos();
    Step<S> step;
    try {
      step = driver.on(state, input);
    } catch (RuntimeException | StackOverflowError e) {
      fault("failed", e);
      return false;
    }
    state = step.state();
    boolean did = false;
    boolean told = false;
    for (Effect effect : step.effects()) {
      if (effect instanceof Effect.Waits || effect instanceof Effect.Goes) told = true;
      if (effect instanceof Effect.Send && command != 0 && !told) {
        sent(command, ((Input.Wanted) input).thing(), "");
        told = true;
      }
      pending.take(effect);
      carryOut(effect);
      did |= isDeed(effect);
    }
    if (outside.time().nanos() - before > STEP_MAX.toNanos()) fault("took too long", null);
    return did;
  }

  private static boolean isDeed(Effect effect) {
    return effect instanceof Effect.Send
        || effect instanceof Effect.Answered
        || effect instanceof Effect.Waits
        || effect instanceof Effect.Unsent;
  }

  private void fault(String what, @Nullable Throwable e) {
    // A machine that is busy elsewhere makes any step slow: only what repeats itself is held
    // against the driver.
    outside.count(e == null ? "driver.slow-steps" : "driver.faults");
    if (e != null) LOG.warn("the driver of {} {}", things.getFirst().udn(), what, e);
    long now = outside.time().nanos();
    if (now - faultsSince > ASIDE.toNanos()) {
      faults = 0;
      faultsSince = now;
    }
    if (++faults < FAULTS_MAX) return;
    faults = 0;
    asideUntil = outside.time().nanos() + ASIDE.toNanos();
    for (Thing thing : things) {
      stand(new Effect.Stood(thing.udn(), Status.State.ERROR, "its driver " + what + " too often"));
    }
  }

  private void keep(Instant at, boolean incoming, Message message) {
    if (!driver.isPrivate() && !driver.isSecret(message)) ring.add(at, incoming, message);
  }

  private void carryOut(Effect effect) {
    switch (effect) {
      case Effect.Saw(Reading reading) -> saw(reading);
      case Effect.Send(Message message) -> {
        keep(outside.time().wall(), false, message);
        carrier.send(message);
      }
      case Effect.Stood standing -> stand(standing);
      case Effect.Answered(long command, boolean accepted, String reason) ->
          outside.loop().post(new Fact.Answered(command, accepted, reason), subject(), "thing");
      case Effect.Wake(String name, Duration after) -> {
        Runnable older = wakes.put(name, outside.later(after, () -> due(name)));
        if (older != null) older.run();
      }
      case Effect.Learnt(Offer offer) -> learnt(offer);
      case Effect.Goes(long command) ->
          outside.loop().post(new Fact.Sent(command, ""), subject(), "link");
      case Effect.Unsent(long command, String why) ->
          outside.loop().post(new Fact.Sent(command, why), subject(), "link");
      case Effect.Waits _ -> {}
      case Effect.Keep(String name, Bytes secret, boolean ofFamily) -> {
        ring.hide(secret);
        outside.keep(things.getFirst().udn().root(), name, secret, ofFamily);
      }
      case Effect.Remember(String name, Bytes note) ->
          outside.keep(things.getFirst().udn().root(), name, note, false);
      case Effect.Proved _ -> outside.count("driver.effects.unused");
      case Effect.Close(String reason) -> reopenLater(reason);
      case Effect.Dropped(String sentence) -> {
        outside.count("driver.dropped");
        ring.leave(sentence);
        if (taking != null) taking.dropped(sentence);
      }
    }
  }

  private void learnt(Offer offer) {
    outside.learnt(offer);
    lessons++;
    // By the time that the house answers it has taken in the lesson.
    var _ = outside.loop().query(_ -> true).whenComplete((_, _) -> takenIn());
  }

  private synchronized void takenIn() {
    lessons--;
    if (lessons > 0 || closed || held.isEmpty()) return;
    List<Input.Wanted> all = List.copyOf(held);
    held.clear();
    hand(all);
  }

  private void saw(Reading reading) {
    Taken.Collected collected = taking;
    String id = collected == null ? null : outside.idOf(reading.thing());
    if (collected == null || id == null) outside.loop().saw(reading);
    else collected.saw(outside.loop(), reading, id);
  }

  /// The thing that stands for the device where a number says which of its things is meant.
  private String subject() {
    return things.getFirst().id().value();
  }

  private void stand(Effect.Stood standing) {
    String now = standing.state().label() + " " + standing.reason();
    String id = outside.idOf(standing.thing());
    if (id == null || now.equals(stood.put(standing.thing(), now))) return;
    outside.loop().post(new Fact.Stood(standing.state(), standing.reason()), id, "thing");
  }

  /// A conversation that ended is begun anew, after a while that grows as long as it ends soon.
  private void reopenLater(String reason) {
    outside.count("link.closed-by-driver");
    carrier.hangUp();
    wakes.values().forEach(Runnable::run);
    wakes.clear();
    long now = outside.time().nanos();
    reopened = now - openedAt > STEADY.toNanos() ? 1 : Math.min(reopened + 1, REOPENED_MAX);
    Duration after = REOPEN.multipliedBy(1L << reopened);
    LOG.debug("{} opens again in {}: {}", things.getFirst().udn(), after, reason);
    wakes.put(
        "(reopen)",
        outside.later(
            after,
            () -> {
              if (!closed) opened();
            }));
  }

  /// @return what was wanted of it and not begun: for whoever drives the device from now on
  synchronized List<Input.Wanted> close() {
    closed = true;
    carrier.close();
    wakes.values().forEach(Runnable::run);
    wakes.clear();
    return List.copyOf(held);
  }
}

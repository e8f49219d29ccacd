package steward.loop;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import steward.activity.Activity;
import steward.activity.ActivityEngine;
import steward.place.Place;
import steward.place.Sky;
import steward.state.Held;
import steward.state.HouseView;
import steward.state.Membership;
import steward.state.StateBoard;
import steward.state.TimerKey;
import steward.state.Timers;
import steward.state.Trail;
import steward.task.Command;
import steward.task.TaskRunner;
import steward.thing.Action;
import steward.thing.Property;
import steward.thing.Selector;
import steward.thing.Status;
import steward.thing.Thing;
import steward.thing.ThingId;

/// The whole house as a pure function of its state and the next input. No I/O, thread, clock or
/// chance inside, so that the same inputs in the same order give the same house, number for number.
/// Confined to the house loop.
///
/// An input is a [Fact] with a subject and the moment it came; it gets the next journal number.
/// What follows from it is written in the same call, so an entry's number never depends on timing
/// outside.
public final class House implements HouseView {
  /// Names the meaning of the same inputs. A snapshot of another meaning is still read; the
  /// difference is said.
  public static final int SEMANTICS = 3;

  private final StateBoard board = new StateBoard();
  private final Timers timers = new Timers();
  private final Orders orders;
  private final Reports reports;
  private final Script script;
  private final HousePeople people;
  private final Membership membership =
      new Membership(board::things, id -> HousePeople.isAtHome(this, id));
  private final HousePlace place;
  private final Output output;
  private final TaskRunner tasks;
  private final ActivityEngine engine;
  private long seq;
  private HouseTime time = HouseTime.NEW;
  private Instant at = Instant.EPOCH;
  private long mono;
  private @Nullable ZonedDateTime now;

  /// By what an action of a thing is confirmed: the question to the thing's family.
  public interface Expectations {
    steward.thing.Expectation of(Thing thing, Action action);
  }

  /// What the house gives out, in the order in which it happens.
  public interface Output {
    /// An entry for the journal and for all who watch.
    void entry(Entry entry);

    /// The command is to be handed to the link of its thing.
    void send(Command command, Thing thing);

    /// The command ended before it was sent: where its link still keeps it, it is not to go out.
    default void withdraw(Command command, Thing thing) {}

    /// The message is to be handed to the broker.
    void publish(String activity, Fact.Published message);
  }

  public House(Expectations expectations, ZoneId zone, Output output) {
    this.output = output;
    this.tasks = new TaskRunner(timers, new Desk(this, output));
    this.orders = new Orders(this, board, tasks, expectations);
    this.script = new Script(this, tasks, orders, output);
    this.engine = new ActivityEngine(this, timers, script);
    this.reports = new Reports(this);
    this.people = new HousePeople(this, reports::told, orders, output);
    this.place = new HousePlace(this, Place.in(zone), reports);
  }

  /// Takes one input.
  ///
  /// @param wallNow wall time; `monoNow` is the house's own time in milliseconds and never steps
  ///   back
  /// @return the number of its entry
  public long take(Fact fact, String subject, String principal, Instant wallNow, long monoNow) {
    at = wallNow;
    time = time.at(wallNow);
    mono = Math.max(mono, monoNow);
    now = null;
    long cause;
    if (fact instanceof Fact.Read read) {
      cause = reports.read(read, subject, principal);
    } else {
      cause = write(subject, causes(fact), 0, principal, fact);
      apply(fact, subject, principal, cause);
    }
    engine.settle(mono);
    return cause;
  }

  /// A timer of a command or a run was set by it.
  private static List<Long> causes(Fact fact) {
    return fact instanceof Fact.Due(TimerKey key)
            && key.number() > 0
            && key.kind() != TimerKey.Kind.STAYS
        ? List.of(key.number())
        : List.of();
  }

  long write(String subject, List<Long> causes, long inferred, String principal, Fact fact) {
    long number = ++seq;
    output.entry(
        new Entry(number, at, mono, subject, causes, inferred, principal, fact, Entry.VERSION));
    return number;
  }

  TaskRunner.Now moment() {
    return new TaskRunner.Now(at, mono);
  }

  private void apply(Fact fact, String subject, String principal, long cause) {
    switch (fact) {
      case Fact.Read _, Fact.Found _, Fact.Noted _, Fact.Stopped _ -> {}
      case Fact.Came _, Fact.Fired _, Fact.Skipped _, Fact.Published _ ->
          throw new IllegalArgumentException("an output is no input: " + fact.kind());
      case Fact.Stood stood -> stand(new ThingId(subject), stood, cause);
      case Fact.Wanted wanted -> {
        engine.touched(new ThingId(subject));
        orders.want(new ThingId(subject), wanted, principal, List.of(), cause, Trail.NONE);
      }
      case Fact.Sent(long command, String failure) -> handedOver(command, failure, cause);
      case Fact.Answered(long command, boolean accepted, String reason) ->
          tasks.answered(command, accepted, reason, cause, moment());
      case Fact.Called _ -> engine.call(subject, cause, mono);
      case Fact.Due(TimerKey key) -> due(key, cause);
      case Fact.ClockMoved(Duration by) -> clockMoved(by, cause);
      case Fact.TimeKnown _ -> believe(time.proven(at), cause, false);
      case Fact.Settled(Place settled) -> settled(settled, cause);
      case Fact.GroupPut(var group) -> {
        membership.put(group);
        engine.membershipChanged(cause, mono);
      }
      case Fact.GroupGone _ -> {
        membership.remove(subject);
        engine.membershipChanged(cause, mono);
      }
      case Fact.Heard(String topic, String payload) -> engine.heard(topic, payload, cause, mono);
      case Fact.Undone(long firing) -> undone(firing, subject, cause);
      case Fact.Started _ -> started(cause);
      case Fact.ThingPut(Thing thing) -> {
        board.put(thing);
        people.look(thing, cause);
        membershipChanged(cause);
      }
      case Fact.ThingGone _ -> {
        tasks.gone(new ThingId(subject), cause, moment());
        board.remove(new ThingId(subject));
        people.follow(new ThingId(subject), cause);
        membershipChanged(cause);
      }
      case Fact.ActivityPut(Activity activity) -> engine.put(activity, cause);
      case Fact.ActivityGone _ -> engine.remove(subject, cause);
    }
  }

  private void handedOver(long id, String failure, long cause) {
    Optional<Command> order =
        tasks.command(id).filter(one -> one.isWaiting() && one.thing().equals(PlaceThing.ID));
    tasks.sent(id, failure, cause, moment());
    if (failure.isEmpty()) order.ifPresent(place::obey);
  }

  private void clockMoved(Duration by, long cause) {
    believe(time.moved(at), cause, false);
    engine.clockMoved(by, cause, mono);
    place.follow(cause);
  }

  private void settled(Place settled, long cause) {
    now = null;
    place.settle(settled, cause);
    membershipChanged(cause);
    engine.placeChanged(cause, mono);
  }

  private void undone(long firing, String activity, long cause) {
    String why = engine.undo(firing, cause, mono).orElse("");
    Activity of = engine.activity(activity).orElse(null);
    if (!why.isEmpty() && of != null) script.skipped(of, "take it back: " + why, List.of(cause));
  }

  private void started(long cause) {
    believe(time.started(at), cause, true);
    tasks.restarted(cause, board::status, moment());
    place.follow(cause);
    engine.started(cause, mono);
  }

  /// A thing told whether it is there: the place counts, and people are where their phones are.
  void presence(ThingId thing, long cause) {
    if (people.follow(thing, cause)) membershipChanged(cause);
    else place.countPeople(cause);
  }

  private void membershipChanged(long cause) {
    membership.changed();
    engine.membershipChanged(cause, mono);
    place.countPeople(cause);
  }

  /// @param starts whether it is said again that the time is not known
  private void believe(HouseTime next, long cause, boolean starts) {
    boolean changed = next.isKnown() != time.isKnown();
    time = next;
    if (changed || starts && !next.isKnown())
      write("", List.of(cause), 0, "clock", new Fact.TimeKnown(next.isKnown()));
    if (changed && next.isKnown()) {
      engine.timeKnown(cause, mono);
      place.follow(cause);
    }
  }

  private void stand(ThingId id, Fact.Stood stood, long cause) {
    Status before = board.status(id);
    boolean heard = stood.state() == Status.State.PRESENT;
    board.stand(id, new Status(stood.state(), stood.reason(), heard ? at : before.seen()));
    if (heard && before.state() != Status.State.PRESENT) reachable(id);
    if (before.state() != stood.state()) engine.stood(id, cause, mono);
  }

  /// A device is there again. A person was never out of reach, and is told nothing twice.
  void reachable(ThingId id) {
    if (board.thing(id).filter(Thing::isDevice).isPresent()) tasks.reachable(id);
  }

  private void due(TimerKey key, long cause) {
    long set = timers.due(key).orElse(key.followsWallClock() ? at.toEpochMilli() : mono);
    if (!timers.take(key)) return;
    switch (key.kind()) {
      case STAYS, WAIT, CLOCK, WITHIN, UNTIL, LOOK -> engine.due(key, set, cause, mono);
      case SUN -> place.follow(cause);
      case SEND_BY, REPORT_BY, RETRY ->
          tasks.due(key, cause, board.status(new ThingId(key.subject())), moment());
    }
  }

  /// The next timer that is due at this moment; to be given back as [Fact.Due].
  public Optional<TimerKey> nextDue(Instant wallNow, long monoNow) {
    return timers.next(monoNow, edges(wallNow)).map(Timers.Timer::key);
  }

  /// Milliseconds until a timer is due, at most `atMost`.
  public long idle(Instant wallNow, long monoNow, long atMost) {
    return timers.wait(monoNow, edges(wallNow), atMost);
  }

  /// Up to when clock times have come: none while the time is not known.
  private long edges(Instant wallNow) {
    return time.isKnown() ? wallNow.toEpochMilli() : 0;
  }

  @Override
  public Optional<Thing> thing(ThingId id) {
    return board.thing(id);
  }

  @Override
  public Status status(ThingId id) {
    return board.status(id);
  }

  @Override
  public Optional<Held> held(ThingId id, Property property) {
    return Optional.ofNullable(board.held(id, property));
  }

  @Override
  public List<ThingId> members(Selector selector) {
    return membership.of(selector);
  }

  @Override
  public Sky sky() {
    return place.sky();
  }

  @Override
  public Instant at() {
    return at;
  }

  @Override
  public ZonedDateTime now() {
    ZonedDateTime known = now;
    if (known == null) {
      known = at.atZone(zone());
      now = known;
    }
    return known;
  }

  @Override
  public boolean knowsTime() {
    return time.isKnown();
  }

  HousePeople people() {
    return people;
  }

  HousePlace place() {
    return place;
  }

  HouseTime time() {
    return time;
  }

  public StateBoard board() {
    return board;
  }

  public ActivityEngine engine() {
    return engine;
  }

  public TaskRunner tasks() {
    return tasks;
  }

  public Timers timers() {
    return timers;
  }

  /// The number of the last entry, and the house's own time.
  public long seq() {
    return seq;
  }

  public long mono() {
    return mono;
  }

  public ZoneId zone() {
    return sky().place().zone();
  }

  /// The groups of the house, and who belongs to them.
  public Membership membership() {
    return membership;
  }

  void resume(HouseState state) {
    time = state.time();
    seq = state.seq();
    mono = state.mono();
    at = state.at();
    now = null;
    place.restore(state.place());
    state.groups().forEach(membership::put);
  }

  /// Puts in where and what the house is, from before there was a state of it.
  public void put(Place known) {
    now = null;
    place.restore(known);
    board.put(PlaceThing.of(known));
  }

  /// Goes on from the journal's end where there is no snapshot.
  public void resume(long lastSeq, long lastMono, Instant lastAt) {
    seq = lastSeq;
    mono = lastMono;
    at = lastAt;
    now = null;
  }
}

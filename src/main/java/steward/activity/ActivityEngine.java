package steward.activity;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import steward.state.Event;
import steward.state.HouseView;
import steward.state.TimerKey;
import steward.state.Timers;
import steward.state.Trail;
import steward.thing.Outcome;
import steward.thing.ThingId;

/// From events to tasks: watches what the armed activities wait for. Pure; confined to the house
/// loop.
///
/// The cost of an event does not grow with the activities that do not watch it. After each input
/// the house calls [#settle]: what one activity sets off in another happens there, in order.
public final class ActivityEngine {
  /// How often an activity may be on the trail that leads to it, before the loop is cut.
  public static final int ROUNDS_MAX = 4;

  private final HouseView house;
  private final Timers timers;
  private final Stage stage;
  private final ClockTimers clocks;
  private final Edges edges;
  private final Listeners listeners;
  private final Player player;
  private final Undos undos;
  private final Map<String, Armed> activities = new TreeMap<>();
  private final Firings firings;
  private final Deque<Runnable> next = new ArrayDeque<>();
  private long mono;

  public ActivityEngine(HouseView house, Timers timers, Stage stage) {
    this.house = house;
    this.timers = timers;
    this.stage = stage;
    this.clocks = new ClockTimers(house, timers);
    var found = new Found();
    this.edges = new Edges(house, timers, found, this::fault);
    this.listeners = new Listeners(found);
    this.player = new Player(house, timers, stage, this::linesOver, this::startFor);
    this.firings = new Firings(house, stage, player, this::over, this::begin);
    this.undos = new Undos(house, stage, player, this::activity);
  }

  /// Takes an activity or its newer version. What the older one was in the middle of ends.
  public void put(Activity activity, long cause) {
    Armed older = activities.get(activity.id());
    if (older != null) stop(older, cause, "it was changed");
    var armed = new Armed(activity);
    if (older != null) armed.standing = older.standing;
    activities.put(activity.id(), armed);
    if (!activity.armed()) return;
    edges.watch(armed);
    listeners.add(armed);
    clocks.set(armed);
  }

  public void remove(String id, long cause) {
    Armed older = activities.remove(id);
    if (older != null) stop(older, cause, "it was deleted");
  }

  private void stop(Armed older, long cause, String why) {
    edges.unwatch(older);
    listeners.remove(older);
    clocks.cancel(older);
    firings.dropQueue(older.activity.id());
    for (Running run : player.of(older)) {
      boolean wasBusy = !run.strands.isEmpty();
      over(run);
      if (wasBusy)
        stage.skipped(older.activity, "the rest of a run: " + why, List.of(run.id, cause));
    }
  }

  private void fault(Armed armed, RuntimeException e, long cause) {
    Activity disarmed = armed.activity.armed(false);
    next.add(() -> {
      if (activities.get(disarmed.id()) != armed) return;
      put(disarmed, cause);
      stage.disarmed(disarmed, "it failed: " + e, cause);
    });
  }

  /// Looks at an event with every edge that watches it.
  public void on(Event event, long now) {
    mono = now;
    edges.on(event, now);
    player.changed(event.thing(), now);
  }

  /// The thing appeared or went quiet.
  public void stood(ThingId thing, long cause, long now) {
    mono = now;
    edges.stood(thing, cause, now);
    player.changed(thing, now);
  }

  /// The steward started.
  public void started(long cause, long now) {
    mono = now;
    listeners.started(cause);
  }

  /// A message came that no driver knows.
  public void heard(String topic, String payload, long cause, long now) {
    mono = now;
    listeners.heard(topic, payload, cause);
  }

  /// Things or groups changed: rules over them mean others from now on.
  public void membershipChanged(long cause, long now) {
    mono = now;
    edges.membershipChanged(activities.values(), cause, now);
  }

  /// A command came to its end.
  public void closed(long command, ThingId thing, Outcome outcome, long now) {
    next.add(() -> player.closed(command, thing, outcome, now));
  }

  /// A person asked the thing for something: it is theirs from now on.
  public void touched(ThingId thing) {
    undos.touched(thing);
  }

  /// Does what the last input set off.
  public void settle(long now) {
    mono = now;
    for (Runnable one = next.poll(); one != null; one = next.poll()) one.run();
  }

  /// A person starts the activity, armed or not.
  public boolean call(String id, long cause, long now) {
    mono = now;
    Armed armed = activities.get(id);
    if (armed == null) return false;
    firings.fire(armed, Cue.plain("a person started it", cause, Trail.NONE));
    return true;
  }

  private void startFor(Running by, String id) {
    String name = by.armed.activity.name();
    Trail trail = by.trail.then(by.armed.activity.id());
    next.add(() -> {
      Armed armed = activities.get(id);
      if (armed == null) {
        stage.skipped(by.armed.activity, "start " + id + ": it is not there", List.of(by.id));
      } else {
        firings.fire(armed, Cue.plain("“" + name + "” started it", by.id, trail));
      }
    });
  }

  /// Brings back what a run did, by hand; gives why it could not, or nothing.
  public Optional<String> undo(long run, long cause, long now) {
    mono = now;
    return undos.byHand(run, cause, now, running -> endLines(running, false));
  }

  private final class Found implements Edges.Found {
    @Override
    public void edge(Armed armed, int leaf, Cue cue) {
      try {
        ActivityEngine.this.edge(armed, leaf, cue);
      } catch (RuntimeException e) {
        fault(armed, e, cue.cause());
      }
    }

    @Override
    public void complete(Armed armed, Cue cue) {
      firings.fire(armed, cue);
    }
  }

  private void edge(Armed armed, int leaf, Cue cue) {
    if (armed.isEnding(leaf)) {
      for (Running run : player.of(armed)) if (!run.ending) finish(run, cue.cause());
      return;
    }
    if (edges.completes(armed, leaf, cue, mono)) firings.fire(armed, cue);
  }

  private void begin(Running run) {
    run.armed
        .activity
        .until()
        .flatMap(Until::after)
        .ifPresent(after -> timers.set(ending(run), mono + after.toMillis()));
    play(run, 0);
  }

  private void play(Running run, int at) {
    try {
      player.begin(run, at, mono);
    } catch (RuntimeException e) {
      fault(run.armed, e, run.id);
    }
  }

  private static TimerKey ending(Running run) {
    return new TimerKey(TimerKey.Kind.UNTIL, run.armed.activity.id(), run.id, 0);
  }

  /// The lines of a run are over: it is at its end, or its reason goes on.
  private void linesOver(Running run) {
    if (run.ending || run.armed.activity.until().isEmpty()) over(run);
  }

  /// The reason of a run ends: what it did is brought back if it says so, then come the last lines.
  private void finish(Running run, long cause) {
    timers.cancel(ending(run));
    player.stop(run);
    run.ending = true;
    boolean undo = run.armed.activity.until().map(Until::undo).orElse(false);
    if (undo) undos.bringBack(run, cause);
    endLines(run, true);
  }

  private void endLines(Running run, boolean perform) {
    if (perform) play(run, run.armed.program.ending());
    else over(run);
  }

  private void over(Running run) {
    boolean endsByItself = run.armed.activity.until().flatMap(Until::after).isPresent();
    if (endsByItself) timers.cancel(ending(run));
    player.forget(run);
    undos.keep(run, mono);
    String id = run.armed.activity.id();
    firings
        .nextOf(id)
        .ifPresent(waiting ->
            next.add(() -> {
              Armed armed = activities.get(id);
              if (armed != null) firings.fire(armed, waiting);
            }));
  }

  /// A timer of an activity is due. `due` is the time it was set for, on its own clock.
  public void due(TimerKey key, long due, long cause, long now) {
    mono = now;
    Armed armed = activities.get(key.subject());
    if (armed == null) return;
    switch (key.kind()) {
      case STAYS, WITHIN, LOOK -> edges.due(armed, key, cause, now);
      case CLOCK -> clock(armed, key.index(), due, cause);
      case WAIT -> goOn(armed, key, due, cause);
      case UNTIL -> {
        Running run = player.run(key.number());
        if (run != null) finish(run, cause);
      }
      case SEND_BY, REPORT_BY, RETRY, SUN ->
          throw new IllegalArgumentException("not an activity's timer: " + key);
    }
  }

  private void goOn(Armed armed, TimerKey key, long due, long cause) {
    Running run = player.run(key.number());
    Running.Strand strand = run == null ? null : run.strand(key.index()).orElse(null);
    if (run == null || strand == null) return;
    if (Lateness.mayStill(armed.activity, Duration.ofMillis(mono - due))) {
      player.due(run, strand, mono);
      return;
    }
    player.stop(run);
    stage.skipped(
        armed.activity,
        "the rest of a run: its wait ended " + Lateness.minutes(mono - due) + " ago",
        List.of(run.id, cause));
    linesOver(run);
  }

  private void clock(Armed armed, int leaf, long due, long cause) {
    if (leaf >= armed.leaves.size() || !(armed.leaves.get(leaf) instanceof Trigger.OfClock clock))
      return;
    long late = house.at().toEpochMilli() - due;
    clocks.set(armed, leaf, clock);
    if (armed.isEnding(leaf) || Lateness.mayStill(armed.activity, Duration.ofMillis(late))) {
      String at = Instant.ofEpochMilli(due).atZone(house.now().getZone()).toLocalTime().toString();
      edge(
          armed,
          leaf,
          new Cue(() -> "it was " + at, Optional.empty(), () -> at, cause, Trail.NONE));
    } else {
      String why = "a clock edge " + Lateness.minutes(late) + " ago was missed";
      stage.skipped(armed.activity, why, List.of(cause));
    }
  }

  /// The wall clock stepped back so far that the edges set by it mean nothing: they are set anew.
  public void clockMoved(Duration by, long cause, long now) {
    mono = now;
    boolean isFar = by.compareTo(Duration.ofHours(-3)) <= 0;
    if (isFar && house.knowsTime()) clocks.setAnew(activities.values());
    if (house.knowsTime()) edges.lookAnew(activities.values(), cause, now);
  }

  /// Clock times are meant in another zone or under another sun from now on.
  public void placeChanged(long cause, long now) {
    mono = now;
    clocks.setAnew(activities.values());
    edges.lookAnew(activities.values(), cause, now);
  }

  /// From now on the house knows the time: clock times that passed meanwhile were missed.
  public void timeKnown(long cause, long now) {
    mono = now;
    clocks.setMissing(activities.values());
    edges.lookAnew(activities.values(), cause, now);
  }

  public List<Activity> activities() {
    return activities.values().stream().map(armed -> armed.activity).toList();
  }

  public Optional<Activity> activity(String id) {
    return Optional.ofNullable(activities.get(id)).map(armed -> armed.activity);
  }

  public Standing standing(String id) {
    Armed armed = activities.get(id);
    return armed == null ? Standing.NEW : armed.standing;
  }

  public List<Run> runs() {
    var runs = new ArrayList<Run>();
    player.runs().forEach(run -> runs.add(run.picture()));
    return runs;
  }

  /// What can still be brought back by hand.
  public List<Past> past() {
    return undos.past(mono);
  }

  /// What the activities remember between events.
  public Memories memories() {
    var memories = new TreeMap<String, Kept.Memory>();
    activities.forEach((id, armed) -> {
      Kept.Memory memory = armed.memory();
      if (!memory.isEmpty()) memories.put(id, memory);
    });
    return new Memories(edges.beyond(), memories, firings.queued(), undos.past(mono));
  }

  /// Puts back what was kept. Timers are restored apart, after this.
  public void restore(List<Activity> kept, Map<String, Standing> stood, Memories memories) {
    for (Activity activity : kept) {
      var armed = new Armed(activity);
      armed.standing = stood.getOrDefault(activity.id(), Standing.NEW);
      activities.put(activity.id(), armed);
      if (activity.armed()) listeners.add(armed);
      Kept.Memory memory = memories.memories().get(activity.id());
      if (memory != null) armed.remember(memory);
    }
    edges.restore(activities.values(), new HashSet<>(memories.beyond()));
    firings.restore(memories.queued());
    undos.restore(memories.past());
  }

  public void restore(Run run) {
    Armed armed = activities.get(run.activity());
    if (armed != null && armed.activity.version() == run.version())
      player.restore(Running.of(run, armed));
  }
}

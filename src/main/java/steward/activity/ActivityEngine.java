package steward.activity;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import steward.state.Event;
import steward.state.HouseView;
import steward.state.TimerKey;
import steward.state.Timers;
import steward.state.Trail;
import steward.thing.Property;
import steward.thing.ThingId;
import steward.value.Amount;

/// From events to tasks: watches what the armed activities wait for. Pure; confined to the house
/// loop.
///
/// The cost of an event does not grow with the activities that do not watch it.
public final class ActivityEngine {
  /// How often an activity may be on the trail that leads to it, before the loop is cut.
  public static final int ROUNDS_MAX = 4;

  static final Duration HELD_EVERY = Duration.ofSeconds(1);

  private final HouseView house;
  private final Timers timers;
  private final Stage stage;
  private final ClockTimers clocks;
  private final Map<String, Activity> activities = new TreeMap<>();
  private final Map<String, Standing> standings = new HashMap<>();
  private final Map<ThingId, Map<Property, List<Watch>>> watches = new HashMap<>();
  private final Map<Long, Run> runs = new LinkedHashMap<>();

  /// A trigger of an armed activity that watches a property. `beyond` is the memory of a crossing.
  private static final class Watch {
    final Activity activity;
    final int index;
    final Trigger.OfThing trigger;
    boolean beyond;

    Watch(Activity activity, int index, Trigger.OfThing trigger) {
      this.activity = activity;
      this.index = index;
      this.trigger = trigger;
    }

    TimerKey stays() {
      return new TimerKey(TimerKey.Kind.STAYS, activity.id(), 0, index);
    }
  }

  public ActivityEngine(HouseView house, Timers timers, Stage stage) {
    this.house = house;
    this.timers = timers;
    this.stage = stage;
    this.clocks = new ClockTimers(house, timers);
  }

  /// Takes an activity or its newer version. What the older one was in the middle of ends.
  public void put(Activity activity, long cause) {
    Activity older = activities.get(activity.id());
    if (older != null) stop(older, cause, "it was changed");
    activities.put(activity.id(), activity);
    if (activity.armed()) watch(activity);
  }

  public void remove(String id, long cause) {
    Activity older = activities.remove(id);
    if (older != null) stop(older, cause, "it was deleted");
    standings.remove(id);
  }

  private void stop(Activity older, long cause, String why) {
    unwatch(older);
    for (Run run : List.copyOf(runs.values())) {
      if (!run.activity().equals(older.id())) continue;
      runs.remove(run.id());
      timers.cancel(wait(run));
      stage.skipped(older, "the rest of a run: " + why, List.of(run.id(), cause));
    }
  }

  private void watch(Activity activity) {
    for (int i = 0; i < activity.when().size(); i++) {
      switch (activity.when().get(i)) {
        case Trigger.OfThing trigger -> watch(new Watch(activity, i, trigger));
        case Trigger.OfClock clock -> clocks.set(activity, i, clock);
      }
    }
  }

  private void watch(Watch watch) {
    List<Watch> list =
        watches
            .computeIfAbsent(watch.trigger.thing(), _ -> new HashMap<>())
            .computeIfAbsent(watch.trigger.property(), _ -> new ArrayList<>(1));
    list.add(watch);
    // In which order activities look must not depend on when each was put: a replay would go
    // another way.
    list.sort(
        Comparator.comparing((Watch one) -> one.activity.id()).thenComparingInt(one -> one.index));
    if (watch.trigger instanceof Trigger.Crosses crosses) {
      watch.beyond =
          house
              .held(crosses.thing(), crosses.property())
              .map(h -> h.value() instanceof Amount(double n, _) && crosses.isBeyond(n))
              .orElse(false);
    }
  }

  private void unwatch(Activity activity) {
    for (int i = 0; i < activity.when().size(); i++) {
      if (activity.when().get(i) instanceof Trigger.OfThing trigger) {
        timers.cancel(new TimerKey(TimerKey.Kind.STAYS, activity.id(), 0, i));
        forget(trigger, activity.id());
      } else {
        clocks.cancel(activity, i);
      }
    }
  }

  private void forget(Trigger.OfThing trigger, String activity) {
    var ofThing = watches.get(trigger.thing());
    if (ofThing == null) return;
    var list = ofThing.get(trigger.property());
    if (list == null) return;
    list.removeIf(watch -> watch.activity.id().equals(activity));
    if (list.isEmpty()) ofThing.remove(trigger.property());
    if (ofThing.isEmpty()) watches.remove(trigger.thing());
  }

  /// Looks at an event with every trigger that watches it.
  public void on(Event event, long mono) {
    var ofThing = watches.get(event.thing());
    if (ofThing == null) return;
    var list = ofThing.get(event.property());
    if (list == null) return;
    for (int i = 0; i < list.size(); i++) look(list.get(i), event, mono);
  }

  private void look(Watch watch, Event event, long mono) {
    switch (watch.trigger) {
      case Trigger.Changes _ ->
          fire(watch.activity, () -> because(event), event.seq(), event.trail(), mono);
      case Trigger.Becomes becomes -> {
        if (event.value().equals(becomes.value())) edge(watch, becomes.stays(), event, mono);
        else timers.cancel(watch.stays());
      }
      case Trigger.Crosses crosses -> {
        if (event.value() instanceof Amount(double number, _))
          cross(watch, crosses, number, event, mono);
      }
    }
  }

  private void cross(Watch watch, Trigger.Crosses crosses, double number, Event event, long mono) {
    if (!watch.beyond && crosses.isBeyond(number)) {
      watch.beyond = true;
      edge(watch, crosses.stays(), event, mono);
    } else if (watch.beyond && crosses.isBack(number)) {
      watch.beyond = false;
      timers.cancel(watch.stays());
    }
  }

  private void edge(Watch watch, Duration stays, Event event, long mono) {
    if (stays.isZero())
      fire(watch.activity, () -> because(event), event.seq(), event.trail(), mono);
    else timers.set(watch.stays(), mono + stays.toMillis());
  }

  private String because(Event event) {
    String subject = Conditions.subject(house, event.thing(), event.property());
    String verb =
        event.property().isMomentary() ? " was " : event.before().isPresent() ? " became " : " is ";
    return subject + verb + event.value().sentence();
  }

  /// A person starts the activity, armed or not.
  public boolean call(String id, long cause, long mono) {
    Activity activity = activities.get(id);
    if (activity == null) return false;
    fire(activity, () -> "a person started it", cause, Trail.NONE, mono);
    return true;
  }

  private void fire(
      Activity activity, Supplier<String> because, long cause, Trail trail, long mono) {
    if (trail.count(activity.id()) >= ROUNDS_MAX) {
      stage.skipped(
          activity, "cut: it set itself off " + ROUNDS_MAX + " times in a row", List.of(cause));
      return;
    }
    if (activity.again() == Activity.Again.IGNORE && isRunning(activity.id())) {
      held(activity, cause, () -> "it was still running");
      return;
    }
    if (!Conditions.holds(activity.condition(), house)) {
      held(activity, cause, () -> Conditions.whyNot(activity.condition(), house));
      return;
    }
    endRuns(activity.id());
    Map<String, String> values = Map.of();
    if (!(activity.condition() instanceof Condition.Always)) {
      values = new LinkedHashMap<>();
      Conditions.values(activity.condition(), house, values);
    }
    long id = stage.fired(activity, because.get(), values, List.of(cause));
    standings.put(activity.id(), standing(activity.id()).fired(id, house.at()));
    proceed(activity, new Run(id, activity.id(), activity.version(), 0, trail), mono);
  }

  private void endRuns(String activity) {
    if (runs.isEmpty()) return;
    for (Run older : List.copyOf(runs.values())) if (older.activity().equals(activity)) end(older);
  }

  private boolean isRunning(String activity) {
    if (runs.isEmpty()) return false;
    for (Run run : runs.values()) if (run.activity().equals(activity)) return true;
    return false;
  }

  /// Keeps why the activity let an event pass, at most once a second: a sentence costs more than
  /// the decision.
  private void held(Activity activity, long cause, Supplier<String> reason) {
    Standing standing = standing(activity.id());
    Duration since = Duration.between(standing.heldAt(), house.at());
    if (standing.heldSeq() > 0 && !since.isNegative() && since.compareTo(HELD_EVERY) < 0) return;
    standings.put(activity.id(), standing.held(cause, house.at(), reason.get()));
  }

  private void end(Run run) {
    runs.remove(run.id());
    timers.cancel(wait(run));
  }

  private static TimerKey wait(Run run) {
    return new TimerKey(TimerKey.Kind.WAIT, run.activity(), run.id(), 0);
  }

  private void proceed(Activity activity, Run run, long mono) {
    for (int i = run.next(); i < activity.perform().size(); i++) {
      switch (activity.perform().get(i)) {
        case Doing.Wait(Duration span) -> {
          var rest = new Run(run.id(), run.activity(), run.version(), i + 1, run.trail());
          runs.put(run.id(), rest);
          timers.set(wait(rest), mono + span.toMillis());
          return;
        }
        case Doing.Task task -> perform(activity, task, run);
      }
    }
    runs.remove(run.id());
  }

  private void perform(Activity activity, Doing.Task task, Run run) {
    if (Conditions.holds(task.guard(), house)) {
      stage.perform(
          activity,
          task.thing(),
          task.action(),
          task.retry(),
          run.id(),
          run.trail().then(activity.id()));
      return;
    }
    String what = task.action().sentence() + " " + task.thing();
    stage.skipped(
        activity, what + ": " + Conditions.whyNot(task.guard(), house), List.of(run.id()));
  }

  /// A timer of an activity is due. `due` is the time it was set for, on its own clock.
  public void due(TimerKey key, long due, long cause, long mono) {
    Activity activity = activities.get(key.subject());
    if (activity == null) return;
    switch (key.kind()) {
      case STAYS -> {
        var trigger = (Trigger.OfThing) activity.when().get(key.index());
        fire(
            activity,
            () -> Conditions.subject(house, trigger.thing(), trigger.property()) + " stayed so",
            cause,
            Trail.NONE,
            mono);
      }
      case CLOCK -> clock(activity, key.index(), due, cause, mono);
      case WAIT -> {
        Run run = runs.get(key.number());
        if (run == null) return;
        if (Lateness.mayStill(activity, Duration.ofMillis(mono - due))) {
          proceed(activity, run, mono);
        } else {
          runs.remove(run.id());
          stage.skipped(
              activity,
              "the rest of a run: its wait ended " + Lateness.minutes(mono - due) + " ago",
              List.of(run.id(), cause));
        }
      }
      case SEND_BY, REPORT_BY, RETRY ->
          throw new IllegalArgumentException("not an activity's timer: " + key);
    }
  }

  private void clock(Activity activity, int index, long due, long cause, long mono) {
    if (!(activity.when().get(index) instanceof Trigger.OfClock clock)) return;
    long late = house.at().toEpochMilli() - due;
    clocks.set(activity, index, clock);
    if (Lateness.mayStill(activity, Duration.ofMillis(late))) {
      String at = Instant.ofEpochMilli(due).atZone(house.now().getZone()).toLocalTime().toString();
      fire(activity, () -> "it was " + at, cause, Trail.NONE, mono);
    } else {
      stage.skipped(
          activity, "a clock edge " + Lateness.minutes(late) + " ago was missed", List.of(cause));
    }
  }

  /// The wall clock stepped back so far that the edges set by it mean nothing: they are set anew.
  public void clockMoved(Duration by) {
    boolean isFar = by.compareTo(Duration.ofHours(-3)) <= 0;
    if (isFar && house.knowsTime()) clocks.setAnew(activities.values());
  }

  /// Clock times are meant in another zone from now on.
  public void zoneChanged() {
    clocks.setAnew(activities.values());
  }

  /// From now on the house knows the time: clock times that passed meanwhile were missed.
  public void timeKnown() {
    clocks.setMissing(activities.values());
  }

  public List<Activity> activities() {
    return List.copyOf(activities.values());
  }

  public Optional<Activity> activity(String id) {
    return Optional.ofNullable(activities.get(id));
  }

  public Standing standing(String id) {
    return standings.getOrDefault(id, Standing.NEW);
  }

  public List<Run> runs() {
    return List.copyOf(runs.values());
  }

  /// The triggers whose amount is beyond its limit, as `activity#index`.
  public List<String> beyond() {
    var beyond = new ArrayList<String>();
    for (var ofThing : watches.values()) {
      for (var list : ofThing.values()) {
        for (Watch watch : list)
          if (watch.beyond) beyond.add(watch.activity.id() + "#" + watch.index);
      }
    }
    beyond.sort(null);
    return beyond;
  }

  /// Puts back what was kept. Timers are restored apart, after this.
  public void restore(Activity activity, @Nullable Standing standing, List<String> beyond) {
    activities.put(activity.id(), activity);
    if (standing != null) standings.put(activity.id(), standing);
    if (!activity.armed()) return;
    for (int i = 0; i < activity.when().size(); i++) {
      if (activity.when().get(i) instanceof Trigger.OfThing trigger) {
        var watch = new Watch(activity, i, trigger);
        watch(watch);
        watch.beyond = beyond.contains(activity.id() + "#" + i);
      }
    }
  }

  public void restore(Run run) {
    runs.put(run.id(), run);
  }
}

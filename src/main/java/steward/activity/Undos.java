package steward.activity;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import steward.state.HouseView;
import steward.state.Trail;
import steward.task.Retry;
import steward.thing.Action;
import steward.thing.Thing;
import steward.thing.ThingId;

/// Brings back what runs did. Runs stack: what a later run lies above is given to that one, so that
/// the last to end brings back how it was before the first. Confined to the house loop.
final class Undos {
  /// How long after it was over a run can be brought back by hand.
  static final Duration BY_HAND = Duration.ofMinutes(15);

  private static final int PAST_MAX = 200;

  private final HouseView house;
  private final Stage stage;
  private final Player player;
  private final Function<String, Optional<Activity>> activities;
  private final Deque<Past> past = new ArrayDeque<>();

  Undos(
      HouseView house,
      Stage stage,
      Player player,
      Function<String, Optional<Activity>> activities) {
    this.house = house;
    this.stage = stage;
    this.player = player;
    this.activities = activities;
  }

  /// A run is over; what it did can be brought back for a while.
  void keep(Running run, long mono) {
    if (run.before.isEmpty()) return;
    if (past.size() == PAST_MAX) past.removeFirst();
    past.addLast(new Past(run.id, run.armed.activity.id(), mono, run.before));
  }

  List<Past> past(long mono) {
    past.removeIf(one -> mono - one.at() > BY_HAND.toMillis());
    return List.copyOf(past);
  }

  void restore(List<Past> kept) {
    past.addAll(kept);
  }

  /// A person has the thing now: no run brings it back any more.
  void touched(ThingId thing) {
    if (!player.isEmpty())
      for (Running run : player.runs()) run.before = without(run.before, thing);
    if (past.stream().noneMatch(one -> isAmong(one.before(), thing))) return;
    var rest = new ArrayList<Past>();
    for (Past one : past)
      rest.add(new Past(one.run(), one.activity(), one.at(), without(one.before(), thing)));
    past.clear();
    rest.stream().filter(one -> !one.before().isEmpty()).forEach(past::addLast);
  }

  private static boolean isAmong(List<Before> before, ThingId thing) {
    for (Before one : before) if (one.thing().equals(thing)) return true;
    return false;
  }

  private static List<Before> without(List<Before> before, ThingId thing) {
    return isAmong(before, thing)
        ? before.stream().filter(one -> !one.thing().equals(thing)).toList()
        : before;
  }

  /// Brings back every thing of the run, the last one first.
  void bringBack(Running run, long cause) {
    List<Before> before = run.before;
    run.before = List.of();
    Activity activity = run.armed.activity;
    for (Before one : before.reversed()) {
      if (!isGivenAbove(run, one)) bringBack(activity, one, run.id, run.trail, cause);
    }
  }

  /// Whether a later run that is not over lies above: then what was before is its to bring back.
  private boolean isGivenAbove(Running run, Before mine) {
    for (Running later : player.runs()) {
      if (later.id <= run.id) continue;
      for (int i = 0; i < later.before.size(); i++) {
        Before theirs = later.before.get(i);
        if (!theirs.thing().equals(mine.thing())
            || !theirs.was().keySet().containsAll(mine.given().keySet())) continue;
        var next = new ArrayList<>(later.before);
        next.set(i, new Before(theirs.thing(), mine.was(), theirs.given(), theirs.seq()));
        later.before = List.copyOf(next);
        return true;
      }
    }
    return false;
  }

  private void bringBack(Activity activity, Before before, long run, Trail trail, long cause) {
    Thing thing = house.thing(before.thing()).orElse(null);
    if (thing == null || Undoing.isAsBefore(before, house)) return;
    Optional<String> obstacle = Undoing.obstacle(before, house);
    if (obstacle.isPresent()) {
      String why = "put " + thing.name() + " back: " + obstacle.get();
      stage.skipped(activity, why, List.of(run, cause));
      return;
    }
    for (Action action : Undoing.actions(before, thing, house))
      stage.perform(activity, thing.id(), action, Retry.NEVER, run, trail.then(activity.id()));
  }

  /// Brings back a run by hand, whether it goes on or is over.
  ///
  /// @param end ends the run that goes on
  /// @return why it cannot be brought back
  Optional<String> byHand(long id, long cause, long mono, Consumer<Running> end) {
    Running running = player.run(id);
    if (running != null) {
      if (running.before.isEmpty()) return Optional.of("it did nothing that can be brought back");
      player.stop(running);
      bringBack(running, cause);
      end.accept(running);
      return Optional.empty();
    }
    Past over = past(mono).stream().filter(one -> one.run() == id).findFirst().orElse(null);
    if (over == null)
      return Optional.of(
          "it did nothing that can be brought back, or more than "
              + BY_HAND.toMinutes()
              + " minutes have passed");
    Activity activity = activities.apply(over.activity()).orElse(null);
    if (activity == null) return Optional.of("its activity is not there any more");
    past.remove(over);
    for (Before one : over.before().reversed()) bringBack(activity, one, id, Trail.NONE, cause);
    return Optional.empty();
  }
}

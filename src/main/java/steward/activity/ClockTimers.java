package steward.activity;

import java.util.Collection;
import steward.state.HouseView;
import steward.state.TimerKey;
import steward.state.Timers;

/// Sets the timers of triggers that wait for a clock time. Pure; confined to the house loop.
///
/// While the house does not know the time none is set; those that were set before wait.
record ClockTimers(HouseView house, Timers timers) {

  private static TimerKey key(Activity activity, int index) {
    return new TimerKey(TimerKey.Kind.CLOCK, activity.id(), 0, index);
  }

  /// Sets the timer for the next time after now.
  void set(Activity activity, int index, Trigger.OfClock clock) {
    if (!house.knowsTime()) return;
    ClockEdges.next(clock, house.now())
        .ifPresentOrElse(
            edge -> timers.set(key(activity, index), edge.toInstant().toEpochMilli()),
            () -> cancel(activity, index));
  }

  void cancel(Activity activity, int index) {
    timers.cancel(key(activity, index));
  }

  /// Sets the timers of the armed activities that have none yet.
  void setMissing(Collection<Activity> activities) {
    for (Activity activity : activities) {
      if (!activity.armed()) continue;
      for (int i = 0; i < activity.when().size(); i++) {
        boolean isSet = timers.has(key(activity, i));
        if (!isSet && activity.when().get(i) instanceof Trigger.OfClock clock)
          set(activity, i, clock);
      }
    }
  }

  /// What was set means nothing any more.
  void setAnew(Collection<Activity> activities) {
    for (Activity activity : activities)
      for (int i = 0; i < activity.when().size(); i++) cancel(activity, i);
    setMissing(activities);
  }
}

package steward.activity;

import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.Optional;
import steward.state.HouseView;
import steward.state.TimerKey;
import steward.state.Timers;

/// Sets the timers of edges that wait for a clock time, and of conditions that look at the clock.
/// Pure; confined to the house loop.
///
/// While the house does not know the time none is set; those that were set before wait.
record ClockTimers(HouseView house, Timers timers) {

  private static TimerKey key(TimerKey.Kind kind, Armed armed, int leaf) {
    return new TimerKey(kind, armed.activity.id(), 0, leaf);
  }

  /// Sets the timers of all edges that wait for the clock.
  void set(Armed armed) {
    for (int i = 0; i < armed.leaves.size(); i++)
      if (armed.leaves.get(i) instanceof Trigger.OfClock clock) set(armed, i, clock);
  }

  /// Sets the timer for the next time after now.
  void set(Armed armed, int leaf, Trigger.OfClock clock) {
    if (!house.knowsTime()) return;
    set(key(TimerKey.Kind.CLOCK, armed, leaf), ClockEdges.next(clock, house.sky(), house.now()));
  }

  /// Sets the timer at which the clock alone may change a condition.
  void set(Armed armed, int leaf, Condition condition) {
    if (!house.knowsTime()) return;
    set(key(TimerKey.Kind.LOOK, armed, leaf), Conditions.nextLook(condition, house));
  }

  private void set(TimerKey key, Optional<ZonedDateTime> edge) {
    edge.ifPresentOrElse(
        at -> timers.set(key, at.toInstant().toEpochMilli()), () -> timers.cancel(key));
  }

  void cancel(Armed armed) {
    for (int i = 0; i < armed.leaves.size(); i++) {
      timers.cancel(key(TimerKey.Kind.CLOCK, armed, i));
      timers.cancel(key(TimerKey.Kind.LOOK, armed, i));
    }
  }

  /// Sets the timers of the armed activities that have none yet.
  void setMissing(Collection<Armed> activities) {
    for (Armed armed : activities) {
      if (!armed.activity.armed()) continue;
      for (int i = 0; i < armed.leaves.size(); i++) {
        boolean isSet = timers.has(key(TimerKey.Kind.CLOCK, armed, i));
        if (!isSet && armed.leaves.get(i) instanceof Trigger.OfClock clock) set(armed, i, clock);
      }
    }
  }

  /// What was set means nothing any more.
  void setAnew(Collection<Armed> activities) {
    activities.forEach(this::cancel);
    setMissing(activities);
  }
}

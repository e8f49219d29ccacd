package steward.activity;

import java.time.Duration;
import steward.task.Retry;
import steward.thing.Action;
import steward.thing.ThingId;

/// One line of what an activity performs.
public sealed interface Doing {

  /// A task: an action of a thing, under its own guard, with its own retry.
  record Task(ThingId thing, Action action, Condition guard, Retry retry) implements Doing {}

  /// A pause before the next line.
  record Wait(Duration span) implements Doing {}
}

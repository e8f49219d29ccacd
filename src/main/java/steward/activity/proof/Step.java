package steward.activity.proof;

import java.util.ArrayList;
import java.util.List;
import steward.activity.Activity;
import steward.activity.Condition;
import steward.activity.Doing;

/// A line of an activity with the way that leads to it.
///
/// @param path the conditions on the way since the last pause, and whether each holds
/// @param delay milliseconds since the firing; [#SOME] where it cannot be said
record Step(Doing line, List<Way> path, long delay) {
  static final long SOME = -1;

  /// A condition on the way.
  record Way(Condition condition, boolean holds) {}

  /// Whether nothing but the firing lies before it.
  boolean isDirect() {
    return delay == 0;
  }

  /// All lines, each with its way; those at the end of the activity's reason come later.
  static List<Step> of(Activity activity) {
    var steps = new ArrayList<Step>();
    walk(activity.perform(), List.of(), 0, steps);
    activity.until().ifPresent(until -> walk(until.perform(), List.of(), SOME, steps));
    return steps;
  }

  private static long walk(List<Doing> lines, List<Way> path, long delay, List<Step> into) {
    long now = delay;
    List<Way> way = path;
    for (Doing line : lines) {
      long after = walk(line, way, now, into);
      if (after != now) way = List.of();
      now = after;
    }
    return now;
  }

  private static long walk(Doing line, List<Way> path, long delay, List<Step> into) {
    switch (line) {
      case Doing.Task task -> {
        List<Way> guarded =
            task.guard() instanceof Condition.Always ? path : with(path, task.guard(), true);
        into.add(new Step(task, guarded, delay));
        if (!task.waits()) return delay;
        walk(task.otherwise(), List.of(), SOME, into);
        return SOME;
      }
      case Doing.Wait(var span) -> {
        into.add(new Step(line, path, delay));
        return delay == SOME ? SOME : delay + span.toMillis();
      }
      case Doing.Confirm confirm -> {
        into.add(new Step(line, path, delay));
        walk(confirm.otherwise(), List.of(), SOME, into);
        return SOME;
      }
      case Doing.Together(var branches) -> {
        into.add(new Step(line, path, delay));
        long after = delay;
        for (var branch : branches) if (walk(branch, path, delay, into) != delay) after = SOME;
        return after;
      }
      case Doing.Choose(Condition condition, var then, var otherwise) -> {
        into.add(new Step(line, path, delay));
        long one = walk(then, with(path, condition, true), delay, into);
        long two = walk(otherwise, with(path, condition, false), delay, into);
        return one == two ? one : SOME;
      }
      case Doing.Publish _, Doing.Start _ -> {
        into.add(new Step(line, path, delay));
        return delay;
      }
    }
  }

  private static List<Way> with(List<Way> path, Condition condition, boolean holds) {
    var way = new ArrayList<>(path);
    way.add(new Way(condition, holds));
    return List.copyOf(way);
  }
}

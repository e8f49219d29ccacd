package steward.activity;

import java.time.Duration;
import steward.thing.Action;
import steward.thing.ActionKind;

/// What becomes of a clock edge or a wait whose time passed while the steward was off. Pure.
final class Lateness {
  /// How long after its time it may still be performed.
  static final Duration LATE_MAX = Duration.ofMinutes(15);

  /// What is later than this was missed: the steward was off, or the clock stepped.
  static final Duration LATE_FROM = Duration.ofMinutes(2);

  private Lateness() {}

  static String minutes(long ms) {
    return ms / 60_000 + " minutes";
  }

  static boolean mayStill(Activity activity, Duration late) {
    if (late.compareTo(LATE_FROM) <= 0) return true;
    return switch (activity.missed()) {
      case SKIP -> false;
      case PERFORM -> late.compareTo(LATE_MAX) <= 0;
      case USUAL -> late.compareTo(LATE_MAX) <= 0 && isHarmless(activity);
    };
  }

  private static boolean isHarmless(Activity activity) {
    return activity.lines().stream().allMatch(Lateness::isHarmless);
  }

  private static boolean isHarmless(Doing doing) {
    return switch (doing) {
      case Doing.Wait _, Doing.Confirm _, Doing.Together _, Doing.Choose _ -> true;
      case Doing.Task task -> isHarmless(task.deed());
      case Doing.Publish _, Doing.Start _ -> false;
    };
  }

  private static boolean isHarmless(Deed deed) {
    return switch (deed) {
      case Deed.Fixed(Action.Turn(Action.Turn.To to)) -> to == Action.Turn.To.OFF;
      case Deed.Fixed(Action.Plain(ActionKind kind)) ->
          kind == ActionKind.CLOSE || kind == ActionKind.LOCK;
      case Deed.Fixed(Action.Tell(ActionKind kind, _, _)) -> kind == ActionKind.NOTIFY;
      case Deed.Tell(ActionKind kind, _, _) -> kind == ActionKind.NOTIFY;
      case Deed.Fixed(Action.Put _), Deed.Taken _ -> false;
    };
  }
}

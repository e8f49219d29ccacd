package steward.state;

import org.jspecify.annotations.Nullable;

/// What a timer is for: its kind, the activity or thing, a number (command or run), and an index
/// (trigger).
public record TimerKey(Kind kind, String subject, long number, int index) {

  /// The kinds of timers. Their order is written to disk: append only.
  public enum Kind {
    /// A trigger's *for* is over.
    STAYS,
    /// A run's wait is over.
    WAIT,
    /// A clock edge of an activity.
    CLOCK,
    /// A command must have been sent by now.
    SEND_BY,
    /// A command must have been confirmed by now.
    REPORT_BY,
    /// A silent command is to be sent again.
    RETRY,
    /// The time within which something had to happen after another is over.
    WITHIN,
    /// The reason of a run ends by itself.
    UNTIL,
    /// A condition that looks at the clock may hold from now on, or no more.
    LOOK,
    /// The sun enters another part of its day.
    SUN
  }

  // Timers are set and cancelled for each command: see ThingId.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TimerKey that
        && kind == that.kind
        && number == that.number
        && index == that.index
        && subject.equals(that.subject);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * (31 * subject.hashCode() + Long.hashCode(number)) + index) + kind.ordinal();
  }

  public boolean followsWallClock() {
    return kind == Kind.CLOCK || kind == Kind.LOOK || kind == Kind.SUN;
  }
}

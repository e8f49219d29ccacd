package steward.activity;

import java.util.List;

/// A rule of the house: when one of these happens, and this holds, perform these in order.
///
/// @param version 1 for the first text, one more at each change
/// @param owner the person whose rights each firing has
public record Activity(
    String id,
    String name,
    boolean armed,
    int version,
    String owner,
    List<Trigger> when,
    Condition condition,
    List<Doing> perform,
    Missed missed,
    Again again) {
  public static final int TRIGGERS_MAX = 50;
  public static final int DOINGS_MAX = 100;

  public Activity {
    when = List.copyOf(when);
    perform = List.copyOf(perform);
  }

  /// What becomes of a clock edge or a wait that fell due while the steward was off.
  public enum Missed {
    /// Perform up to 15 minutes late if all tasks only turn off, close, lock or notify; else skip.
    USUAL,
    PERFORM,
    SKIP
  }

  /// What a new firing does while an earlier one still runs.
  public enum Again {
    IGNORE,
    RESTART
  }

  public Activity armed(boolean now) {
    return new Activity(id, name, now, version, owner, when, condition, perform, missed, again);
  }

  public Activity version(int now, String by) {
    return new Activity(id, name, armed, now, by, when, condition, perform, missed, again);
  }
}

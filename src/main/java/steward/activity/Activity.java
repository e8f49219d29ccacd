package steward.activity;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A rule of the house: when one of these happens, and this holds, perform these in order; until
/// something else happens.
///
/// @param version 1 for the first text, one more at each change
/// @param owner the person whose rights each firing has
/// @param quiet the least time from one firing to the next
public record Activity(
    String id,
    String name,
    boolean armed,
    int version,
    String owner,
    List<Trigger> when,
    Condition condition,
    List<Doing> perform,
    Optional<Until> until,
    Missed missed,
    Again again,
    Duration quiet) {
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
    RESTART,
    /// It begins when the earlier one is over; at most ten wait.
    QUEUE
  }

  public Activity armed(boolean now) {
    return new Activity(
        id, name, now, version, owner, when, condition, perform, until, missed, again, quiet);
  }

  public Activity version(int now, String by) {
    return new Activity(
        id, name, armed, now, by, when, condition, perform, until, missed, again, quiet);
  }

  /// Every single edge that it watches, those of `when` first: the place in this list is the number
  /// of an edge.
  public List<Trigger.Simple> leaves() {
    var leaves = new ArrayList<Trigger.Simple>();
    for (Trigger trigger : when) leaves.addAll(trigger.leaves());
    until.ifPresent(end -> leaves.addAll(end.when()));
    return leaves;
  }

  /// All lines, also those within others and those at the end.
  public List<Doing> lines() {
    var lines = new ArrayList<Doing>();
    gather(perform, lines);
    until.ifPresent(end -> gather(end.perform(), lines));
    return lines;
  }

  private static void gather(List<Doing> from, List<Doing> into) {
    for (Doing doing : from) {
      into.add(doing);
      gather(doing.parts(), into);
    }
  }
}

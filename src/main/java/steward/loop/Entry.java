package steward.loop;

import java.time.Instant;
import java.util.List;

/// One line of the journal.
///
/// @param seq the number, from 1, without gaps in the order of the house
/// @param at wall time; `mono` is the house's own time in milliseconds, which never steps and goes
///   on over restarts
/// @param subject the thing, activity or key that it is about; empty for the house
/// @param causes the numbers of the entries that caused it, at most [#CAUSES_MAX]; none for what
///   came from outside
/// @param inferred the command that a reading seems to answer; 0 for none
/// @param principal who: `local`, `activity:ID@VERSION`, `clock`, `thing`, `steward`
/// @param version of the schema of the fact; readers accept all older ones
public record Entry(
    long seq,
    Instant at,
    long mono,
    String subject,
    List<Long> causes,
    long inferred,
    String principal,
    Fact fact,
    int version) {
  public static final int CAUSES_MAX = 8;
  public static final int VERSION = 1;

  public Entry {
    causes =
        causes.size() > CAUSES_MAX
            ? List.copyOf(causes.subList(0, CAUSES_MAX))
            : List.copyOf(causes);
  }

  public Fact.Kind kind() {
    return fact.kind();
  }

  /// Whether it came from outside; everything else follows from such entries.
  public boolean isInput() {
    return switch (fact) {
      case Fact.Came _, Fact.Fired _, Fact.Skipped _, Fact.Published _ -> false;
      case Fact.Wanted _,
          Fact.Stood _,
          Fact.TimeKnown _,
          Fact.Read _,
          Fact.ThingPut _,
          Fact.ActivityPut _ ->
          causes.isEmpty();
      default -> true;
    };
  }
}

package steward.activity.proof;

import java.util.List;
import java.util.Locale;

/// What is wrong with rules, as the prover found it. Immutable.
///
/// @param activities the ids of those that are concerned, in order
/// @param sentence what is wrong, for the person who wrote them
/// @param example the shortest course of events that shows it, one sentence each
public record Finding(
    Kind kind, Severity severity, List<String> activities, String sentence, List<String> example) {
  public Finding {
    activities = List.copyOf(activities);
    example = List.copyOf(example);
  }

  static Finding error(Kind kind, String activity, String sentence, List<String> example) {
    return new Finding(kind, Severity.ERROR, List.of(activity), sentence, example);
  }

  static Finding warning(Kind kind, String activity, String sentence, List<String> example) {
    return new Finding(kind, Severity.WARNING, List.of(activity), sentence, example);
  }

  /// How grave it is: what is saved with an error would not do what it says.
  public enum Severity {
    ERROR,
    WARNING;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// What kind of thing is wrong.
  public enum Kind {
    /// Activities set each other off, round and round.
    LOOP,
    /// Two activities give a property different values at the same moment.
    FIGHT,
    /// A task that nobody can perform.
    TASK,
    /// An event that nobody can observe.
    EVENT,
    /// A condition that never holds, or an event at which it never does.
    NEVER,
    /// Lines that are never reached.
    UNREACHABLE,
    /// A message that reaches nobody.
    MESSAGE,
    /// What the house itself forbids.
    INVARIANT,
    /// There was more to look at than the prover does at once.
    LIMIT;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}

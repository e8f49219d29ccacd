package steward.activity;

import java.time.DayOfWeek;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import steward.place.Moment;
import steward.thing.Selector;

/// What must hold at a moment. What is unknown makes its comparison false.
public sealed interface Condition {

  /// Holds at any time: the condition of an activity without `if`.
  record Always() implements Condition {}

  /// So many of the things pass the check. Of no things, none does: *every* is then false and
  /// *none* is true.
  record Of(Quantifier quantifier, Selector things, Check check) implements Condition {}

  /// A window of the day in the zone of the place; may pass midnight. From is included, to is not.
  record Between(Moment from, Moment to) implements Condition {}

  /// One of these days of the week, from midnight to midnight in the zone of the place.
  record OnDays(Set<DayOfWeek> days) implements Condition {
    public OnDays {
      days = Set.copyOf(days);
    }
  }

  /// A day that the house calls a holiday, or one that it does not.
  record Holiday(boolean is) implements Condition {}

  record All(List<Condition> parts) implements Condition {
    public All {
      parts = List.copyOf(parts);
    }
  }

  record Any(List<Condition> parts) implements Condition {
    public Any {
      parts = List.copyOf(parts);
    }
  }

  record Not(Condition part) implements Condition {}

  /// How many of a group.
  enum Quantifier {
    EVERY,
    ANY,
    NONE;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}

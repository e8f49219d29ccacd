package steward.activity;

import java.time.LocalTime;
import java.util.List;
import steward.thing.Property;
import steward.thing.ThingId;
import steward.value.Value;

/// What must hold at a moment. A value that is unknown makes its comparison false.
public sealed interface Condition {

  /// Holds at any time: the condition of an activity without `if`.
  record Always() implements Condition {}

  record Is(ThingId thing, Property property, Value value) implements Condition {}

  record Beyond(ThingId thing, Property property, Trigger.Side side, double limit)
      implements Condition {}

  /// A window of the day in the zone of the place; may pass midnight. From is included, to is not.
  record Between(LocalTime from, LocalTime to) implements Condition {}

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
}

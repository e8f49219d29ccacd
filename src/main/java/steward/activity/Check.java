package steward.activity;

import steward.thing.Property;
import steward.value.Value;

/// What is asked of one thing at a moment. A value that is unknown makes it false.
public sealed interface Check {

  /// A check of a property.
  sealed interface OfProperty extends Check {
    Property property();
  }

  record Is(Property property, Value value) implements OfProperty {}

  record Beyond(Property property, Trigger.Side side, Operand limit) implements OfProperty {}

  /// The thing is there, or it is absent or in error.
  record Stands(boolean present) implements Check {}
}

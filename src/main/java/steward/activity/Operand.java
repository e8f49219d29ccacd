package steward.activity;

import steward.thing.Property;
import steward.thing.ThingId;

/// A number of a rule: written down, or taken from a thing at that moment.
public sealed interface Operand {

  /// In the unit of the property that it is compared with or given to.
  record Fixed(double number) implements Operand {}

  /// The value of a property, and so much more. Unknown while the property is.
  record Taken(ThingId thing, Property property, double plus) implements Operand {}
}

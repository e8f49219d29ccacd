package steward.activity.proof;

import org.jspecify.annotations.Nullable;
import steward.thing.Property;
import steward.thing.ThingId;

/// A value that a formula speaks of: a property of a thing, or how the thing stands (no property),
/// before or after so many changes.
record Slot(ThingId thing, @Nullable Property property, int version) {}

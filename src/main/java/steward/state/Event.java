package steward.state;

import java.util.Optional;
import steward.thing.Property;
import steward.thing.ThingId;
import steward.value.Value;

/// What happened to a thing, as activities observe it.
///
/// @param before the value before, if one was known; empty for something momentary
/// @param seq the journal entry that says so
/// @param trail the activities that led here; none when nothing of ours did
public record Event(
    ThingId thing, Property property, Optional<Value> before, Value value, long seq, Trail trail) {}

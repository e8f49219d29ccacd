package steward.activity;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import steward.thing.Property;
import steward.thing.ThingId;
import steward.value.Value;

/// How a thing was before a run asked it for something, and what the run gave it. Immutable.
///
/// @param was the properties that belong together (switch, level, colour, warmth), as far as they
///   were known
/// @param given what the run asked for last
/// @param seq the run's first command to it
public record Before(
    ThingId thing, Map<Property, Value> was, Map<Property, Value> given, long seq) {
  public Before {
    was = Collections.unmodifiableMap(new LinkedHashMap<>(was));
    given = Collections.unmodifiableMap(new LinkedHashMap<>(given));
  }

  Before givenNow(Map<Property, Value> now) {
    return new Before(thing, was, now, seq);
  }
}

package steward.thing;

import java.time.Instant;
import steward.value.Value;

/// What a driver read from a message: a value of a property of a thing, and when it came.
public record Reading(Udn thing, Property property, Value value, Quality quality, Instant at) {
  public Reading {
    if (!property.admits(value)) {
      throw new IllegalArgumentException(
          property
              + " of "
              + thing
              + " is "
              + property.type().expected()
              + ", not "
              + value.sentence());
    }
  }

  public static Reading of(Udn thing, Property property, Value value, Instant at) {
    return new Reading(thing, property, value, Quality.CONFIRMED, at);
  }
}

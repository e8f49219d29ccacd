package steward.state;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Optional;
import steward.thing.Property;
import steward.thing.Status;
import steward.thing.Thing;
import steward.thing.ThingId;

/// What rules may look at. Confined to the house loop.
public interface HouseView {

  Optional<Thing> thing(ThingId id);

  /// How the thing stands; [Status#NEW] for a thing that is not there.
  Status status(ThingId id);

  Optional<Held> held(ThingId id, Property property);

  /// The wall time of the present input.
  Instant at();

  /// The same in the zone of the place.
  ZonedDateTime now();

  /// Whether these are to be believed.
  boolean knowsTime();
}

package steward.state;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import steward.place.Sky;
import steward.thing.Property;
import steward.thing.Selector;
import steward.thing.Status;
import steward.thing.Thing;
import steward.thing.ThingId;

/// What rules may look at. Confined to the house loop.
public interface HouseView {

  Optional<Thing> thing(ThingId id);

  /// How the thing stands; [Status#NEW] for a thing that is not there.
  Status status(ThingId id);

  Optional<Held> held(ThingId id, Property property);

  /// Whom the selector means now.
  List<ThingId> members(Selector selector);

  /// The place, its sun and its days.
  Sky sky();

  /// The wall time of the present input.
  Instant at();

  /// The same in the zone of the place.
  ZonedDateTime now();

  /// Whether these are to be believed.
  boolean knowsTime();
}

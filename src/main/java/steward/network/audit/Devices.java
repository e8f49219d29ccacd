package steward.network.audit;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import steward.thing.ThingId;

/// The devices of the house, as the checks need them. Implemented by the hub; thread-safe; calls
/// may block.
public interface Devices {

  /// All devices, one for each that carries things.
  List<Subject> all();

  /// The device that carries this thing.
  Optional<Subject> carrying(ThingId thing);

  /// Of which the house does not hear now: absent, or in error.
  Set<ThingId> ill();

  /// The latitude of the house in degrees, where it is known.
  OptionalDouble latitude();

  /// Degrees Celsius outside, where something measures it.
  OptionalDouble celsiusOutside();
}

package steward.network.audit;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import steward.thing.ThingId;

/// The devices of the house, as the checks need them. Implemented by the hub; thread-safe; calls
/// may block.
public interface Devices {

  /// All devices, one for each that carries things.
  List<Subject> all();

  /// The device that carries this thing.
  Optional<Subject> carrying(ThingId thing);

  /// Whether the house hears of it: false as soon as it is absent or in error.
  boolean isWell(Subject device);

  /// The latitude of the house in degrees, where it is known.
  OptionalDouble latitude();

  /// Degrees Celsius outside, where something measures it.
  OptionalDouble celsiusOutside();
}

package steward.drivers.hue;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import steward.thing.Expectation.Accepted;
import steward.thing.Property;
import steward.thing.Udn;
import steward.value.Value;

/// What is looked for after a command, since a bridge tells nothing where nothing changed.
/// Immutable.
///
/// @param awaited the properties that were not reported as wanted yet
/// @param due when the bridge is asked, if no event came by then
/// @param looks how often it was asked
record Check(
    String type, String id, Udn thing, Map<Property, Accepted> awaited, Instant due, int looks) {
  static final int LOOKS_MAX = 2;

  Check {
    awaited = Map.copyOf(awaited);
  }

  /// What is left to look for after this reading; nothing where all was seen.
  Optional<Check> after(Udn of, Property property, Value value) {
    Accepted accepted = of.equals(thing) ? awaited.get(property) : null;
    if (accepted == null || !accepted.admits(value)) return Optional.of(this);
    var rest = new HashMap<>(awaited);
    rest.remove(property);
    if (rest.isEmpty()) return Optional.empty();
    return Optional.of(new Check(type, id, thing, rest, due, looks));
  }

  /// After it was asked for, with the time of the next look.
  Check looked(Instant next) {
    return new Check(type, id, thing, awaited, next, looks + 1);
  }
}

package steward.drivers.mqttdiscovery;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import steward.thing.Reading;
import steward.thing.Status;
import steward.thing.Udn;

/// How the conversation with a device stands. Immutable.
///
/// @param said what each availability topic said since the link opened, the latest last
/// @param standing how each thing stands
/// @param early what the broker had kept of a thing before it was known to be there
record Talk(
    Map<String, Boolean> said, Map<Udn, Status.State> standing, Map<Udn, List<Reading>> early) {
  /// More early readings of a thing are let go.
  static final int EARLY_MAX = 60;

  static final Talk NEW = new Talk(Map.of(), Map.of(), Map.of());

  Talk {
    said = Collections.unmodifiableMap(said);
    standing = Map.copyOf(standing);
    early = Map.copyOf(early);
  }

  Talk heard(String topic, boolean isThere) {
    var more = new LinkedHashMap<>(said);
    more.remove(topic);
    more.put(topic, isThere);
    return new Talk(more, standing, early);
  }

  Talk stands(Udn thing, Status.State state) {
    var more = new LinkedHashMap<>(standing);
    more.put(thing, state);
    return new Talk(said, more, early);
  }

  Talk keeps(Udn thing, List<Reading> readings) {
    var more = new LinkedHashMap<>(early);
    if (readings.isEmpty()) more.remove(thing);
    else
      more.put(
          thing,
          List.copyOf(readings.subList(Math.max(0, readings.size() - EARLY_MAX), readings.size())));
    return new Talk(said, standing, more);
  }

  Status.State of(Udn thing) {
    return standing.getOrDefault(thing, Status.State.WAITING);
  }
}

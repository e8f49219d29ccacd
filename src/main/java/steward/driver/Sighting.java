package steward.driver;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import steward.thing.Udn;

/// What one message told of a device that may be new: facts to be merged with what is known of the
/// same UDN.
///
/// @param gone the device asks to be forgotten
public record Sighting(Udn device, SortedMap<String, String> facts, boolean gone) {
  public Sighting {
    facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
  }

  /// Both sightings as one; of a fact that both have, the later one holds.
  public Sighting merge(Sighting later) {
    var both = new TreeMap<>(facts);
    both.putAll(later.facts);
    return new Sighting(device, both, later.gone);
  }
}

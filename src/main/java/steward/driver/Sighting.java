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
  /// More facts of one device are left.
  public static final int FACTS_MAX = 300;

  /// Facts that are longer than this in all are left.
  public static final int LENGTH_MAX = 200_000;

  public Sighting {
    facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
  }

  /// Both sightings as one; of a fact that both have, the later one holds. What would go beyond the
  /// limits is left.
  public Sighting merge(Sighting later) {
    var both = new TreeMap<>(facts);
    int[] length = {length()};
    later.facts.forEach((name, fact) -> {
      String older = both.get(name);
      int more = fact.length() - (older == null ? -name.length() : older.length());
      boolean fits = older != null || both.size() < FACTS_MAX;
      if (!fits || length[0] + more > LENGTH_MAX) return;
      both.put(name, fact);
      length[0] += more;
    });
    return new Sighting(device, both, later.gone);
  }

  /// The characters of all facts and their names.
  public int length() {
    int length = 0;
    for (var fact : facts.entrySet()) length += fact.getKey().length() + fact.getValue().length();
    return length;
  }
}

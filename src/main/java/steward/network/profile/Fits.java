package steward.network.profile;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import steward.network.fence.Host;
import steward.thing.Thing;

/// Which things a profile is for.
///
/// @param families by the family of their driver
/// @param binding parts of a binding that must be so as well, such as `mode` = `stock`
/// @param names zones by which a station is recognised that no driver knows, when it asks for a
///   name in one of them
public record Fits(List<String> families, SortedMap<String, String> binding, List<Host> names) {
  static final Fits NOTHING = new Fits(List.of(), new TreeMap<>(), List.of());

  public Fits {
    families = List.copyOf(families);
    binding = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(binding));
    names = List.copyOf(names);
  }

  boolean fits(Thing thing) {
    return families.contains(thing.udn().family())
        && binding.entrySet().stream().allMatch(part -> isSo(thing, part));
  }

  private static boolean isSo(Thing thing, Map.Entry<String, String> part) {
    return thing.binding().part(part.getKey(), "").equals(part.getValue());
  }

  /// How closely: one that asks for more of the binding goes before.
  int closeness() {
    return binding.size();
  }

  /// Whether a station that asked for this name may be one of them.
  boolean knows(String name) {
    return names.stream()
        .anyMatch(zone -> name.equals(zone.name()) || name.endsWith("." + zone.name()));
  }
}

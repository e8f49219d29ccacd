package steward.network.fence;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// A station that behaved within the last hour as only the steward may on the network of the
/// things: by what was refused to it. Immutable.
///
/// @param parts at least one
public record Rival(Hardware station, Set<Part> parts) {
  /// Further ones are not told of: who plays one thousand routers is one.
  public static final int RIVALS_MAX = 16;

  /// What is the steward's alone there.
  public enum Part {
    ADDRESSES("gives out addresses"),
    ROUTE("offers itself as a way out"),
    GATEWAY("uses the steward's own address");

    private final String does;

    Part(String does) {
      this.does = does;
    }

    /// What such a one does, after its name.
    public String does() {
      return does;
    }
  }

  public Rival {
    parts = java.util.Collections.unmodifiableSet(new TreeSet<>(parts));
    if (parts.isEmpty()) throw new IllegalArgumentException("expected what it plays");
  }

  /// Each once, with all that it plays. Where a packet was going to says nothing: anything may send
  /// to the ports of those who want an address.
  static List<Rival> of(Collection<Rival> told) {
    var all = new TreeMap<Hardware, Set<Part>>();
    for (Rival one : told)
      all.computeIfAbsent(one.station(), _ -> EnumSet.noneOf(Part.class)).addAll(one.parts());
    return all.entrySet().stream()
        .limit(RIVALS_MAX)
        .map(one -> new Rival(one.getKey(), one.getValue()))
        .toList();
  }

  /// In a sentence.
  ///
  /// @param called what people call the station
  public String says(String called) {
    return "%s (%s) plays the router on the network of the things: it %s. The fence refuses that; things at the same switch or access point may follow it all the same. If it is another steward, only one of the two may have this network; else take it off."
        .formatted(called, station, String.join(" and ", parts.stream().map(Part::does).toList()));
  }
}

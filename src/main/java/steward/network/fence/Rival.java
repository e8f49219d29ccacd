package steward.network.fence;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// A station that behaved within the last hour as only the steward may on the network of the
/// things: by what was refused to it. Immutable.
///
/// @param parts at least one
public record Rival(Hardware station, Set<Part> parts) {
  /// Further ones are not told of: who plays one thousand routers is one.
  public static final int RIVALS_MAX = 16;

  private static final String UDP = "udp";

  /// The ports at which those are heard who want an address: only who gives them out sends there.
  private static final Set<Integer> WANTING = Set.of(68, 546);

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

  /// Those who are told of by name, and those who were refused what only they send.
  static List<Rival> of(Collection<Rival> told, Collection<Flows.Up> denied) {
    var all = new TreeMap<Hardware, Set<Part>>();
    Stream.concat(
            told.stream(),
            denied.stream()
                .filter(one -> one.protocol().equals(UDP) && WANTING.contains(one.port()))
                .map(one -> new Rival(one.thing(), Set.of(Part.ADDRESSES))))
        .forEach(one ->
            all.computeIfAbsent(one.station(), _ -> EnumSet.noneOf(Part.class))
                .addAll(one.parts()));
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

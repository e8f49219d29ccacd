package steward.sim.fence;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The rows of a plan as far as the simulated stations notice them. Immutable.
///
/// @param rows in the helper's words
record SimPlan(List<String> rows) {
  static final SimPlan NONE = new SimPlan(List.of());

  private static final int POOL = 206;

  /// @param names the port of the resolver that it asks
  record Thing(String id, String four, String names) {}

  SimPlan {
    rows = List.copyOf(rows);
  }

  private Stream<String[]> all(String kind) {
    return rows.stream().map(row -> row.split(" ", -1)).filter(words -> words[0].equals(kind));
  }

  boolean has(String id) {
    return all("thing").anyMatch(words -> words[1].equals(id));
  }

  Optional<Thing> thing(String hardware) {
    return all("thing")
        .filter(words -> words[2].equals(hardware))
        .map(words -> new Thing(words[1], words[3], words[4]))
        .findFirst();
  }

  /// Whether it may not be at the port where it is.
  boolean isAstray(Thing thing, String port) {
    return all("lock").anyMatch(words -> words[1].equals(thing.id()) && !words[2].equals(port));
  }

  /// The address of the station that nobody decided on.
  String unknown(int number) {
    return steward().replaceFirst("[0-9]+$", "") + (POOL + number);
  }

  /// The steward's own address.
  private String steward() {
    return all("net4").map(words -> words[1]).findFirst().orElse("10.83.21.1");
  }

  boolean isSteward(SimStation.Wish wish) {
    return wish.address().equals(steward());
  }

  /// Whether the thing is told the address of this name.
  boolean resolves(Thing thing, SimStation.Wish wish) {
    return Stream.concat(all("name"), all("zone"))
        .filter(words -> words[1].equals("p" + thing.names()))
        .anyMatch(words -> isMeant(words, wish.name()));
  }

  private static boolean isMeant(String[] words, String name) {
    return name.equals(words[2]) || words[0].equals("zone") && name.endsWith("." + words[2]);
  }

  /// Whether one of the thing's lanes leads there.
  boolean isOpen(Thing thing, SimStation.Wish wish, boolean window) {
    List<String> sets =
        Stream.concat(all("name"), all("zone"))
            .filter(words -> isMeant(words, wish.name()))
            .map(words -> words[3])
            .toList();
    return ways("lane4", thing, wish, window).anyMatch(words -> sets.contains(words[5]))
        || ways("to4", thing, wish, window).anyMatch(words -> words[5].equals(wish.address()))
        || isSteward(wish) && ways("knock", thing, wish, window).findAny().isPresent();
  }

  /// `KIND ID WHEN PROTOCOL PORTS …`: those of this thing that are open now, at the port.
  private Stream<String[]> ways(String kind, Thing thing, SimStation.Wish wish, boolean window) {
    return all(kind)
        .filter(words -> words[1].equals(thing.id()))
        .filter(words -> words[2].equals("always") || window)
        .filter(words -> isPort(words, wish));
  }

  private static boolean isPort(String[] words, SimStation.Wish wish) {
    String[] ends = words[4].split("-", -1);
    return words[3].equals(wish.protocol())
        && wish.port() >= Integer.parseInt(ends[0])
        && wish.port() <= Integer.parseInt(ends[ends.length - 1]);
  }
}

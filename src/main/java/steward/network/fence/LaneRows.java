package steward.network.fence;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// The rows of one thing's lanes. Where two lanes allow the same, it is said once: the kernel takes
/// no element that overlaps another of its set. Pure.
final class LaneRows {
  private final List<Place> places = new ArrayList<>();

  /// What becomes one element or more.
  ///
  /// @param set the rows that end in one set of the kernel, for one target or many
  /// @param target none where the set is a name's
  private record Place(String head, String set, Ports ports, List<Subnet> target, String tail) {
    boolean holds(Place other) {
      return set.equals(other.set)
          && ports.protocol() == other.ports.protocol()
          && (target.isEmpty()
              || target.getFirst().bits() <= other.target.getFirst().bits()
                  && target.getFirst().contains(other.target.getFirst().address()));
    }

    String row(int first, int last) {
      return head + " " + new Ports(ports.protocol(), first, last).row() + tail;
    }
  }

  /// The rows, in the order of the lanes.
  static List<String> of(String id, List<Lane> lanes) {
    var all = new LaneRows();
    for (Lane lane : lanes) all.take(id, lane);
    var rows = new ArrayList<String>();
    for (int i = 0; i < all.places.size(); i++) all.rest(i, rows);
    return rows;
  }

  private void take(String id, Lane lane) {
    switch (lane) {
      case Lane.Out out -> {
        String set = FencePlan.set(out.host());
        String when = " " + id + when(out.windowOnly());
        named("lane4" + when, set, out.ports());
        if (out.six()) named("lane6" + when, set, out.ports());
      }
      case Lane.Exact exact ->
          exact(
              (exact.target().isFour() ? "to4 " : "to6 ") + id + when(exact.windowOnly()),
              exact.ports(),
              exact.target());
      case Lane.In in ->
          exact((in.source().isFour() ? "in4 " : "in6 ") + id, in.ports(), in.source());
      case Lane.Knock knock -> {
        String row = "knock " + id + when(knock.windowOnly());
        places.add(new Place(row, row, knock.ports(), List.of(), ""));
      }
    }
  }

  private void named(String head, String set, Ports ports) {
    places.add(new Place(head, head + " " + set, ports, List.of(), " " + set));
  }

  private void exact(String head, Ports ports, Subnet target) {
    places.add(new Place(head, head, ports, List.of(target), " " + target));
  }

  /// Of a lane the ports that no other one has that holds it: a wider one, or as wide and before.
  private void rest(int number, List<String> rows) {
    Place one = places.get(number);
    var taken =
        new TreeSet<Ports>((a, b) ->
            Integer.compare(a.first(), b.first()) != 0
                ? Integer.compare(a.first(), b.first())
                : Integer.compare(a.last(), b.last()));
    for (int i = 0; i < places.size(); i++) {
      Place other = places.get(i);
      if (i != number && other.holds(one) && (i < number || !one.holds(other)))
        taken.add(other.ports());
    }
    int next = one.ports().first();
    for (Ports hole : taken) {
      if (hole.first() > one.ports().last()) break;
      if (hole.first() > next) rows.add(one.row(next, hole.first() - 1));
      next = Math.max(next, hole.last() + 1);
    }
    if (next <= one.ports().last()) rows.add(one.row(next, one.ports().last()));
  }

  private static String when(boolean windowOnly) {
    return windowOnly ? " window" : " always";
  }
}

package steward.network.ledger;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import steward.network.fence.Flows;
import steward.network.fence.Flows.Count;
import steward.value.Tree;

/// What came new from one count of the kernel to the next. Confined to one thread.
///
/// A flow that was forgotten and came again begins at zero; all of it is new then, as is all of a
/// thing that was brought in anew. A counter of the table itself that fell says that the whole of
/// it was made anew: what was counted in between is lost.
final class Deltas {
  /// What one element of the kernel counts.
  ///
  /// @param set `up`, `down`, `denied`, `stray`, `own` or `counter`
  /// @param who a hardware or network address, or the counter's name
  /// @param address of the other end; of a stray the port of the bridge
  record Element(String set, String who, String address, String protocol, int port) {}

  /// @param delta above zero
  record Change(Element element, Count delta) {}

  /// @param fell whether the counters began anew
  record News(List<Change> changes, boolean fell) {}

  /// Those that live as long as the table; those of a thing come and go with it.
  private static final List<String> OF_THE_TABLE =
      List.of("own_up", "own_down", "denied", "unknown", "from_home");

  private Map<Element, Count> before = Map.of();

  News next(Flows flows) {
    Map<Element, Count> now = elements(flows);
    boolean fell = false;
    for (String counter : OF_THE_TABLE) {
      var element = counter(counter);
      fell |= now.getOrDefault(element, Count.NONE).packets() < past(element).packets();
    }
    var changes = new ArrayList<Change>();
    for (var one : now.entrySet()) {
      Count delta = fell ? one.getValue() : less(one.getValue(), past(one.getKey()));
      if (delta.packets() > 0) changes.add(new Change(one.getKey(), delta));
    }
    before = now;
    return new News(changes, fell);
  }

  private Count past(Element element) {
    return before.getOrDefault(element, Count.NONE);
  }

  private static Count less(Count now, Count past) {
    return now.packets() < past.packets() || now.bytes() < past.bytes()
        ? now
        : new Count(now.packets() - past.packets(), now.bytes() - past.bytes());
  }

  static Element counter(String name) {
    return new Element("counter", name, "", "", 0);
  }

  private static Map<Element, Count> elements(Flows flows) {
    var all = new HashMap<Element, Count>();
    flows.counters().forEach((name, count) -> all.put(counter(name), count));
    for (Flows.Up one : flows.up()) put(all, "up", one);
    for (Flows.Up one : flows.denied()) put(all, "denied", one);
    // Each port for itself: each is forgotten at a time of its own.
    for (Flows.Stray one : flows.strays())
      all.merge(
          new Element("stray", one.thing().text(), one.port(), "", 0), one.count(), Tally::sum);
    for (Flows.Down one : flows.down())
      all.merge(
          new Element("down", text(one.thing()), text(one.from()), one.protocol(), one.port()),
          one.count(),
          Tally::sum);
    for (Flows.Own one : flows.own())
      all.merge(
          new Element("own", "", text(one.to()), one.protocol(), one.port()),
          one.count(),
          Tally::sum);
    return all;
  }

  private static void put(Map<Element, Count> all, String set, Flows.Up one) {
    var key = new Element(set, one.thing().text(), text(one.to()), one.protocol(), one.port());
    all.merge(key, one.count(), Tally::sum);
  }

  static String text(InetAddress address) {
    return address.getHostAddress();
  }

  /// What it compares with, to go on after a start.
  List<Object> kept() {
    var all = new ArrayList<Object>();
    before.forEach((key, count) ->
        all.add(
            List.of(
                key.set(),
                key.who(),
                key.address(),
                key.protocol(),
                key.port(),
                count.packets(),
                count.bytes())));
    return all;
  }

  /// @param kept what [#kept] gave
  /// @throws steward.value.Malformed if it is not
  void restore(Tree kept) {
    var all = new HashMap<Element, Count>();
    for (Tree one : kept.items()) {
      List<Tree> parts = one.items();
      if (parts.size() != 7) throw one.wrong("seven parts");
      var key =
          new Element(
              parts.get(0).text(),
              parts.get(1).text(),
              parts.get(2).text(),
              parts.get(3).text(),
              parts.get(4).whole(0, 65_535));
      all.put(key, new Count((long) parts.get(5).number(), (long) parts.get(6).number()));
    }
    before = all;
  }
}

package steward.network.ledger;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import steward.value.Tree;

/// Which name stands behind an address for a station: the last for which it was told this address.
/// Bounded; what was told longest ago is forgotten first. Confined to one thread.
final class ToldNames {
  static final int EACH_MAX = 128;
  static final int STATIONS_MAX = 1_000;

  private static final class Bounded<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;
    private final int max;

    Bounded(int max) {
      this.max = max;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > max;
    }
  }

  private final Map<String, Map<String, String>> told = new Bounded<>(STATIONS_MAX);

  void told(String station, InetAddress address, String name) {
    put(station, Deltas.text(address), name);
  }

  private void put(String station, String address, String name) {
    var its = told.computeIfAbsent(station, _ -> new Bounded<>(EACH_MAX));
    its.remove(address);
    its.put(address, name);
  }

  /// Empty where it was told none.
  String name(String station, String address) {
    return told.getOrDefault(station, Map.of()).getOrDefault(address, "");
  }

  List<Object> kept() {
    var all = new ArrayList<Object>();
    told.forEach(
        (station, its) -> its.forEach((address, name) -> all.add(List.of(station, address, name))));
    return all;
  }

  void restore(Tree kept) {
    for (Tree one : kept.items()) {
      List<Tree> parts = one.items();
      if (parts.size() != 3) throw one.wrong("station, address and name");
      put(parts.get(0).text(), parts.get(1).text(), parts.get(2).text());
    }
  }
}

package steward.link;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.thing.Udn;

/// The things that are accepted, for all who are not on the house thread. Thread-safe; follows the
/// house's entries.
public final class Directory {
  private final Map<ThingId, Thing> byId = new ConcurrentHashMap<>();
  private final Map<Udn, Thing> byUdn = new ConcurrentHashMap<>();

  /// The things of each device, by its root and in the order of their UDNs: devices are asked for
  /// with each announcement.
  private final Map<Udn, List<Thing>> byDevice = new ConcurrentHashMap<>();

  void put(Thing thing) {
    Thing older = byId.put(thing.id(), thing);
    if (older != null && !older.udn().equals(thing.udn())) take(older);
    byUdn.put(thing.udn(), thing);
    gather(thing.udn(), Stream.of(thing));
  }

  Optional<Thing> remove(ThingId id) {
    Thing older = byId.remove(id);
    if (older != null) take(older);
    return Optional.ofNullable(older);
  }

  private void take(Thing thing) {
    byUdn.remove(thing.udn());
    gather(thing.udn(), Stream.of());
  }

  /// Puts what is there now in the place of what the device had under this UDN.
  private void gather(Udn udn, Stream<Thing> now) {
    byDevice.compute(
        udn.root(),
        (_, had) -> {
          var others = had == null ? Stream.<Thing>of() : had.stream();
          List<Thing> all =
              Stream.concat(others.filter(other -> !other.udn().equals(udn)), now)
                  .sorted(Comparator.comparing(thing -> thing.udn().value()))
                  .toList();
          return all.isEmpty() ? null : all;
        });
  }

  public Optional<Thing> thing(ThingId id) {
    return Optional.ofNullable(byId.get(id));
  }

  public Optional<Thing> thing(Udn udn) {
    return Optional.ofNullable(byUdn.get(udn));
  }

  public Collection<Thing> things() {
    return List.copyOf(byId.values());
  }

  /// The things that one device carries, in the order of their UDNs.
  public List<Thing> device(Udn root) {
    return byDevice.getOrDefault(root, List.of());
  }

  /// The devices of a family of which some part of the binding has this beginning.
  public Set<Udn> holding(String family, String part) {
    return byId.values().stream()
        .filter(thing -> thing.udn().family().equals(family))
        .filter(thing ->
            thing.binding().parts().keySet().stream().anyMatch(name -> name.startsWith(part)))
        .map(thing -> thing.udn().root())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}

package steward.access;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import steward.driver.Family;
import steward.driver.OwnTopics;
import steward.driver.TopicFilter;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.thing.Udn;

/// The devices of the house and the topics that each says are its own. Things come in on any
/// thread; all else by one at a time.
final class DeviceTopics {
  private final Map<String, Family> families = new HashMap<>();
  private final Map<ThingId, Thing> things = new ConcurrentHashMap<>();
  private final Set<Udn> changed = ConcurrentHashMap.newKeySet();
  private final Map<Udn, OwnTopics> wanted = new HashMap<>();

  DeviceTopics(Collection<Family> all) {
    all.forEach(family -> families.put(family.name(), family));
  }

  /// False when it says nothing new about topics.
  boolean put(Thing thing) {
    Thing older = things.put(thing.id(), thing);
    if (older != null && older.binding().equals(thing.binding())) return false;
    if (older != null) changed.add(older.udn().root());
    changed.add(thing.udn().root());
    return true;
  }

  boolean remove(ThingId id) {
    Thing older = things.remove(id);
    if (older != null) changed.add(older.udn().root());
    return older != null;
  }

  Optional<Thing> thing(ThingId id) {
    return Optional.ofNullable(things.get(id));
  }

  /// The things of a device, in the order of their numbers.
  List<Thing> device(Udn root) {
    return things.values().stream()
        .filter(thing -> thing.udn().root().equals(root))
        .sorted(Comparator.comparingInt(Thing::number))
        .toList();
  }

  /// Reads anew what changed; gives back the devices that are gone.
  List<Udn> settle() {
    var gone = new TreeSet<Udn>(Comparator.comparing(Udn::value));
    for (Udn root : List.copyOf(changed)) {
      changed.remove(root);
      List<Thing> device = device(root);
      if (device.isEmpty()) {
        wanted.remove(root);
        gone.add(root);
      } else {
        wanted.put(root, topics(device));
      }
    }
    return List.copyOf(gone);
  }

  private OwnTopics topics(List<Thing> device) {
    Family family = families.get(device.getFirst().udn().family());
    if (family == null) return OwnTopics.NONE;
    try {
      return family.topics(device);
    } catch (RuntimeException _) {
      // The link says what is wrong with its binding.
      return OwnTopics.NONE;
    }
  }

  OwnTopics wanted(Udn root) {
    return wanted.getOrDefault(root, OwnTopics.NONE);
  }

  Set<Udn> devices() {
    return wanted.keySet();
  }

  /// What people call the device.
  String name(Udn root) {
    List<Thing> device = device(root);
    return device.isEmpty() ? root.value() : device.getFirst().name();
  }

  /// How much of a device's topics lies below a prefix.
  enum Below {
    NOTHING,
    PART,
    ALL
  }

  Below below(Udn root, String prefix) {
    var filter = new TopicFilter(prefix + "/#");
    List<String> own = wanted(root).exclusive();
    if (own.stream().noneMatch(filter::meets)) return Below.NOTHING;
    return own.stream().allMatch(filter::covers) ? Below.ALL : Below.PART;
  }

  Optional<Family> family(Udn root) {
    return Optional.ofNullable(families.get(root.family()));
  }

  /// Where devices of any family announce themselves.
  List<String> sightings() {
    return families.values().stream().flatMap(family -> family.sightingFilters().stream()).toList();
  }
}

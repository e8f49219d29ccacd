package steward.drivers.hue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The resources of a bridge as it last told them, by id. Immutable.
record House(Map<String, Resource> resources) {
  /// A Bridge Pro takes some hundred lamps; each has a device, a light and a connection.
  static final int RESOURCES_MAX = 3_000;

  static final House EMPTY = new House(Map.of());

  House {
    resources = Collections.unmodifiableMap(resources);
  }

  static House of(Collection<Resource> all) {
    var resources = new LinkedHashMap<String, Resource>();
    for (Resource one : all) {
      if (resources.size() < RESOURCES_MAX) resources.put(one.id(), one.merged(one));
    }
    return new House(resources);
  }

  /// With these in place of those of the same id. A few at a time: what is large is made anew.
  House with(Collection<Resource> changed) {
    if (changed.isEmpty()) return this;
    var all = new LinkedHashMap<>(resources);
    for (Resource one : changed) all.put(one.id(), one);
    return new House(all);
  }

  boolean isEmpty() {
    return resources.isEmpty();
  }

  Optional<Resource> get(String id) {
    return Optional.ofNullable(resources.get(id));
  }

  Optional<Resource> get(String type, String id) {
    return get(id).filter(one -> one.type().equals(type));
  }

  List<Resource> all(String type) {
    return resources.values().stream().filter(one -> one.type().equals(type)).toList();
  }

  List<Resource> rooms() {
    var rooms = new ArrayList<>(all("room"));
    rooms.addAll(all("zone"));
    return rooms;
  }

  /// What this device or room offers of a type.
  List<Resource> services(Resource of, String type) {
    return of.services(type).stream().flatMap(id -> get(type, id).stream()).toList();
  }

  /// The lights of a room or zone together; rooms without lamps have none.
  Optional<Resource> group(Resource room) {
    return services(room, "grouped_light").stream().findFirst();
  }

  /// The room or zone of these lights together.
  Optional<Resource> roomOf(Resource group) {
    return rooms().stream()
        .filter(room -> room.services("grouped_light").contains(group.id()))
        .findFirst();
  }

  /// The scenes of a room or zone, in the bridge's order.
  List<Resource> scenes(String room) {
    return resources.values().stream()
        .filter(one -> one.type().endsWith("scene") && one.owner().equals(room))
        .toList();
  }

  /// Why the bridge cannot reach this device by radio; empty where it can, or does not say.
  Optional<String> unreachable(String device) {
    return get("device", device).stream()
        .flatMap(one -> services(one, "zigbee_connectivity").stream())
        .map(radio -> radio.text("status"))
        .filter(status -> status.equals("disconnected") || status.equals("connectivity_issue"))
        .map(status -> "the bridge cannot reach it by radio (" + status.replace('_', ' ') + ")")
        .findFirst();
  }
}

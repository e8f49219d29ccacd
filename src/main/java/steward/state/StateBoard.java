package steward.state;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import steward.thing.Property;
import steward.thing.Status;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.thing.Udn;

/// The latest reading of every property of every thing, and how each thing stands. Confined to the
/// house loop.
public final class StateBoard {
  private final Map<Udn, Place> byUdn = new HashMap<>();
  private final Map<ThingId, Place> byId = new LinkedHashMap<>();

  /// A thing with all that is known of it, as a copy that never changes.
  public record Picture(Thing thing, Status status, Map<Property, Held> properties) {
    public Picture {
      properties = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }
  }

  private static final class Place {
    Thing thing;
    Status status = Status.NEW;
    final Map<Property, Held> held = new LinkedHashMap<>();

    Place(Thing thing) {
      this.thing = thing;
    }
  }

  /// Adds a thing or replaces what is said of it; its readings stay, but for those of a property
  /// that it was said to observe and is no more.
  public void put(Thing thing) {
    Place place = byId.get(thing.id());
    if (place == null) {
      place = new Place(thing);
    } else {
      byUdn.remove(place.thing.udn());
      var before = place.thing.observes();
      place.held.keySet().removeIf(one -> before.contains(one) && !thing.observes().contains(one));
      place.thing = thing;
    }
    byId.put(thing.id(), place);
    byUdn.put(thing.udn(), place);
  }

  public void remove(ThingId id) {
    Place place = byId.remove(id);
    if (place != null) byUdn.remove(place.thing.udn());
  }

  public Optional<Thing> thing(Udn udn) {
    return Optional.ofNullable(byUdn.get(udn)).map(place -> place.thing);
  }

  public Optional<Thing> thing(ThingId id) {
    return Optional.ofNullable(byId.get(id)).map(place -> place.thing);
  }

  public Status status(ThingId id) {
    Place place = byId.get(id);
    return place == null ? Status.NEW : place.status;
  }

  public @Nullable Held held(ThingId id, Property property) {
    Place place = byId.get(id);
    return place == null ? null : place.held.get(property);
  }

  /// Takes a reading; what was known before comes back. A momentary property leaves no state.
  public @Nullable Held take(ThingId id, Property property, Held now) {
    Place place = byId.get(id);
    if (place == null) return null;
    if (property.isMomentary()) {
      place.held.put(property, now);
      return null;
    }
    return place.held.put(property, now);
  }

  /// The thing was heard: a thing that was never heard or was absent is present from now on.
  ///
  /// @return whether its state changed
  public boolean heard(ThingId id, Instant at) {
    Place place = byId.get(id);
    if (place == null) return false;
    boolean fresh = place.status.state() != Status.State.PRESENT;
    place.status =
        fresh
            ? new Status(Status.State.PRESENT, "reports", at)
            : new Status(place.status.state(), place.status.reason(), at);
    return fresh;
  }

  public void stand(ThingId id, Status status) {
    Place place = byId.get(id);
    if (place != null) place.status = status;
  }

  public Collection<Thing> things() {
    return byId.values().stream().map(place -> place.thing).toList();
  }

  public List<Picture> pictures() {
    var pictures = new ArrayList<Picture>(byId.size());
    for (Place place : byId.values()) {
      pictures.add(new Picture(place.thing, place.status, place.held));
    }
    return pictures;
  }

  public Optional<Picture> picture(ThingId id) {
    return Optional.ofNullable(byId.get(id))
        .map(place -> new Picture(place.thing, place.status, place.held));
  }

  /// Puts back a picture that was kept.
  public void restore(Picture picture) {
    put(picture.thing());
    Place place = byId.get(picture.thing().id());
    if (place == null) throw new IllegalStateException("just put");
    place.status = picture.status();
    place.held.putAll(picture.properties());
  }
}

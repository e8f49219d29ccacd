package steward.loop;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steward.activity.Activity;
import steward.activity.text.Names;
import steward.place.Place;
import steward.state.Membership;
import steward.thing.Group;
import steward.thing.Selector;
import steward.thing.Thing;
import steward.thing.ThingId;

/// What is in the house now, as a picture for whoever reads a text that names it. Confined to one
/// thread at a time; nothing of it changes.
public record HouseNames(
    Map<ThingId, Thing> byId,
    List<Group> groups,
    List<Activity> activities,
    Place place,
    Membership membership)
    implements Names {

  /// The picture of this house. Called on the house's own thread.
  public static HouseNames of(House house) {
    var byId = new LinkedHashMap<ThingId, Thing>();
    for (Thing thing : house.board().things()) byId.put(thing.id(), thing);
    var atHome = new HashSet<ThingId>();
    for (ThingId id : byId.keySet()) if (HousePeople.isAtHome(house, id)) atHome.add(id);
    var membership = new Membership(byId::values, atHome::contains);
    List<Group> groups = house.membership().groups();
    groups.forEach(membership::put);
    return new HouseNames(
        Collections.unmodifiableMap(byId),
        groups,
        house.engine().activities(),
        house.sky().place(),
        membership);
  }

  @Override
  public Optional<Thing> thing(ThingId id) {
    return Optional.ofNullable(byId.get(id));
  }

  @Override
  public Collection<Thing> things() {
    return byId.values();
  }

  @Override
  public List<ThingId> members(Selector selector) {
    return membership.of(selector);
  }
}

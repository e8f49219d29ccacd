package steward.loop;

import java.util.List;
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
    List<Thing> things,
    List<Group> groups,
    List<Activity> activities,
    Place place,
    Membership membership)
    implements Names {

  /// The picture of this house. Called on the house's own thread.
  public static HouseNames of(House house) {
    List<Thing> things = List.copyOf(house.board().things());
    var membership = new Membership(() -> things);
    List<Group> groups = house.membership().groups();
    groups.forEach(membership::put);
    return new HouseNames(
        things, groups, house.engine().activities(), house.sky().place(), membership);
  }

  @Override
  public Optional<Thing> thing(ThingId id) {
    for (Thing thing : things) if (thing.id().equals(id)) return Optional.of(thing);
    return Optional.empty();
  }

  @Override
  public List<ThingId> members(Selector selector) {
    return membership.of(selector);
  }
}

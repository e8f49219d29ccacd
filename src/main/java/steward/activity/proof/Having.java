package steward.activity.proof;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steward.activity.Activity;
import steward.activity.text.Names;
import steward.place.Place;
import steward.thing.Group;
import steward.thing.Selector;
import steward.thing.Thing;
import steward.thing.ThingId;

/// A house with other activities than it has; remembers who a rule over things means. Confined to
/// one proof.
final class Having implements Names {
  private final Names house;
  private final List<Activity> activities;
  private final Map<Selector, List<ThingId>> members = new HashMap<>();
  private final Map<ThingId, Thing> things = new HashMap<>();

  Having(Names house, List<Activity> activities) {
    this.house = house;
    this.activities = List.copyOf(activities);
    for (Thing thing : house.things()) things.put(thing.id(), thing);
  }

  @Override
  public Optional<Thing> thing(ThingId id) {
    return Optional.ofNullable(things.get(id));
  }

  @Override
  public Collection<Thing> things() {
    return house.things();
  }

  @Override
  public Collection<Group> groups() {
    return house.groups();
  }

  @Override
  public List<ThingId> members(Selector selector) {
    return members.computeIfAbsent(selector, house::members);
  }

  @Override
  public Collection<Activity> activities() {
    return activities;
  }

  @Override
  public Place place() {
    return house.place();
  }
}

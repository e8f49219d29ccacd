package steward.loop;

import java.util.List;
import java.util.Optional;
import steward.state.Event;
import steward.state.Held;
import steward.state.Trail;
import steward.task.Command;
import steward.thing.Property;
import steward.thing.Quality;
import steward.thing.Reading;
import steward.thing.Status;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.value.Value;

/// Takes what things report: keeps it, closes the commands that it answers, and tells the
/// activities. Confined to the house loop.
record Reports(House house) implements HousePlace.Pen {

  @Override
  public void there(Thing thing, long cause) {
    house.write(thing.id().value(), List.of(cause), 0, "steward", new Fact.ThingPut(thing));
  }

  /// A thing reports: gives the number of the entry.
  long read(Fact.Read read, String subject, String principal) {
    var id = new ThingId(subject);
    Thing thing = house.board().thing(id).orElse(null);
    if (thing == null) return house.write(subject, List.of(), 0, principal, read);
    if (read.quality() == Quality.STALE) return remembered(id, read, principal);
    return take(id, thing, read, principal, List.of());
  }

  /// The place itself says what it is like.
  @Override
  public void told(Property property, Value value, long cause) {
    told(PlaceThing.ID, property, value, cause);
  }

  /// The house knows this of itself, or of one of its people.
  void told(ThingId id, Property property, Value value, long cause) {
    Thing thing = house.board().thing(id).orElse(null);
    if (thing == null) return;
    var read = new Fact.Read(property, value, Quality.CONFIRMED);
    take(id, thing, read, "steward", List.of(cause));
  }

  private long take(ThingId id, Thing thing, Fact.Read read, String principal, List<Long> causes) {
    var reading =
        new Reading(thing.udn(), read.property(), read.value(), read.quality(), house.at());
    Command command = house.tasks().answeredBy(id, reading).orElse(null);
    long cause =
        house.write(id.value(), causes, command == null ? 0 : command.id(), principal, read);
    if (house.board().heard(id, house.at())) present(id, cause);
    Held held = new Held(read.value(), read.quality(), house.at(), cause);
    Held before = house.board().take(id, read.property(), held);
    if (command != null) house.tasks().confirmed(command, reading, cause, house.moment());
    if (before == null || !before.value().equals(read.value())) {
      Trail trail = command == null ? Trail.NONE : command.trail();
      var known = Optional.ofNullable(before).map(Held::value);
      house
          .engine()
          .on(new Event(id, read.property(), known, read.value(), cause, trail), house.mono());
      if (read.property() == Property.PRESENCE && thing.isDevice()) house.presence(id, cause);
    }
    return cause;
  }

  /// What a thing said once, and somebody kept: it fills a gap, and is no sign of life, no event
  /// and no answer.
  private long remembered(ThingId id, Fact.Read read, String principal) {
    long cause = house.write(id.value(), List.of(), 0, principal, read);
    if (house.board().held(id, read.property()) == null && !read.property().isMomentary()) {
      house
          .board()
          .take(id, read.property(), new Held(read.value(), read.quality(), house.at(), cause));
    }
    return cause;
  }

  private void present(ThingId id, long cause) {
    Status status = house.board().status(id);
    house.write(
        id.value(), List.of(cause), 0, "thing", new Fact.Stood(status.state(), status.reason()));
    house.reachable(id);
    house.engine().stood(id, cause, house.mono());
  }
}

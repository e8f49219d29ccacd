package steward.activity.text;

import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import steward.activity.Activity;
import steward.place.Place;
import steward.thing.Group;
import steward.thing.Selector;
import steward.thing.Thing;
import steward.thing.ThingId;

/// What is in the house, for a text that names it. Answers as the house stands while one text is
/// read; implemented by the house, or by a picture of it.
public interface Names {
  /// A house in which nothing is known.
  static Names none() {
    return new Nobody();
  }

  Optional<Thing> thing(ThingId id);

  Collection<Thing> things();

  Collection<Group> groups();

  /// Whom the selector means now.
  List<ThingId> members(Selector selector);

  Collection<Activity> activities();

  Place place();

  default Optional<Group> group(String id) {
    return groups().stream().filter(group -> group.id().equals(id)).findFirst();
  }

  default Optional<Activity> activity(String id) {
    return activities().stream().filter(activity -> activity.id().equals(id)).findFirst();
  }

  /// The house of [#none].
  record Nobody() implements Names {
    @Override
    public Optional<Thing> thing(ThingId id) {
      return Optional.empty();
    }

    @Override
    public Collection<Thing> things() {
      return List.of();
    }

    @Override
    public Collection<Group> groups() {
      return List.of();
    }

    @Override
    public List<ThingId> members(Selector selector) {
      return List.of();
    }

    @Override
    public Collection<Activity> activities() {
      return List.of();
    }

    @Override
    public Place place() {
      return Place.in(ZoneOffset.UTC);
    }
  }
}

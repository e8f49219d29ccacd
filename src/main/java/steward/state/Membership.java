package steward.state;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import steward.thing.Group;
import steward.thing.People;
import steward.thing.Selector;
import steward.thing.Thing;
import steward.thing.ThingId;

/// Which things a rule over them means now. Confined to the house loop.
///
/// A rule means devices: the house itself and its people are meant only where they are named,
/// people also by [Selector.Persons].
///
/// What was worked out is kept until a thing or a group changes, so that asking again costs
/// nothing. A group that names itself, by whatever way round, holds nothing there.
public final class Membership {
  private static final int KEPT_MAX = 20_000;

  private final Supplier<Collection<Thing>> things;
  private final Predicate<ThingId> isAtHome;
  private final Map<String, Group> groups = new LinkedHashMap<>();
  private final Map<Selector, List<ThingId>> kept = new HashMap<>();

  public Membership(Supplier<Collection<Thing>> things) {
    this(things, _ -> true);
  }

  /// @param isAtHome whether this person is known to be at home
  public Membership(Supplier<Collection<Thing>> things, Predicate<ThingId> isAtHome) {
    this.things = things;
    this.isAtHome = isAtHome;
  }

  public void put(Group group) {
    groups.put(group.id(), group);
    changed();
  }

  public void remove(String group) {
    groups.remove(group);
    changed();
  }

  /// Things came, went or are described otherwise.
  public void changed() {
    kept.clear();
  }

  public List<Group> groups() {
    return List.copyOf(groups.values());
  }

  public Optional<Group> group(String id) {
    return Optional.ofNullable(groups.get(id));
  }

  /// Whom the selector means, in the order of the list or of the house.
  public List<ThingId> of(Selector selector) {
    return switch (selector) {
      case Selector.One(ThingId thing) -> List.of(thing);
      case Selector.Listed(List<ThingId> listed) -> listed;
      default -> {
        List<ThingId> known = kept.get(selector);
        if (known != null) yield known;
        if (kept.size() >= KEPT_MAX) kept.clear();
        var members = new ArrayList<ThingId>();
        for (Thing thing : things.get())
          if (isMeant(thing, selector) && isIn(thing, selector, Set.of())) members.add(thing.id());
        var worked = List.copyOf(members);
        kept.put(selector, worked);
        yield worked;
      }
    };
  }

  private boolean isMeant(Thing thing, Selector selector) {
    return thing.isDevice() || People.isPerson(thing) && isNamed(thing, selector, Set.of());
  }

  /// Whether a rule speaks of this person: by its name, or of people.
  private boolean isNamed(Thing person, Selector selector, Set<String> within) {
    return switch (selector) {
      case Selector.One(ThingId one) -> one.equals(person.id());
      case Selector.Listed(List<ThingId> listed) -> listed.contains(person.id());
      case Selector.Persons _ -> true;
      case Selector.Named(String id) -> {
        Group group = groups.get(id);
        if (group == null || within.contains(id)) yield false;
        var deeper = new HashSet<>(within);
        deeper.add(id);
        yield isNamed(person, group.members(), deeper);
      }
      case Selector.All(List<Selector> parts) ->
          parts.stream().anyMatch(part -> isNamed(person, part, within));
      case Selector.Any(List<Selector> parts) ->
          parts.stream().anyMatch(part -> isNamed(person, part, within));
      case Selector.InRoom _,
          Selector.OfKind _,
          Selector.Performs _,
          Selector.Observes _,
          Selector.Not _ ->
          false;
    };
  }

  private boolean isIn(Thing thing, Selector selector, Set<String> within) {
    return switch (selector) {
      case Selector.One(ThingId one) -> one.equals(thing.id());
      case Selector.Listed(List<ThingId> listed) -> listed.contains(thing.id());
      case Selector.InRoom(List<String> rooms) ->
          rooms.stream().anyMatch(room -> isSame(room, thing));
      case Selector.OfKind(String kind) -> isOfKind(thing, kind);
      case Selector.Performs(var action) -> thing.abilities().containsKey(action);
      case Selector.Observes(var property) -> thing.observes().contains(property);
      case Selector.Persons(People people) ->
          people.means(thing) && (people != People.HOME || isAtHome.test(thing.id()));
      case Selector.Named(String id) -> {
        Group group = groups.get(id);
        if (group == null || within.contains(id)) yield false;
        var deeper = new HashSet<>(within);
        deeper.add(id);
        yield isIn(thing, group.members(), deeper);
      }
      case Selector.All(List<Selector> parts) -> {
        for (Selector part : parts) if (!isIn(thing, part, within)) yield false;
        yield !parts.isEmpty();
      }
      case Selector.Any(List<Selector> parts) -> {
        for (Selector part : parts) if (isIn(thing, part, within)) yield true;
        yield false;
      }
      case Selector.Not(Selector part) -> !isIn(thing, part, within);
    };
  }

  private static boolean isSame(String room, Thing thing) {
    return room.toLowerCase(Locale.ROOT).equals(thing.room().toLowerCase(Locale.ROOT));
  }

  private static boolean isOfKind(Thing thing, String kind) {
    String path = "/device/" + kind;
    return thing.kind().equals(path) || thing.kind().startsWith(path + "/");
  }
}

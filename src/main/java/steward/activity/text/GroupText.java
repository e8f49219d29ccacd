package steward.activity.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import steward.thing.Group;
import steward.thing.Selector;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.value.Malformed;
import steward.value.Tree;

/// Reads and writes groups of things: `{"id","name","members"}`, where the members are a list of
/// things or a rule over them.
public final class GroupText {
  private GroupText() {}

  /// Reads what a person wrote.
  ///
  /// @throws Malformed at the first fault; one is a group that holds itself by way of others
  public static Group read(Tree tree, String id, Names names) {
    Group group = group(tree, id, new Scope(names, true));
    cycle(group, names)
        .ifPresent(way -> {
          throw tree.get("members").wrong("a group that does not hold itself (" + way + ")");
        });
    return group;
  }

  /// Reads what was kept: things and groups may be gone since.
  public static Group kept(Tree tree) {
    return group(tree, tree.get("id").text(), new Scope(Names.none(), false));
  }

  private static Group group(Tree tree, String id, Scope scope) {
    Grammar.GROUP.check(tree);
    if (!ThingId.isSlug(id)) {
      throw new Malformed("/id", "1 to 40 of a-z, 0-9 and -", "'" + id + "'");
    }
    String name = tree.get("name").name(Thing.NAME_LENGTH_MAX);
    return new Group(id, name, new SelectorText(scope).read(tree.get("members")));
  }

  public static Map<String, Object> write(Group group) {
    var map = new LinkedHashMap<String, Object>();
    map.put("id", group.id());
    map.put("name", group.name());
    map.put("members", SelectorText.write(group.members()));
    return map;
  }

  /// The way by which the group comes back to itself: `upstairs, bedrooms, upstairs`.
  private static Optional<String> cycle(Group group, Names names) {
    return cycle(group.id(), group.members(), names, new LinkedHashSet<>(Set.of(group.id())));
  }

  private static Optional<String> cycle(
      String sought, Selector members, Names names, Set<String> way) {
    for (String next : named(members)) {
      if (next.equals(sought)) return Optional.of(String.join(", ", way) + ", " + sought);
      if (!way.add(next)) continue;
      var found = names.group(next).flatMap(g -> cycle(sought, g.members(), names, way));
      if (found.isPresent()) return found;
    }
    return Optional.empty();
  }

  private static List<String> named(Selector selector) {
    var named = new ArrayList<String>();
    switch (selector) {
      case Selector.Named(String group) -> named.add(group);
      case Selector.All(var parts) -> parts.forEach(part -> named.addAll(named(part)));
      case Selector.Any(var parts) -> parts.forEach(part -> named.addAll(named(part)));
      case Selector.Not(Selector part) -> named.addAll(named(part));
      case Selector.One _,
          Selector.Listed _,
          Selector.InRoom _,
          Selector.OfKind _,
          Selector.Performs _,
          Selector.Observes _,
          Selector.Persons _ -> {}
    }
    return named;
  }
}

package steward.activity.text;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import steward.thing.ActionKind;
import steward.thing.People;
import steward.thing.Property;
import steward.thing.Selector;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.value.Tree;

/// Which things are meant: the id of one, a list of ids, or a map that is a rule over things.
final class SelectorText {
  private static final List<String> ORDER = List.copyOf(Grammar.SELECTOR.names());

  private static final String DEVICE = "/device/";

  private final Scope scope;

  SelectorText(Scope scope) {
    this.scope = scope;
  }

  Selector read(Tree tree) {
    return read(tree, 0);
  }

  private Selector read(Tree tree, int depth) {
    scope.depth(tree, depth, "rules over things");
    return switch (tree.node()) {
      case String _ -> Selector.one(scope.thing(tree));
      case List<?> _ -> listed(tree);
      case Map<?, ?> _ -> rule(tree, depth);
      case null, default ->
          throw tree.wrong(
              "a list of things, or an object with one of " + String.join(", ", ORDER));
    };
  }

  private Selector listed(Tree tree) {
    var ids = new ArrayList<ThingId>();
    var seen = new HashSet<ThingId>();
    for (Tree item : Scope.items(tree, 1, Grammar.SELECTED_MAX)) {
      ThingId id = scope.thing(item);
      if (!seen.add(id) && scope.strict()) throw item.wrong("each thing once");
      ids.add(id);
    }
    return new Selector.Listed(ids);
  }

  private Selector rule(Tree tree, int depth) {
    Near.only(tree, ORDER);
    var parts = new ArrayList<Selector>();
    for (String member : ORDER) {
      if (tree.has(member)) parts.add(part(member, tree.get(member), depth + 1));
    }
    if (parts.isEmpty()) throw tree.wrong("one of " + String.join(", ", ORDER));
    return parts.size() == 1 ? parts.getFirst() : new Selector.All(parts);
  }

  private Selector part(String member, Tree tree, int depth) {
    return switch (member) {
      case "thing" -> Selector.one(scope.thing(tree));
      case "things" -> listed(tree);
      case "room" -> new Selector.InRoom(rooms(tree));
      case "kind" -> new Selector.OfKind(kind(tree));
      case "performs" -> new Selector.Performs(action(tree));
      case "observes" -> new Selector.Observes(observed(tree));
      case "people" -> new Selector.Persons(people(tree));
      case "group" -> new Selector.Named(group(tree));
      case "any" -> new Selector.Any(parts(tree, depth));
      case "all" -> new Selector.All(parts(tree, depth));
      case "not" -> new Selector.Not(read(tree, depth));
      default -> throw new IllegalStateException("no member " + member);
    };
  }

  private List<Selector> parts(Tree tree, int depth) {
    var parts = new ArrayList<Selector>();
    for (Tree item : Scope.items(tree, 1, Grammar.PARTS_MAX)) parts.add(read(item, depth));
    return parts;
  }

  private List<String> rooms(Tree tree) {
    if (!(tree.node() instanceof List)) return List.of(room(tree));
    return Scope.items(tree, 1, Grammar.PARTS_MAX).stream().map(this::room).toList();
  }

  private String room(Tree tree) {
    String room = tree.name(Thing.NAME_LENGTH_MAX);
    List<String> known =
        Near.sorted(
            scope.names().things().stream()
                .map(Thing::room)
                .filter(one -> !one.isBlank())
                .toList());
    if (scope.strict() && known.stream().noneMatch(room::equalsIgnoreCase)) {
      throw Near.wrong(tree, Near.oneOf("a room of the house", known), known);
    }
    return room;
  }

  private String kind(Tree tree) {
    String kind = tree.text(Thing.NAME_LENGTH_MAX);
    if (!scope.strict()) return kind;
    Set<String> known = new LinkedHashSet<>();
    for (Thing thing : scope.names().things()) {
      if (!thing.kind().startsWith(DEVICE)) continue;
      String path = thing.kind().substring(DEVICE.length());
      for (int at = path.indexOf('/'); at > 0; at = path.indexOf('/', at + 1)) {
        known.add(path.substring(0, at));
      }
      known.add(path);
    }
    if (!known.contains(kind)) {
      var categories = Near.sorted(known.stream().filter(one -> !one.contains("/")).toList());
      throw tree.wrong(
          Near.oneOf("a kind that is in the house", categories) + Near.hint(kind, known));
    }
    return kind;
  }

  private static ActionKind action(Tree tree) {
    return ActionKind.labelled(tree.text(40))
        .orElseThrow(() -> Near.wrong(tree, "the name of an action", LineText.ACTIONS));
  }

  private static Property observed(Tree tree) {
    return Property.named(tree.text(40))
        .orElseThrow(() ->
            Near.wrong(
                tree,
                "the name of a property",
                Property.all().stream().map(Property::name).toList()));
  }

  private static People people(Tree tree) {
    return People.labelled(tree.text(40))
        .orElseThrow(
            () -> Near.wrong(tree, Near.oneOf("people", People.labels()), People.labels()));
  }

  private String group(Tree tree) {
    var known = scope.names().groups().stream().map(group -> group.id()).toList();
    return scope.slug(tree, "a group", known);
  }

  /// The selector as [#read] reads it back.
  static Object write(Selector selector) {
    return switch (selector) {
      case Selector.One(ThingId thing) -> thing.value();
      case Selector.Listed(List<ThingId> listed) -> Scope.ids(listed);
      case Selector.All(List<Selector> parts) when isInOrder(parts) -> {
        var map = new LinkedHashMap<String, Object>();
        for (Selector part : parts) map.put(member(part), content(part));
        yield map;
      }
      default -> Map.of(member(selector), content(selector));
    };
  }

  /// Whether the parts can stand as members of one map, which is read in the order of the table.
  private static boolean isInOrder(List<Selector> parts) {
    int last = -1;
    for (Selector part : parts) {
      int place = ORDER.indexOf(member(part));
      if (place <= last) return false;
      last = place;
    }
    return parts.size() > 1;
  }

  private static String member(Selector selector) {
    return switch (selector) {
      case Selector.One _ -> "thing";
      case Selector.Listed _ -> "things";
      case Selector.InRoom _ -> "room";
      case Selector.OfKind _ -> "kind";
      case Selector.Performs _ -> "performs";
      case Selector.Observes _ -> "observes";
      case Selector.Persons _ -> "people";
      case Selector.Named _ -> "group";
      case Selector.Any _ -> "any";
      case Selector.All _ -> "all";
      case Selector.Not _ -> "not";
    };
  }

  private static Object content(Selector selector) {
    return switch (selector) {
      case Selector.One(ThingId thing) -> thing.value();
      case Selector.Listed(List<ThingId> listed) -> Scope.ids(listed);
      case Selector.InRoom(List<String> rooms) -> rooms.size() == 1 ? rooms.getFirst() : rooms;
      case Selector.OfKind(String kind) -> kind;
      case Selector.Performs(ActionKind action) -> action.label();
      case Selector.Observes(Property property) -> property.name();
      case Selector.Persons(People people) -> people.label();
      case Selector.Named(String group) -> group;
      case Selector.Any(List<Selector> parts) -> parts.stream().map(SelectorText::write).toList();
      case Selector.All(List<Selector> parts) -> parts.stream().map(SelectorText::write).toList();
      case Selector.Not(Selector part) -> write(part);
    };
  }
}

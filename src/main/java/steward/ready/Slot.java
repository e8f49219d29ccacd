package steward.ready;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import steward.activity.text.Names;
import steward.loop.PlaceThing;
import steward.thing.ActionKind;
import steward.thing.Group;
import steward.thing.Property;
import steward.thing.Selector;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.value.Malformed;
import steward.value.Nearest;
import steward.value.Tree;

/// A part of a ready-made activity that a person chooses: a thing that can do it, several, or an
/// amount with a usual value. Immutable.
///
/// @param says what it is, for people
/// @param many whether several may be meant
/// @param kind below `/device/`; empty for any
/// @param usual what it is when nothing is chosen; empty where it is a thing
public record Slot(
    String name,
    String says,
    boolean many,
    List<Property> observes,
    List<ActionKind> performs,
    String kind,
    Optional<Object> usual) {
  static final int FILL_LENGTH_MAX = 2_000;
  private static final String GROUP = "group:";
  private static final String ROOM = "room:";
  private static final String ALL = "all";

  public Slot {
    observes = List.copyOf(observes);
    performs = List.copyOf(performs);
  }

  /// A choice that is offered: what is filled in, and what people call it.
  public record Choice(String fill, String name, String room) {}

  static Slot read(String name, Tree tree) {
    tree.only(Set.of("says", "many", "observes", "performs", "kind", "default"));
    return new Slot(
        name,
        tree.get("says").text(),
        tree.find("many").map(Tree::truth).orElse(false),
        texts(tree, "observes").stream()
            .map(one -> Property.named(one.text()).orElseThrow(() -> one.wrong("a property")))
            .toList(),
        texts(tree, "performs").stream()
            .map(one -> ActionKind.labelled(one.text()).orElseThrow(() -> one.wrong("an action")))
            .toList(),
        tree.find("kind").map(Tree::text).orElse(""),
        tree.find("default").flatMap(one -> Optional.ofNullable(one.node())));
  }

  private static List<Tree> texts(Tree tree, String member) {
    if (!tree.has(member)) return List.of();
    Tree one = tree.get(member);
    return one.node() instanceof List ? one.items() : List.of(one);
  }

  /// Whether it is filled with things rather than with an amount.
  public boolean isThing() {
    return usual.isEmpty();
  }

  private boolean fits(Thing thing) {
    return !PlaceThing.is(thing)
        && thing.observes().containsAll(observes)
        && thing.abilities().keySet().containsAll(performs)
        && (kind.isEmpty() || (thing.kind() + "/").startsWith("/device/" + kind + "/"));
  }

  private List<Thing> fitting(Names names) {
    return names.things().stream().filter(this::fits).toList();
  }

  /// What can fill it in this house: rooms and groups with such things, then the things themselves.
  public List<Choice> choices(Names names) {
    List<Thing> fitting = fitting(names);
    var choices = new ArrayList<Choice>();
    if (!isThing() || fitting.isEmpty()) return choices;
    if (many) {
      choices.add(new Choice(ALL, "All of the house (%d)".formatted(fitting.size()), ""));
      for (Group group : names.groups())
        if (names.members(new Selector.Named(group.id())).stream()
            .anyMatch(id -> names.thing(id).filter(this::fits).isPresent()))
          choices.add(new Choice(GROUP + group.id(), group.name(), ""));
      var rooms = new TreeSet<String>();
      fitting.forEach(thing -> rooms.add(thing.room()));
      rooms.forEach(room -> choices.add(new Choice(ROOM + room, "All in " + room, room)));
    }
    fitting.forEach(
        thing -> choices.add(new Choice(thing.id().value(), thing.name(), thing.room())));
    return choices;
  }

  /// What stands in the text where this slot is.
  ///
  /// @param fill as a person chose it; empty for the usual amount
  /// @throws Malformed if it is nothing that can do it
  Object filled(Optional<String> fill, Names names) {
    if (!isThing()) return fill.map(text -> amount(usual.get(), text)).orElseGet(usual::get);
    String text = fill.filter(one -> !one.isBlank()).orElseThrow(() -> wrong(names, "nothing"));
    if (text.length() > FILL_LENGTH_MAX) throw wrong(names, text.length() + " characters");
    if (!many) return thing(text.strip(), names).id().value();
    if (text.equals(ALL)) return rule(Map.of());
    if (text.startsWith(GROUP)) {
      String group = text.substring(GROUP.length());
      if (names.group(group).isEmpty()) throw wrong(names, "'" + text + "'");
      return rule(Map.of("group", group));
    }
    if (text.startsWith(ROOM)) return rule(Map.of("room", text.substring(ROOM.length())));
    var ids = new ArrayList<Object>();
    for (String one : text.split(",", -1)) ids.add(thing(one.strip(), names).id().value());
    return ids;
  }

  /// A number stays one where the usual value is one.
  private Object amount(Object standard, String text) {
    if (!(standard instanceof Number)) return text;
    try {
      return Double.valueOf(text.strip());
    } catch (NumberFormatException _) {
      throw new Malformed("/fill/" + name, "a number: " + says, "'" + text + "'");
    }
  }

  private Thing thing(String id, Names names) {
    return Optional.of(id)
        .filter(ThingId::isSlug)
        .flatMap(slug -> names.thing(new ThingId(slug)))
        .filter(this::fits)
        .orElseThrow(() -> wrong(names, "'" + id + "'"));
  }

  private Map<String, Object> rule(Map<String, Object> where) {
    var rule = new LinkedHashMap<String, Object>(where);
    if (!kind.isEmpty()) rule.put("kind", kind);
    if (!performs.isEmpty()) rule.put("performs", performs.getFirst().label());
    if (!observes.isEmpty()) rule.put("observes", observes.getFirst().name());
    return rule;
  }

  private Malformed wrong(Names names, String got) {
    List<String> known = fitting(names).stream().map(thing -> thing.id().value()).toList();
    String near =
        Nearest.to(got.replace("'", ""), known)
            .map(one -> "; did you mean '" + one + "'?")
            .orElse("");
    String can = can().isEmpty() ? "" : " (it has to " + can() + ")";
    return new Malformed("/fill/" + name, says + can, got + near);
  }

  /// What a thing has to be able to, for people.
  public String can() {
    var parts = new ArrayList<String>();
    if (!kind.isEmpty()) parts.add("be " + kind);
    performs.forEach(action -> parts.add("perform " + action.label()));
    observes.forEach(property -> parts.add("observe " + property.name()));
    return String.join(", ", parts);
  }
}

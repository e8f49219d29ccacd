package steward.activity;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import steward.task.Retry;
import steward.thing.Ability;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Property;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.thing.ValueType;
import steward.value.Malformed;
import steward.value.Tree;
import steward.value.Value;

/// Reads an activity from its document, with errors that name the place. Writing is
/// [ActivityWriter].
public final class ActivityText {
  private static final Set<String> MEMBERS =
      Set.of(
          "id", "name", "armed", "version", "owner", "when", "if", "perform", "missed", "again",
          "problem", "last");
  private static final int DEPTH_MAX = 16;
  static final Map<ActionKind, Ability> USUAL =
      java.util.Arrays.stream(ActionKind.values())
          .collect(Collectors.toMap(Function.identity(), Ability::of));

  private final Function<ThingId, Optional<Thing>> things;
  private final boolean strict;

  private ActivityText(Function<ThingId, Optional<Thing>> things, boolean strict) {
    this.things = things;
    this.strict = strict;
  }

  /// Reads what a person wrote: every thing must be there, observe the property and perform the
  /// action.
  ///
  /// @throws Malformed at the first fault
  public static Activity read(Tree tree, String id, Function<ThingId, Optional<Thing>> things) {
    return new ActivityText(things, true).activity(tree, id);
  }

  /// Reads what was kept: things may be gone since.
  public static Activity kept(Tree tree) {
    return new ActivityText(_ -> Optional.empty(), false).activity(tree, tree.get("id").text());
  }

  private Activity activity(Tree tree, String id) {
    tree.only(MEMBERS);
    if (!ThingId.isSlug(id))
      throw new Malformed("/id", "1 to 40 of a-z, 0-9 and -", "'" + id + "'");
    var when =
        bounded(tree.find("when"), Activity.TRIGGERS_MAX).stream().map(this::trigger).toList();
    var condition = tree.find("if").map(part -> condition(part, 0)).orElse(new Condition.Always());
    var perform = bounded(Optional.of(tree.get("perform")), Activity.DOINGS_MAX);
    if (perform.isEmpty()) throw tree.get("perform").wrong("at least one task");
    return new Activity(
        id,
        tree.get("name").name(Thing.NAME_LENGTH_MAX),
        tree.find("armed").map(Tree::truth).orElse(true),
        tree.find("version").map(v -> v.whole(0, Integer.MAX_VALUE)).orElse(0),
        tree.find("owner").map(Tree::text).orElse("local"),
        when,
        condition,
        perform.stream().map(this::doing).toList(),
        tree.find("missed")
            .map(m -> choice(m, Activity.Missed.class))
            .orElse(Activity.Missed.USUAL),
        tree.find("again").map(a -> choice(a, Activity.Again.class)).orElse(Activity.Again.IGNORE));
  }

  private static List<Tree> bounded(Optional<Tree> list, int max) {
    var items = list.map(Tree::items).orElse(List.of());
    if (items.size() > max) throw list.orElseThrow().wrong("at most " + max + " items");
    return items;
  }

  private static <E extends Enum<E>> E choice(Tree tree, Class<E> type) {
    for (E one : type.getEnumConstants()) {
      if (one.name().equalsIgnoreCase(tree.text())) return one;
    }
    throw tree.wrong(
        java.util.Arrays.stream(type.getEnumConstants())
            .map(one -> one.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(" or ")));
  }

  private Trigger trigger(Tree tree) {
    if (tree.has("at")) {
      tree.only(Set.of("at", "days"));
      return new Trigger.AtTime(time(tree.get("at")), days(tree));
    }
    if (tree.has("cron")) {
      tree.only(Set.of("cron"));
      return new Trigger.Cron(cron(tree.get("cron")));
    }
    ThingId thing = thing(tree.get("thing"));
    Property property = property(tree.get("property"), thing);
    if (tree.has("changes")) {
      tree.only(Set.of("thing", "property", "changes"));
      if (!tree.get("changes").truth()) throw tree.get("changes").wrong("true");
      return new Trigger.Changes(thing, property);
    }
    Duration stays = tree.find("for").map(Tree::span).orElse(Duration.ZERO);
    if (tree.has("becomes")) {
      tree.only(Set.of("thing", "property", "becomes", "for"));
      return new Trigger.Becomes(thing, property, property.type().read(tree.get("becomes")), stays);
    }
    tree.only(Set.of("thing", "property", "above", "below", "hysteresis", "for"));
    Trigger.Side side = side(tree, "changes, becomes, above or below");
    double hysteresis = tree.find("hysteresis").map(h -> h.number(0, 1e12)).orElse(0.0);
    return new Trigger.Crosses(
        thing, property, side, limit(tree, side, property), hysteresis, stays);
  }

  private static Trigger.Side side(Tree tree, String expected) {
    if (tree.has("above") == tree.has("below")) throw tree.wrong("one of " + expected);
    return tree.has("above") ? Trigger.Side.ABOVE : Trigger.Side.BELOW;
  }

  private static double limit(Tree tree, Trigger.Side side, Property property) {
    if (!(property.type() instanceof ValueType.Amounts)) {
      throw tree.get(side.label())
          .wrong("no limit: " + property + " is " + property.type().expected());
    }
    return tree.get(side.label()).number();
  }

  private Condition condition(Tree tree, int depth) {
    if (depth > DEPTH_MAX)
      throw tree.wrong("at most " + DEPTH_MAX + " conditions within each other");
    if (tree.has("all")) return new Condition.All(parts(tree, "all", depth));
    if (tree.has("any")) return new Condition.Any(parts(tree, "any", depth));
    if (tree.has("not")) {
      tree.only(Set.of("not"));
      return new Condition.Not(condition(tree.get("not"), depth + 1));
    }
    if (tree.has("between")) return between(tree);
    ThingId thing = thing(tree.get("thing"));
    Property property = property(tree.get("property"), thing);
    if (property.isMomentary()) throw tree.get("property").wrong("a property with a state");
    if (tree.has("is")) {
      tree.only(Set.of("thing", "property", "is"));
      return new Condition.Is(thing, property, property.type().read(tree.get("is")));
    }
    tree.only(Set.of("thing", "property", "above", "below"));
    Trigger.Side side = side(tree, "is, above or below");
    return new Condition.Beyond(thing, property, side, limit(tree, side, property));
  }

  private List<Condition> parts(Tree tree, String key, int depth) {
    tree.only(Set.of(key));
    var parts = new ArrayList<Condition>();
    for (Tree part : bounded(Optional.of(tree.get(key)), 50)) parts.add(condition(part, depth + 1));
    return parts;
  }

  private static Condition between(Tree tree) {
    tree.only(Set.of("between"));
    var times = tree.get("between").items();
    if (times.size() != 2)
      throw tree.get("between").wrong("two times such as [\"22:00\",\"06:00\"]");
    return new Condition.Between(time(times.getFirst()), time(times.getLast()));
  }

  private Doing doing(Tree tree) {
    if (tree.has("wait")) {
      tree.only(Set.of("wait"));
      return new Doing.Wait(tree.get("wait").span());
    }
    var members = new java.util.HashSet<>(Action.members());
    members.addAll(Set.of("thing", "if", "retry"));
    tree.only(members);
    ThingId thing = thing(tree.get("thing"));
    Map<ActionKind, Ability> abilities = things.apply(thing).map(Thing::abilities).orElse(USUAL);
    Action action = Action.read(tree, abilities);
    Condition guard =
        tree.find("if").map(part -> condition(part, 0)).orElse(new Condition.Always());
    return new Doing.Task(
        thing, action, guard, tree.find("retry").map(ActivityText::retry).orElse(Retry.NEVER));
  }

  private static Retry retry(Tree tree) {
    tree.only(Set.of("times", "after"));
    Duration after = tree.find("after").map(Tree::span).orElse(Duration.ofSeconds(5));
    return new Retry(tree.get("times").whole(1, Retry.TIMES_MAX), after);
  }

  private ThingId thing(Tree tree) {
    String text = tree.text(40);
    if (!ThingId.isSlug(text)) throw tree.wrong("the id of a thing");
    var id = new ThingId(text);
    if (strict && things.apply(id).isEmpty()) throw tree.wrong("the id of a thing that is there");
    return id;
  }

  private Property property(Tree tree, ThingId thing) {
    Property property =
        Property.named(tree.text(40)).orElseThrow(() -> tree.wrong(observed(thing)));
    boolean seen = things.apply(thing).map(t -> t.observes().contains(property)).orElse(!strict);
    if (!seen) throw tree.wrong(observed(thing));
    return property;
  }

  private String observed(ThingId thing) {
    return things
        .apply(thing)
        .map(t ->
            "one of " + t.observes().stream().map(Property::name).collect(Collectors.joining(", ")))
        .orElse("the name of a property");
  }

  private static LocalTime time(Tree tree) {
    try {
      return LocalTime.parse(tree.text());
    } catch (DateTimeParseException e) {
      throw tree.wrong("a time such as 22:30");
    }
  }

  private static Set<DayOfWeek> days(Tree tree) {
    if (!tree.has("days")) return EnumSet.allOf(DayOfWeek.class);
    var days = EnumSet.noneOf(DayOfWeek.class);
    for (Tree day : tree.get("days").items()) days.add(day(day));
    if (days.isEmpty()) throw tree.get("days").wrong("at least one day");
    return days;
  }

  private static DayOfWeek day(Tree tree) {
    for (DayOfWeek day : DayOfWeek.values()) {
      if (day.name().substring(0, 3).equalsIgnoreCase(tree.text())) return day;
    }
    throw tree.wrong("mon, tue, wed, thu, fri, sat or sun");
  }

  private static String cron(Tree tree) {
    String expression = tree.text(100);
    try {
      ClockEdges.check(expression);
    } catch (IllegalArgumentException e) {
      throw tree.wrong("five cron fields such as '0 22 * * 1-5' (" + e.getMessage() + ")");
    }
    return expression;
  }

  /// The value in the document's form: a number for an amount, the hue and saturation of a colour,
  /// else the text.
  public static Object plain(Value value) {
    return switch (value) {
      case steward.value.Amount(double number, _) -> number;
      case steward.value.Colour(double hue, double saturation) ->
          Map.of("hue", hue, "saturation", saturation);
      case steward.value.Word(String word) -> word;
      case steward.value.Text(String text) -> text;
    };
  }
}

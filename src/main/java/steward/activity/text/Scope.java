package steward.activity.text;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import steward.activity.Operand;
import steward.thing.Property;
import steward.thing.Selector;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.thing.ValueType;
import steward.value.Amount;
import steward.value.Malformed;
import steward.value.Text;
import steward.value.Tree;
import steward.value.Unit;
import steward.value.Value;
import steward.value.Word;

/// Reads what all parts of an activity are made of: ids, properties, values and spans.
///
/// @param strict whether a person wrote it: then everything that it names must be there and able to
///   do it; what was kept is read though things are gone since
record Scope(Names names, boolean strict) {
  private static final Pattern QUANTITY = Pattern.compile("(-?\\d+(?:\\.\\d+)?)\\s*(\\S{1,20})");
  private static final int MEMBERS_LOOKED_AT_MAX = 1_000;

  ThingId thing(Tree tree) {
    String text = tree.text(ThingId.LENGTH_MAX);
    if (!ThingId.isSlug(text)) throw Near.wrong(tree, "the id of a thing", things());
    var id = new ThingId(text);
    if (strict && names.thing(id).isEmpty()) {
      throw Near.wrong(tree, "the id of a thing that is there", things());
    }
    return id;
  }

  private List<String> things() {
    return names.things().stream().map(thing -> thing.id().value()).toList();
  }

  /// The things that the selector means now, as far as they are known.
  List<Thing> members(Selector selector) {
    Collection<ThingId> ids =
        switch (selector) {
          case Selector.One(ThingId thing) -> List.of(thing);
          case Selector.Listed(List<ThingId> listed) -> listed;
          default -> names.members(selector);
        };
    return ids.stream()
        .limit(MEMBERS_LOOKED_AT_MAX)
        .flatMap(id -> names.thing(id).stream())
        .toList();
  }

  /// A property that these observe: each of those that are named, one at least of those that a rule
  /// means.
  Property property(Tree tree, Selector selector) {
    List<Thing> members = members(selector);
    var observed = new LinkedHashSet<String>();
    for (Thing thing : members) thing.observes().forEach(one -> observed.add(one.name()));
    Property property =
        Property.named(tree.text(40)).orElseThrow(() -> unobserved(tree, observed, ""));
    if (!strict || members.isEmpty()) return property;
    List<Thing> blind =
        members.stream().filter(thing -> !thing.observes().contains(property)).toList();
    if (selector.isFixed() ? !blind.isEmpty() : blind.size() == members.size()) {
      String who = members.size() == 1 || !selector.isFixed() ? "" : blind.getFirst().id().value();
      var seen = new LinkedHashSet<String>();
      for (Thing thing : who.isEmpty() ? members : blind.subList(0, 1)) {
        thing.observes().forEach(one -> seen.add(one.name()));
      }
      throw unobserved(tree, seen, who);
    }
    return property;
  }

  private Malformed unobserved(Tree tree, Set<String> observed, String who) {
    if (!strict || observed.isEmpty()) {
      var known = Property.all().stream().map(Property::name).toList();
      return Near.wrong(tree, "the name of a property", known);
    }
    String expected =
        who.isEmpty()
            ? Near.oneOf("a property that it observes", observed)
            : "what " + who + " observes: " + String.join(", ", observed);
    return Near.wrong(tree, expected, observed);
  }

  /// An amount for a limit, as the property has it.
  ValueType.Amounts amounts(Tree limit, Property property) {
    if (property.type() instanceof ValueType.Amounts amounts) return amounts;
    throw limit.wrong("no limit: " + property + " is " + property.type().expected());
  }

  /// A number, or a text with a number and its unit, which must then be this one.
  double number(Tree tree, Unit unit) {
    if (!(tree.node() instanceof String text)) return positiveZero(tree.number());
    Matcher quantity = QUANTITY.matcher(text.strip());
    String expected = "a number" + (unit == Unit.COUNT ? "" : " in " + unit.label());
    if (!quantity.matches()) throw tree.wrong(expected);
    boolean fits =
        quantity.group(2).equalsIgnoreCase(unit.label()) || quantity.group(2).equals(unit.symbol());
    if (!fits) throw tree.wrong(expected);
    return positiveZero(Double.parseDouble(quantity.group(1)));
  }

  private static double positiveZero(double number) {
    return number == 0 ? 0.0 : number;
  }

  /// A value of the property.
  Value value(Tree tree, Property property) {
    if (strict && property == Property.HOUSE_MODE) {
      List<String> modes = names.place().modes();
      String mode = tree.text(40);
      if (!modes.contains(mode)) {
        throw Near.wrong(tree, Near.oneOf("a mode of the house", modes), modes);
      }
    }
    return value(tree, property.type());
  }

  Value value(Tree tree, ValueType type) {
    return switch (type) {
      case ValueType.Amounts(Unit unit, double min, double max) -> {
        if (tree.node() == null) throw tree.wrong(type.expected());
        double number = number(tree, unit);
        if (number < min || number > max) throw tree.wrong(type.expected());
        yield new Amount(number, unit);
      }
      case ValueType.Words(List<String> words) -> {
        if (tree.node() instanceof Boolean) yield type.read(tree);
        if (!(tree.node() instanceof String text)) {
          String number = tree.node() instanceof Number n ? Amount.plain(n.doubleValue()) : "";
          if (words.contains(number)) yield new Word(number);
          throw tree.wrong(type.expected());
        }
        String word = text.toLowerCase(Locale.ROOT);
        if (!words.contains(word)) throw Near.wrong(tree, type.expected(), words);
        yield new Word(word);
      }
      case ValueType.Texts(int lengthMax) -> new Text(scalar(tree, lengthMax));
      case ValueType.Colours _ -> type.read(tree);
    };
  }

  /// A text; a number or a truth stands for the text that it looks like.
  static String scalar(Tree tree, int lengthMax) {
    return switch (tree.node()) {
      case Number number -> Amount.plain(number.doubleValue());
      case Boolean truth -> truth.toString();
      case null, default -> tree.text(lengthMax);
    };
  }

  /// A number, or one that is taken from a thing, for something in this unit.
  Operand operand(Tree tree, Unit unit) {
    if (!(tree.node() instanceof java.util.Map)) return new Operand.Fixed(number(tree, unit));
    Grammar.TAKEN.check(tree);
    ThingId thing = thing(tree.get("thing"));
    Property property = property(tree.get("property"), Selector.one(thing));
    if (!(property.type() instanceof ValueType.Amounts amounts) || amounts.unit() != unit) {
      throw tree.get("property").wrong("a property in " + unit.label());
    }
    double plus = tree.find("plus").map(more -> number(more, unit)).orElse(0.0);
    return new Operand.Taken(thing, property, plus);
  }

  /// A span that is not nothing.
  Duration span(Tree tree) {
    Duration span = tree.span();
    if (strict && span.isZero()) throw tree.wrong("a span above 0s, such as 10s, 5m or 2h");
    if (span.toNanosPart() % 1_000_000 != 0) throw tree.wrong("a span in whole milliseconds");
    return span;
  }

  Optional<Duration> span(Tree tree, String member) {
    return tree.find(member).map(this::span);
  }

  /// The members of a list of which there may be so many.
  static List<Tree> items(Tree list, int min, int max) {
    List<Tree> items = list.items();
    if (items.size() < min) {
      throw list.wrong(min == 1 ? "at least one item" : "at least " + min + " items");
    }
    if (items.size() > max) throw list.wrong("at most " + max + " items");
    return items;
  }

  static <E extends Enum<E>> E choice(Tree tree, Class<E> type) {
    List<String> words =
        Arrays.stream(type.getEnumConstants())
            .map(one -> one.name().toLowerCase(Locale.ROOT))
            .toList();
    int at = words.indexOf(tree.text().toLowerCase(Locale.ROOT));
    if (at >= 0) return type.getEnumConstants()[at];
    throw Near.wrong(tree, words.stream().collect(Collectors.joining(" or ")), words);
  }

  /// Refuses what is nested deeper than a person can follow.
  void depth(Tree tree, int depth, String what) {
    int max = strict ? Grammar.DEPTH_MAX : 2 * Grammar.DEPTH_MAX;
    if (depth > max) throw tree.wrong("at most " + max + " " + what + " within each other");
  }

  /// A slug that names something of the house.
  String slug(Tree tree, String what, Collection<String> known) {
    String text = tree.text(ThingId.LENGTH_MAX);
    if (!ThingId.isSlug(text)) throw Near.wrong(tree, "the id of " + what, known);
    if (strict && !known.contains(text)) {
      throw Near.wrong(tree, "the id of " + what + " that is there", known);
    }
    return text;
  }

  static List<String> ids(Collection<ThingId> things) {
    var ids = new ArrayList<String>(things.size());
    for (ThingId thing : things) ids.add(thing.value());
    return ids;
  }
}

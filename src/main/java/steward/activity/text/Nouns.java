package steward.activity.text;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import steward.activity.Operand;
import steward.place.Moment;
import steward.thing.ActionKind;
import steward.thing.Group;
import steward.thing.People;
import steward.thing.Property;
import steward.thing.Selector;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.thing.ValueType;
import steward.value.Amount;
import steward.value.Unit;

/// What people call things, groups of things, amounts, spans and moments.
final class Nouns {
  private static final Map<String, String> KINDS =
      Map.of(
          "lighting", "lights",
          "switch", "switches",
          "plug", "plugs",
          "sensor", "sensors",
          "lock", "locks",
          "presence", "presence sensors",
          "media", "players",
          "climate", "climate devices",
          "motive", "blinds and doors");

  private static final Map<String, String> OBSERVERS =
      Map.ofEntries(
          Map.entry(Property.CONTACT.name(), "contacts"),
          Map.entry(Property.LOCK.name(), "locks"),
          Map.entry(Property.BED.name(), "beds"),
          Map.entry(Property.ALERT.name(), "alarms"),
          Map.entry(Property.SMOKE.name(), "smoke detectors"),
          Map.entry(Property.GAS.name(), "gas detectors"),
          Map.entry(Property.WATER.name(), "water detectors"),
          Map.entry(Property.MOTION.name(), "motion detectors"),
          Map.entry(Property.BUTTON.name(), "buttons"),
          Map.entry(Property.TEMPERATURE.name(), "thermometers"));

  private static final Map<ActionKind, String> PERFORMERS =
      Map.of(
          ActionKind.SAY, "speakers",
          ActionKind.DIM, "dimmers",
          ActionKind.LOCK, "locks",
          ActionKind.HEAT, "heaters");

  private final Names names;

  Nouns(Names names) {
    this.names = names;
  }

  String thing(ThingId id) {
    return names.thing(id).map(Thing::name).orElse(id.value());
  }

  /// `Hall lamp and Kitchen lamp`, `all lights in Hall`, `Outside doors`.
  ///
  /// @param known what the sentence says of them anyway, such as that they can be turned on
  String all(Selector selector, Selector known) {
    Selector rest = without(selector, known);
    return switch (rest) {
      case Selector.One(ThingId id) -> thing(id);
      case Selector.Listed(List<ThingId> ids) -> joined(things(ids), "and");
      case Selector.Named(String id) -> group(id);
      case Selector.Persons(People people) -> people(people);
      default -> (rest instanceof Selector.Any ? "" : "all ") + rule(rest);
    };
  }

  /// `Hall lamp or Kitchen lamp`, `any of the lights in Hall`, `none of Outside doors`.
  String of(String quantity, Selector selector, Selector known) {
    Selector rest = without(selector, known);
    return switch (rest) {
      case Selector.One(ThingId id) -> quantity + " of " + thing(id);
      case Selector.Listed(List<ThingId> ids) when quantity.equals("any") ->
          joined(things(ids), "or");
      case Selector.Listed(List<ThingId> ids) -> quantity + " of " + joined(things(ids), "and");
      case Selector.Named(String id) -> quantity + " of " + group(id);
      default -> quantity + (rest instanceof Selector.Any ? " of " : " of the ") + rule(rest);
    };
  }

  /// The rule without a part that need not be said.
  private static Selector without(Selector selector, Selector known) {
    if (!(selector instanceof Selector.All(List<Selector> parts))) return selector;
    var rest = parts.stream().filter(part -> !part.equals(known)).toList();
    if (rest.isEmpty()) return selector;
    return rest.size() == 1 ? rest.getFirst() : new Selector.All(rest);
  }

  private List<String> things(List<ThingId> ids) {
    return ids.stream().map(this::thing).toList();
  }

  private String group(String id) {
    return names.group(id).map(Group::name).orElse(id);
  }

  private String rule(Selector selector) {
    return switch (selector) {
      case Selector.All(List<Selector> parts) -> rule(parts);
      case Selector.Any(List<Selector> parts) ->
          joined(parts.stream().map(this::bare).toList(), "and");
      default -> rule(List.of(selector));
    };
  }

  /// The same without `all`.
  private String bare(Selector selector) {
    return switch (selector) {
      case Selector.One _, Selector.Listed _, Selector.Named _ -> all(selector, selector);
      default -> rule(selector);
    };
  }

  /// The noun of a rule with all that narrows it: `lights of Downstairs in Hall except Lamp`.
  private String rule(List<Selector> parts) {
    Optional<Selector> first =
        parts.stream()
            .filter(part -> noun(part).isPresent())
            .min(Comparator.comparingInt(part -> part instanceof Selector.OfKind ? 0 : 1));
    var words = new ArrayList<String>();
    words.add(first.flatMap(Nouns::noun).orElse("things"));
    for (Selector part : parts) {
      if (first.filter(part::equals).isEmpty()) words.add(narrowed(part));
    }
    return String.join(" ", words);
  }

  private String narrowed(Selector part) {
    return switch (part) {
      case Selector.OfKind(String kind) -> "that are " + kind(kind);
      case Selector.InRoom(List<String> rooms) -> "in " + joined(rooms, "and");
      case Selector.Performs(ActionKind action) -> "that can " + action.label();
      case Selector.Observes(Property property) -> "that tell their " + property.spoken();
      case Selector.Persons(People people) -> "among " + people(people);
      case Selector.Named(String id) -> "of " + group(id);
      case Selector.Not(Selector.InRoom(List<String> rooms)) -> "except in " + joined(rooms, "and");
      case Selector.Not(Selector out) -> "except " + bare(out);
      case Selector.One _, Selector.Listed _, Selector.Any _, Selector.All _ ->
          "among " + bare(part);
    };
  }

  /// What things are called of which only this is known.
  private static Optional<String> noun(Selector part) {
    return switch (part) {
      case Selector.OfKind(String kind) -> Optional.of(kind(kind));
      case Selector.Persons(People people) -> Optional.of(people(people));
      case Selector.Observes(Property property) ->
          Optional.ofNullable(OBSERVERS.get(property.name()));
      case Selector.Performs(ActionKind action) -> Optional.ofNullable(PERFORMERS.get(action));
      default -> Optional.empty();
    };
  }

  /// `everybody at home`, `all masters`.
  private static String people(People people) {
    return switch (people) {
      case EVERYBODY -> "everybody";
      case HOME -> "everybody at home";
      case MASTERS -> "all masters";
      case RESIDENTS -> "all residents";
      case GUESTS -> "all guests";
      case MONITORS -> "all wall tablets";
    };
  }

  private static String kind(String kind) {
    String noun = KINDS.get(kind.split("/", 2)[0]);
    if (noun == null) return "things of the kind " + kind;
    return kind.contains("/") ? noun + " of the kind " + kind : noun;
  }

  /// What a person calls this property of this thing: the name alone where it says the property
  /// already, as “Hall motion” does.
  String property(ThingId thing, Property property) {
    String name = thing(thing);
    if (property.spoken().startsWith(name.toLowerCase(Locale.ROOT))) return property.spoken();
    return name.toLowerCase(Locale.ROOT).endsWith(property.spoken())
        ? name
        : name + " " + property.spoken();
  }

  /// `21 °C`, or `the temperature of Outdoors plus 2 °C`.
  String operand(Operand operand, Unit unit) {
    return switch (operand) {
      case Operand.Fixed(double number) -> new Amount(number, unit).sentence();
      case Operand.Taken(ThingId thing, Property property, double plus) -> {
        String taken = "the " + property.spoken() + " of " + thing(thing);
        if (plus == 0) yield taken;
        yield taken
            + (plus > 0 ? " plus " : " minus ")
            + new Amount(Math.abs(plus), unit).sentence();
      }
    };
  }

  static Unit unit(Property property) {
    return property.type() instanceof ValueType.Amounts amounts ? amounts.unit() : Unit.COUNT;
  }

  /// `1 hour 30 minutes`.
  static String span(Duration span) {
    var words = new ArrayList<String>();
    add(words, span.toDays(), "day");
    add(words, span.toHoursPart(), "hour");
    add(words, span.toMinutesPart(), "minute");
    add(words, span.toSecondsPart(), "second");
    add(words, span.toMillisPart(), "millisecond");
    return words.isEmpty() ? "0 seconds" : String.join(" ", words);
  }

  private static void add(List<String> words, long number, String unit) {
    if (number != 0) words.add(number + " " + unit + (number == 1 ? "" : "s"));
  }

  /// `22:30`, `sunset`, `30 minutes before sunset`.
  static String moment(Moment moment) {
    return switch (moment) {
      case Moment.Clock clock -> clock.text();
      case Moment.Sun(var phase, Duration offset) -> {
        String name = phase.label().replace('-', ' ');
        if (offset.isZero()) yield name;
        yield span(offset.abs()) + (offset.isNegative() ? " before " : " after ") + name;
      }
    };
  }

  /// `on Monday and Tuesday`, `on a weekday`.
  static String onDays(Collection<DayOfWeek> days) {
    return days(days).startsWith("the ") ? "at " + days(days) : "on " + days(days);
  }

  static String days(Collection<DayOfWeek> days) {
    var weekend = EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
    if (Set.copyOf(days).equals(weekend)) return "the weekend";
    if (Set.copyOf(days).equals(EnumSet.complementOf(weekend))) return "a weekday";
    return joined(
        days.stream()
            .sorted()
            .map(day -> day.getDisplayName(TextStyle.FULL, Locale.ENGLISH))
            .toList(),
        "or");
  }

  /// `a, b and c`.
  static String joined(List<String> words, String last) {
    if (words.size() < 2) return String.join("", words);
    return String.join(", ", words.subList(0, words.size() - 1))
        + " "
        + last
        + " "
        + words.getLast();
  }
}

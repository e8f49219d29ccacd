package steward.activity;

import java.time.DayOfWeek;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import steward.place.Moment;
import steward.state.Held;
import steward.state.HouseView;
import steward.thing.Property;
import steward.thing.Selector;
import steward.thing.Status;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.value.Amount;

/// Decides conditions, and says in words what held and what did not. Pure.
public final class Conditions {
  private static final int NAMED_MAX = 20;

  private Conditions() {}

  /// Whether the condition holds now.
  public static boolean holds(Condition condition, HouseView house) {
    return switch (condition) {
      case Condition.Always _ -> true;
      case Condition.Of(var quantifier, Selector.One(ThingId thing), Check check) ->
          passes(check, thing, house) != (quantifier == Condition.Quantifier.NONE);
      case Condition.Of of -> of(of, house);
      case Condition.Between(Moment from, Moment to) ->
          house.knowsTime() && house.sky().isBetween(from, to, house.now());
      case Condition.OnDays(Set<DayOfWeek> days) ->
          house.knowsTime() && days.contains(house.now().getDayOfWeek());
      case Condition.Holiday(boolean is) -> house.knowsTime() && isHoliday(house) == is;
      case Condition.All(List<Condition> parts) -> {
        for (Condition part : parts) if (!holds(part, house)) yield false;
        yield true;
      }
      case Condition.Any(List<Condition> parts) -> {
        for (Condition part : parts) if (holds(part, house)) yield true;
        yield false;
      }
      case Condition.Not(Condition part) -> !holds(part, house);
    };
  }

  private static boolean isHoliday(HouseView house) {
    return house.sky().place().isHoliday(house.now().toLocalDate());
  }

  private static boolean of(Condition.Of of, HouseView house) {
    boolean every = of.quantifier() == Condition.Quantifier.EVERY;
    List<ThingId> members = house.members(of.things());
    for (ThingId thing : members) {
      if (passes(of.check(), thing, house) != every)
        return of.quantifier() == Condition.Quantifier.ANY;
    }
    return of.quantifier() == Condition.Quantifier.NONE || every && !members.isEmpty();
  }

  /// Whether the thing passes the check now.
  static boolean passes(Check check, ThingId thing, HouseView house) {
    return switch (check) {
      case Check.Is(Property property, var value) ->
          house.held(thing, property).map(held -> held.value().equals(value)).orElse(false);
      case Check.Beyond(Property property, Trigger.Side side, Operand limit) -> {
        Optional<Double> number = number(house, thing, property);
        Optional<Double> than = number(limit, house);
        yield number.isPresent()
            && than.isPresent()
            && (side == Trigger.Side.ABOVE ? number.get() > than.get() : number.get() < than.get());
      }
      case Check.Stands(boolean present) ->
          house.thing(thing).isPresent()
              && (present ? isPresent(house.status(thing)) : isQuiet(house.status(thing)));
    };
  }

  static boolean isPresent(Status status) {
    return status.state() == Status.State.PRESENT;
  }

  static boolean isQuiet(Status status) {
    return status.state() == Status.State.ABSENT || status.state() == Status.State.ERROR;
  }

  /// The number that is meant now, if it is known.
  static Optional<Double> number(Operand operand, HouseView house) {
    return switch (operand) {
      case Operand.Fixed(double number) -> Optional.of(number);
      case Operand.Taken(ThingId thing, Property property, double plus) ->
          number(house, thing, property).map(number -> number + plus);
    };
  }

  private static Optional<Double> number(HouseView house, ThingId thing, Property property) {
    return house
        .held(thing, property)
        .flatMap(h -> h.value() instanceof Amount(double n, _) ? Optional.of(n) : Optional.empty());
  }

  /// What the condition looks at: the things, and the property of each; no property where it looks
  /// at how they stand.
  static void needs(Condition condition, BiConsumer<Selector, @Nullable Property> into) {
    switch (condition) {
      case Condition.Of(_, Selector things, Check check) -> {
        into.accept(things, check instanceof Check.OfProperty of ? of.property() : null);
        if (check instanceof Check.Beyond(_, _, Operand.Taken taken))
          into.accept(Selector.one(taken.thing()), taken.property());
      }
      case Condition.All(List<Condition> parts) -> parts.forEach(part -> needs(part, into));
      case Condition.Any(List<Condition> parts) -> parts.forEach(part -> needs(part, into));
      case Condition.Not(Condition part) -> needs(part, into);
      case Condition.Always _, Condition.Between _, Condition.OnDays _, Condition.Holiday _ -> {}
    }
  }

  /// When the clock alone may next change whether the condition holds; empty for never.
  static Optional<ZonedDateTime> nextLook(Condition condition, HouseView house) {
    return switch (condition) {
      case Condition.Between(Moment from, Moment to) ->
          earlier(house.sky().next(from, house.now()), house.sky().next(to, house.now()));
      case Condition.OnDays _, Condition.Holiday _ ->
          Optional.of(house.now().toLocalDate().plusDays(1).atStartOfDay(house.now().getZone()));
      case Condition.All(List<Condition> parts) -> earliest(parts, house);
      case Condition.Any(List<Condition> parts) -> earliest(parts, house);
      case Condition.Not(Condition part) -> nextLook(part, house);
      case Condition.Always _, Condition.Of _ -> Optional.empty();
    };
  }

  private static Optional<ZonedDateTime> earliest(List<Condition> parts, HouseView house) {
    Optional<ZonedDateTime> first = Optional.empty();
    for (Condition part : parts) first = earlier(first, nextLook(part, house));
    return first;
  }

  private static Optional<ZonedDateTime> earlier(
      Optional<ZonedDateTime> one, Optional<ZonedDateTime> other) {
    if (one.isEmpty()) return other;
    return other.isEmpty() || one.get().isBefore(other.get()) ? one : other;
  }

  /// What was seen of each value that the condition looks at, by `thing property`.
  public static void values(Condition condition, HouseView house, Map<String, String> into) {
    switch (condition) {
      case Condition.Always _ -> {}
      case Condition.Of(_, Selector things, Check check) -> {
        for (ThingId thing : house.members(things)) {
          if (into.size() >= NAMED_MAX) break;
          into.put(subject(house, thing, check), seen(house, thing, check));
        }
        if (check instanceof Check.Beyond(_, _, Operand.Taken(ThingId thing, Property of, _)))
          into.put(subject(house, thing, of), seen(house, thing, of));
      }
      case Condition.Between _, Condition.OnDays _, Condition.Holiday _ when !house.knowsTime() ->
          into.put("time", "unknown");
      case Condition.Between _ ->
          into.put("time", house.now().toLocalTime().truncatedTo(ChronoUnit.SECONDS) + "");
      case Condition.OnDays _ -> into.put("day", day(house.now().getDayOfWeek()));
      case Condition.Holiday _ -> into.put("holiday", isHoliday(house) ? "yes" : "no");
      case Condition.All(List<Condition> parts) -> parts.forEach(part -> values(part, house, into));
      case Condition.Any(List<Condition> parts) -> parts.forEach(part -> values(part, house, into));
      case Condition.Not(Condition part) -> values(part, house, into);
    }
  }

  private static String day(DayOfWeek day) {
    return day.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
  }

  private static String seen(HouseView house, ThingId thing, Check check) {
    return switch (check) {
      case Check.OfProperty of -> seen(house, thing, of.property());
      case Check.Stands _ -> house.status(thing).state().label();
    };
  }

  private static String seen(HouseView house, ThingId thing, Property property) {
    return house.held(thing, property).map(Held::value).map(v -> v.sentence()).orElse("unknown");
  }

  /// Why the condition does not hold, as a sentence without its full stop.
  public static String whyNot(Condition condition, HouseView house) {
    return switch (condition) {
      case Condition.Always _ -> "nothing is asked";
      case Condition.Of of -> whyNot(of, house);
      case Condition.Between _, Condition.OnDays _, Condition.Holiday _ when !house.knowsTime() ->
          "the house did not know the time";
      case Condition.Between between ->
          "it was "
              + house.now().toLocalTime().truncatedTo(ChronoUnit.MINUTES)
              + ", not "
              + sentence(between, house).substring("it is ".length());
      case Condition.OnDays days ->
          "it was " + day(house.now().getDayOfWeek()) + ", not " + days(days.days());
      case Condition.Holiday(boolean is) -> "it was " + (is ? "no holiday" : "a holiday");
      case Condition.All _, Condition.Any _ -> {
        List<String> exceptions = exceptions(condition, house);
        if (exceptions.isEmpty())
          yield condition instanceof Condition.All ? "all held" : "there is nothing to choose from";
        yield condition instanceof Condition.All
            ? exceptions.getFirst()
            : String.join(", and ", exceptions);
      }
      case Condition.Not(Condition part) -> "it holds that " + sentence(part, house);
    };
  }

  private static String whyNot(Condition.Of of, HouseView house) {
    List<ThingId> members = house.members(of.things());
    if (members.isEmpty()) return "there is nothing in " + name(of.things(), house);
    if (of.quantifier() == Condition.Quantifier.NONE) {
      return members.stream()
          .filter(thing -> passes(of.check(), thing, house))
          .limit(NAMED_MAX)
          .map(thing -> was(of.check(), thing, house))
          .collect(Collectors.joining(", "));
    }
    return members.stream()
        .filter(thing -> !passes(of.check(), thing, house))
        .limit(NAMED_MAX)
        .map(thing -> was(of.check(), thing, house) + ", not " + wanted(of.check(), house))
        .collect(Collectors.joining("; "));
  }

  private static String was(Check check, ThingId thing, HouseView house) {
    return subject(house, thing, check) + " was " + seen(house, thing, check);
  }

  /// Everything that does not hold of what should, each as a short sentence: what a person is told
  /// of a house that is not as it ought to be.
  public static List<String> exceptions(Condition condition, HouseView house) {
    var into = new ArrayList<String>();
    exceptions(condition, house, into);
    return into;
  }

  private static void exceptions(Condition condition, HouseView house, List<String> into) {
    if (into.size() >= NAMED_MAX || holds(condition, house)) return;
    switch (condition) {
      case Condition.All(List<Condition> parts) ->
          parts.forEach(part -> exceptions(part, house, into));
      case Condition.Any(List<Condition> parts) ->
          parts.forEach(part -> exceptions(part, house, into));
      case Condition.Of(var quantifier, Selector things, Check check)
          when quantifier != Condition.Quantifier.ANY && !house.members(things).isEmpty() -> {
        boolean every = quantifier == Condition.Quantifier.EVERY;
        for (ThingId thing : house.members(things)) {
          if (passes(check, thing, house) == every) continue;
          if (into.size() >= NAMED_MAX) return;
          into.add(subject(house, thing, check) + " is " + seen(house, thing, check));
        }
      }
      default -> into.add(whyNot(condition, house));
    }
  }

  /// The condition in words.
  public static String sentence(Condition condition, HouseView house) {
    return switch (condition) {
      case Condition.Always _ -> "always";
      case Condition.Of(_, Selector.One(ThingId thing), Check check) ->
          subject(house, thing, check) + " is " + wanted(check, house);
      case Condition.Of(var quantifier, Selector things, Check check) ->
          quantifier.label()
              + " of "
              + name(things, house)
              + (check instanceof Check.OfProperty of ? " " + of.property().spoken() : "")
              + " is "
              + wanted(check, house);
      case Condition.Between(Moment from, Moment to) ->
          "it is between " + from.text() + " and " + to.text();
      case Condition.OnDays(Set<DayOfWeek> days) -> "it is " + days(days);
      case Condition.Holiday(boolean is) -> is ? "it is a holiday" : "it is no holiday";
      case Condition.All(List<Condition> parts) ->
          parts.stream().map(part -> sentence(part, house)).collect(Collectors.joining(" and "));
      case Condition.Any(List<Condition> parts) ->
          parts.stream().map(part -> sentence(part, house)).collect(Collectors.joining(" or "));
      case Condition.Not(Condition part) -> "not (" + sentence(part, house) + ")";
    };
  }

  private static String days(Set<DayOfWeek> days) {
    return days.stream().sorted().map(Conditions::day).collect(Collectors.joining(" or "));
  }

  private static String wanted(Check check, HouseView house) {
    return switch (check) {
      case Check.Is(_, var value) -> value.sentence();
      case Check.Beyond(_, Trigger.Side side, Operand.Fixed(double limit)) ->
          side.label() + " " + Amount.plain(limit);
      case Check.Beyond(
              _,
              Trigger.Side side,
              Operand.Taken(ThingId thing, Property of, double plus)) ->
          side.label()
              + " that of "
              + subject(house, thing, of)
              + (plus == 0 ? "" : (plus < 0 ? " less " : " and ") + Amount.plain(Math.abs(plus)));
      case Check.Stands(boolean present) -> present ? "present" : "absent";
    };
  }

  /// What a person calls these things.
  public static String name(Selector things, HouseView house) {
    return switch (things) {
      case Selector.One(ThingId thing) -> name(thing, house);
      case Selector.Listed(List<ThingId> listed) ->
          listed.stream().map(thing -> name(thing, house)).collect(Collectors.joining(", "));
      case Selector.InRoom(List<String> rooms) -> "what is in " + String.join(" or ", rooms);
      case Selector.OfKind(String kind) -> "all " + kind;
      case Selector.Performs(var action) -> "what can " + action.label();
      case Selector.Observes(Property property) -> "what tells " + property.spoken();
      case Selector.Persons(var people) -> "the people “" + people.label() + "”";
      case Selector.Named(String group) -> "“" + group + "”";
      case Selector.All(List<Selector> parts) ->
          parts.stream().map(part -> name(part, house)).collect(Collectors.joining(" and "));
      case Selector.Any(List<Selector> parts) ->
          parts.stream().map(part -> name(part, house)).collect(Collectors.joining(" or "));
      case Selector.Not(Selector part) -> "not " + name(part, house);
    };
  }

  private static String name(ThingId thing, HouseView house) {
    return house.thing(thing).map(Thing::name).orElse(thing.value());
  }

  private static String subject(HouseView house, ThingId thing, Check check) {
    return check instanceof Check.OfProperty of
        ? subject(house, thing, of.property())
        : name(thing, house);
  }

  /// What a person calls this property of this thing: the name alone where it says the property
  /// already, as “Hall motion” does.
  static String subject(HouseView house, ThingId thing, Property property) {
    String name = name(thing, house);
    String spoken = property.spoken();
    return name.toLowerCase(Locale.ROOT).endsWith(spoken) ? name : name + " " + spoken;
  }
}

package steward.activity;

import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import steward.state.Held;
import steward.state.HouseView;
import steward.thing.Property;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.value.Amount;

/// Decides conditions, and says in words what held and what did not. Pure.
public final class Conditions {
  private Conditions() {}

  /// Whether the condition holds now.
  public static boolean holds(Condition condition, HouseView house) {
    return switch (condition) {
      case Condition.Always _ -> true;
      case Condition.Is is ->
          house
              .held(is.thing(), is.property())
              .map(h -> h.value().equals(is.value()))
              .orElse(false);
      case Condition.Beyond beyond ->
          number(house, beyond.thing(), beyond.property())
              .map(n ->
                  beyond.side() == Trigger.Side.ABOVE ? n > beyond.limit() : n < beyond.limit())
              .orElse(false);
      case Condition.Between between ->
          house.knowsTime() && isIn(between, house.now().toLocalTime());
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

  private static boolean isIn(Condition.Between window, LocalTime now) {
    boolean afterFrom = !now.isBefore(window.from());
    boolean beforeTo = now.isBefore(window.to());
    return window.from().isBefore(window.to()) ? afterFrom && beforeTo : afterFrom || beforeTo;
  }

  private static Optional<Double> number(HouseView house, ThingId thing, Property property) {
    return house
        .held(thing, property)
        .flatMap(h -> h.value() instanceof Amount(double n, _) ? Optional.of(n) : Optional.empty());
  }

  /// What was seen of each value that the condition looks at, by `thing property`.
  public static void values(Condition condition, HouseView house, Map<String, String> into) {
    switch (condition) {
      case Condition.Always _ -> {}
      case Condition.Is is ->
          into.put(
              subject(house, is.thing(), is.property()), seen(house, is.thing(), is.property()));
      case Condition.Beyond b ->
          into.put(subject(house, b.thing(), b.property()), seen(house, b.thing(), b.property()));
      case Condition.Between _ when !house.knowsTime() -> into.put("time", "unknown");
      case Condition.Between _ ->
          into.put(
              "time",
              house.now().toLocalTime().truncatedTo(java.time.temporal.ChronoUnit.SECONDS) + "");
      case Condition.All(List<Condition> parts) -> parts.forEach(part -> values(part, house, into));
      case Condition.Any(List<Condition> parts) -> parts.forEach(part -> values(part, house, into));
      case Condition.Not(Condition part) -> values(part, house, into);
    }
  }

  private static String seen(HouseView house, ThingId thing, Property property) {
    return house.held(thing, property).map(Held::value).map(v -> v.sentence()).orElse("unknown");
  }

  /// Why the condition does not hold, as a sentence without its full stop.
  public static String whyNot(Condition condition, HouseView house) {
    return switch (condition) {
      case Condition.Always _ -> "nothing is asked";
      case Condition.Is is ->
          subject(house, is.thing(), is.property())
              + " was "
              + seen(house, is.thing(), is.property())
              + ", not "
              + is.value().sentence();
      case Condition.Beyond b ->
          subject(house, b.thing(), b.property())
              + " was "
              + seen(house, b.thing(), b.property())
              + ", not "
              + b.side().label()
              + " "
              + Amount.plain(b.limit());
      case Condition.Between _ when !house.knowsTime() -> "the house did not know the time";
      case Condition.Between b ->
          "it was "
              + house.now().toLocalTime().truncatedTo(java.time.temporal.ChronoUnit.MINUTES)
              + ", not between "
              + b.from()
              + " and "
              + b.to();
      case Condition.All(List<Condition> parts) ->
          parts.stream()
              .filter(part -> !holds(part, house))
              .map(part -> whyNot(part, house))
              .findFirst()
              .orElse("all held");
      case Condition.Any(List<Condition> parts) ->
          parts.isEmpty()
              ? "there is nothing to choose from"
              : parts.stream()
                  .map(part -> whyNot(part, house))
                  .collect(Collectors.joining(", and "));
      case Condition.Not(Condition part) -> "it holds that " + sentence(part, house);
    };
  }

  /// The condition in words.
  public static String sentence(Condition condition, HouseView house) {
    return switch (condition) {
      case Condition.Always _ -> "always";
      case Condition.Is is ->
          subject(house, is.thing(), is.property()) + " is " + is.value().sentence();
      case Condition.Beyond b ->
          subject(house, b.thing(), b.property())
              + " is "
              + b.side().label()
              + " "
              + Amount.plain(b.limit());
      case Condition.Between b -> "it is between " + b.from() + " and " + b.to();
      case Condition.All(List<Condition> parts) ->
          parts.stream().map(part -> sentence(part, house)).collect(Collectors.joining(" and "));
      case Condition.Any(List<Condition> parts) ->
          parts.stream().map(part -> sentence(part, house)).collect(Collectors.joining(" or "));
      case Condition.Not(Condition part) -> "not (" + sentence(part, house) + ")";
    };
  }

  /// What a person calls this property of this thing: the name alone where it says the property
  /// already, as “Hall motion” does.
  static String subject(HouseView house, ThingId thing, Property property) {
    String name = house.thing(thing).map(Thing::name).orElse(thing.value());
    String spoken = property.spoken();
    return name.toLowerCase(Locale.ROOT).endsWith(spoken) ? name : name + " " + spoken;
  }
}

package steward.activity.text;

import java.util.List;
import steward.activity.Check;
import steward.activity.Condition;
import steward.activity.Trigger;
import steward.thing.Property;
import steward.thing.Selector;
import steward.thing.ThingId;
import steward.value.Value;

/// Conditions in words: `Front door is open`, `it is between sunset and 23:00`.
final class ConditionWords {
  private final Nouns nouns;

  ConditionWords(Nouns nouns) {
    this.nouns = nouns;
  }

  String of(Condition condition) {
    return switch (condition) {
      case Condition.Always _ -> "at any time";
      case Condition.Of of -> of(of);
      case Condition.Between(var from, var to) ->
          "it is between " + Nouns.moment(from) + " and " + Nouns.moment(to);
      case Condition.OnDays(var days) -> "it is " + Nouns.days(days);
      case Condition.Holiday(boolean is) -> is ? "it is a holiday" : "it is no holiday";
      case Condition.All(List<Condition> parts) -> Nouns.joined(parts(parts), "and");
      case Condition.Any(List<Condition> parts) -> Nouns.joined(parts(parts), "or");
      case Condition.Not(Condition part) -> not(inner(part));
    };
  }

  private static String not(String part) {
    return part.startsWith("it is ") && !part.startsWith("it is not ")
        ? "it is not " + part.substring("it is ".length())
        : "it is not so that " + part;
  }

  private List<String> parts(List<Condition> parts) {
    return parts.stream().map(this::inner).toList();
  }

  /// Within another condition, what consists of several is held together.
  String inner(Condition condition) {
    return switch (condition) {
      case Condition.All(var parts) when parts.size() > 1 -> "(" + of(condition) + ")";
      case Condition.Any(var parts) when parts.size() > 1 -> "(" + of(condition) + ")";
      default -> of(condition);
    };
  }

  private String of(Condition.Of of) {
    if (of.things() instanceof Selector.One(ThingId thing)) {
      boolean none = of.quantifier() == Condition.Quantifier.NONE;
      String subject = isOfProperty(of.check()) ? property(thing, of.check()) : nouns.thing(thing);
      return (none ? "it is not so that " : "") + subject + " " + predicate(of.check(), false);
    }
    Selector known =
        of.check() instanceof Check.OfProperty check
            ? new Selector.Observes(check.property())
            : of.things();
    String subject =
        switch (of.quantifier()) {
          case EVERY -> nouns.all(of.things(), known);
          case ANY -> nouns.of("any", of.things(), known);
          case NONE -> nouns.of("none", of.things(), known);
        };
    boolean many = of.quantifier() == Condition.Quantifier.EVERY;
    return subject
        + " "
        + (isOfProperty(of.check()) ? plain(of.check(), many) : predicate(of.check(), many));
  }

  /// Whether the sentence must name the property, since what is said of it does not.
  private static boolean isOfProperty(Check check) {
    return switch (check) {
      case Check.Is(Property property, Value value) -> Spoken.is(property, value, false).isEmpty();
      case Check.Beyond _ -> true;
      case Check.Stands _ -> false;
    };
  }

  private String property(ThingId thing, Check check) {
    return check instanceof Check.OfProperty of
        ? nouns.property(thing, of.property())
        : nouns.thing(thing);
  }

  private String predicate(Check check, boolean many) {
    return switch (check) {
      case Check.Is(Property property, Value value) ->
          Spoken.is(property, value, many).orElse((many ? "are " : "is ") + value.sentence());
      case Check.Beyond(Property property, Trigger.Side side, var limit) ->
          (many ? "are " : "is ") + side.label() + " " + nouns.operand(limit, Nouns.unit(property));
      case Check.Stands(boolean present) -> (many ? "are " : "is ") + (present ? "there" : "quiet");
    };
  }

  /// What is said of several things at once: `have a temperature above 21 °C`.
  private String plain(Check check, boolean many) {
    String has = many ? "have " : "has ";
    return switch (check) {
      case Check.Is(Property property, Value value) ->
          has + property.spoken() + " " + value.sentence();
      case Check.Beyond(Property property, Trigger.Side side, var limit) ->
          has
              + property.spoken()
              + " "
              + side.label()
              + " "
              + nouns.operand(limit, Nouns.unit(property));
      case Check.Stands _ -> predicate(check, many);
    };
  }
}

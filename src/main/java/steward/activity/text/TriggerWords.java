package steward.activity.text;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import steward.activity.Trigger;
import steward.thing.Property;
import steward.thing.Selector;
import steward.thing.ThingId;
import steward.value.Amount;
import steward.value.Value;

/// Edges in words: `Front door opens`, `it is 22:30 on a weekday`.
final class TriggerWords {
  private final Nouns nouns;
  private final ConditionWords conditions;

  TriggerWords(Nouns nouns, ConditionWords conditions) {
    this.nouns = nouns;
    this.conditions = conditions;
  }

  String of(Trigger trigger) {
    return switch (trigger) {
      case Trigger.Simple simple -> simple(simple);
      case Trigger.Within(var all, Duration span) ->
          Nouns.joined(words(all), "and") + ", all within " + Nouns.span(span);
      case Trigger.Then(var steps, Duration span) ->
          String.join(" and then ", words(steps)) + ", within " + Nouns.span(span);
      case Trigger.Without(var first, var missing, Duration span) ->
          simple(first)
              + ", and within "
              + Nouns.span(span)
              + " it does not happen that "
              + simple(missing);
    };
  }

  /// One of these.
  String any(List<? extends Trigger> triggers) {
    return Nouns.joined(triggers.stream().map(this::of).toList(), "or");
  }

  private List<String> words(List<Trigger.Simple> parts) {
    return parts.stream().map(this::simple).toList();
  }

  private String simple(Trigger.Simple trigger) {
    return switch (trigger) {
      case Trigger.Changes(Selector things, Property property) -> changes(things, property);
      case Trigger.Becomes(Selector things, Property property, Value value, Duration stays) ->
          becomes(things, property, value) + stays(stays);
      case Trigger.Crosses crosses -> crosses(crosses) + stays(crosses.stays());
      case Trigger.Stands(Selector things, boolean present, Duration stays) ->
          subject(things, things) + (present ? " appears" : " goes quiet") + stays(stays);
      case Trigger.ComesTrue(var condition, Duration stays) ->
          stays.isZero()
              ? "it comes to be so that " + conditions.of(condition)
              : conditions.inner(condition) + " for " + Nouns.span(stays);
      case Trigger.At(var moment, var days) ->
          "it is " + Nouns.moment(moment) + (days.size() < 7 ? " " + Nouns.onDays(days) : "");
      case Trigger.Cron(String expression) -> "the clock matches “" + expression + "”";
      case Trigger.Starts _ -> "the steward starts";
      case Trigger.Heard(String filter, String pointer, Optional<String> is) ->
          "a message comes on the topic “"
              + filter
              + "”"
              + is.map(text -> " with “" + text + "”").orElse("")
              + (pointer.isEmpty() ? "" : (is.isEmpty() ? " with a value" : "") + " at " + pointer);
    };
  }

  private String subject(Selector things, Selector known) {
    return things instanceof Selector.One(ThingId thing)
        ? nouns.thing(thing)
        : nouns.of("any", things, known);
  }

  /// The things and their property, as the beginning of a sentence.
  private String subject(Selector things, Property property) {
    return things instanceof Selector.One(ThingId thing)
        ? nouns.property(thing, property)
        : "the " + property.spoken() + " of " + subject(things, new Selector.Observes(property));
  }

  private String changes(Selector things, Property property) {
    String subject = subject(things, new Selector.Observes(property));
    if (property == Property.BUTTON) return subject + " is pressed in any way";
    if (property.isMomentary()) return subject + " tells of something";
    if (property == Property.SWITCH) return subject + " goes on or off";
    if (property == Property.CONTACT) return subject + " opens or closes";
    return subject(things, property) + " changes";
  }

  private String becomes(Selector things, Property property, Value value) {
    String subject = subject(things, new Selector.Observes(property));
    return Spoken.becomes(property, value)
        .map(words -> subject + " " + words)
        .orElseGet(() ->
            property.isMomentary()
                ? subject + " tells of " + value.sentence()
                : subject(things, property) + " becomes " + value.sentence());
  }

  private String crosses(Trigger.Crosses crosses) {
    var unit = Nouns.unit(crosses.property());
    String words =
        subject(crosses.things(), crosses.property())
            + (crosses.side() == Trigger.Side.ABOVE ? " rises above " : " falls below ")
            + new Amount(crosses.limit(), unit).sentence();
    return crosses.hysteresis() == 0
        ? words
        : words
            + " (again only after it came back by "
            + new Amount(crosses.hysteresis(), unit).sentence()
            + ")";
  }

  private static String stays(Duration stays) {
    return stays.isZero() ? "" : " and stays so for " + Nouns.span(stays);
  }
}

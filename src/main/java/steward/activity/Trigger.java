package steward.activity;

import java.time.DayOfWeek;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import steward.place.Moment;
import steward.thing.Property;
import steward.thing.Selector;
import steward.value.Value;

/// An edge that an activity waits for. It happens at a moment and does not last.
public sealed interface Trigger {

  /// One edge. All but these are made of several.
  sealed interface Simple extends Trigger {}

  /// An edge of a property of any of the things, each for itself.
  sealed interface OfThings extends Simple {
    Selector things();

    Property property();
  }

  /// The property has another value than before. A momentary property happens each time.
  record Changes(Selector things, Property property) implements OfThings {}

  /// The property comes to have this value, and keeps it for this time.
  record Becomes(Selector things, Property property, Value value, Duration stays)
      implements OfThings {}

  /// The amount passes the limit to this side and stays there for this time.
  ///
  /// It can cross again only after it has come back by more than the hysteresis, in the unit of the
  /// property.
  record Crosses(
      Selector things,
      Property property,
      Side side,
      double limit,
      double hysteresis,
      Duration stays)
      implements OfThings {
    boolean isBeyond(double number) {
      return side == Side.ABOVE ? number > limit : number < limit;
    }

    boolean isBack(double number) {
      return side == Side.ABOVE ? number <= limit - hysteresis : number >= limit + hysteresis;
    }
  }

  /// One of the things appears, or goes quiet (absent or in error), and stays so for this time.
  record Stands(Selector things, boolean present, Duration stays) implements Simple {}

  /// The condition comes to hold, and holds for this time. It was looked at before, and did not.
  record ComesTrue(Condition condition, Duration stays) implements Simple {}

  /// A trigger of the wall clock in the zone of the place.
  sealed interface OfClock extends Simple {}

  /// A time of day or of the sun, on some days of the week.
  record At(Moment moment, Set<DayOfWeek> days) implements OfClock {
    public At {
      days = Set.copyOf(days);
    }
  }

  /// A cron expression of five fields: minute, hour, day of month, month, day of week.
  record Cron(String expression) implements OfClock {}

  /// The steward started.
  record Starts() implements Simple {}

  /// A message on the broker that no driver knows.
  ///
  /// @param filter an MQTT topic filter, not one of a thing's own topics
  /// @param pointer where in a JSON payload the value stands (RFC 6901); empty for all of it
  /// @param is what the value must be; empty for anything
  record Heard(String filter, String pointer, Optional<String> is) implements Simple {}

  /// All of these within the span, in any order.
  record Within(List<Simple> all, Duration span) implements Trigger {
    public Within {
      all = List.copyOf(all);
    }
  }

  /// One, then the next, and so on, all within the span from the first.
  record Then(List<Simple> steps, Duration span) implements Trigger {
    public Then {
      steps = List.copyOf(steps);
    }
  }

  /// The first, and the other not within the span after it.
  record Without(Simple first, Simple missing, Duration span) implements Trigger {}

  /// The single edges of which it is made.
  default List<Simple> leaves() {
    return switch (this) {
      case Simple simple -> List.of(simple);
      case Within(List<Simple> all, _) -> all;
      case Then(List<Simple> steps, _) -> steps;
      case Without(Simple first, Simple missing, _) -> List.of(first, missing);
    };
  }

  /// Which side of a limit.
  enum Side {
    ABOVE,
    BELOW;

    public String label() {
      return this == ABOVE ? "above" : "below";
    }
  }
}

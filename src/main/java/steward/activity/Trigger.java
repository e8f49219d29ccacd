package steward.activity;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Set;
import steward.thing.Property;
import steward.thing.ThingId;
import steward.value.Value;

/// An edge that an activity waits for. It happens at a moment and does not last.
public sealed interface Trigger {

  /// A trigger that watches a property of a thing.
  sealed interface OfThing extends Trigger {
    ThingId thing();

    Property property();
  }

  /// The property has another value than before. A momentary property happens each time.
  record Changes(ThingId thing, Property property) implements OfThing {}

  /// The property comes to have this value, and keeps it for this time.
  record Becomes(ThingId thing, Property property, Value value, Duration stays)
      implements OfThing {}

  /// The amount passes the limit to this side and stays there for this time.
  ///
  /// It can cross again only after it has come back by more than the hysteresis, in the unit of the
  /// property.
  record Crosses(
      ThingId thing, Property property, Side side, double limit, double hysteresis, Duration stays)
      implements OfThing {
    boolean isBeyond(double number) {
      return side == Side.ABOVE ? number > limit : number < limit;
    }

    boolean isBack(double number) {
      return side == Side.ABOVE ? number <= limit - hysteresis : number >= limit + hysteresis;
    }
  }

  /// A trigger of the wall clock in the zone of the place.
  sealed interface OfClock extends Trigger {}

  /// A time of day on some days of the week.
  record AtTime(LocalTime time, Set<DayOfWeek> days) implements OfClock {
    public AtTime {
      days = Set.copyOf(days);
    }
  }

  /// A cron expression of five fields: minute, hour, day of month, month, day of week.
  record Cron(String expression) implements OfClock {}

  /// Which side of a limit.
  enum Side {
    ABOVE,
    BELOW;

    public String label() {
      return this == ABOVE ? "above" : "below";
    }
  }
}

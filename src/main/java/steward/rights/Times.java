package steward.rights;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.Set;

/// A span of the day on some days of the week, in the zone of the house: from `from`, inclusive, to
/// `to`, exclusive. Where `to` is not later it ends on the next day; where both are the same it is
/// the whole day.
///
/// @param days on which it begins; empty for every day
public record Times(Set<DayOfWeek> days, LocalTime from, LocalTime to) {
  public Times {
    days = days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : EnumSet.copyOf(days);
    days = Set.copyOf(days);
  }

  public boolean contains(ZonedDateTime moment) {
    LocalTime time = moment.toLocalTime();
    DayOfWeek today = moment.getDayOfWeek();
    if (from.isBefore(to)) return days.contains(today) && !time.isBefore(from) && time.isBefore(to);
    if (!time.isBefore(from)) return days.contains(today);
    return days.contains(today.minus(1)) && time.isBefore(to);
  }
}

package steward.place;

import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Where and what the house is: its zone, where it stands on the earth, its modes, and the days it
/// calls holidays. Immutable.
///
/// @param spot where it is; empty while nobody said it: the sun then does not rise or set
/// @param modes the modes the house can be in, the first one for a new house
/// @param holidays single days
/// @param yearly days of each year
public record Place(
    ZoneId zone,
    Optional<Spot> spot,
    List<String> modes,
    Set<LocalDate> holidays,
    Set<MonthDay> yearly) {
  public static final List<String> USUAL_MODES = List.of("home", "away", "night", "vacation");
  public static final int HOLIDAYS_MAX = 500;
  public static final int MODES_MAX = 20;

  /// Degrees: latitude -90 to 90, longitude -180 to 180, and metres above the sea.
  public record Spot(double latitude, double longitude, double height) {}

  public Place {
    modes = List.copyOf(modes);
    holidays = Set.copyOf(holidays);
    yearly = Set.copyOf(yearly);
  }

  /// A house of which only the zone is known.
  public static Place in(ZoneId zone) {
    return new Place(zone, Optional.empty(), USUAL_MODES, Set.of(), Set.of());
  }

  /// The same house in another zone.
  public Place zone(ZoneId other) {
    return new Place(other, spot, modes, holidays, yearly);
  }

  /// The same house on another spot.
  public Place spot(Spot other) {
    return new Place(zone, Optional.of(other), modes, holidays, yearly);
  }

  public boolean isHoliday(LocalDate day) {
    return holidays.contains(day) || yearly.contains(MonthDay.from(day));
  }
}

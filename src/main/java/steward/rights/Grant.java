package steward.rights;

import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;

/// What is granted to a user whose role alone gives nothing: rooms and times to a guest, values to
/// a cloud service. Other roles do not look at it.
///
/// @param rooms the rooms' names, as things have them
/// @param times within one of them; empty for always
/// @param values `THING/PROPERTY` each
public record Grant(Set<String> rooms, List<Times> times, Set<String> values) {
  public static final int ROOMS_MAX = 100;
  public static final int TIMES_MAX = 20;
  public static final int VALUES_MAX = 500;

  public static final Grant NONE = new Grant(Set.of(), List.of(), Set.of());

  public Grant {
    rooms = Set.copyOf(rooms);
    times = List.copyOf(times);
    values = Set.copyOf(values);
  }

  boolean isNow(ZonedDateTime moment) {
    return times.isEmpty() || times.stream().anyMatch(span -> span.contains(moment));
  }
}

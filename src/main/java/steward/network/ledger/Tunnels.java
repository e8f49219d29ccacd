package steward.network.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Watches for stations that ask for many different names below one zone: so data is carried out in
/// names. Confined to one thread.
final class Tunnels {
  /// Different names below one zone within [#SPAN]; more are an alarm, and told as `*.ZONE`.
  static final int NAMES_MAX = 40;

  static final Duration SPAN = Duration.ofHours(1);

  /// Zones of one station that are watched at once; the rest of the hour, further ones are not.
  private static final int WATCHED_MAX = 200;

  /// Further stations are not watched the rest of the hour.
  private static final int STATIONS_MAX = 1_000;

  private static final int COUNTRY_CHARACTERS = 2;
  private static final int SECOND_LEVEL_MAX = 3;

  private record Zone(String station, String zone) {}

  /// How a name is to be written down, and whether it is the one that made it too many.
  record Verdict(String name, boolean isNew) {}

  private final Map<Zone, Set<String>> asked = new HashMap<>();
  private final Map<String, Integer> zones = new HashMap<>();
  private Instant since = Instant.MIN;

  Verdict ask(String station, String name, Instant at) {
    if (at.isBefore(since) || since.isBefore(at.minus(SPAN))) {
      asked.clear();
      zones.clear();
      since = at;
    }
    var zone = new Zone(station, zone(name));
    if (zone.zone().equals(name)) return new Verdict(name, false);
    Set<String> names = asked.get(zone);
    if (names == null) {
      int watched = zones.getOrDefault(station, 0);
      if (watched >= WATCHED_MAX || watched == 0 && zones.size() >= STATIONS_MAX)
        return new Verdict(name, false);
      zones.put(station, watched + 1);
      names = new HashSet<>();
      asked.put(zone, names);
    }
    boolean wasFull = names.size() > NAMES_MAX;
    if (!wasFull) names.add(name);
    boolean isFull = names.size() > NAMES_MAX;
    return new Verdict(isFull ? "*." + zone.zone() : name, isFull && !wasFull);
  }

  /// What somebody registered: the last two labels, or three as in `example.co.uk`.
  static String zone(String name) {
    String[] labels = name.split("\\.", -1);
    int count = labels.length;
    if (count <= 2) return name;
    boolean isThree =
        labels[count - 1].length() == COUNTRY_CHARACTERS
            && labels[count - 2].length() <= SECOND_LEVEL_MAX;
    String two = labels[count - 2] + "." + labels[count - 1];
    return isThree ? labels[count - 3] + "." + two : two;
  }
}

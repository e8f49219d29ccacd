package steward.activity.text;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import steward.place.Place;
import steward.value.Malformed;
import steward.value.Tree;

/// Reads and writes the place: `{"zone","latitude","longitude","height","modes","holidays",
/// "yearly"}`. Holidays are days such as `2026-12-24`, yearly ones such as `--12-24`.
public final class PlaceText {
  private static final Set<String> MEMBERS =
      Set.of("zone", "latitude", "longitude", "height", "modes", "holidays", "yearly");
  private static final int MODE_LENGTH_MAX = 40;
  private static final int ZONE_LENGTH_MAX = 60;

  /// Metres above the sea, from the shore of the Dead Sea to above every house.
  private static final double HEIGHT_MIN = -500;

  private static final double HEIGHT_MAX = 9_000;

  private PlaceText() {}

  /// Reads what a person wrote. What is left out is as for a new house.
  ///
  /// @throws Malformed at the first fault
  public static Place read(Tree tree) {
    Near.only(tree, MEMBERS);
    if (tree.has("latitude") != tree.has("longitude")) {
      throw tree.wrong("both 'latitude' and 'longitude', or neither");
    }
    if (tree.has("height") && !tree.has("latitude")) {
      throw tree.get("height").wrong("a height only with 'latitude' and 'longitude'");
    }
    Place place =
        new Place(
            zone(tree.get("zone")),
            spot(tree),
            tree.find("modes").map(PlaceText::modes).orElse(Place.USUAL_MODES),
            days(tree, "holidays", LocalDate::parse, "a day such as 2026-12-24"),
            days(tree, "yearly", MonthDay::parse, "a day of each year such as --12-24"));
    if (place.holidays().size() > Place.HOLIDAYS_MAX) {
      throw tree.get("holidays").wrong("at most " + Place.HOLIDAYS_MAX + " days");
    }
    return place;
  }

  private static ZoneId zone(Tree tree) {
    String name = tree.text(ZONE_LENGTH_MAX);
    if (ZoneId.getAvailableZoneIds().contains(name)) return ZoneId.of(name);
    throw Near.wrong(tree, "a time zone such as Europe/Zurich", ZoneId.getAvailableZoneIds());
  }

  private static Optional<Place.Spot> spot(Tree tree) {
    if (!tree.has("latitude")) return Optional.empty();
    return Optional.of(
        new Place.Spot(
            tree.get("latitude").number(-90, 90),
            tree.get("longitude").number(-180, 180),
            tree.find("height").map(h -> h.number(HEIGHT_MIN, HEIGHT_MAX)).orElse(0.0)));
  }

  private static List<String> modes(Tree tree) {
    var modes = new LinkedHashSet<String>();
    for (Tree item : tree.items()) {
      if (!modes.add(item.name(MODE_LENGTH_MAX))) throw item.wrong("each mode once");
    }
    if (modes.isEmpty() || modes.size() > Place.MODES_MAX) {
      throw tree.wrong("1 to " + Place.MODES_MAX + " modes");
    }
    return List.copyOf(modes);
  }

  /// Reads what was kept. Entries of older versions say the zone alone.
  public static Place kept(Tree json) {
    return new Place(
        keptZone(json.get("zone")),
        json.has("latitude")
            ? Optional.of(
                new Place.Spot(
                    json.get("latitude").number(-90, 90),
                    json.get("longitude").number(-180, 180),
                    json.get("height").number()))
            : Optional.empty(),
        json.find("modes")
            .map(modes -> modes.items().stream().map(Tree::text).toList())
            .orElse(Place.USUAL_MODES),
        days(json, "holidays", LocalDate::parse, "a day"),
        days(json, "yearly", MonthDay::parse, "a day of each year"));
  }

  /// Also one that is no longer in the list of zones but can be read.
  private static ZoneId keptZone(Tree zone) {
    try {
      return ZoneId.of(zone.text(ZONE_LENGTH_MAX));
    } catch (DateTimeException e) {
      throw zone.wrong("a time zone");
    }
  }

  private static <D> Set<D> days(
      Tree json, String name, Function<String, D> parse, String expected) {
    return json.find(name).map(Tree::items).orElse(List.of()).stream()
        .map(day -> day(day, parse, expected))
        .collect(Collectors.toSet());
  }

  private static <D> D day(Tree day, Function<String, D> parse, String expected) {
    try {
      return parse.apply(day.text());
    } catch (DateTimeException e) {
      throw day.wrong(expected);
    }
  }

  public static Map<String, Object> write(Place place) {
    var json = new LinkedHashMap<String, Object>();
    json.put("zone", place.zone().getId());
    place
        .spot()
        .ifPresent(spot -> {
          json.put("latitude", spot.latitude());
          json.put("longitude", spot.longitude());
          json.put("height", spot.height());
        });
    json.put("modes", place.modes());
    json.put("holidays", place.holidays().stream().sorted().map(LocalDate::toString).toList());
    json.put("yearly", place.yearly().stream().sorted().map(MonthDay::toString).toList());
    return json;
  }
}

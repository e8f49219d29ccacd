package steward.store;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import steward.place.Place;
import steward.value.Tree;

/// The place as JSON and back. Entries of older versions say the zone alone.
final class PlaceJson {
  private PlaceJson() {}

  static Map<String, Object> write(Place place) {
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

  static Place read(Tree json) {
    return new Place(
        ZoneId.of(json.get("zone").text(60)),
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
        days(json, "holidays", LocalDate::parse),
        days(json, "yearly", MonthDay::parse));
  }

  private static <D> Set<D> days(Tree json, String name, Function<String, D> parse) {
    return json.find(name).map(Tree::items).orElse(List.of()).stream()
        .map(day -> day(day, parse))
        .collect(Collectors.toSet());
  }

  private static <D> D day(Tree day, Function<String, D> parse) {
    try {
      return parse.apply(day.text());
    } catch (DateTimeException e) {
      throw day.wrong("a day");
    }
  }
}

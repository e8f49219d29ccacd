package steward.api;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import steward.activity.text.PlaceText;
import steward.loop.Fact;
import steward.loop.HouseLoop;
import steward.place.Place;
import steward.place.Sky;
import steward.place.SunPhase;
import steward.value.Tree;

/// Where and what the house is: zone, spot, modes and holidays.
final class PlaceApi {
  private final HouseLoop loop;
  private final Supplier<Optional<ZoneId>> fixed;

  /// @param fixed the zone that the configuration says, if it does
  PlaceApi(HouseLoop loop, Supplier<Optional<ZoneId>> fixed) {
    this.loop = loop;
    this.fixed = fixed;
  }

  List<Operation> operations() {
    return List.of(
        Operation.get(
            "/place",
            "getPlace",
            "Where the house is, its modes and holidays",
            "Place",
            _ -> show()),
        new Operation(
            "PUT",
            "/place",
            "putPlace",
            "Say where the house is, its modes and holidays",
            List.of(),
            "Place",
            Map.of(200, "Place"),
            this::put));
  }

  private CompletableFuture<Answer> show() {
    return loop.query(house -> new Now(house.sky().place(), house.at()))
        .thenApplyAsync(
            now -> {
              var json = new LinkedHashMap<String, @Nullable Object>(PlaceText.write(now.place()));
              json.put("today", today(now));
              return Answer.ok(json);
            },
            Thread::startVirtualThread);
  }

  private record Now(Place place, Instant at) {}

  /// The day that it is in the house: whether it is a holiday, and the moments of its sun.
  private static Map<String, Object> today(Now now) {
    ZonedDateTime begins =
        now.at().atZone(now.place().zone()).toLocalDate().atStartOfDay(now.place().zone());
    var sky = new Sky(now.place());
    var sun = new ArrayList<Map<String, Object>>();
    for (SunPhase phase : SunPhase.values()) {
      sky.on(phase, begins.toLocalDate(), begins.getZone())
          .ifPresent(at -> sun.add(Map.of("phase", phase.label(), "at", Json.instant(at))));
    }
    sun.sort(Comparator.comparing(moment -> String.valueOf(moment.get("at"))));
    var json = new LinkedHashMap<String, Object>();
    json.put("day", begins.toLocalDate().toString());
    json.put("holiday", now.place().isHoliday(begins.toLocalDate()));
    json.put("sun", sun);
    return json;
  }

  /// Without the day, which the API adds when it shows the place.
  private static Tree written(Tree body) {
    var written = new LinkedHashMap<Object, Object>(body.object());
    written.remove("today");
    return Tree.of(written);
  }

  private CompletableFuture<Answer> put(Request request) {
    Place place = PlaceText.read(written(request.body()));
    fixed
        .get()
        .filter(zone -> !zone.equals(place.zone()))
        .ifPresent(zone -> {
          throw Problem.conflict(
              "The zone is " + zone + ", as the configuration says; change place.zone there.");
        });
    return loop.ask(new Fact.Settled(place), "house", request.principal()).thenCompose(_ -> show());
  }
}

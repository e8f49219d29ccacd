package steward.api;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import steward.activity.text.PlaceText;
import steward.loop.Fact;
import steward.loop.HouseLoop;
import steward.place.Place;

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
    return loop.query(house -> house.sky().place())
        .thenApply(place -> Answer.ok(PlaceText.write(place)));
  }

  private CompletableFuture<Answer> put(Request request) {
    Place place = PlaceText.read(request.body());
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

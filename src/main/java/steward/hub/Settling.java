package steward.hub;

import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import steward.config.Config;
import steward.loop.Entry;
import steward.loop.Fact;
import steward.loop.House;
import steward.loop.HouseLoop;
import steward.loop.PlaceThing;
import steward.place.Place;
import steward.thing.Status;

/// Brings together what is known of the place: what the claim asked, what the configuration says,
/// and what the house was told since. Thread-safe.
final class Settling {
  private final Config config;
  private final HouseLoop loop;
  private final Storage storage;
  private final Doorkeeper doorkeeper;

  Settling(Config config, HouseLoop loop, Storage storage, Doorkeeper doorkeeper) {
    this.config = config;
    this.loop = loop;
    this.storage = storage;
    this.doorkeeper = doorkeeper;
  }

  /// The house has its owner, who said in which zone it is. What else is known of the place stays.
  void claimed(String sentence, ZoneId zone) {
    var _ = loop.ask(new Fact.Noted(sentence), "house", "steward");
    var _ = loop.query(Known::of).thenCompose(known -> settle(spotted(known.place().zone(zone))));
  }

  private CompletableFuture<Long> settle(Place place) {
    return loop.ask(new Fact.Settled(place), "house", "steward");
  }

  /// The spot that was told at the claim, unless the place has one.
  private Place spotted(Place place) {
    if (place.spot().isPresent()) return place;
    return degrees("place.latitude")
        .flatMap(latitude ->
            degrees("place.longitude")
                .map(longitude -> place.spot(new Place.Spot(latitude, longitude, 0))))
        .orElse(place);
  }

  private Optional<Double> degrees(String setting) {
    try {
      return storage.setting(setting).map(Double::valueOf).filter(Double::isFinite);
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  private record Known(Place place, boolean isSettled) {
    static Known of(House house) {
      boolean isSettled = house.status(PlaceThing.ID).state() == Status.State.PRESENT;
      return new Known(house.sky().place(), isSettled);
    }
  }

  /// The zone that the configuration says, which nobody can change elsewhere.
  Optional<ZoneId> fixedZone() {
    return config.place().isSet() ? Optional.of(config.place().zone()) : Optional.empty();
  }

  /// After a start: the place is a thing of the house as soon as somebody said where it is, and the
  /// zone of the configuration counts before all.
  void begin() {
    Known known = loop.query(Known::of).join();
    Place place = known.place().zone(fixedZone().orElse(known.place().zone()));
    boolean isTold = doorkeeper.isClaimed() || storage.setting(Doorkeeper.ZONE).isPresent();
    if (!place.equals(known.place()) || !known.isSettled() && isTold) {
      settle(spotted(place)).join();
    } else if (known.isSettled()) {
      doorkeeper.inZone(place.zone());
    }
  }

  /// Follows the house's entries: the times of guests are meant in the zone of the place.
  void follow(Entry entry) {
    if (entry.fact() instanceof Fact.Settled(Place place)) doorkeeper.inZone(place.zone());
  }
}

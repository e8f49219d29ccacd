package steward.drivers.netatmo;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steward.driver.Offer;
import steward.thing.Description;

/// What is known of an account. Immutable and bounded.
///
/// @param modules as things, by their part of the UDN
/// @param measured when a module measured last, in its own word, by its part
/// @param homes those in which rooms are heated
/// @param rooms as things, by their part
/// @param statusAt when the rooms were read last
/// @param offered what was told of the account last
record Account(
    Map<String, Description> modules,
    Map<String, Long> measured,
    Instant stationsAt,
    List<Home> homes,
    Map<String, Description> rooms,
    Instant homesAt,
    Instant statusAt,
    Optional<Offer> offered) {
  static final int PARTS_MAX = 64;
  static final int HOMES_MAX = 6;
  static final Account NEW =
      new Account(
          Map.of(),
          Map.of(),
          Instant.EPOCH,
          List.of(),
          Map.of(),
          Instant.EPOCH,
          Instant.EPOCH,
          Optional.empty());

  Account {
    modules = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(modules));
    rooms = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(rooms));
    measured = Map.copyOf(measured);
    homes = List.copyOf(homes);
  }

  /// A home with its heated rooms: their ids.
  record Home(String id, List<String> rooms) {
    Home {
      rooms = List.copyOf(rooms);
    }
  }

  /// The home of a room.
  Optional<Home> home(String room) {
    return homes.stream().filter(home -> home.rooms().contains(room)).findFirst();
  }

  Account withStations(
      Map<String, Description> newModules, Map<String, Long> newMeasured, Instant at) {
    return new Account(newModules, newMeasured, at, homes, rooms, homesAt, statusAt, offered);
  }

  Account withHomes(List<Home> newHomes, Map<String, Description> newRooms, Instant at) {
    return new Account(modules, measured, stationsAt, newHomes, newRooms, at, statusAt, offered);
  }

  Account withStatus(Instant at) {
    return new Account(modules, measured, stationsAt, homes, rooms, homesAt, at, offered);
  }

  Account withOffer(Offer offer) {
    return new Account(
        modules, measured, stationsAt, homes, rooms, homesAt, statusAt, Optional.of(offer));
  }
}

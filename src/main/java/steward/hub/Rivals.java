package steward.hub;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import steward.network.enclosure.Enclosure;
import steward.network.enclosure.Station;
import steward.network.fence.Flows;
import steward.network.fence.Ground;
import steward.network.fence.Hardware;
import steward.network.fence.NetworkName;
import steward.network.fence.Rival;
import steward.network.fence.Sighting;
import steward.network.fence.Subnet;
import steward.network.mdns.Announcer;

/// Who behaves on the network of the things as only this steward may: another steward, or a station
/// that plays the router. Thread-safe; asks nobody.
///
/// That another steward is at home is no trouble. Both may even have a network of things with the
/// same numbers, each its own: only who is heard on ours shares it.
final class Rivals {
  private final Enclosure enclosure;
  private final Supplier<Optional<Sighting>> seen;
  private final Supplier<List<Announcer.Other>> others;
  private final Set<Hardware> told = new HashSet<>();

  /// @param seen what the fence told last; empty where nobody tells
  Rivals(
      Enclosure enclosure,
      Supplier<Optional<Sighting>> seen,
      Supplier<List<Announcer.Other>> others) {
    this.enclosure = enclosure;
    this.seen = seen;
    this.others = others;
  }

  /// A sentence for each.
  List<String> says() {
    var all = new ArrayList<String>();
    for (Rival rival : routers()) all.add(rival.says(called(rival)));
    Set<String> networks = networks();
    for (Announcer.Other other : others.get())
      if (networks.contains(other.network())) all.add(says(other));
    return List.copyOf(all);
  }

  /// Writes down, once each, who has begun to play the router.
  synchronized void follow(Enclosure.Told book) {
    List<Rival> now = routers();
    told.retainAll(now.stream().map(Rival::station).toList());
    for (Rival one : now)
      if (told.add(one.station()))
        book.note(one.says(called(one)), enclosure.of(one.station()), "steward");
  }

  /// Why things may have gone another way than through the fence; empty where nothing hints at it.
  Optional<String> doubt() {
    return routers().isEmpty()
        ? Optional.empty()
        : Optional.of("another router was heard on the network of the things");
  }

  private List<Rival> routers() {
    return seen.get().map(Sighting::flows).map(Flows::rivals).orElse(List.of());
  }

  private String called(Rival rival) {
    Optional<Station> station = enclosure.of(rival.station());
    return station.map(enclosure.known()::name).orElse("a station");
  }

  private Set<String> networks() {
    var names = new HashSet<String>();
    Optional<Ground> ground = enclosure.ground();
    ground.ifPresent(one -> {
      names.add(one.things().text());
      one.ports().stream().map(NetworkName::text).forEach(names::add);
    });
    return names;
  }

  private static String says(Announcer.Other other) {
    String who = "“%s” at %s".formatted(other.name(), Subnet.text(other.at()));
    return other.isOwnHouse()
        ? "A copy of this very house (%s) is on the network of the things: only one of the two may run."
            .formatted(who)
        : "Another steward (%s) is on the network of the things: only one of the two may have this network. Give the other one a network of its own, or take it off."
            .formatted(who);
  }
}

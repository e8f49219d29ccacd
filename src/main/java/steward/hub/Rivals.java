package steward.hub;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
  /// Notes within an hour; of further ones it is only said that there are some. Who makes up a new
  /// address for every frame fills neither the journal nor the ledger.
  static final int NOTES_MAX = 4;

  /// How long somebody is silent who is written down anew then.
  static final Duration FORGOTTEN_AFTER = Duration.ofHours(2);

  private static final int TOLD_MAX = 64;
  private static final Duration HOUR = Duration.ofHours(1);

  private final Enclosure enclosure;
  private final Supplier<Optional<Sighting>> seen;
  private final Supplier<List<Announcer.Other>> others;
  private final InstantSource clock;

  /// Who was written down, and when it was heard last.
  private final Map<Hardware, Instant> told = new HashMap<>();

  private Instant hour = Instant.EPOCH;
  private int notes;

  /// @param seen what the fence told last; empty where nobody tells
  Rivals(
      Enclosure enclosure,
      Supplier<Optional<Sighting>> seen,
      Supplier<List<Announcer.Other>> others,
      InstantSource clock) {
    this.enclosure = enclosure;
    this.seen = seen;
    this.others = others;
    this.clock = clock;
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

  /// Writes down, once each, who has begun to play the router. Where nobody tells, nobody has
  /// ended.
  synchronized void follow(Enclosure.Told book) {
    Instant now = clock.instant();
    if (Duration.between(hour, now).abs().compareTo(HOUR) >= 0) {
      hour = now;
      notes = 0;
    }
    told.values().removeIf(last -> last.isBefore(now.minus(FORGOTTEN_AFTER)));
    for (Rival one : routers()) if (told.replace(one.station(), now) == null) begun(one, now, book);
  }

  private void begun(Rival one, Instant now, Enclosure.Told book) {
    if (notes < NOTES_MAX && told.size() < TOLD_MAX) {
      notes++;
      told.put(one.station(), now);
      book.note(one.says(called(one)), enclosure.of(one.station()), "steward");
    } else if (notes <= NOTES_MAX) {
      notes = NOTES_MAX + 1;
      book.note(
          "Others play the router on the network of the things as well, or one under many hardware addresses: they are not written down one by one.",
          Optional.empty(),
          "steward");
    }
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

package steward.network.profile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import steward.network.enclosure.Station;
import steward.network.fence.Hardware;
import steward.network.fence.Lane;
import steward.network.fence.Ports;
import steward.thing.Ability;
import steward.thing.ActionKind;
import steward.thing.Binding;
import steward.thing.Property;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.thing.Udn;

/// Stations, things and wants for tests.
final class Stations {
  static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private Stations() {}

  static Station station(List<String> asked, List<Lane> lanes) {
    return new Station(
        "s_020000000100",
        new Hardware("02:00:00:00:01:00"),
        Optional.empty(),
        List.of(),
        "Maker",
        "washer",
        asked,
        NOON,
        NOON,
        List.of(),
        Station.Standing.ENCLOSED,
        lanes,
        Map.of(),
        Optional.empty());
  }

  static Thing thing(String family, Map<String, String> binding, Set<Property> observes) {
    return new Thing(
        new ThingId("it"),
        1,
        new Udn(family + ":1"),
        "Lamp",
        "Hall",
        "/device/switch/maker/plug",
        "Maker",
        "Model",
        "1.0",
        new Binding(family, new java.util.TreeMap<>(binding)),
        observes,
        Map.of(ActionKind.TURN, Ability.of(ActionKind.TURN)));
  }

  static Wanted tcp(String host, int port) {
    return new Wanted(
        host, Optional.of(Ports.tcp(port)), 10, 1000, NOON, NOON.plusSeconds(60), false);
  }

  static Wanted udp(String host, int port) {
    return new Wanted(
        host, Optional.of(Ports.udp(port)), 10, 760, NOON, NOON.plusSeconds(60), true);
  }

  static List<Wanted> all(List<Wanted> some, Wanted... more) {
    var all = new ArrayList<>(some);
    all.addAll(List.of(more));
    return all;
  }
}

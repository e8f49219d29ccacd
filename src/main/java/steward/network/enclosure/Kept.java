package steward.network.enclosure;

import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import steward.network.enclosure.Station.Standing;
import steward.network.fence.Enclosed;
import steward.network.fence.FenceDoor.Timed;
import steward.network.fence.Hardware;
import steward.network.fence.Lane;
import steward.network.fence.NetworkName;
import steward.store.StationRow;
import steward.thing.ThingId;
import steward.value.Tree;

/// A station as the house keeps it. Immutable.
///
/// @param place of its own address in the network of the things; 0 until it needs one
/// @param decided whether a person decided on it: what the house only concluded from an accepted
///   thing may change by itself
record Kept(Station station, int place, boolean decided) {

  static Kept fresh(Hardware hardware, Instant at) {
    return new Kept(
        new Station(
            Enclosed.id(hardware),
            hardware,
            Optional.empty(),
            List.of(),
            Makers.of(hardware),
            "",
            List.of(),
            at,
            at,
            List.of(),
            Standing.QUARANTINED,
            List.of(),
            Map.of(),
            Optional.empty()),
        0,
        false);
  }

  Hardware hardware() {
    return station.hardware();
  }

  boolean isEnclosed() {
    return station.standing() == Standing.ENCLOSED;
  }

  /// What was decided, with what was seen of it meanwhile.
  Kept seenAs(Kept now) {
    Station it = now.station;
    var edit =
        edit().addresses(it.addresses()).called(it.called()).asked(it.asked()).last(it.last());
    it.recognised().forEach(edit::recognised);
    return new Kept(edit.done(), place, decided);
  }

  Kept placed(int other) {
    return new Kept(station, other, decided);
  }

  Kept seen(Instant at) {
    return at.isAfter(station.last()) ? with(edit().last(at)) : this;
  }

  Kept with(Edit edit) {
    return new Kept(edit.done(), place, decided);
  }

  Kept decided(Edit edit) {
    return new Kept(edit.done(), place, true);
  }

  Edit edit() {
    return new Edit(station);
  }

  /// A station being changed. Confined to the method that makes it.
  static final class Edit {
    private final Station of;
    private Optional<ThingId> thing;
    private List<InetAddress> addresses;
    private String called;
    private List<String> asked;
    private Instant last;
    private List<String> recognised;
    private Standing standing;
    private List<Lane> lanes;
    private Map<Timed, Instant> until;
    private Optional<NetworkName> port;

    private Edit(Station of) {
      this.of = of;
      thing = of.thing();
      addresses = of.addresses();
      called = of.called();
      asked = of.asked();
      last = of.last();
      recognised = of.recognised();
      standing = of.standing();
      lanes = of.lanes();
      until = of.until();
      port = of.port();
    }

    Edit thing(Optional<ThingId> other) {
      thing = other;
      return this;
    }

    Edit addresses(List<InetAddress> other) {
      addresses = other;
      return this;
    }

    Edit called(String other) {
      called = other;
      return this;
    }

    Edit asked(List<String> other) {
      asked = other;
      return this;
    }

    Edit last(Instant other) {
      last = other;
      return this;
    }

    Edit recognised(String how) {
      if (recognised.contains(how)) return this;
      var more = new ArrayList<>(recognised);
      more.add(how);
      recognised = more;
      return this;
    }

    Edit standing(Standing other) {
      standing = other;
      return this;
    }

    Edit lanes(List<Lane> other) {
      lanes = other;
      return this;
    }

    Edit until(Timed what, Optional<Instant> at) {
      var other = new TreeMap<>(until);
      at.ifPresentOrElse(instant -> other.put(what, instant), () -> other.remove(what));
      until = other;
      return this;
    }

    Edit port(Optional<NetworkName> other) {
      port = other;
      return this;
    }

    /// Nothing is open, watched or cut any more.
    Edit ended() {
      until = Map.of();
      return this;
    }

    Station done() {
      return new Station(
          of.id(),
          of.hardware(),
          thing,
          addresses,
          of.maker(),
          called,
          asked,
          of.first(),
          last,
          recognised,
          standing,
          lanes,
          until,
          port);
    }
  }

  static String word(Standing standing) {
    return standing.name().toLowerCase(Locale.ROOT);
  }

  static String word(Timed timed) {
    return timed.name().toLowerCase(Locale.ROOT);
  }

  StationRow row() {
    var body = new LinkedHashMap<String, Object>();
    body.put("addresses", station.addresses().stream().map(InetAddress::getHostAddress).toList());
    body.put("called", station.called());
    body.put("asked", station.asked());
    body.put("recognised", station.recognised());
    body.put("lanes", station.lanes().stream().map(Lanes::json).toList());
    var until = new TreeMap<String, Object>();
    station.until().forEach((what, at) -> until.put(word(what), at.toEpochMilli()));
    body.put("until", until);
    station.port().ifPresent(port -> body.put("port", port.text()));
    body.put("decided", decided);
    return new StationRow(
        station.hardware().text(),
        word(station.standing()),
        station.thing().map(ThingId::value),
        place,
        station.first(),
        station.last(),
        Tree.of(body));
  }

  /// @throws steward.value.Malformed if it is not what [#row] made
  static Kept read(StationRow row) {
    var hardware = new Hardware(row.hardware());
    Tree body = row.body();
    var until = new TreeMap<Timed, Instant>();
    for (Timed what : Timed.values())
      body.get("until")
          .find(word(what))
          .ifPresent(at -> until.put(what, Instant.ofEpochMilli((long) at.number())));
    var station =
        new Station(
            Enclosed.id(hardware),
            hardware,
            row.thing().map(ThingId::new),
            texts(body, "addresses").stream().map(InetAddress::ofLiteral).toList(),
            Makers.of(hardware),
            body.get("called").text(),
            texts(body, "asked"),
            row.first(),
            row.last(),
            texts(body, "recognised"),
            Standing.valueOf(row.standing().toUpperCase(Locale.ROOT)),
            Lanes.read(body.get("lanes")),
            until,
            body.find("port").map(port -> new NetworkName(port.text())));
    return new Kept(station, row.place(), body.get("decided").truth());
  }

  private static List<String> texts(Tree body, String name) {
    return body.get(name).items().stream().map(Tree::text).toList();
  }
}

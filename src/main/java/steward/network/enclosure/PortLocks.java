package steward.network.enclosure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steward.network.enclosure.Refused.Why;
import steward.network.fence.Ground;
import steward.network.fence.Hardware;
import steward.network.fence.NetworkName;
import steward.value.Malformed;

/// At which port of the things' bridge each station may be, and is. Hardware addresses can be
/// forged; a port cannot. Thread-safe; asks the system.
public final class PortLocks {
  private final Enclosure enclosure;

  public PortLocks(Enclosure enclosure) {
    this.enclosure = enclosure;
  }

  /// The ports that a station can be locked at.
  public List<String> ports() {
    return enclosure.ground().stream()
        .flatMap(ground -> ground.ports().stream())
        .map(NetworkName::text)
        .toList();
  }

  /// Where each was heard in the last minutes.
  public Map<Hardware, String> heard() {
    return enclosure
        .ground()
        .filter(ground -> !ground.ports().isEmpty())
        .map(ground -> enclosure.parts().links().heardAt(ground.things()))
        .orElse(Map.of());
  }

  /// @throws Malformed naming the ports that there are
  Optional<NetworkName> chosen(String port) {
    if (port.isEmpty()) return Optional.empty();
    List<String> ports = ports();
    if (ports.isEmpty())
      throw new Refused(
          Why.CONFLICT, "There is no port to lock it at: network.things-ports names none.");
    if (!ports.contains(port))
      throw new Malformed("/port", "one of " + String.join(", ", ports), "'" + port + "'");
    return Optional.of(new NetworkName(port));
  }

  /// What a lock would cut off.
  Optional<String> warning(Station station) {
    String heard = heard().getOrDefault(station.hardware(), "");
    return station
        .port()
        .filter(_ -> station.standing() == Station.Standing.ENCLOSED)
        .filter(port -> !heard.isEmpty() && !port.text().equals(heard))
        .map(_ -> "It is at " + heard + " now: there it is cut off.");
  }

  /// What is wrong with where a station is; empty where nothing is.
  public String trouble(Station station) {
    if (station.port().isEmpty() || station.standing() != Station.Standing.ENCLOSED) return "";
    NetworkName port = station.port().get();
    return enclosure.ground().map(ground -> trouble(station, port, ground)).orElse("");
  }

  private String trouble(Station station, NetworkName port, Ground ground) {
    String name = enclosure.known().name(station);
    if (!ground.ports().contains(port))
      return "%s is not locked: its port %s is not among network.things-ports any more."
          .formatted(name, port);
    // It may have been let in elsewhere when it was heard at this one.
    List<String> astray =
        enclosure.locked(all -> all.astray(station.hardware())).stream()
            .filter(one -> !one.equals(port.text()))
            .toList();
    return astray.isEmpty()
        ? ""
        : "Something with the hardware address of %s was at %s within the last hour; it is let in at %s alone, so nothing of that came through."
            .formatted(name, String.join(" and ", astray), port);
  }

  /// The same of all of them.
  List<String> troubles() {
    var all = new ArrayList<String>();
    for (Station one : enclosure.stations()) {
      String trouble = trouble(one);
      if (!trouble.isEmpty()) all.add(trouble);
    }
    return all;
  }
}

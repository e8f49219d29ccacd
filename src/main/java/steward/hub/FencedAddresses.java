package steward.hub;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import steward.link.DriverHost;
import steward.loop.Fact;
import steward.loop.HouseLoop;
import steward.network.enclosure.Enclosure;
import steward.network.enclosure.Station;
import steward.network.enclosure.Station.Standing;
import steward.thing.Binding;
import steward.thing.Thing;

/// Binds things to the addresses that the fence gives them. Behind it an address goes with one
/// hardware address, so the house finds whoever it has been talking to.
record FencedAddresses(DriverHost host, HouseLoop loop) {

  /// Follows those that took their own address.
  void follow(Enclosure enclosure) {
    if (!enclosure.status().stands()) return;
    for (Station station : enclosure.stations()) {
      if (station.standing() != Standing.ENCLOSED || station.thing().isEmpty()) continue;
      Optional<InetAddress> given = enclosure.given(station);
      if (given.isEmpty() || !station.addresses().contains(given.get())) continue;
      host.directory()
          .thing(station.thing().get())
          .map(thing -> host.directory().device(thing.udn().root()))
          .ifPresent(device -> bind(device, enclosure, given.get()));
    }
  }

  private void bind(List<Thing> device, Enclosure enclosure, InetAddress given) {
    String host = given.getHostAddress();
    for (Thing thing : device) {
      String before = thing.binding().part(Binding.HOST, "");
      boolean isInside = literal(before).filter(one -> isAmongThings(enclosure, one)).isPresent();
      if (before.equals(host) || !isInside) continue;
      loop.post(
          new Fact.ThingPut(thing.bound(thing.binding().with(Binding.HOST, host))),
          thing.id().value(),
          "network");
      loop.post(
          new Fact.Noted(
              "“%s” is at %s now, no longer at %s: the fence gave it that address."
                  .formatted(thing.name(), host, before)),
          thing.id().value(),
          "network");
    }
  }

  /// What was bound elsewhere, such as in the home network, moves only where a person says so.
  private static boolean isAmongThings(Enclosure enclosure, InetAddress address) {
    return enclosure.ground().filter(ground -> ground.four().contains(address)).isPresent();
  }

  private static Optional<InetAddress> literal(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}

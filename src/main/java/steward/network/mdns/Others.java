package steward.network.mdns;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import steward.thing.Message;
import steward.value.Text;

/// The other stewards that announce themselves: those that were heard lately and did not take it
/// back. Whoever is on the network can announce anything, so that nothing is done about them; they
/// are told to people. Thread-safe.
final class Others {
  /// By which service they are known; asked for now and then.
  static final Name SERVICE = Name.dotted("_wss._tcp.local");

  static final long ASK_NANOS = TimeUnit.MINUTES.toNanos(10);

  /// On each network; further ones there are not told of, and push out nobody elsewhere.
  static final int OTHERS_MAX = 8;

  private static final long KEPT_NANOS = TimeUnit.MINUTES.toNanos(35);
  private static final int NAME_LENGTH_MAX = 40;

  private final String name;
  private final UUID own;
  private final Map<Key, Heard> heard = new LinkedHashMap<>();

  private record Key(String name, String network) {}

  private record Heard(Announcer.Other other, long at) {}

  /// @param name what a steward calls itself
  /// @param own the number of this house
  Others(String name, UUID own) {
    this.name = name;
    this.own = own;
  }

  /// Takes what somebody said on a network of ours.
  ///
  /// @param ours the addresses of this machine, on which another steward may run for a trial
  synchronized void hear(
      Packet packet, InetAddress from, String network, Collection<InetAddress> ours, long now) {
    if (ours.contains(from)) return;
    takeBack(packet, network);
    for (Message.Service service : Services.in(packet, List.of(SERVICE.toString())))
      house(service)
          .ifPresent(house -> {
            heard.values().removeIf(one -> now - one.at() > KEPT_NANOS);
            var key = new Key(called(service.instance()), network);
            Heard before = heard.get(key);
            if (before == null && on(network) >= OTHERS_MAX) return;
            // Each is heard by both versions of IP.
            InetAddress at =
                before != null && before.other().at() instanceof Inet4Address four ? four : from;
            heard.put(
                key,
                new Heard(new Announcer.Other(key.name(), at, network, house.equals(own)), now));
          });
  }

  private long on(String network) {
    return heard.keySet().stream().filter(one -> one.network().equals(network)).count();
  }

  private void takeBack(Packet packet, String network) {
    String suffix = "." + SERVICE;
    for (Entry one : packet.records()) {
      String whole = one.name().toString();
      if (one.ttl() == 0 && one.type() == Entry.SRV && whole.endsWith(suffix))
        heard.remove(
            new Key(called(whole.substring(0, whole.length() - suffix.length())), network));
    }
  }

  /// The number of the house that a steward announces; empty for what is none.
  private Optional<UUID> house(Message.Service service) {
    if (service.text("name").filter(name::equalsIgnoreCase).isEmpty()) return Optional.empty();
    try {
      return service.text("uuid").map(UUID::fromString);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static String called(String instance) {
    String clean = Text.clean(instance).strip();
    return clean.length() > NAME_LENGTH_MAX ? clean.substring(0, NAME_LENGTH_MAX) : clean;
  }

  synchronized List<Announcer.Other> all(long now) {
    return heard.values().stream()
        .filter(one -> now - one.at() <= KEPT_NANOS)
        .map(Heard::other)
        .toList();
  }
}

package steward.network.enclosure;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steward.network.fence.FenceDoor.Timed;
import steward.network.fence.Hardware;
import steward.network.fence.Lane;
import steward.network.fence.NetworkName;
import steward.thing.ThingId;

/// One station on the network of the things, whether a driver knows it or not.
///
/// @param id its word in the fence's rules, see [steward.network.fence.Enclosed#id(Hardware)]; it
///   stays when the station becomes a thing
/// @param thing the thing that it is, where the house knows
/// @param addresses where it was last seen, IPv4 first
/// @param maker by the first half of its hardware address; empty where unknown
/// @param called what it calls itself; hostile text, cleaned
/// @param asked the last names that it asked for, at most 50, the latest first
/// @param recognised how: `lease`, `names`, `flows`, `discovery:FAMILY`, `thing`
/// @param lanes its ways out, beyond those that its family needs towards the steward
/// @param until what is done to it for a time, and until when
/// @param port the one port of the things' bridge where it may be; none for any
public record Station(
    String id,
    Hardware hardware,
    Optional<ThingId> thing,
    List<InetAddress> addresses,
    String maker,
    String called,
    List<String> asked,
    Instant first,
    Instant last,
    List<String> recognised,
    Standing standing,
    List<Lane> lanes,
    Map<Timed, Instant> until,
    Optional<NetworkName> port) {

  public Station {
    addresses = List.copyOf(addresses);
    asked = List.copyOf(asked);
    recognised = List.copyOf(recognised);
    lanes = List.copyOf(lanes);
    until = Map.copyOf(until);
  }

  /// What a person decided about it.
  public enum Standing {
    /// Nobody has: it gets an address for ten minutes at a time, no way, and reaches nothing.
    QUARANTINED,
    /// It belongs to the house: an address of its own, and the lanes that it was given.
    ENCLOSED,
    /// It does not: it stays where it is, and is not asked about again.
    REFUSED
  }
}

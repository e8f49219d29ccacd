package steward.network.fence;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import steward.thing.ThingId;
import steward.value.Malformed;

/// A station inside the fence: by its hardware address and the addresses that it is given.
///
/// @param id its word in rules, counters and sets
/// @param six its addresses of IPv6; none of others is believed
/// @param port the one port of the bridge at which it may be, where it is wired
public record Enclosed(
    String id,
    Hardware hardware,
    InetAddress four,
    List<InetAddress> six,
    Optional<NetworkName> port,
    List<Lane> lanes) {
  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9_]{0,47}");
  private static final int LANES_MAX = 64;
  private static final int ADDRESSES_MAX = 16;

  public Enclosed {
    six = List.copyOf(six);
    lanes = List.copyOf(lanes);
    if (!ID.matcher(id).matches()) throw new Malformed("/id", ID.pattern(), "'" + id + "'");
    if (!(four instanceof Inet4Address)) throw new Malformed("/four", "IPv4", four.toString());
    if (lanes.size() > LANES_MAX)
      throw new Malformed("/lanes", "at most " + LANES_MAX, "" + lanes.size());
    if (six.size() > ADDRESSES_MAX || six.stream().anyMatch(Inet4Address.class::isInstance))
      throw new Malformed("/six", "at most " + ADDRESSES_MAX + " addresses of IPv6", "" + six);
  }

  /// The word for a thing that the house knows.
  public static String id(ThingId thing) {
    return "t_" + thing.value().replace('-', '_');
  }

  /// The word for a station that it does not know.
  public static String id(Hardware station) {
    return "s_" + station.text().replace(":", "");
  }

  public Enclosed with(List<Lane> other) {
    return new Enclosed(id, hardware, four, six, port, other);
  }
}

package steward.network.fence;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import steward.value.Malformed;

/// Where the fence stands: what does not change when things come and go. A change of it is tried
/// first, and put back unless somebody confirms it.
///
/// @param things the interface behind which only things are
/// @param ports the interfaces that are joined to it as a bridge, each apart from the others; none
///   where it is there already
/// @param home the interface to the home network
/// @param vpn the steward's own tunnel
/// @param four the steward's address among the things, and their network of IPv4
/// @param six the same with a private prefix of IPv6; without it things have no IPv6
/// @param wholeHost whether this machine is the steward's alone: then whatever is not a listener of
///   the table is closed; else only the steward's own ports are
/// @param replies from which ports answers to a search by broadcast come
/// @param hears on which ports things announce themselves by broadcast
/// @param upstream who resolves the names that a lane allows, in figures
/// @param users as whom the steward runs: its own traffic is counted
public record Ground(
    NetworkName things,
    List<NetworkName> ports,
    NetworkName home,
    Optional<NetworkName> vpn,
    Subnet four,
    Optional<Subnet> six,
    boolean wholeHost,
    List<Listener> listeners,
    List<Integer> replies,
    List<Integer> hears,
    List<InetAddress> upstream,
    List<Integer> users) {
  private static final int POOL = 50;
  private static final int SIX_BITS = 64;

  public Ground {
    ports = List.copyOf(ports);
    listeners = List.copyOf(listeners);
    replies = List.copyOf(replies);
    hears = List.copyOf(hears);
    upstream = List.copyOf(upstream);
    users = List.copyOf(users);
    if (!four.isFour() || four.bits() < 16 || four.bits() > 25)
      throw new Malformed("/four", "a network of IPv4 with 16 to 25 bits", four.toString());
    if (!isPrivate(four.address()))
      throw new Malformed("/four", "a private network", four.toString());
    if (six.isPresent() && (six.get().isFour() || six.get().bits() != SIX_BITS))
      throw new Malformed("/six", "a network of IPv6 with 64 bits", "" + six.get());
    if (six.isPresent() && (six.get().address().getAddress()[0] & 0xfe) != 0xfc)
      throw new Malformed("/six", "a private prefix (ULA)", "" + six.get());
    if (things.equals(home))
      throw new Malformed("/home", "another interface than that of the things", home.text());
    for (NetworkName port : ports)
      if (port.equals(things) || port.equals(home) || vpn.filter(port::equals).isPresent())
        throw new Malformed("/ports", "an interface to things alone", port.text());
    if (vpn.filter(it -> it.equals(things) || it.equals(home)).isPresent())
      throw new Malformed("/vpn", "an interface of its own", vpn.get().text());
    if (listeners.stream().noneMatch(one -> one.reach() == Listener.Reach.OWNER))
      throw new Malformed("/listeners", "the owner's page", "none");
  }

  private static boolean isPrivate(InetAddress address) {
    return address.isSiteLocalAddress();
  }

  /// The first of the addresses for stations that nobody has decided on.
  InetAddress poolFirst() {
    return four.at(size() - POOL - 1);
  }

  InetAddress poolLast() {
    return four.at(size() - 2);
  }

  private int size() {
    return 1 << (32 - four.bits());
  }

  /// Whether an address of IPv4 can be given to a thing for good.
  public boolean isFree(InetAddress address) {
    return four.contains(address)
        && !address.equals(four.address())
        && !address.equals(four.base())
        && new java.math.BigInteger(1, address.getAddress())
                .compareTo(new java.math.BigInteger(1, poolFirst().getAddress()))
            < 0;
  }
}

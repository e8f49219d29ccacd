package steward.network.enclosure;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import steward.network.fence.Enclosed;
import steward.network.fence.FenceDoor.Timed;
import steward.network.fence.FencePlan;
import steward.network.fence.Ground;
import steward.network.fence.Lane;
import steward.network.fence.Lane.Knock;

/// Makes the fence of the stations that are enclosed. Pure.
///
/// @param knocks what a station's family needs of the steward
/// @param suggested where a station may go while it is brought in
record Planner(
    Ground ground, Function<Station, List<Lane>> knocks, Function<Station, List<Lane>> suggested) {
  private static final int FIRST_PLACE = 2;
  private static final int LANES_MAX = 64;

  /// A plan, and those stations that have no address left.
  record Planned(FencePlan plan, List<Kept> without) {}

  /// Gives each enclosed station a place of its own; those that have one keep it.
  ///
  /// @return the stations whose place is new
  List<Kept> allot(Collection<Kept> all) {
    var enclosed = all.stream().filter(Kept::isEnclosed).toList();
    Set<Integer> taken = new HashSet<>();
    var seeking = new ArrayList<Kept>();
    for (Kept one : enclosed) if (!isFree(one.place()) || !taken.add(one.place())) seeking.add(one);
    var placed = new ArrayList<Kept>();
    int next = FIRST_PLACE;
    for (Kept one : seeking) {
      int place = where(one, taken);
      if (place == 0) {
        while (taken.contains(next) || next < size() && !isFree(next)) next++;
        place = next < size() ? next : 0;
      }
      if (place > 0) taken.add(place);
      if (place != one.place()) placed.add(one.placed(place));
    }
    return placed;
  }

  private int size() {
    return 1 << (32 - ground.four().bits());
  }

  private boolean isFree(int place) {
    return place >= FIRST_PLACE && place < size() && ground.isFree(ground.four().at(place));
  }

  /// Its present place, so that nobody has to look for it elsewhere; 0 where it cannot stay.
  private int where(Kept one, Set<Integer> taken) {
    for (InetAddress address : one.station().addresses()) {
      if (!ground.four().contains(address) || !ground.isFree(address)) continue;
      int place = number(address).subtract(number(ground.four().at(0))).intValueExact();
      if (place >= FIRST_PLACE && !taken.contains(place)) return place;
    }
    return 0;
  }

  private static BigInteger number(InetAddress address) {
    return new BigInteger(1, address.getAddress());
  }

  /// The address that is its own; none while it has none.
  Optional<InetAddress> given(Kept one) {
    return one.isEnclosed() && isFree(one.place())
        ? Optional.of(ground.four().at(one.place()))
        : Optional.empty();
  }

  /// @throws steward.value.Malformed if there are more lists of names than there can be
  Planned plan(Collection<Kept> all) {
    var things = new ArrayList<Enclosed>();
    var without = new ArrayList<Kept>();
    for (Kept one : all) {
      if (!one.isEnclosed()) continue;
      given(one)
          .ifPresentOrElse(
              four -> things.add(enclosed(one.station(), four)), () -> without.add(one));
    }
    return new Planned(new FencePlan(ground, things), List.copyOf(without));
  }

  private Enclosed enclosed(Station station, InetAddress four) {
    List<InetAddress> six = ground.six().map(net -> net.of(station.hardware())).stream().toList();
    var port = station.port().filter(ground.ports()::contains);
    return new Enclosed(station.id(), station.hardware(), four, six, port, lanes(station));
  }

  /// Names of lanes that are open in a window only are not even resolved outside of it.
  private List<Lane> lanes(Station station) {
    var lanes = new ArrayList<Lane>();
    boolean window = station.until().containsKey(Timed.WINDOW);
    station.lanes().stream().filter(one -> window || !Lanes.isWindowOnly(one)).forEach(lanes::add);
    lanes.addAll(knocks.apply(station));
    if (window) lanes.addAll(suggested.apply(station));
    return lanes.stream().filter(this::isListener).distinct().limit(LANES_MAX).toList();
  }

  /// A lane to a port of the steward that is none is no way to another program of this machine.
  private boolean isListener(Lane lane) {
    return !(lane instanceof Knock knock)
        || ground.listeners().stream()
            .anyMatch(one ->
                one.port() == knock.ports().first() && one.protocol() == knock.ports().protocol());
  }
}

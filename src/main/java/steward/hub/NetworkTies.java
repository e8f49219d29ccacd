package steward.hub;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import steward.link.Directory;
import steward.network.audit.Seen;
import steward.network.audit.Watched;
import steward.network.enclosure.Enclosure;
import steward.network.enclosure.Station;
import steward.network.enclosure.Status;
import steward.network.enclosure.Status.Holds;
import steward.network.fence.Hardware;
import steward.network.profile.Wanted;
import steward.network.wifi.HouseWifi;
import steward.thing.ThingId;

/// What the parts of the closed network tell one another: the enclosure hears what a profile
/// suggests, profiles hear from the ledger what was wanted, the grades what fence and ledger saw,
/// and the radio shows its name while something is brought in.
final class NetworkTies implements Watched {
  private static final Logger LOG = LoggerFactory.getLogger(NetworkTies.class);
  private static final Duration DAY = Duration.ofDays(1);
  private static final int PLAIN_WEB = 80;

  /// How a station is recognised that is really behind the fence.
  private static final Set<String> SEEN_INSIDE = Set.of("lease", "names", "flows");

  private final Directory things;
  private final Enclosure enclosure;
  private final HouseWifi wifi;
  private final ProfilesDoor profiles;
  private final Rivals rivals;
  private final InstantSource clock;

  private NetworkTies(
      Directory things,
      Enclosure enclosure,
      HouseWifi wifi,
      ProfilesDoor profiles,
      Rivals rivals,
      InstantSource clock) {
    this.things = things;
    this.enclosure = enclosure;
    this.wifi = wifi;
    this.profiles = profiles;
    this.rivals = rivals;
    this.clock = clock;
  }

  static void tie(
      Directory things,
      ClosedNetworkDoor network,
      LedgerDoor ledger,
      ProfilesDoor profiles,
      GradeDoor grades,
      WaysDoor ways,
      Doorkeeper doorkeeper) {
    Enclosure enclosure = network.enclosure();
    var rivals = new Rivals(enclosure, ledger::seen, doorkeeper::others, InstantSource.system());
    var ties =
        new NetworkTies(things, enclosure, ways.wifi(), profiles, rivals, InstantSource.system());
    profiles.between(enclosure, ledger.opened(), doorkeeper::zone);
    enclosure.showBy(ties::show);
    network.afterEachLook(ties::endKeys);
    network.alsoBring(() -> {
      ways.again();
      rivals.follow(network::note);
    });
    network.troubledBy(rivals::says);
    network.whenChanged(ties::endKey);
    ledger.doubtBy(rivals::doubt);
    grades.watchedBy(ties);
  }

  private void show(Duration time) {
    if (!wifi.isOn()) return;
    Thread.startVirtualThread(() -> {
      try {
        if (time.isZero()) wifi.hide();
        else wifi.show(time);
      } catch (IOException e) {
        LOG.warn("the name of the things' Wi-Fi is as it was: {}", e.getMessage());
      }
    });
  }

  /// A station that was forgotten or refused has no key to the radio any more.
  private void endKey(Station station) {
    Thread.startVirtualThread(
        () -> end(one -> one.equals(station.hardware()) && !mayJoin(enclosure.of(one))));
  }

  /// Ends what a crash or the disk kept from ending.
  private void endKeys() {
    end(one -> isOut(enclosure.of(one)));
  }

  private void end(Predicate<Hardware> isOut) {
    try {
      for (String id : wifi.end(isOut)) LOG.info("the Wi-Fi key of {} ended", id);
    } catch (IOException e) {
      LOG.warn("a Wi-Fi key that has to end: {}", e.getMessage());
    }
  }

  /// Whether a station as it is now may keep its key.
  static boolean mayJoin(Optional<Station> station) {
    return station.filter(one -> one.standing() != Station.Standing.REFUSED).isPresent();
  }

  /// Whether a station is known to have no business on the radio. One of which nothing is known was
  /// forgotten, or has its key before it comes for the first time: nobody can tell.
  static boolean isOut(Optional<Station> station) {
    return station.isPresent() && !mayJoin(station);
  }

  @Override
  public Seen of(ThingId thing) {
    Optional<Station> station = root(thing).flatMap(enclosure::of);
    if (station.isEmpty() || station.get().standing() != Station.Standing.ENCLOSED)
      return Seen.of(Seen.Fence.UNKNOWN);
    Station one = station.get();
    List<Wanted> wanted = profiles.wanted(one.id());
    return new Seen(
        fence(one),
        one.addresses().stream().findFirst().map(address -> address.getHostAddress()),
        watched(one.id(), wanted),
        profiles.beyond(one, wanted),
        Optional.empty(),
        plain(wanted),
        OptionalInt.empty(),
        List.of());
  }

  /// An outlet of a strip is where the strip is.
  private Optional<ThingId> root(ThingId thing) {
    return things.thing(thing).map(one -> things.device(one.udn().root()).getFirst().id());
  }

  /// Where another router was heard, a thing may have found a way past the fence.
  ///
  /// Never apart: with the common passphrase anybody can still come in under its hardware address.
  private Seen.Fence fence(Station station) {
    return isSound(enclosure.status())
            && rivals.doubt().isEmpty()
            && isInside(station, clock.instant())
        ? Seen.Fence.FENCED
        : Seen.Fence.UNKNOWN;
  }

  /// Whether a fence is known to stand as it was confirmed.
  static boolean isSound(Status status) {
    return status.stands()
        && status.holds() == Holds.CONFIRMED
        && status.foreign().isEmpty()
        && status.trouble().isEmpty();
  }

  /// Whether it was seen behind the fence, and that lately.
  static boolean isInside(Station station, Instant now) {
    return station.recognised().stream().anyMatch(SEEN_INSIDE::contains)
        && station.last().isAfter(now.minus(DAY));
  }

  /// Since it was first seen to want something, without the times of which nobody can tell.
  private Optional<Duration> watched(String station, List<Wanted> wanted) {
    return wanted.stream()
        .map(Wanted::first)
        .min(Instant::compareTo)
        .map(first ->
            Duration.between(first, clock.instant()).minus(profiles.unmeasured(station, first)))
        .filter(Duration::isPositive);
  }

  /// Only what passed tells: a refused packet has no content.
  private static Optional<Boolean> plain(List<Wanted> wanted) {
    var ports = new TreeSet<Integer>();
    for (Wanted one : wanted)
      if (!one.refused()) one.ports().ifPresent(port -> ports.add(port.first()));
    return ports.contains(PLAIN_WEB) ? Optional.of(true) : Optional.empty();
  }
}

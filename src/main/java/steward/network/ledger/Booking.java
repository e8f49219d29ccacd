package steward.network.ledger;

import java.net.InetAddress;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import steward.network.Addresses;
import steward.network.Outgoing;
import steward.network.fence.Enclosed;
import steward.network.fence.Flows.Count;
import steward.network.fence.Hardware;
import steward.network.fence.Sighting;
import steward.network.ledger.Deltas.Change;
import steward.network.ledger.Deltas.Element;
import steward.network.ledger.Entry.Flow;
import steward.network.ledger.Entry.Name;
import steward.network.ledger.Entry.Verdict;
import steward.network.ledger.Entry.Way;
import steward.value.Malformed;
import steward.value.Text;
import steward.value.Tree;

/// Makes entries of what was seen: each change of a count with its station and the name behind the
/// address. Confined to the lock of [Ledger].
final class Booking {
  /// Ports from here on are those of whoever asked: in the house they are told as 0.
  private static final int PASSING_PORTS = 32_768;

  private static final String UNKNOWN = "unknown";
  private static final String UP = "_up";
  private static final String DOWN = "_down";

  /// What was counted for a station as a whole and for its flows one by one, since the start.
  private static final class Sum {
    private Count whole = Count.NONE;
    private Count single = Count.NONE;
    private Count booked = Count.NONE;

    /// Of which the single flows say nothing, such as other protocols.
    Count rest() {
      return new Count(
          Math.max(0, whole.packets() - single.packets() - booked.packets()),
          Math.max(0, whole.bytes() - single.bytes() - booked.bytes()));
    }
  }

  private final Deltas deltas = new Deltas();
  private final ToldNames told = new ToldNames();
  private final Tunnels tunnels = new Tunnels();
  private final Map<String, Sum> sums = new HashMap<>();
  private final Map<InetAddress, Hardware> leased = new HashMap<>();
  private final Map<Outgoing.Reached, Long> reached = new HashMap<>();
  private Roll roll = Roll.NOBODY;

  void know(Roll other) {
    roll = other;
  }

  Roll roll() {
    return roll;
  }

  /// Makes entries of a sighting.
  ///
  /// @param from since when the counts are counted
  /// @return whether the counters began anew
  boolean take(Sighting seen, Instant from, Consumer<Entry> into) {
    leased.clear();
    seen.leases().forEach(lease -> leased.put(lease.address(), lease.station()));
    for (Sighting.Asked asked : seen.asked()) name(asked, into);
    Deltas.News news = deltas.next(seen.flows());
    if (news.fell()) sums.clear();
    for (Change change : news.changes()) flow(change, from, seen.at()).ifPresent(into);
    return news.fell();
  }

  private void name(Sighting.Asked asked, Consumer<Entry> into) {
    String station = station(asked.by());
    for (InetAddress answer : asked.answers()) told.told(station, answer, asked.name());
    var judged = tunnels.ask(station, asked.name(), asked.at());
    Verdict verdict = asked.isRefused() ? Verdict.REFUSED : Verdict.ALLOWED;
    into.accept(
        new Name(asked.at(), asked.at(), station, judged.name(), verdict, asked.passedOn(), 1));
    if (judged.isNew())
      into.accept(
          new Entry.Alert(
              asked.at(),
              asked.at(),
              station,
              "asked for more than %d names below %s within an hour, as one does who carries data out in names"
                  .formatted(Tunnels.NAMES_MAX, judged.name().substring(2))));
  }

  private String station(InetAddress address) {
    return roll.at(address)
        .or(() -> Optional.ofNullable(leased.get(address)))
        .or(() -> ofItsAddress(address))
        .map(Enclosed::id)
        .orElse(UNKNOWN);
  }

  /// The hardware address that a station's address of IPv6 is made of (EUI-64).
  private static Optional<Hardware> ofItsAddress(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length != 16 || bytes[11] != (byte) 0xff || bytes[12] != (byte) 0xfe)
      return Optional.empty();
    byte[] six = {(byte) (bytes[8] ^ 2), bytes[9], bytes[10], bytes[13], bytes[14], bytes[15]};
    try {
      return Optional.of(Hardware.parse(HexFormat.of().formatHex(six)));
    } catch (Malformed _) {
      return Optional.empty();
    }
  }

  private Optional<Entry> flow(Change change, Instant from, Instant to) {
    Element one = change.element();
    Count count = change.delta();
    return switch (one.set()) {
      case "up" -> {
        String station = station(one);
        sum(station + UP).single = Tally.sum(sum(station + UP).single, count);
        yield Optional.of(sent(way(station, one, Verdict.ALLOWED), from, to, count));
      }
      case "denied" -> {
        sum("denied").single = Tally.sum(sum("denied").single, count);
        yield Optional.of(sent(way(station(one), one, Verdict.REFUSED), from, to, count));
      }
      case "stray" -> {
        // At its port nobody asks where it wanted to go. It is in no sum of what was denied.
        String place = Entry.ASTRAY + Text.clean(one.address());
        yield Optional.of(sent(all(station(one), place, Verdict.REFUSED, false), from, to, count));
      }
      case "down" -> {
        String station = station(InetAddress.ofLiteral(one.who()));
        sum(station + DOWN).single = Tally.sum(sum(station + DOWN).single, count);
        yield Optional.of(came(way(station, one, Verdict.ALLOWED), from, to, count));
      }
      case "own" -> Optional.of(sent(way(Entry.STEWARD, one, Verdict.ALLOWED), from, to, count));
      default -> counter(one.who(), from, to, count);
    };
  }

  private Optional<Entry> counter(String name, Instant from, Instant to, Count count) {
    if (name.equals("own_down"))
      return Optional.of(
          came(all(Entry.STEWARD, "answers", Verdict.ALLOWED, true), from, to, count));
    if (name.equals("from_home"))
      return Optional.of(
          sent(all("", "things, from the home network", Verdict.REFUSED, false), from, to, count));
    if (name.equals("denied") || name.startsWith("s_"))
      sum(name).whole = Tally.sum(sum(name).whole, count);
    return Optional.empty();
  }

  /// What was counted for a station, or refused, and is in no single flow: further protocols, and
  /// what did not fit into the kernel's sets.
  void rest(Instant from, Instant to, Consumer<Entry> into) {
    sums.forEach((name, sum) -> {
      Count rest = sum.rest();
      if (rest.packets() == 0) return;
      sum.booked = Tally.sum(sum.booked, rest);
      boolean isUp = name.endsWith(UP);
      Flow flow;
      if (name.equals("denied")) {
        // What wanted to go out is in a set; without one are mostly packets for this machine.
        flow = sent(all("", "others", Verdict.REFUSED, false), from, to, rest);
      } else {
        String station = name.substring(0, name.length() - (isUp ? UP : DOWN).length());
        Way way = all(station, "others", Verdict.ALLOWED, true);
        flow = isUp ? sent(way, from, to, rest) : came(way, from, to, rest);
      }
      into.accept(flow);
    });
  }

  private Sum sum(String name) {
    return sums.computeIfAbsent(name, _ -> new Sum());
  }

  private static Way all(String station, String host, Verdict verdict, boolean outward) {
    return new Way(station, host, "", "", 0, verdict, outward, true);
  }

  private static String station(Element one) {
    return Enclosed.id(new Hardware(one.who()));
  }

  private Way way(String station, Element one, Verdict verdict) {
    boolean outward = Addresses.isPublic(InetAddress.ofLiteral(one.address()));
    int port = !outward && one.port() >= PASSING_PORTS ? 0 : one.port();
    String name = told.name(station, one.address());
    return new Way(station, name, one.address(), one.protocol(), port, verdict, outward, true);
  }

  private static Flow sent(Way way, Instant from, Instant to, Count count) {
    return new Flow(from, to, way, count, Count.NONE, 0);
  }

  private static Flow came(Way way, Instant from, Instant to, Count count) {
    return new Flow(from, to, way, Count.NONE, count, 0);
  }

  /// What the steward itself wanted to reach, where no kernel counts it.
  void own(Map<Outgoing.Reached, Long> now, Instant from, Instant to, Consumer<Entry> into) {
    now.forEach((place, times) -> {
      long more = times - reached.getOrDefault(place, 0L);
      reached.put(place, times);
      if (more <= 0) return;
      var way =
          new Way(
              Entry.STEWARD,
              place.host(),
              place.address(),
              "tcp",
              place.port(),
              Verdict.ALLOWED,
              place.isPublic(),
              false);
      if (place.isPublic()) into.accept(new Flow(from, to, way, Count.NONE, Count.NONE, more));
    });
  }

  /// The names of what the steward reaches, for the kernel's counts of it.
  void ownNames(Map<Outgoing.Reached, Long> now) {
    for (Outgoing.Reached place : now.keySet())
      if (!place.address().isEmpty() && !place.host().equals(place.address()))
        told.told(Entry.STEWARD, InetAddress.ofLiteral(place.address()), place.host());
    reached.putAll(now);
  }

  /// What it needs to go on after a start.
  Map<String, Object> kept() {
    return Map.of("counts", deltas.kept(), "told", told.kept());
  }

  void restore(Tree kept) {
    deltas.restore(kept.get("counts"));
    told.restore(kept.get("told"));
  }
}

package steward.network.enclosure;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import steward.network.enclosure.Station.Standing;
import steward.network.fence.FenceDoor.Timed;
import steward.network.fence.Flows;
import steward.network.fence.Hardware;
import steward.network.fence.Sighting;
import steward.store.StationRow;
import steward.value.Text;

/// Every station that was seen, and what was decided on it. Confined to the lock of [Enclosure].
///
/// A flood of new stations pushes out those that nobody decided on, the one that was quiet longest
/// first, and never one that a person did.
final class Inventory {
  static final int STATIONS_MAX = 1_000;
  static final int ASKED_MAX = 50;
  static final int ADDRESSES_MAX = 8;
  private static final int NAME_MAX = 63;

  /// How seldom it is written down that a station was seen: a card of flash wears out.
  static final Duration WRITTEN_EVERY = Duration.ofMinutes(10);

  private final TreeMap<Hardware, Kept> all = new TreeMap<>();
  private final Map<Hardware, Long> packets = new HashMap<>();
  private final Set<Hardware> decidedNow = new HashSet<>();
  private final Set<Hardware> seenNow = new HashSet<>();
  private final Set<String> gone = new HashSet<>();
  private final Map<Owed, Instant> owed = new HashMap<>();
  private Map<Hardware, Set<String>> astray = Map.of();
  private Instant written = Instant.EPOCH;
  private long forgotten;
  private long refused;

  /// What was begun in the kernel, and shall end there before its time.
  record Owed(Timed what, String id) {}

  /// With the time at which it ends by itself.
  Map<Owed, Instant> owed() {
    return Map.copyOf(owed);
  }

  /// It has ended in the kernel.
  void settled(Owed one) {
    owed.remove(one);
  }

  /// Nobody who is not enclosed any more, or was forgotten, keeps what was open to it.
  private void owe(Optional<Kept> before, Optional<Kept> after) {
    before.ifPresent(old ->
        old.station()
            .until()
            .forEach((what, until) -> {
              if (after.filter(it -> it.station().until().containsKey(what)).isEmpty())
                owed.put(new Owed(what, old.station().id()), until);
            }));
    after.ifPresent(one ->
        one.station()
            .until()
            .keySet()
            .forEach(what -> settled(new Owed(what, one.station().id()))));
  }

  void begin(List<Kept> kept, Instant now) {
    kept.forEach(one -> all.put(one.hardware(), one));
    written = now;
  }

  Collection<Kept> all() {
    return all.values();
  }

  long forgotten() {
    return forgotten;
  }

  long refused() {
    return refused;
  }

  Optional<Kept> find(Hardware hardware) {
    return Optional.ofNullable(all.get(hardware));
  }

  Optional<Kept> at(InetAddress address) {
    return all.values().stream()
        .filter(one -> one.station().addresses().contains(address))
        .max(Comparator.comparing(one -> one.station().last()));
  }

  /// Keeps it, to be written down at once.
  void decide(Kept kept) {
    put(kept);
    decidedNow.add(kept.hardware());
  }

  /// Keeps it, to be written down with the others.
  void note(Kept kept) {
    if (kept.equals(all.get(kept.hardware()))) return;
    put(kept);
    seenNow.add(kept.hardware());
  }

  private void put(Kept kept) {
    owe(find(kept.hardware()), Optional.of(kept));
    all.put(kept.hardware(), kept);
    gone.remove(kept.hardware().text());
  }

  void forget(Hardware hardware) {
    owe(find(hardware), Optional.empty());
    all.remove(hardware);
    packets.remove(hardware);
    decidedNow.remove(hardware);
    seenNow.remove(hardware);
    gone.add(hardware.text());
  }

  /// What is known of a station, or the beginning of it; nothing where there is no room.
  Optional<Kept> known(Hardware hardware, Instant at) {
    Kept kept = all.get(hardware);
    if (kept != null) return Optional.of(kept);
    if (all.size() >= STATIONS_MAX && !forgetOne()) {
      refused++;
      return Optional.empty();
    }
    Kept fresh = Kept.fresh(hardware, at);
    note(fresh);
    return Optional.of(fresh);
  }

  private boolean forgetOne() {
    Optional<Kept> oldest =
        all.values().stream()
            .filter(one -> !one.decided() && one.station().standing() == Standing.QUARANTINED)
            .min(Comparator.comparing(one -> one.station().last()));
    oldest.ifPresent(one -> {
      forget(one.hardware());
      forgotten++;
    });
    return oldest.isPresent();
  }

  /// Takes what the helper told.
  void take(Sighting sighting) {
    Instant at = sighting.at();
    for (Sighting.Lease lease : sighting.leases()) leased(lease, at);
    for (Sighting.Asked asked : sighting.asked())
      at(asked.by())
          .ifPresent(one ->
              note(
                  one.with(one.edit().asked(latest(one, asked.name())).recognised("names"))
                      .seen(asked.at())));
    flows(sighting.flows(), at);
  }

  private void leased(Sighting.Lease lease, Instant at) {
    known(lease.station(), at)
        .ifPresent(one -> {
          boolean isNew = !one.station().addresses().contains(lease.address());
          Kept now =
              one.with(one.edit().addresses(first(one, lease.address())).recognised("lease"));
          String called = cleaned(lease.name());
          if (!called.isEmpty()) now = now.with(now.edit().called(called));
          note(isNew ? now.seen(at) : now);
          if (isNew) others(lease);
        });
  }

  /// An address is one station's at a time.
  private void others(Sighting.Lease lease) {
    for (Kept one : List.copyOf(all.values())) {
      var addresses = one.station().addresses();
      if (one.hardware().equals(lease.station()) || !addresses.contains(lease.address())) continue;
      note(
          one.with(
              one.edit()
                  .addresses(
                      addresses.stream().filter(it -> !it.equals(lease.address())).toList())));
    }
  }

  static String cleaned(String name) {
    String clean = Text.clean(name).strip();
    return clean.length() > NAME_MAX ? clean.substring(0, NAME_MAX) : clean;
  }

  /// The newest address of each kind first, those of IPv4 before those of IPv6.
  private static List<InetAddress> first(Kept one, InetAddress address) {
    var addresses = new ArrayList<InetAddress>();
    addresses.add(address);
    one.station().addresses().stream()
        .filter(other -> !other.equals(address))
        .forEach(addresses::add);
    addresses.sort(Comparator.comparingInt(it -> it.getAddress().length));
    return addresses.subList(0, Math.min(addresses.size(), ADDRESSES_MAX));
  }

  private static List<String> latest(Kept one, String name) {
    var asked = new ArrayList<String>();
    asked.add(name);
    one.station().asked().stream().filter(other -> !other.equals(name)).forEach(asked::add);
    return asked.subList(0, Math.min(asked.size(), ASKED_MAX));
  }

  /// At which ports, where it might not be then, this hardware address was within the last hour.
  Set<String> astray(Hardware hardware) {
    return astray.getOrDefault(hardware, Set.of());
  }

  /// Whoever sent more than was counted before was there.
  private void flows(Flows flows, Instant at) {
    var strays = new HashMap<Hardware, Set<String>>();
    for (Flows.Stray one : flows.strays())
      strays.computeIfAbsent(one.thing(), _ -> new TreeSet<>()).add(cleaned(one.port()));
    astray = strays;
    var sums = new HashMap<Hardware, Long>();
    for (Flows.Up up : flows.up()) sums.merge(up.thing(), up.count().packets(), Long::sum);
    for (Flows.Up up : flows.denied()) sums.merge(up.thing(), up.count().packets(), Long::sum);
    sums.forEach((hardware, sum) -> {
      if (sum.equals(packets.get(hardware))) return;
      known(hardware, at)
          .ifPresent(one -> {
            packets.put(hardware, sum);
            note(one.with(one.edit().recognised("flows")).seen(at));
          });
    });
  }

  /// What is to be written now.
  record Writes(List<StationRow> kept, List<String> gone, Set<Hardware> of) {
    boolean isEmpty() {
      return kept.isEmpty() && gone.isEmpty();
    }
  }

  /// Decisions at once, sightings once in [#WRITTEN_EVERY].
  Writes writes(Instant now, boolean everything) {
    var write = new HashSet<>(decidedNow);
    List<String> removed = List.of();
    if (everything || !now.isBefore(written.plus(WRITTEN_EVERY))) {
      write.addAll(seenNow);
      removed = List.copyOf(gone);
      seenNow.clear();
      gone.clear();
      written = now;
    }
    decidedNow.clear();
    seenNow.removeAll(write);
    return new Writes(
        write.stream().flatMap(one -> find(one).stream()).map(Kept::row).toList(),
        removed,
        Set.copyOf(write));
  }

  /// The disk did not take them: they are due again.
  ///
  /// @return how many are due
  int unwritten(Writes writes) {
    writes.of().stream().filter(all::containsKey).forEach(decidedNow::add);
    writes.gone().stream().filter(one -> !all.containsKey(new Hardware(one))).forEach(gone::add);
    return decidedNow.size() + gone.size();
  }
}

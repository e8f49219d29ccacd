package steward.network.enclosure;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import steward.network.enclosure.Station.Standing;
import steward.network.fence.FenceDoor;
import steward.network.fence.FenceDoor.Timed;
import steward.network.fence.FencePlan;
import steward.network.fence.Ground;
import steward.network.fence.Hardware;
import steward.network.fence.Lane;
import steward.network.fence.Sighting;
import steward.store.StationTable;
import steward.thing.ThingId;
import steward.value.Malformed;

/// The closed network of the running house: every station, what was decided on it, and the fence
/// that follows. What was decided is kept at once; the fence is brought to it now, or as soon as
/// the helper is there again.
///
/// Thread-safe. What changes something blocks: call it on a virtual thread.
public final class Enclosure implements Consumer<Sighting>, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Enclosure.class);

  private final Parts parts;
  private final ReentrantLock lock = new ReentrantLock();

  /// One decision at a time; taken before [Fencing]'s monitor, and that before the lock.
  private final ReentrantLock deciding = new ReentrantLock();

  private final Inventory inventory = new Inventory();
  private final Fencing fencing;
  private final Upkeep upkeep = new Upkeep(this);
  private final Keeper keeper = new Keeper(this::works);
  private final List<String> troubles = new ArrayList<>();
  private final Known known;
  private volatile Consumer<Duration> radio = _ -> {};
  private volatile Runnable afterwards = () -> {};

  /// What it is built on.
  ///
  /// @param ground as the configuration and the open listeners have it now; throws [Malformed]
  ///   naming the key where it says none
  /// @param members the devices of the house, and those in its inbox
  /// @param doors what any family may need of the steward
  /// @param door none in advice mode
  /// @param patience how long the helper has for an answer
  public record Parts(
      Supplier<Ground> ground,
      Supplier<List<Member>> members,
      Supplier<List<Lane>> doors,
      StationTable table,
      Optional<FenceDoor> door,
      Links links,
      InstantSource clock,
      Duration patience,
      Told told) {}

  /// Who writes down what happened to the network.
  public interface Told {
    /// @param about the station that it is about; none for the network as a whole
    void note(String sentence, Optional<Station> about, String principal);
  }

  /// Reads what was decided before.
  public Enclosure(Parts parts) {
    this.parts = parts;
    known = new Known(parts.doors());
    fencing = new Fencing(parts.door(), parts.table(), parts.clock(), parts.patience());
    var kept = new ArrayList<Kept>();
    for (var row : parts.table().all()) {
      try {
        kept.add(Kept.read(row));
      } catch (IllegalArgumentException e) {
        LOG.warn(
            "the station {} cannot be read and is left out: {}", row.hardware(), e.getMessage());
      }
    }
    inventory.begin(kept, parts.clock().instant());
  }

  /// Names who knows where things of a kind may have to go while they are brought in. Before the
  /// start.
  public void suggestBy(Function<Station, List<Lane>> lanes) {
    known.suggestBy(lanes);
  }

  /// Names who shows the hidden name of the things' Wi-Fi while a window is open: for a time, or
  /// not any more. Before the start.
  public void showBy(Consumer<Duration> shower) {
    radio = shower;
  }

  /// The radio shows its name as long as any window is open.
  void shine() {
    upkeep.shine(radio);
  }

  /// Names what is done whenever the fence was looked after, on its thread. Before the start.
  public void afterwards(Runnable then) {
    afterwards = then;
  }

  /// Keeps the fence to what was decided until it is closed, on a thread of its own.
  public void start() {
    keeper.start();
  }

  private boolean works() {
    keep();
    afterwards.run();
    return !status().byHelper() || status().helperThere();
  }

  /// Looks soon: the house's things changed, or the helper.
  public void look() {
    keeper.look();
  }

  /// Brings everything up to date: who is a thing, what has ended, what the helper holds.
  void keep() {
    List<Member> now = parts.members().get();
    decided(() ->
        locked(all -> {
          known.recognise(now, all, parts.clock().instant());
          expire();
          allot();
          save(false);
          return now;
        }));
    bring();
  }

  @Override
  public void accept(Sighting sighting) {
    lock.lock();
    try {
      inventory.take(sighting);
      save(false);
    } finally {
      lock.unlock();
    }
    look();
  }

  // ---- under the lock

  private void expire() {
    Instant at = parts.clock().instant();
    for (Kept one : List.copyOf(inventory.all()))
      one.station()
          .until()
          .forEach((what, until) -> {
            if (until.isAfter(at)) return;
            Kept now = inventory.find(one.hardware()).orElse(one);
            inventory.decide(now.with(now.edit().until(what, Optional.empty())));
            inventory.settled(new Inventory.Owed(what, now.station().id()));
            String called = known.name(now.station());
            ended(what, now, called);
          });
  }

  private void ended(Timed what, Kept one, String called) {
    parts.told().note(Says.ended(what, called), Optional.of(one.station()), "steward");
    if (what == Timed.WINDOW) shine();
  }

  private void allot() {
    planner().ifPresent(planner -> planner.allot(inventory.all()).forEach(inventory::decide));
  }

  /// Writes what is due; done when it is on the disk.
  private void save(boolean everything) {
    var writes = inventory.writes(parts.clock().instant(), everything);
    if (writes.isEmpty()) return;
    var written = parts.table().change(writes.kept(), writes.gone());
    var _ =
        written.whenCompleteAsync(
            (_, e) -> {
              if (e != null) locked(all -> all.unwritten(writes));
            },
            Thread::startVirtualThread);
    if (everything) written.join();
  }

  private Optional<Planner> planner() {
    troubles.clear();
    try {
      return Optional.of(new Planner(parts.ground().get(), known::own, known::suggested));
    } catch (Malformed e) {
      troubles.add("The network of the things is not configured: " + e.getMessage() + ".");
      return Optional.empty();
    }
  }

  private Optional<FencePlan> planned() {
    Optional<Planner> planner = planner();
    if (planner.isEmpty()) return Optional.empty();
    try {
      var planned = planner.get().plan(inventory.all());
      planned.plan().rows();
      if (!planned.without().isEmpty())
        troubles.add(
            "No address is left for %d stations: give network.things-address a larger network."
                .formatted(planned.without().size()));
      return Optional.of(planned.plan());
    } catch (Malformed e) {
      troubles.add("No fence can be made of what was decided: " + e.getMessage() + ".");
      return Optional.empty();
    }
  }

  // ---- the helper

  /// Brings the fence to what was decided.
  ///
  /// @return whether it holds that now
  boolean bring() {
    return upkeep.bring();
  }

  Upkeep upkeep() {
    return upkeep;
  }

  // ---- asking

  /// Does one decision, from the look at what is to what is kept.
  <T> T decided(Supplier<T> what) {
    deciding.lock();
    try {
      return what.get();
    } finally {
      deciding.unlock();
    }
  }

  <T> T locked(Function<Inventory, T> what) {
    lock.lock();
    try {
      return what.apply(inventory);
    } finally {
      lock.unlock();
    }
  }

  /// Keeps a change of the inventory, and what else is due, on the disk.
  void keep(Kept kept) {
    locked(all -> {
      all.decide(all.find(kept.hardware()).map(kept::seenAs).orElse(kept));
      allot();
      save(true);
      return kept;
    });
  }

  void forget(Hardware hardware) {
    locked(all -> {
      all.forget(hardware);
      save(true);
      return hardware;
    });
  }

  Fencing fencing() {
    return fencing;
  }

  Parts parts() {
    return parts;
  }

  Optional<FencePlan> plan(List<Kept> instead) {
    return locked(all -> {
      Optional<Planner> planner = planner();
      if (planner.isEmpty()) return Optional.empty();
      var stations = new TreeMap<Hardware, Kept>();
      all.all().forEach(one -> stations.put(one.hardware(), one));
      instead.forEach(one -> stations.put(one.hardware(), one));
      planner.get().allot(stations.values()).forEach(one -> stations.put(one.hardware(), one));
      return Optional.of(planner.get().plan(stations.values()).plan());
    });
  }

  /// The fence that follows from what was decided; nothing where none can be made.
  public Optional<FencePlan> plan() {
    return locked(_ -> planned());
  }

  /// Where the fence stands; nothing where that is not configured.
  public Optional<Ground> ground() {
    return locked(_ -> planner().map(Planner::ground));
  }

  /// What hinders, a sentence each.
  public List<String> troubles() {
    Optional<FencePlan> plan;
    List<String> all;
    lock.lock();
    try {
      plan = planned();
      all = new ArrayList<>(troubles);
    } finally {
      lock.unlock();
    }
    plan.ifPresent(one -> all.addAll(parts.links().troubles(one.ground())));
    all.addAll(new PortLocks(this).troubles());
    if (status().byHelper() && !status().trouble().isEmpty()) all.add(status().trouble());
    return all;
  }

  public Status status() {
    return fencing.status();
  }

  /// The interfaces that the fence stands on.
  public List<Links.Used> links() {
    return ground().map(one -> parts.links().of(one)).orElse(List.of());
  }

  public List<Station> stations() {
    return locked(all -> all.all().stream().map(Kept::station).toList());
  }

  public Optional<Station> station(String id) {
    return stations().stream().filter(one -> one.id().equals(id)).findFirst();
  }

  public Optional<Station> of(ThingId thing) {
    return stations().stream()
        .filter(one -> one.thing().filter(thing::equals).isPresent())
        .findFirst();
  }

  public Optional<Station> of(Hardware hardware) {
    return locked(all -> all.find(hardware).map(Kept::station));
  }

  /// By the address that is its own, or by the one where it was seen last.
  public Optional<Station> at(InetAddress address) {
    return locked(all -> {
      Optional<Planner> planner = planner();
      for (Kept one : all.all())
        if (planner.flatMap(it -> it.given(one)).filter(address::equals).isPresent())
          return Optional.of(one.station());
      return all.at(address).map(Kept::station);
    });
  }

  public boolean isEnclosed(ThingId thing) {
    return of(thing).filter(one -> one.standing() == Standing.ENCLOSED).isPresent();
  }

  /// The address that is its own; nothing before it has one.
  public Optional<InetAddress> given(Station station) {
    return locked(
        all -> planner().flatMap(planner -> all.find(station.hardware()).flatMap(planner::given)));
  }

  /// Who is who: names, and what each may need.
  public Known known() {
    return known;
  }

  public Map<String, Long> counters() {
    return locked(all -> {
      var counters = new TreeMap<String, Long>();
      counters.put("network.stations", (long) all.all().size());
      counters.put("network.stations.forgotten", all.forgotten());
      counters.put("network.stations.refused", all.refused());
      return counters;
    });
  }

  /// Writes down what was seen, and ends.
  @Override
  public void close() {
    keeper.close();
    locked(all -> {
      save(true);
      return all;
    });
    fencing.close();
  }
}

package steward.network.enclosure;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import steward.network.fence.Lane;
import steward.thing.ThingId;

/// What the house knows of stations from elsewhere: which thing each is, what its family needs, and
/// where it may have to go. Thread-safe.
public final class Known {
  private final Supplier<List<Lane>> doors;
  private volatile Function<Station, List<Lane>> suggested = _ -> List.of();
  private volatile Map<ThingId, Member> members = Map.of();

  /// @param doors what any family may need of the steward
  Known(Supplier<List<Lane>> doors) {
    this.doors = doors;
  }

  /// Names who knows where things of a kind may have to go while they are brought in. Before the
  /// start.
  public void suggestBy(Function<Station, List<Lane>> lanes) {
    suggested = lanes;
  }

  /// Finds out which station is which device. Under the lock of [Enclosure].
  void recognise(List<Member> now, Inventory inventory, Instant at) {
    var byThing = new TreeMap<ThingId, Member>(Comparator.comparing(ThingId::value));
    for (Member one : now) one.thing().ifPresent(thing -> byThing.put(thing, one));
    members = byThing;
    var recognition = new Recognition(inventory, at);
    now.forEach(recognition::of);
    recognition.without(byThing.keySet());
  }

  /// What its family needs of the steward; of a station that is no thing yet what any family may
  /// need while it is brought in. The kernel opens and closes that, with the window.
  public List<Lane> own(Station station) {
    var member = station.thing().map(members::get);
    if (member.isPresent()) return member.get().knocks();
    if (station.standing() != Station.Standing.ENCLOSED) return List.of();
    return doors.get().stream().map(Lanes::forWindow).toList();
  }

  /// Where it may have to go while it is brought in.
  public List<Lane> suggested(Station station) {
    return suggested.apply(station).stream().map(Lanes::forWindow).distinct().toList();
  }

  /// All that a window opens for an enclosed station.
  List<Lane> inWindow(Station station) {
    return Stream.of(station.lanes(), suggested(station), own(station))
        .flatMap(List::stream)
        .filter(Lanes::isForWindow)
        .distinct()
        .toList();
  }

  /// What people call it, as it stands in a sentence.
  public String name(Station station) {
    return station
        .thing()
        .map(members::get)
        .map(Member::name)
        .filter(name -> !name.isEmpty())
        .map(name -> "“" + name + "”")
        .orElseGet(() -> station.called().isEmpty() ? station.id() : "“" + station.called() + "”");
  }
}

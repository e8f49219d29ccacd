package steward.loop;

import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import steward.activity.Memories;

/// Goes back to a moment of the past: the nearest state that was kept, and the inputs since.
/// Thread-safe; never on the house's own thread, since it reads the disk.
///
/// @param present what the house has now, for a past of which no state was kept
public record PastHouse(
    Journal journal,
    HouseState.States states,
    House.Expectations expectations,
    java.util.function.Supplier<HouseState> present) {

  /// A house as it was.
  ///
  /// @param exact whether a state or the whole journal since the beginning was there; otherwise
  ///   values that were not reported since are unknown in it
  /// @param semantics the meaning of inputs that its state was made with, see [House#SEMANTICS]
  public record Back(House house, boolean exact, int semantics) {}

  /// The house after this entry. Everything it gives out goes to `output`, also on the way.
  public Back after(long seq, House.Output output) {
    Optional<HouseState> state = states.before(seq);
    ZoneId zone = state.orElseGet(present).place().zone();
    var house = new House(expectations, zone, output);
    boolean whole = journal.first() <= 1;
    state.ifPresent(kept -> kept.into(house));
    if (state.isEmpty() && !whole) bare(present.get(), journal.first() - 1).into(house);
    long last = Math.min(seq, journal.last());
    if (house.seq() < last) journal.read(house.seq() + 1, last, entry -> replay(house, entry));
    int semantics = state.map(HouseState::semantics).orElse(House.SEMANTICS);
    return new Back(house, state.isPresent() || whole, semantics);
  }

  /// Gives an entry to a house that goes the same way again.
  private static void replay(House house, Entry entry) {
    if (!entry.isInput() || entry.seq() <= house.seq()) return;
    if (entry.seq() > house.seq() + 1) house.resume(entry.seq() - 1, house.mono(), house.at());
    house.take(entry.fact(), entry.subject(), entry.principal(), entry.at(), entry.mono());
  }

  /// The things and activities of a state, without anything that was reported or begun.
  private static HouseState bare(HouseState state, long seq) {
    return new HouseState(
        seq,
        java.time.Instant.EPOCH,
        0,
        HouseTime.NEW,
        House.SEMANTICS,
        state.things().stream()
            .map(one ->
                new steward.state.StateBoard.Picture(
                    one.thing(), steward.thing.Status.NEW, Map.of()))
            .toList(),
        state.activities(),
        Map.of(),
        Memories.NONE,
        java.util.List.of(),
        java.util.List.of(),
        java.util.List.of(),
        state.place(),
        state.groups());
  }

  /// The input that this entry is or that led to it.
  Optional<Entry> input(long seq) {
    var found = new AtomicReference<@Nullable Entry>();
    journal.read(
        Math.max(1, seq - 1_000),
        seq,
        entry -> {
          if (entry.isInput()) found.set(entry);
        });
    return Optional.ofNullable(found.get());
  }
}

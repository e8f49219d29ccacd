package steward.activity;

import java.util.List;
import java.util.Map;

/// What the engine remembers besides its runs and timers, as it is kept over a restart. Immutable.
///
/// @param beyond the crossings whose amount is beyond its limit, by name
/// @param memories the marks of each activity
/// @param queued the firings that wait for a run to be over
/// @param past the runs that can still be brought back by hand
public record Memories(
    List<String> beyond,
    Map<String, Kept.Memory> memories,
    Map<String, List<Kept.Firing>> queued,
    List<Past> past) {
  public static final Memories NONE = new Memories(List.of(), Map.of(), Map.of(), List.of());

  public Memories {
    beyond = List.copyOf(beyond);
    memories = Map.copyOf(memories);
    queued = Map.copyOf(queued);
    past = List.copyOf(past);
  }
}

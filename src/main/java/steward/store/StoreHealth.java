package steward.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// How a part of the store stands.
///
/// @param ok whether everything that should be on the disk is
/// @param sentence what is wrong and what that means; `keeps everything` when nothing is
/// @param since when this state began
/// @param counters by name, from the start of the process
/// @param notes what it met, oldest first
public record StoreHealth(
    boolean ok, String sentence, Instant since, Map<String, Long> counters, List<StoreNote> notes) {

  /// A counter by its name; 0 if there is none of that name.
  public long counter(String name) {
    return counters.getOrDefault(name, 0L);
  }
}

package steward.activity;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import steward.thing.ThingId;

/// Forms in which the engine's small memories are kept over a restart. Immutable.
public final class Kept {
  private Kept() {}

  /// What one activity remembers, by the number of the edge.
  ///
  /// @param marks when an edge came last, in the house's own time
  /// @param truth the edges whose condition held at the last look
  public record Memory(Map<Integer, Long> marks, Set<Integer> truth) {
    public Memory {
      marks = Map.copyOf(marks);
      truth = Set.copyOf(truth);
    }

    boolean isEmpty() {
      return marks.isEmpty() && truth.isEmpty();
    }
  }

  /// A firing that waits for the run before it.
  public record Firing(
      String because, Optional<ThingId> thing, String value, long cause, List<String> trail) {
    public Firing {
      trail = List.copyOf(trail);
    }
  }
}

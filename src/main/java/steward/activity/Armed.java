package steward.activity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import steward.thing.Selector;

/// An activity with what the engine remembers of it between events. Confined to the house loop.
final class Armed {
  static final long NEVER = Long.MIN_VALUE;

  final Activity activity;
  final Program program;
  final List<Trigger.Simple> leaves;

  /// When each edge came last, in the house's own time.
  final long[] marks;

  /// Whether the condition of each edge that comes true held at the last look.
  final boolean[] truth;

  /// Whether its rules over things must be worked out anew when things come or go.
  final boolean lives;

  /// When it fired last, and why it did not since.
  Standing standing = Standing.NEW;

  /// The runs of it that are not over, the oldest first.
  final List<Running> runs = new ArrayList<>(0);

  private final int[] firsts;
  private final int endings;

  Armed(Activity activity) {
    this.activity = activity;
    this.program = Program.of(activity);
    this.leaves = List.copyOf(activity.leaves());
    this.marks = new long[leaves.size()];
    this.truth = new boolean[leaves.size()];
    this.firsts = new int[leaves.size()];
    Arrays.fill(marks, NEVER);
    int at = 0;
    for (Trigger trigger : activity.when()) {
      int first = at;
      for (int i = 0; i < trigger.leaves().size(); i++) firsts[at++] = first;
    }
    this.endings = at;
    this.lives = isLive();
  }

  private boolean isLive() {
    return leaves.stream()
        .flatMap(leaf -> watched(leaf).stream())
        .anyMatch(things -> !things.isFixed());
  }

  private static List<Selector> watched(Trigger.Simple leaf) {
    return switch (leaf) {
      case Trigger.OfThings of -> List.of(of.things());
      case Trigger.Stands stands -> List.of(stands.things());
      case Trigger.ComesTrue(Condition condition, _) -> {
        var all = new ArrayList<Selector>();
        Conditions.needs(condition, (things, _) -> all.add(things));
        yield all;
      }
      case Trigger.OfClock _, Trigger.Starts _, Trigger.Heard _ -> List.of();
    };
  }

  /// Whether the edge ends a run instead of beginning one.
  boolean isEnding(int leaf) {
    return leaf >= endings;
  }

  /// The trigger of which the edge is a part, and the number of that trigger's first edge.
  Trigger triggerOf(int leaf) {
    int first = firsts[leaf];
    int at = 0;
    for (Trigger trigger : activity.when()) {
      if (at == first) return trigger;
      at += trigger.leaves().size();
    }
    throw new IllegalArgumentException("the edge " + leaf + " begins nothing");
  }

  int firstOf(int leaf) {
    return firsts[leaf];
  }

  Kept.Memory memory() {
    var kept = new HashMap<Integer, Long>();
    var held = new HashSet<Integer>();
    for (int i = 0; i < marks.length; i++) {
      if (marks[i] != NEVER) kept.put(i, marks[i]);
      if (truth[i]) held.add(i);
    }
    return new Kept.Memory(kept, held);
  }

  void remember(Kept.Memory memory) {
    memory
        .marks()
        .forEach((leaf, mono) -> {
          if (leaf < marks.length) marks[leaf] = mono;
        });
    for (int leaf : memory.truth()) if (leaf < truth.length) truth[leaf] = true;
  }
}

package steward.link;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import steward.driver.Effect;

/// The commands that a driver has taken and not sent yet, as it says itself. Confined to its link.
final class Pending {
  /// No driver keeps nearly as many; at the limit the oldest is forgotten here.
  static final int MAX = 512;

  private final Set<Long> waiting = new LinkedHashSet<>();

  boolean holds(long command) {
    return waiting.contains(command);
  }

  void take(Effect effect) {
    switch (effect) {
      case Effect.Waits(long command) -> add(command);
      case Effect.Goes(long command) -> waiting.remove(command);
      case Effect.Unsent(long command, _) -> waiting.remove(command);
      case Effect.Answered(long command, _, _) -> waiting.remove(command);
      case Effect.Send _,
          Effect.Wake _,
          Effect.Saw _,
          Effect.Stood _,
          Effect.Keep _,
          Effect.Remember _,
          Effect.Proved _,
          Effect.Close _,
          Effect.Learnt _,
          Effect.Dropped _ -> {}
    }
  }

  private void add(long command) {
    waiting.add(command);
    if (waiting.size() <= MAX) return;
    Iterator<Long> oldest = waiting.iterator();
    oldest.next();
    oldest.remove();
  }

  /// @return whether it was there
  boolean remove(long command) {
    return waiting.remove(command);
  }
}

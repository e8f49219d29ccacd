package steward.sim.fence;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// What is done to one thing for a time. Confined to one thread at a time.
final class SimTimed {
  private final Map<String, Instant> until = new HashMap<>();

  void begin(String verb, String id, Instant end) {
    until.put(verb + " " + id, end);
  }

  void end(String verb, String id) {
    until.remove(verb + " " + id);
  }

  void forget(Instant now) {
    until.values().removeIf(end -> !end.isAfter(now));
  }

  boolean is(String verb, String id) {
    return until.containsKey(verb + " " + id);
  }
}

package steward.drivers.owntracks;

import java.util.List;
import java.util.Optional;

/// What is known of a phone: no more than whether it is at home, and what speaks for its leaving.
/// Immutable.
///
/// @param newest the time of the newest fix, in seconds since 1970
/// @param presence `present`, `absent` or `unknown`; empty before the first word of it
/// @param leaving the time of the first fix that spoke for its leaving; 0 for none
/// @param learnt the zone as the phone itself describes it
record Whereabouts(long newest, Optional<String> presence, long leaving, List<Zone> learnt) {
  static final Whereabouts NOTHING = new Whereabouts(0, Optional.empty(), 0, List.of());

  /// Fixes that agree on a leaving count as two only when they are this far apart, in seconds: one
  /// wrong fix makes a location and a transition at once.
  static final long APART = 30;

  Whereabouts {
    learnt = List.copyOf(learnt);
  }

  Whereabouts at(long time) {
    return new Whereabouts(Math.max(newest, time), presence, leaving, learnt);
  }

  Whereabouts is(String word) {
    return new Whereabouts(newest, Optional.of(word), 0, learnt);
  }

  Whereabouts leaves(long time) {
    return new Whereabouts(newest, presence, time, learnt);
  }

  Whereabouts learns(Zone zone) {
    return new Whereabouts(newest, presence, leaving, List.of(zone));
  }

  boolean isAbsent() {
    return presence.filter("absent"::equals).isPresent();
  }
}

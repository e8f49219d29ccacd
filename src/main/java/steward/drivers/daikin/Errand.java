package steward.drivers.daikin;

import java.time.Instant;
import steward.thing.Action;

/// A command on its way to the adapter.
///
/// @param gone it was handed over, or may have been
record Errand(long command, Action action, Instant since, boolean gone) {

  Errand handedOver() {
    return new Errand(command, action, since, true);
  }
}

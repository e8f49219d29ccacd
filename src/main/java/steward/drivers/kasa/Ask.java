package steward.drivers.kasa;

import java.time.Instant;
import steward.thing.Action;
import steward.thing.Udn;

/// What is asked of a device. It bears one question at a time.
sealed interface Ask {

  /// What it is and how it stands.
  record Look() implements Ask {}

  /// Its meter.
  ///
  /// @param part the outlet; empty for the device itself
  record Meter(String part) implements Ask {}

  /// To do something.
  ///
  /// @param until it is not sent later than this
  /// @param gone it was sent at least once
  record Do(long command, Udn thing, Action action, Instant until, boolean gone) implements Ask {
    Do sent() {
      return new Do(command, thing, action, until, true);
    }
  }
}

package steward.drivers.broadlink;

import java.time.Instant;
import steward.thing.Action;
import steward.thing.Udn;

/// What is asked of a device, one at a time.
sealed interface Request {

  /// What is asked without a command, by the device's own state.
  enum Ask implements Request {
    /// Whether it is there, for devices that tell nothing else.
    PRESENCE,
    FIRMWARE,
    SENSORS,
    STATE,
    METER,
    FETCH,
    FOUND,
    PACKET,
    CANCEL;

    /// Whether it belongs to the learning of a code, and is worth nothing without it.
    boolean isOfLesson() {
      return this == FETCH || this == FOUND || this == PACKET || this == CANCEL;
    }

    /// Whether it is asked again and again.
    boolean isPoll() {
      return this == PRESENCE || this == SENSORS || this == STATE || this == METER;
    }
  }

  /// A command of the house, and since when it is wanted.
  sealed interface Order extends Request {
    long command();

    Instant since();
  }

  /// Switches a plug or its light.
  record Put(long command, Udn thing, Action action, Instant since) implements Order {}

  /// Sends a code.
  ///
  /// @param repeatable sending it twice does no harm, so it may go out again while no answer came
  record Emit(long command, CodeName name, boolean repeatable, Instant since) implements Order {}

  /// Begins to learn a code.
  record Learn(long command, CodeName name, boolean radio, Instant since) implements Order {}
}

package steward.loop;

import java.time.Duration;
import java.time.Instant;

/// Whether the house knows what time it is. Immutable.
///
/// A machine without a battery for its clock starts in the past, until the network, a person or the
/// code of somebody who signs in says what time it is. So a clock is not believed that, when the
/// steward starts, is earlier than this program or than what the journal has seen already.
///
/// @param latest the newest moment that was believed
public record HouseTime(boolean isKnown, Instant latest) {
  /// A clock before this was never set: this program is younger.
  public static final Instant EARLIEST = Instant.parse("2026-01-01T00:00:00Z");

  /// So much a clock may go wrong while the steward is off, and still be believed.
  static final Duration SETBACK_MAX = Duration.ofMinutes(2);

  static final HouseTime NEW = new HouseTime(true, Instant.EPOCH);

  /// An input came at this moment.
  HouseTime at(Instant wall) {
    return isKnown && wall.isAfter(latest) ? new HouseTime(true, wall) : this;
  }

  HouseTime started(Instant wall) {
    return isPlausible(wall) ? new HouseTime(true, wall) : new HouseTime(false, latest);
  }

  /// The clock was set to this. Whoever sets one that was believed corrects it, also to an earlier
  /// time.
  HouseTime moved(Instant wall) {
    boolean isBelieved = isKnown ? !wall.isBefore(EARLIEST) : isPlausible(wall);
    return isBelieved ? new HouseTime(true, wall) : new HouseTime(false, latest);
  }

  /// Somebody whose clock is right says that this one is, too.
  HouseTime proven(Instant wall) {
    return wall.isBefore(EARLIEST) ? this : new HouseTime(true, wall);
  }

  private boolean isPlausible(Instant wall) {
    return !wall.isBefore(EARLIEST) && !wall.isBefore(latest.minus(SETBACK_MAX));
  }
}

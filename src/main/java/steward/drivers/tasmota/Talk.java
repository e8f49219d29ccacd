package steward.drivers.tasmota;

import java.util.List;
import java.util.Set;
import steward.thing.Property;
import steward.thing.Udn;

/// How the conversation with a device stands. Immutable.
///
/// @param standing what is known of its being there
/// @param live it said something since the link opened that was not retained
/// @param asked its values were asked for since it came
/// @param checking a wake-up is due that asks again for what was commanded
/// @param base which of its topics it was heard on
/// @param level the brightness that its coloured light last reported, in percent
/// @param open commands that nothing was heard of yet, oldest first
/// @param known names in its documents that were looked at and are nothing to learn
record Talk(
    Plan plan,
    Standing standing,
    boolean live,
    boolean asked,
    boolean checking,
    int base,
    double level,
    List<Open> open,
    Set<String> known) {

  /// More open commands than this are not watched; the oldest are let go.
  static final int OPEN_MAX = 8;

  /// More names than this are not looked at.
  static final int KNOWN_MAX = 64;

  /// A command whose effect was not reported yet.
  record Open(long command, Udn thing, Property property, String name) {}

  /// Whether the device is there.
  enum Standing {
    /// Nothing was heard yet.
    UNKNOWN,
    /// Its will, or its own voice, says that it is there.
    ONLINE,
    /// Its will says that it is gone.
    OFFLINE,
    /// It is gone for a while of its own accord: a deep sleeper.
    ASLEEP
  }

  static Talk with(Plan plan) {
    return new Talk(plan, Standing.UNKNOWN, false, false, false, 0, 0, List.of(), Set.of());
  }
}

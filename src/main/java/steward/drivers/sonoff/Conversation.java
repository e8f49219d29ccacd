package steward.drivers.sonoff;

import java.util.Map;
import steward.driver.Pace;
import steward.driver.Turns;
import steward.thing.Udn;

/// Where a conversation stands. Immutable.
///
/// @param turns it bears one connection at a time
/// @param serial of the next request, so that a late answer is not taken for another
/// @param heard the last announcement, to tell its repetitions by
/// @param on what each part last said
/// @param last the settings of a lamp
/// @param pressed when each remote was pressed, in the device's words
/// @param isOpen whether an announcement was read since the link opened
/// @param readable whether anything could be decrypted since then
/// @param wished whether what it does when power returns was asked for since then
/// @param stood the last sentence about it, with its state
record Conversation(
    Binds.Mode mode,
    Shape shape,
    String firmware,
    Turns<Ask> turns,
    Pace pace,
    long serial,
    String heard,
    Map<Udn, Boolean> on,
    Commands.Last last,
    Map<Integer, String> pressed,
    boolean isOpen,
    boolean readable,
    boolean wished,
    String stood) {
  Conversation {
    on = Map.copyOf(on);
    pressed = Map.copyOf(pressed);
  }

  static Conversation start(Binds binds, Shape shape, String firmware) {
    return new Conversation(
        binds.mode(),
        shape,
        firmware,
        Turns.none(),
        Pace.of(SonoffDriver.RHYTHM),
        1,
        "",
        Map.of(),
        Commands.Last.UNKNOWN,
        Map.of(),
        false,
        false,
        false,
        "");
  }
}

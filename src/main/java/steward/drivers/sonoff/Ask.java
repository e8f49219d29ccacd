package steward.drivers.sonoff;

/// A request to the device, waiting or on its way.
///
/// @param command the last word of its path
/// @param data the object of its `data`, as text
/// @param wanted the command of the house that it is for; 0 for none
/// @param blind nothing will show whether it worked: it counts as sent once it was answered
/// @param tries how often the connection was reset so far
record Ask(String command, String data, long wanted, boolean blind, int tries) {
  /// The state of a device in DIY mode.
  static final String INFO = "info";

  /// The same in LAN mode, where few answer with it.
  static final String STATE = "getState";

  static Ask of(Commands.Order order) {
    return new Ask(order.command(), order.data(), 0, false, 0);
  }

  static Ask of(Commands.Order order, long wanted, boolean blind) {
    return new Ask(order.command(), order.data(), wanted, blind, 0);
  }

  boolean isPoll() {
    return command.equals(INFO) || command.equals(STATE);
  }

  /// Whether it may be made again after a reset. A radio signal that toggles would undo itself.
  boolean isRepeatable() {
    return !command.equals("transmit");
  }

  Ask again() {
    return new Ask(command, data, wanted, blind, tries + 1);
  }
}

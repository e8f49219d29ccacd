package steward.drivers.tasmota;

/// One command of the device: its name, which is the last level of the topic, and its argument.
record Command(String name, String argument) {
  Command(String name, long argument) {
    this(name, Long.toString(argument));
  }

  static final Command STATE = new Command("STATE", "");
  static final Command SENSORS = new Command("STATUS", "10");
  static final Command EVERYTHING = new Command("STATUS", "0");
}

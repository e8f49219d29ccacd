package steward.sim;

/// A roller blind behind Zigbee2MQTT that knows its position and says “open” as soon as it is not
/// closed. Confined to the house's context.
final class SimCover extends ZigbeeDevice {
  private static final double PERCENT_A_BEAT = 15;

  private double position;
  private double target;

  SimCover(String id, String name, Room room) {
    super(id, name, room);
    model("Simulated", "Roller blind");
    announces(
        "cover",
        "cover",
        "\"command_topic\":\"@/set\",\"name\":null,\"position_template\":\"{{ value_json[\\\"position\\\"] }}\",\"position_topic\":\"@\","
            + "\"set_position_template\":\"{ \\\"position\\\": {{ position }} }\",\"set_position_topic\":\"@/set\",\"state_closed\":\"CLOSE\","
            + "\"state_open\":\"OPEN\",\"state_stopped\":\"STOP\",\"state_topic\":\"@\",\"value_template\":\"{{ value_json[\\\"state\\\"] }}\"");
    battery();
    state(() ->
        "\"battery\":64,\"position\":"
            + Math.round(position)
            + ",\"state\":\""
            + (position < 0.5 ? "CLOSE" : "OPEN")
            + "\"");
    keeping();
    room.shade = 0.1;
  }

  @Override
  void obey(String property, String command) {
    String number = command.startsWith("{") ? member(command, "position") : "";
    if (number.matches("\\d{1,3}(\\.\\d+)?")) target = Math.min(100, Double.parseDouble(number));
    else if (command.contains("OPEN")) target = 100;
    else if (command.contains("CLOSE")) target = 0;
    else if (command.contains("STOP")) target = position;
    report();
  }

  @Override
  void beat(double minutes) {
    position += Math.clamp(target - position, -PERCENT_A_BEAT, PERCENT_A_BEAT);
    room.shade = 0.05 + 0.95 * position / 100;
    super.beat(minutes);
  }

  @Override
  public void press() {
    target = position > 50 ? 0 : 100;
  }
}

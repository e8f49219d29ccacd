package steward.sim;

/// A white bulb behind Zigbee2MQTT with brightness and warmth. Confined to the house's context.
final class SimBulb extends ZigbeeDevice implements Room.Lamp {
  private static final double LUX = 90;
  private static final int FULL = 254;

  private boolean on;
  private int brightness = FULL;
  private int warmth = 370;

  SimBulb(String id, String name, Room room) {
    super(id, name, room);
    model("Simulated", "White bulb");
    announces(
        "light",
        "light",
        "\"brightness\":true,\"brightness_scale\":254,\"command_topic\":\"@/set\",\"effect\":true,\"effect_list\":[\"blink\",\"okay\"],"
            + "\"max_mireds\":454,\"min_mireds\":250,\"name\":null,\"schema\":\"json\",\"state_topic\":\"@\",\"supported_color_modes\":[\"color_temp\"]");
    state(() ->
        "\"brightness\":"
            + brightness
            + ",\"color_mode\":\"color_temp\",\"color_temp\":"
            + warmth
            + ",\"state\":\""
            + (on ? "ON" : "OFF")
            + "\"");
    room.lamps.add(this);
  }

  @Override
  void obey(String property, String command) {
    String state = member(command, "state");
    if (state.equals("TOGGLE")) on = !on;
    else if (!state.isEmpty()) on = state.equals("ON");
    brightness = number(command, "brightness", brightness, FULL);
    warmth = Math.clamp(number(command, "color_temp", warmth, 1000), 250, 454);
    report();
  }

  private static int number(String command, String name, int otherwise, int max) {
    String text = member(command, name);
    return text.matches("\\d{1,5}") ? Math.min(max, Integer.parseInt(text)) : otherwise;
  }

  @Override
  public double lux() {
    return on ? LUX * brightness / FULL : 0;
  }

  @Override
  public boolean isOn() {
    return on;
  }

  @Override
  public void byHand(boolean nowOn) {
    on = nowOn;
    report();
  }

  @Override
  public void press() {
    byHand(!on);
  }
}

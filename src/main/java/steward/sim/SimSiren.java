package steward.sim;

/// A siren behind Zigbee2MQTT: it sounds for as long as it is told, and tells nobody that it does.
/// Confined to the house's context.
final class SimSiren extends ZigbeeDevice {
  private static final long LONGEST_S = 60;

  private boolean on;
  private int times;

  SimSiren(String id, String name, Room room) {
    super(id, name, room);
    model("Simulated", "Siren");
    announces(
        "siren",
        "siren",
        "\"available_tones\":[\"burglar\",\"fire\",\"emergency\"],\"command_off_template\":\"{\\\"warning\\\": {\\\"mode\\\": \\\"stop\\\"}}\","
            + "\"command_template\":\"{\\\"warning\\\": {\\\"mode\\\": \\\"{{ tone | default('emergency') }}\\\", \\\"level\\\":"
            + " \\\"{% if volume_level is defined %}{% if volume_level | float <= 0.5 %}low{% else %}high{% endif %}{% else %}medium{% endif %}\\\","
            + " \\\"duration\\\": {{ duration | default(10) }}}}\",\"command_topic\":\"@/set\",\"name\":null,\"optimistic\":true,"
            + "\"support_duration\":true,\"support_volume_set\":true");
    battery();
    state(() -> "\"battery\":91");
  }

  boolean isOn() {
    return on;
  }

  @Override
  void obey(String property, String command) {
    String mode = member(command.replaceFirst("^\\{\"warning\"\\s*:\\s*", ""), "mode");
    if (mode.isEmpty()) return;
    on = !mode.equals("stop");
    int time = ++times;
    String seconds = member(command, "duration").replaceAll("[^0-9]", "");
    long duration = seconds.isEmpty() || seconds.length() > 4 ? LONGEST_S : Long.parseLong(seconds);
    after(
        Math.min(LONGEST_S, duration) * 1000,
        () -> {
          if (time == times) on = false;
        });
  }

  @Override
  public void press() {
    on = false;
  }
}

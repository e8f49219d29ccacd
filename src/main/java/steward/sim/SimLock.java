package steward.sim;

/// A motor lock on a door, behind Zigbee2MQTT: it takes a while to turn, and does not lock while
/// the door stands open. Confined to the house's context.
final class SimLock extends ZigbeeDevice {
  private static final long TURN_MS = 1_500;

  private final Room.Opening door;
  private boolean locked = true;
  private boolean turning;
  private boolean jammed;
  private double battery = 87;

  SimLock(String id, String name, Room room, Room.Opening door) {
    super(id, name, room);
    this.door = door;
    model("Simulated", "Motor lock");
    announces(
        "lock",
        "lock",
        "\"command_topic\":\"@/set\",\"name\":null,\"state_jammed\":\"not_fully_locked\",\"state_locked\":\"LOCK\","
            + "\"state_topic\":\"@\",\"state_unlocked\":\"UNLOCK\",\"value_template\":\"{% if value_json[\\\"lock_state\\\"] =="
            + " 'not_fully_locked' %}not_fully_locked{% else %}{{ value_json[\\\"state\\\"] }}{% endif %}\"");
    announces(
        "switch",
        "auto_lock",
        "\"command_topic\":\"@/set\",\"entity_category\":\"config\",\"name\":\"Auto lock\",\"payload_off\":\"{\\\"auto_relock\\\":false}\","
            + "\"payload_on\":\"{\\\"auto_relock\\\":true}\",\"state_topic\":\"@\",\"value_template\":\"{{ value_json.auto_relock }}\"");
    battery();
    state(() ->
        "\"battery\":"
            + Math.round(battery)
            + ",\"lock_state\":\""
            + (jammed ? "not_fully_locked" : locked ? "locked" : "unlocked")
            + "\",\"state\":\""
            + (locked ? "LOCK" : "UNLOCK")
            + "\"");
    keeping();
  }

  boolean isLocked() {
    return locked && !jammed;
  }

  @Override
  void obey(String property, String command) {
    String wanted = property.equals("state") ? command : member(command, "state");
    String bare = wanted.isEmpty() ? command : wanted;
    if (bare.equals("LOCK")) turn(true);
    else if (bare.equals("UNLOCK")) turn(false);
  }

  /// Someone turns it by key.
  void byHand(boolean lock) {
    turn(lock);
  }

  private void turn(boolean lock) {
    battery = Math.max(5, battery - 0.05);
    turning = lock;
    after(
        TURN_MS,
        () -> {
          if (turning != lock) return; // turned the other way meanwhile
          jammed = lock && door.open;
          locked = lock;
          report();
        });
  }

  @Override
  public void press() {
    byHand(!isLocked());
  }
}

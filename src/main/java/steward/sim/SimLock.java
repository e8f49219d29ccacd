package steward.sim;

/// A motor lock on a door: it takes a while to turn, and jams when the door stands open. Confined
/// to the house's context.
final class SimLock extends PlainGadget {
  private static final long TURN_MS = 1_500;

  private final Room.Opening door;
  private String state = "LOCKED";
  private double battery = 0.87;

  SimLock(String id, String name, Room room, Room.Opening door) {
    super(id, name, room, "motive/plain/lock");
    this.door = door;
    sheet("model", "Motor lock");
    observes(
        "lock",
        "/lock LOCKED=locked UNLOCKED=unlocked LOCKING=locking UNLOCKING=unlocking JAMMED=jammed");
    observes("batteryLevel", "/battery *100");
    performs("lock", "{\"state\":\"LOCK\"}");
    performs("unlock", "{\"state\":\"UNLOCK\"}");
    state(() -> "{\"lock\":\"" + state + "\",\"battery\":" + Json.number(battery, 2) + "}");
    keeping();
  }

  boolean isLocked() {
    return state.equals("LOCKED");
  }

  @Override
  void obey(String command) {
    if (command.contains("\"UNLOCK\"")) turn("UNLOCKING", "UNLOCKED");
    else if (command.contains("\"LOCK\"")) turn("LOCKING", "LOCKED");
  }

  /// Someone turns it by key.
  void byHand(boolean lock) {
    turn(lock ? "LOCKING" : "UNLOCKING", lock ? "LOCKED" : "UNLOCKED");
  }

  private void turn(String meanwhile, String then) {
    battery = Math.max(0.05, battery - 0.0005);
    state = meanwhile;
    report();
    after(
        TURN_MS,
        () -> {
          if (!state.equals(meanwhile)) return; // turned the other way meanwhile
          state = then.equals("LOCKED") && door.open ? "JAMMED" : then;
          report();
        });
  }

  @Override
  public void press() {
    byHand(!isLocked());
  }
}

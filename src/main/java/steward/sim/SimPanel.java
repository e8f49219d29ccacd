package steward.sim;

/// A home-made alarm panel: it says whether the alarm goes off. Confined to the house's context.
final class SimPanel extends PlainGadget {
  private boolean sounds;

  SimPanel(String id, String name, Room room) {
    super(id, name, room, "alarm/plain/panel");
    sheet("model", "Alarm panel");
    observes("alert", "/alert true=on false=off");
    state(() -> "{\"alert\":" + sounds + "}");
    keeping();
  }

  /// Somebody sets it off, or has it stop.
  @Override
  public void press() {
    sounds = !sounds;
    report();
  }
}

package steward.sim;

/// A push button that tells each press once. Confined to the house's context.
final class SimButton extends PlainGadget {
  SimButton(String id, String name, Room room) {
    super(id, name, room, "sensor/plain/button");
    sheet("model", "Push button");
    sheet("observe.button", base + "/action");
    observes("batteryLevel", "/battery");
    state(() -> "{\"battery\":91}");
  }

  @Override
  public void press() {
    say("action", "single", false);
  }
}

package steward.sim;

/// A roller blind that knows its position. Confined to the house's context.
final class SimCover extends PlainGadget {
  private static final double PERCENT_A_BEAT = 15;

  private double position;
  private double target;

  SimCover(String id, String name, Room room) {
    super(id, name, room, "motive/plain/cover");
    sheet("model", "Roller blind");
    observes("position", "/position");
    observes("cover", "/state");
    performs("open", "100");
    performs("close", "0");
    performs("stop", "stop");
    performs("position", "%");
    state(() -> "{\"position\":" + Math.round(position) + ",\"state\":\"" + word() + "\"}");
    keeping();
    room.shade = 0.1;
  }

  private String word() {
    if (target > position) return "opening";
    if (target < position) return "closing";
    if (position == 0) return "closed";
    return position == 100 ? "opened" : "stopped";
  }

  @Override
  void obey(String command) {
    if (command.equals("stop")) target = position;
    else if (command.matches("\\d{1,3}")) target = Math.min(100, Integer.parseInt(command));
    report();
  }

  @Override
  public void beat(double minutes) {
    position += Math.clamp(target - position, -PERCENT_A_BEAT, PERCENT_A_BEAT);
    room.shade = 0.05 + 0.95 * position / 100;
    super.beat(minutes);
  }

  @Override
  public void press() {
    target = position > 50 ? 0 : 100;
  }
}

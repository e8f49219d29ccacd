package steward.sim;

/// A siren: it sounds until it is switched off, or until nobody can stand it any more. Confined to
/// the house's context.
final class SimSiren extends PlainGadget {
  private static final long LONGEST_MS = 60_000;

  private boolean on;
  private int times;

  SimSiren(String id, String name, Room room) {
    super(id, name, room, "indicator/plain/1bit");
    sheet("model", "Siren");
    observes("alert", "/alert");
    performs("turn", "{\"alert\":\"%\"}");
    state(() -> "{\"alert\":\"" + (on ? "on" : "off") + "\"}");
  }

  boolean isOn() {
    return on;
  }

  @Override
  void obey(String command) {
    on = command.contains("\"on\"");
    int time = ++times;
    report();
    after(
        LONGEST_MS,
        () -> {
          if (time != times || !on) return;
          on = false;
          report();
        });
  }

  @Override
  public void press() {
    on = false;
    report();
  }
}

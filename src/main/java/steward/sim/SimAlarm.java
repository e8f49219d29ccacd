package steward.sim;

import java.util.function.BooleanSupplier;

/// A detector of one danger, with a test button. Confined to the house's context.
final class SimAlarm extends PlainGadget {
  private static final long TEST_MS = 5_000;

  private boolean testing;

  /// @param property `smoke` or `water`
  SimAlarm(String id, String name, Room room, String property, BooleanSupplier danger) {
    super(id, name, room, "sensor/plain/" + property);
    sheet("model", "Detector");
    observes(property, "/" + property + " true=detected false=absent");
    observes("batteryLevel", "/battery");
    state(() -> "{\"" + property + "\":" + (testing || danger.getAsBoolean()) + ",\"battery\":96}");
    keeping();
  }

  @Override
  public void press() {
    testing = true;
    report();
    after(
        TEST_MS,
        () -> {
          testing = false;
          report();
        });
  }
}

package steward.sim;

import java.util.function.BooleanSupplier;

/// A detector of one danger, behind Zigbee2MQTT, with a test button. Confined to the house's
/// context.
final class SimAlarm extends ZigbeeDevice {
  private static final long TEST_MS = 5_000;

  private boolean testing;

  /// @param property `smoke` or `water_leak`
  SimAlarm(String id, String name, Room room, String property, BooleanSupplier danger) {
    super(id, name, room);
    model("Simulated", property.equals("smoke") ? "Smoke alarm" : "Water leak detector");
    announces(
        "binary_sensor",
        property,
        "\"device_class\":\""
            + (property.equals("smoke") ? "smoke" : "moisture")
            + "\",\"payload_off\":false,\"payload_on\":true,\"state_topic\":\"@\",\"value_template\":\"{{ value_json[\\\""
            + property
            + "\\\"] }}\"");
    announces(
        "binary_sensor",
        "tamper",
        "\"device_class\":\"tamper\",\"entity_category\":\"diagnostic\",\"payload_off\":false,\"payload_on\":true,"
            + "\"state_topic\":\"@\",\"value_template\":\"{{ value_json[\\\"tamper\\\"] }}\"");
    battery();
    state(() ->
        "\"battery\":96,\""
            + property
            + "\":"
            + (testing || danger.getAsBoolean())
            + ",\"tamper\":false");
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

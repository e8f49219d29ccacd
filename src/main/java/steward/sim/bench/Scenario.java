package steward.sim.bench;

import java.util.Locale;

/// The house that is measured: things that only report and listen, and as many rules: thing k on,
/// then thing k+37 on.
record Scenario(int things) {
  static final Scenario USUAL = new Scenario(100);
  private static final int SHIFT = 37;
  private static final String TELEMETRY =
      "{\"Time\":\"2026-01-01T00:00:00\",\"ENERGY\":{\"TotalStartTime\":\"2025-01-01T00:00:00\",\"Total\":12.345,"
          + "\"Yesterday\":0.321,\"Today\":0.123,\"Period\":1,\"Power\":"
          + Message.NUMBER
          + ",\"Factor\":0.95,\"Voltage\":230,\"Current\":0.123}}";

  Scenario {
    if (things < 2) throw new IllegalArgumentException("a scenario needs 2 things, not " + things);
  }

  String thing(int k) {
    return String.format(Locale.ROOT, "dev%04d", k);
  }

  /// The thing that the rule of thing k turns on.
  int target(int k) {
    return (k + SHIFT) % things;
  }

  String reports(int k) {
    return "stat/" + thing(k) + "/RESULT";
  }

  String telemetry(int k) {
    return "tele/" + thing(k) + "/SENSOR";
  }

  String command(int k) {
    return "cmnd/" + thing(k) + "/POWER";
  }

  Message switched(int k, boolean on) {
    return new Message(reports(k), on ? "{\"POWER\":\"ON\"}" : "{\"POWER\":\"OFF\"}");
  }

  Message measured(int k) {
    return new Message(telemetry(k), TELEMETRY);
  }

  /// The command itself, sent by thing k without any hub between.
  Message commanded(int k) {
    return new Message(command(target(k)), "ON");
  }
}

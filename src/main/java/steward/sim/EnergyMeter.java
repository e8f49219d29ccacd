package steward.sim;

/// What a metered device has counted. Confined to the house's context.
final class EnergyMeter {
  private double total;
  private double today;
  private double yesterday;
  private double period;
  private long day = -1;
  private double watts;
  private double toldWatts;

  EnergyMeter(double total) {
    this.total = total;
  }

  double watts() {
    return watts;
  }

  /// Whether the power differs much from what was told last.
  boolean hasJumped() {
    return Math.abs(watts - toldWatts) > 8 + 0.2 * Math.max(watts, toldWatts);
  }

  void told() {
    toldWatts = watts;
  }

  void pass(double minutes, double nowWatts, long nowDay) {
    watts = nowWatts;
    if (day >= 0 && nowDay != day) {
      yesterday = today;
      today = 0;
    }
    day = nowDay;
    double hours = minutes / 60;
    total += watts * hours / 1000;
    today += watts * hours / 1000;
    period += watts * hours;
  }

  /// The object as the firmware writes it, odd spaces included; `phases` for a meter on three
  /// lines.
  String json(double volts, boolean phases) {
    double factor = watts < 0.5 ? 0 : Math.min(1, 0.62 + watts / 3000);
    double apparent = factor == 0 ? 0 : watts / factor;
    double reactive = Math.sqrt(Math.max(0, apparent * apparent - watts * watts));
    String json =
        "{\"TotalStartTime\":\"2025-12-23T17:02:03\",\"Total\":"
            + Json.number(total, 3)
            + ",\"Yesterday\":"
            + Json.number(yesterday, 3)
            + ",\"Today\":"
            + Json.number(today, 3)
            + ",\"Period\":"
            + Math.round(period);
    period = 0;
    if (phases) return json + threePhases(volts) + "}";
    return json
        + ",\"Power\": "
        + Json.number(watts, 0)
        + ",\"ApparentPower\": "
        + Json.number(apparent, 0)
        + ",\"ReactivePower\": "
        + Json.number(reactive, 0)
        + ",\"Factor\":"
        + Json.number(factor, 2)
        + ",\"Voltage\":"
        + Json.number(volts, 0)
        + ",\"Current\":"
        + Json.number(volts == 0 ? 0 : apparent / volts, 3)
        + "}";
  }

  private String threePhases(double volts) {
    double[] shares = {0.5, 0.3, 0.2};
    var power = new StringBuilder();
    var current = new StringBuilder();
    var voltage = new StringBuilder();
    for (int i = 0; i < shares.length; i++) {
      String comma = i == 0 ? "" : ",";
      power.append(comma).append(Json.number(watts * shares[i], 1));
      current.append(comma).append(Json.number(watts * shares[i] / volts, 3));
      voltage.append(comma).append(Json.number(volts + i, 0));
    }
    return ",\"Power\":[" + power + "],\"Voltage\":[" + voltage + "],\"Current\":[" + current + "]";
  }
}

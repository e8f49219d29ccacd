package steward.sim.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/// What one load of a known rate showed. Times in milliseconds, from when a trigger was due to its
/// command.
///
/// @param rate messages a second that were due; `achieved` were sent
/// @param lostShare commands that did not come within 10 s, of all triggers
/// @param cpuMillis processor time of the broker or steward for each automation, with the messages
///   that come with it
/// @param lag how late the load generator itself was, 99th percentile
record LoadFigures(
    double rate,
    double achieved,
    double automations,
    Latency all,
    Latency undisturbed,
    double undisturbedShare,
    double lostShare,
    long unexpected,
    long notSent,
    double cpuMillis,
    double residentMb,
    double lag,
    Noise noise) {
  private static final double LOST_MAX = 0.001;
  private static final double P99_MAX = 50;
  private static final double ACHIEVED_MIN = 0.98;
  private static final double UNDISTURBED_MIN = 0.2;

  /// Quantiles of a latency.
  record Latency(double p50, double p99, double max) {
    static Latency of(Samples samples) {
      return new Latency(samples.millis(0.5), samples.millis(0.99), samples.millis(1));
    }
  }

  /// The fair one to judge by: undisturbed where enough was.
  Latency fair() {
    return undisturbedShare >= UNDISTURBED_MIN ? undisturbed : all;
  }

  boolean isKept() {
    return lostShare < LOST_MAX && fair().p99 < P99_MAX && achieved >= ACHIEVED_MIN * rate;
  }

  Map<String, Object> json() {
    var json = new LinkedHashMap<String, Object>();
    json.put("rate", rate);
    json.put("achieved", achieved);
    json.put("automationsPerSecond", automations);
    json.put("ms", all);
    json.put("undisturbedMs", undisturbed);
    json.put("undisturbedShare", undisturbedShare);
    json.put("lostShare", lostShare);
    json.put("unexpected", unexpected);
    json.put("notSent", notSent);
    json.put("cpuMsPerAutomation", cpuMillis);
    json.put("residentMiBMax", residentMb);
    json.put("lagP99Ms", lag);
    json.put("noise", noise);
    return json;
  }
}

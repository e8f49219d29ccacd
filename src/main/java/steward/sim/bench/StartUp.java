package steward.sim.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// From the creation of the process to the arrival of the first automation's command, in the house
/// of 100 things.
record StartUp(Rig rig) {
  private static final long SWITCH_NANOS = 10_000_000;
  private static final long DIAL_NANOS = 5_000_000;

  /// One start: seconds until the broker took all devices and until the first command, and
  /// processor seconds used.
  record Start(double brokerSeconds, double firstSeconds, double cpuSeconds, Noise noise) {}

  void measure() throws IOException {
    rig.report().section("Start-up");
    JavaCommand java = rig.options().java();
    var rows = new ArrayList<List<String>>();
    if (java.cache().isPresent()) {
      Start start = several("with the start-up cache", java, Optional.empty(), rows);
      rig.report()
          .budget(
              "process start to first automation, with the start-up cache",
              "1.0 s, aim 0.8 s",
              Report.number(start.firstSeconds, 2) + " s",
              start.noise.toString());
    } else {
      rig.report()
          .line(
              "There is no start-up cache (`./steward aot` says why), so that row is left out.\n");
    }
    Start start = several("without it", java.withoutCache(), Optional.empty(), rows);
    rig.report()
        .budget(
            "process start to first automation, without a cache",
            "2.0 s",
            Report.number(start.firstSeconds, 2) + " s",
            start.noise.toString());
    rig.report().table(HEAD, rows);
  }

  static final List<String> HEAD =
      List.of(
          "start",
          "first automation s (median; all)",
          "all devices connected s",
          "processor s",
          "noise");

  /// The median of several starts, which also becomes a row.
  Start several(String name, JavaCommand java, Optional<Quota> quota, List<List<String>> rows)
      throws IOException {
    rig.home(Scenario.USUAL);
    var starts = new ArrayList<Start>();
    for (int i = 0; i < rig.options().starts(); i++) {
      starts.add(once(java, quota));
      Rig.say(
          "start "
              + name
              + ": "
              + Report.number(starts.getLast().firstSeconds, 2)
              + " s, "
              + starts.getLast().noise);
    }
    String all =
        String.join(", ", starts.stream().map(one -> Report.number(one.firstSeconds, 2)).toList());
    starts.sort(Comparator.comparingDouble(Start::firstSeconds));
    Start median = starts.get(starts.size() / 2);
    rows.add(
        List.of(
            name,
            Report.number(median.firstSeconds, 2) + " (" + all + ")",
            Report.number(median.brokerSeconds, 2),
            Report.number(median.cpuSeconds, 2),
            median.noise.toString()));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("median", median);
    json.put("all", starts);
    rig.report().put("start " + name, json);
    return median;
  }

  private Start once(JavaCommand java, Optional<Quota> quota) throws IOException {
    Rig.rest();
    var before = Noise.Mark.now(rig.processes());
    try (var steward =
            StewardProcess.start(rig.processes(), java, rig.home(Scenario.USUAL), quota);
        var fleet = connect(steward)) {
      double broker = (System.nanoTime() - steward.bornNanos) / 1e9;
      switchUntilFirst(fleet, steward);
      double cpu = Machine.cpuSeconds(steward.pid());
      Noise noise = before.until(Noise.Mark.now(rig.processes()));
      return new Start(broker, (fleet.firstCommand() - steward.bornNanos) / 1e9, cpu, noise);
    }
  }

  private static Fleet connect(StewardProcess steward) throws IOException {
    while (true) {
      try {
        return new Fleet(Scenario.USUAL, steward.mqtt, "start");
      } catch (IOException e) {
        steward.check();
        LockSupport.parkNanos(DIAL_NANOS);
      }
    }
  }

  private static void switchUntilFirst(Fleet fleet, StewardProcess steward) {
    var on = Scenario.USUAL.switched(0, true);
    var off = Scenario.USUAL.switched(0, false);
    for (long i = 0; fleet.firstCommand() == 0; i++) {
      steward.check();
      fleet.device(0).send((i % 2 == 0 ? off : on).numbered(i));
      LockSupport.parkNanos(SWITCH_NANOS);
    }
  }
}

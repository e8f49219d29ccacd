package steward.sim.bench;

import java.io.IOException;
import java.util.Map;

/// Resident memory of a steward that idles, and under 2000 messages a second.
record Memory(Rig rig) {
  private static final double RATE = 2000;

  void measure() throws IOException {
    rig.report().section("Memory");
    try (var steward = rig.steward(Scenario.USUAL)) {
      var before = Noise.Mark.now(rig.processes());
      double cpu = Machine.cpuSeconds(steward.pid());
      Rig.pause(rig.options().idle().toMillis());
      double idle = Machine.residentMb(steward.pid());
      double busy =
          100 * (Machine.cpuSeconds(steward.pid()) - cpu) / rig.options().idle().toSeconds();
      String quiet = before.until(Noise.Mark.now(rig.processes())).toString();
      LoadFigures loaded = rig.load(steward, rig.options().load(RATE));
      rig.report()
          .budget(
              "resident memory, idle for " + rig.options().idle().toSeconds() + " s",
              "140 MB, aim 110 MB",
              Report.number(idle, 0) + " MiB",
              quiet);
      rig.report()
          .budget(
              "resident memory, most under 2 000 messages/s",
              "180 MB",
              Report.number(loaded.residentMb(), 0) + " MiB",
              loaded.noise().toString());
      rig.report()
          .line(
              "Idle %s MiB at %s %% of a processor; most under 2 000 messages/s %s MiB."
                  .formatted(
                      Report.number(idle, 0),
                      Report.number(busy, 1),
                      Report.number(loaded.residentMb(), 0)));
      rig.report()
          .put(
              "memory",
              Map.of(
                  "idleMiB",
                  idle,
                  "idleCpuPercent",
                  busy,
                  "loadedMiB",
                  loaded.residentMb(),
                  "load",
                  loaded.json()));
    }
  }
}

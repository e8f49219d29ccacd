package steward.sim.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The same steward under a quota of half a processor and 512 MB.
record SmallBoard(Rig rig) {
  private static final double RATE = 500;

  void measure() throws IOException {
    rig.report().section("A small board: half a processor, 512 MB");
    Optional<Quota> made = Quota.make();
    if (made.isEmpty()) {
      rig.report().line("Left out: this user cannot make a control group on this machine.");
      return;
    }
    try (Quota quota = made.get()) {
      start(quota);
      load(quota);
    }
  }

  private void start(Quota quota) throws IOException {
    var rows = new ArrayList<List<String>>();
    var start =
        new StartUp(rig).several("under the quota", rig.options().java(), Optional.of(quota), rows);
    rig.report().table(StartUp.HEAD, rows);
    rig.report()
        .budget(
            "half a processor, 512 MB: first automation",
            "4 s",
            Report.number(start.firstSeconds(), 2) + " s",
            start.noise().toString());
  }

  private void load(Quota quota) throws IOException {
    try (var steward =
        StewardProcess.start(
            rig.processes(), rig.options().java(), rig.home(Scenario.USUAL), Optional.of(quota))) {
      steward.awaitReady();
      LoadFigures figures = rig.load(steward, rig.options().load(RATE));
      rig.report()
          .line(
              "At 500 messages/s: p50 %s, p99 %s, max %s ms; undisturbed (%s %% of them) p99 %s ms; lost %s %%; %s."
                  .formatted(
                      Report.ms(figures.all().p50()),
                      Report.ms(figures.all().p99()),
                      Report.ms(figures.all().max()),
                      Report.number(100 * figures.undisturbedShare(), 0),
                      Report.ms(figures.undisturbed().p99()),
                      Report.number(100 * figures.lostShare(), 3),
                      figures.noise()));
      rig.report()
          .budget(
              "half a processor, 512 MB: p99 at 500/s",
              "20 ms",
              Report.ms(figures.fair().p99()) + " ms",
              figures.noise().toString());
      rig.report().put("smallBoard", figures.json());
    }
  }
}

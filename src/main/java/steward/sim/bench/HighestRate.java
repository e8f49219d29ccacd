package steward.sim.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The highest rate kept: doubled until commands are lost or late, then narrowed.
record HighestRate(Rig rig) {
  private static final double FROM = 1000;
  private static final double RATE_MIN = 50;
  private static final double RATE_MAX = 400_000;
  private static final double FINE = 1.08;
  private static final double FINE_QUICK = 1.3;
  private static final int TRIES = 2;
  private static final int STEPS_MAX = 24;

  void measure() throws IOException {
    rig.report().section("Highest rate kept");
    var rows = new ArrayList<List<String>>();
    var json = new ArrayList<Map<String, Object>>();
    try (var steward = rig.steward(Scenario.USUAL)) {
      Optional<LoadFigures> best = search(steward, rows, json);
      rig.report()
          .budget(
              "highest rate kept: lost < 0.1 %, p99 < 50 ms, everything journaled",
              "30 000/s, aim 60 000/s",
              best.map(one -> Report.number(one.rate(), 0) + "/s")
                  .orElse("none above " + Report.number(RATE_MIN, 0) + "/s"),
              best.map(one -> one.noise().toString()).orElse("-"));
      rig.report().table(HEAD, rows);
      rig.report()
          .line(
              "Counters of the health page after it: `"
                  + new HouseSetup(steward.http).counters()
                  + "`");
      rig.report().put("highestRate", best.map(LoadFigures::rate).orElse(0.0));
    }
    rig.report().put("rateSteps", json);
  }

  private static final List<String> HEAD =
      List.of(
          "messages/s",
          "kept",
          "sent/s",
          "p50 ms",
          "p99 ms",
          "undisturbed p99",
          "share %",
          "lost %",
          "cpu ms/automation",
          "most memory MiB",
          "generator late p99 ms",
          "noise");

  private Optional<LoadFigures> search(
      StewardProcess steward, List<List<String>> rows, List<Map<String, Object>> json)
      throws IOException {
    Optional<LoadFigures> best = Optional.empty();
    double kept = 0;
    double missed = 0;
    double rate = FROM;
    // A cold program would fail the first step, and the search would begin too low.
    var _ = rig.load(steward, rig.options().load(FROM));
    double fine = rig.options().quick() ? FINE_QUICK : FINE;
    for (int step = 0; step < STEPS_MAX; step++) {
      LoadFigures figures = attempt(steward, rate);
      rows.add(cells(figures));
      json.add(figures.json());
      if (figures.isKept()) {
        kept = rate;
        best = Optional.of(figures);
      } else {
        missed = rate;
      }
      rate = next(kept, missed, fine);
      if (rate < RATE_MIN) return best;
    }
    return best;
  }

  /// The rate to try next, or 0 when the answer is known well enough.
  private static double next(double kept, double missed, double fine) {
    if (kept == 0) return missed / 4;
    if (missed == 0) return kept < RATE_MAX ? Math.min(RATE_MAX, kept * 2) : 0;
    return missed / kept < fine ? 0 : Math.round(Math.sqrt(kept * missed));
  }

  /// A rate is tried twice before it counts as missed: the machine may have been busy.
  private LoadFigures attempt(StewardProcess steward, double rate) throws IOException {
    LoadFigures figures = rig.load(steward, rig.options().step(rate));
    for (int i = 1; i < TRIES && !figures.isKept(); i++)
      figures = rig.load(steward, rig.options().step(rate));
    Rig.say(
        "%s messages/s: p99 %s ms, lost %s %%, %s"
            .formatted(
                Report.number(rate, 0),
                Report.ms(figures.fair().p99()),
                Report.number(100 * figures.lostShare(), 3),
                figures.isKept() ? "kept" : "not kept"));
    return figures;
  }

  private static List<String> cells(LoadFigures figures) {
    return List.of(
        Report.number(figures.rate(), 0),
        figures.isKept() ? "yes" : "no",
        Report.number(figures.achieved(), 0),
        Report.ms(figures.all().p50()),
        Report.ms(figures.all().p99()),
        figures.undisturbedShare() > 0 ? Report.ms(figures.undisturbed().p99()) : "-",
        Report.number(100 * figures.undisturbedShare(), 0),
        Report.number(100 * figures.lostShare(), 3),
        Report.number(figures.cpuMillis(), 3),
        Report.number(figures.residentMb(), 0),
        Report.ms(figures.lag()),
        figures.noise().toString());
  }
}

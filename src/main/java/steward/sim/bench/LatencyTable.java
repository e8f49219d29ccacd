package steward.sim.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// From a message in to the command out, at several rates, each beside two bare hops and one in the
/// same minute.
record LatencyTable(Rig rig) {
  private static final List<String> HEAD =
      List.of(
          "messages/s",
          "of",
          "p50 ms",
          "p99 ms",
          "max ms",
          "undisturbed p50",
          "p99",
          "share %",
          "lost %",
          "cpu ms/automation",
          "most memory MiB",
          "generator late p99 ms",
          "noise");

  /// The figures of one rate, side by side.
  private record Row(
      LoadFigures steward, Optional<LoadFigures> twoHops, Optional<LoadFigures> oneHop) {}

  void measure() throws IOException {
    rig.report().section("Latency and processor time");
    var rows = new ArrayList<List<String>>();
    var json = new ArrayList<Map<String, Object>>();
    try (var floor =
            new Floor(Mosquitto.start(rig.processes(), Scenario.USUAL, rig.options().folder()));
        var steward = rig.steward(Scenario.USUAL)) {
      if (floor.mosquitto.isEmpty()) {
        rig.report()
            .line("Mosquitto is not installed here, so the rows of bare hops are left out.\n");
      }
      for (double rate : rig.options().rates()) {
        Row row = measure(steward, floor, rate);
        show(row, rows, json);
        budgets(row);
      }
      rig.report().table(HEAD, rows);
      rig.report()
          .line(
              "Counters of the health page after it: `"
                  + new HouseSetup(steward.http).counters()
                  + "`");
    }
    rig.report().put("latency", json);
  }

  private record Floor(Optional<Mosquitto> mosquitto) implements AutoCloseable {
    @Override
    public void close() {
      mosquitto.ifPresent(Mosquitto::close);
    }
  }

  private Row measure(StewardProcess steward, Floor floor, double rate) throws IOException {
    Rig.say("latency at " + Report.number(rate, 0) + " messages/s");
    TimeTable.Load load = rig.options().load(rate);
    var ours = rig.load(steward, load);
    if (floor.mosquitto.isEmpty()) return new Row(ours, Optional.empty(), Optional.empty());
    var two = rig.floor(floor.mosquitto.get(), load, false);
    var one = rig.floor(floor.mosquitto.get(), load, true);
    return new Row(ours, Optional.of(two), Optional.of(one));
  }

  private static void show(Row row, List<List<String>> rows, List<Map<String, Object>> json) {
    var figures = new LinkedHashMap<String, Object>();
    rows.add(cells("the steward", row.steward));
    figures.put("steward", row.steward.json());
    row.twoHops.ifPresent(two -> rows.add(cells("two bare hops", two)));
    row.twoHops.ifPresent(two -> figures.put("twoHops", two.json()));
    row.oneHop.ifPresent(one -> rows.add(cells("one bare hop", one)));
    row.oneHop.ifPresent(one -> figures.put("oneHop", one.json()));
    json.add(figures);
  }

  static List<String> cells(String name, LoadFigures figures) {
    return List.of(
        Report.number(figures.rate(), 0),
        name,
        Report.ms(figures.all().p50()),
        Report.ms(figures.all().p99()),
        Report.ms(figures.all().max()),
        figures.undisturbedShare() > 0 ? Report.ms(figures.undisturbed().p50()) : "-",
        figures.undisturbedShare() > 0 ? Report.ms(figures.undisturbed().p99()) : "-",
        Report.number(100 * figures.undisturbedShare(), 0),
        Report.number(100 * figures.lostShare(), 3),
        Report.number(figures.cpuMillis(), 3),
        Report.number(figures.residentMb(), 0),
        Report.ms(figures.lag()),
        figures.noise().toString());
  }

  private void budgets(Row row) {
    LoadFigures ours = row.steward;
    String rate = Report.number(ours.rate(), 0);
    if (ours.rate() == 500 || ours.rate() == 2000) {
      String budget =
          row.twoHops
              .map(two ->
                  "%s / %s (two bare hops, p99 × 1.5)"
                      .formatted(Report.ms(two.fair().p50()), Report.ms(1.5 * two.fair().p99())))
              .orElse("two bare hops, not measured");
      String measured =
          "%s / %s ms%s"
              .formatted(
                  Report.ms(ours.fair().p50()),
                  Report.ms(ours.fair().p99()),
                  row.oneHop
                      .map(one ->
                          " (one hop "
                              + Report.ms(one.fair().p50())
                              + " / "
                              + Report.ms(one.fair().p99())
                              + ")")
                      .orElse(""));
      rig.report()
          .budget(
              "message in to command out at " + rate + "/s, p50 / p99",
              budget,
              measured,
              ours.noise().toString());
    }
    if (ours.rate() >= 2000) {
      rig.report()
          .budget(
              "processor time for an automation at " + rate + "/s",
              "0.15 ms, aim 0.06 ms",
              Report.number(ours.cpuMillis(), 3) + " ms",
              ours.noise().toString());
    }
  }
}

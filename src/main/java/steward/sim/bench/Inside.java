package steward.sim.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Figures of parts of the steward, each in a process of its own under the steward's flags.
record Inside(Rig rig) {

  void engine() throws IOException {
    rig.report().section("What an event costs");
    var before = Noise.Mark.now(rig.processes());
    Map<String, Map<Integer, Double>> figures = new LinkedHashMap<>();
    for (String line : run(EngineFigures.class, List.of())) {
      String[] parts = line.split("\t", -1);
      figures
          .computeIfAbsent(parts[1], _ -> new LinkedHashMap<>())
          .put(Integer.valueOf(parts[0]), Double.valueOf(parts[2]));
    }
    String noise = before.until(Noise.Mark.now(rig.processes())).toString();
    var head = new ArrayList<>(List.of("what happens, nanoseconds each"));
    EngineFigures.SIZES.forEach(
        size -> head.add(Report.number(size, 0) + " things and activities"));
    var rows = new ArrayList<List<String>>();
    figures.forEach((what, row) -> rows.add(row(what, row)));
    rig.report().table(head, rows);
    rig.report()
        .line(
            "Median of 15 warmed rounds of 20 000 events over all things in turn; " + noise + ".");
    var look =
        figures.entrySet().stream().filter(one -> one.getKey().contains("condition")).findFirst();
    look.ifPresent(one ->
        rig.report()
            .budget(
                "one activity's evaluation, whose condition fails; 10 / 1 000 / 10 000 of both",
                "below 1 µs, not growing",
                String.join(
                        " / ",
                        one.getValue().values().stream().map(ns -> Report.number(ns, 0)).toList())
                    + " ns",
                noise));
    rig.report().put("engineNanos", figures);
    loop();
  }

  private void loop() throws IOException {
    var before = Noise.Mark.now(rig.processes());
    Path journal = rig.options().folder().resolve("loop-journal");
    Rig.delete(journal);
    Map<String, Double> figures = new LinkedHashMap<>();
    for (String line : run(LoopFigures.class, List.of(journal.toString()))) {
      String[] parts = line.split("\t", -1);
      figures.put(parts[0], Double.valueOf(parts[1]));
    }
    Rig.delete(journal);
    String noise = before.until(Noise.Mark.now(rig.processes())).toString();
    rig.report()
        .budget(
            "events through the loop on one thread, journal on the disk, 10 000 things",
            "200 000/s",
            Report.number(figures.getOrDefault(LoopFigures.EVENTS, Double.NaN), 0) + "/s",
            noise);
    rig.report()
        .budget(
            "an armed activity in memory",
            "below 4 kB",
            Report.number(figures.getOrDefault(LoopFigures.BYTES, Double.NaN), 0) + " bytes",
            noise);
    rig.report().put("loop", figures);
  }

  private static List<String> row(String what, Map<Integer, Double> figures) {
    var row = new ArrayList<>(List.of(what));
    figures.values().forEach(ns -> row.add(Report.number(ns, 0)));
    return row;
  }

  void history() throws IOException {
    rig.report().section("History");
    Path file = rig.options().folder().resolve("history.db");
    Files.deleteIfExists(file);
    Rig.say("filling a history with ten million measurements");
    var before = Noise.Mark.now(rig.processes());
    Map<String, Double> figures = new LinkedHashMap<>();
    for (String line : run(HistoryFigures.class, List.of(file.toString()))) {
      String[] parts = line.split("\t", -1);
      figures.put(parts[0], Double.valueOf(parts[1]));
    }
    String noise = before.until(Noise.Mark.now(rig.processes())).toString();
    var rows = new ArrayList<List<String>>();
    for (String span : List.of("day", "month")) {
      rows.add(
          List.of(
              "a " + span,
              Report.ms(figures.getOrDefault(span + "FirstMs", Double.NaN)),
              Report.ms(figures.getOrDefault(span + "P50Ms", Double.NaN)),
              Report.ms(figures.getOrDefault(span + "P99Ms", Double.NaN))));
    }
    rig.report().table(List.of("chart of 500 points", "the first ms", "p50 ms", "p99 ms"), rows);
    rig.report()
        .line(
            "Ten million measurements of 100 things over 35 days: %s MB, filled in %s s; %s."
                .formatted(
                    Report.number(figures.getOrDefault("fileMb", Double.NaN), 0),
                    Report.number(figures.getOrDefault("fillSeconds", Double.NaN), 0),
                    noise));
    rig.report()
        .budget(
            "history of 10 M rows to 500 points, day / month (p50)",
            "5 / 50 ms",
            rows.getFirst().get(2) + " / " + rows.getLast().get(2) + " ms",
            noise);
    rig.report().put("history", figures);
  }

  /// Runs one of our programs to its end; the lines it printed that hold a figure.
  private List<String> run(Class<?> type, List<String> words) throws IOException {
    Path log = rig.options().folder().resolve(type.getSimpleName() + ".log");
    Files.deleteIfExists(log);
    Process process = rig.processes().start(rig.options().java().main(type, words), log);
    int code;
    try {
      code = process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      code = -1;
    }
    if (code != 0)
      throw new IOException(type.getSimpleName() + " ended with code " + code + ": see " + log);
    return Files.readAllLines(log).stream().filter(line -> line.contains("\t")).toList();
  }
}

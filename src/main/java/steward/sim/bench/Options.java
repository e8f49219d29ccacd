package steward.sim.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What was asked for on the command line.
///
/// @param quick a minute's look: shorter spans, fewer rates, once each
/// @param java how the launcher starts a steward
/// @param folder where homes and logs of the run go; on the disk whose writes are counted
record Options(boolean quick, Set<Part> parts, JavaCommand java, Path folder, Optional<Path> json) {
  static final String USAGE =
      """
      usage: steward bench [--quick] [--only PART,…] [--json FILE] [--folder FOLDER]
        measures a steward of its own beside a bare Mosquitto and prints a Markdown report
        --quick   about a minute: short spans, two rates, one run each, no disk, history or board
        --only    some of: startup, memory, latency, max, board, disk, engine, history
        --json    the figures as JSON too
        --folder  for the homes of the measured stewards (target/bench); it is emptied before and after\
      """;

  private static final List<Double> RATES = List.of(50.0, 500.0, 2000.0, 10_000.0);
  private static final List<Double> RATES_QUICK = List.of(500.0, 2000.0);

  /// What can be measured by itself, in the order of the report.
  enum Part {
    STARTUP,
    MEMORY,
    LATENCY,
    MAX,
    BOARD,
    DISK,
    ENGINE,
    HISTORY;

    private static final Set<Part> QUICK = EnumSet.of(STARTUP, MEMORY, LATENCY, MAX, ENGINE);

    private static Part of(String name) {
      for (Part part : values()) {
        if (part.name().toLowerCase(Locale.ROOT).equals(name)) return part;
      }
      throw new IllegalArgumentException("there is no part '" + name + "'");
    }
  }

  Options {
    parts = Set.copyOf(parts);
  }

  /// @throws IllegalArgumentException if it is not understood
  static Options of(String[] arguments) {
    boolean quick = false;
    Set<Part> only = EnumSet.noneOf(Part.class);
    String java = "";
    Path folder = Path.of("target", "bench");
    Optional<Path> json = Optional.empty();
    for (int i = 0; i < arguments.length; i++) {
      switch (arguments[i]) {
        case "--quick" -> quick = true;
        case "--only" -> {
          for (String name : after(arguments, i++).split(",", -1)) only.add(Part.of(name));
        }
        case "--java" -> java = after(arguments, i++);
        case "--folder" -> folder = Path.of(after(arguments, i++));
        case "--json" -> json = Optional.of(Path.of(after(arguments, i++)).toAbsolutePath());
        default -> throw new IllegalArgumentException("'" + arguments[i] + "' is not an option");
      }
    }
    if (only.isEmpty()) only = quick ? Part.QUICK : EnumSet.allOf(Part.class);
    return new Options(quick, only, JavaCommand.of(java), folder.toAbsolutePath(), json);
  }

  private static String after(String[] arguments, int i) {
    if (i + 1 >= arguments.length)
      throw new IllegalArgumentException(arguments[i] + " needs a value");
    return arguments[i + 1];
  }

  List<Double> rates() {
    return quick ? RATES_QUICK : RATES;
  }

  int starts() {
    return quick ? 1 : 5;
  }

  Duration idle() {
    return Duration.ofSeconds(quick ? 4 : 20);
  }

  TimeTable.Load load(double rate) {
    return new TimeTable.Load(
        rate, Duration.ofSeconds(quick ? 1 : 5), Duration.ofSeconds(quick ? 3 : 20));
  }

  TimeTable.Load step(double rate) {
    return new TimeTable.Load(
        rate, Duration.ofSeconds(quick ? 1 : 2), Duration.ofSeconds(quick ? 2 : 6));
  }
}

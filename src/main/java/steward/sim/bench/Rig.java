package steward.sim.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/// What every part of a run works with: the options, the report, the processes, and homes made
/// ready.
record Rig(Options options, Report report, Processes processes) {
  private static final int STEADY_MS = 500;

  /// The home with the usual scenario; made when it is not there.
  Path home(Scenario scenario) throws IOException {
    Path home = options.folder().resolve("home-" + scenario.things());
    if (Files.exists(home)) return home;
    say("bringing in " + scenario.things() + " things and as many activities");
    try (var steward = StewardProcess.start(processes, options.java(), home, Optional.empty())) {
      steward.awaitReady();
      new HouseSetup(steward.http).bringIn(scenario);
    }
    return home;
  }

  /// A steward that runs on that home, ready.
  StewardProcess steward(Scenario scenario) throws IOException {
    var steward = StewardProcess.start(processes, options.java(), home(scenario), Optional.empty());
    steward.awaitReady();
    return steward;
  }

  /// Runs one load against a steward; the process rests a moment before.
  LoadFigures load(StewardProcess steward, TimeTable.Load load) throws IOException {
    rest();
    return TimeTable.run(processes, Scenario.USUAL, steward.mqtt, steward.pid(), load, false);
  }

  LoadFigures floor(Mosquitto mosquitto, TimeTable.Load load, boolean direct) throws IOException {
    rest();
    return TimeTable.run(processes, Scenario.USUAL, mosquitto.port, mosquitto.pid(), load, direct);
  }

  static void rest() {
    pause(STEADY_MS);
  }

  static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static void say(String what) {
    System.err.println("bench: " + what);
  }

  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) return;
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
    }
  }
}

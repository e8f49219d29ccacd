package steward.sim.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/// The performance command: measures what was asked for and prints a Markdown report to standard
/// output.
///
/// Exit codes: 0 measured, 1 a part failed (the others are still printed), 2 the command line is
/// wrong.
final class Bench {
  private static final int FAILED = 1;
  private static final int MISUSED = 2;

  private final Rig rig;
  private boolean failed;

  private Bench(Rig rig) {
    this.rig = rig;
  }

  public static void main(String[] arguments) throws IOException {
    if (arguments.length > 0 && List.of("--help", "-h").contains(arguments[arguments.length - 1])) {
      System.out.println(Options.USAGE);
      return;
    }
    Options options;
    try {
      options = Options.of(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println("bench: " + e.getMessage() + "\n" + Options.USAGE);
      System.exit(MISUSED);
      return;
    }
    try (var processes = new Processes()) {
      Rig.delete(options.folder());
      Files.createDirectories(options.folder());
      var bench = new Bench(new Rig(options, new Report(), processes));
      bench.run();
      if (bench.failed) System.exit(FAILED);
      Rig.delete(options.folder());
    }
  }

  private void run() throws IOException {
    Instant begin = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    for (Options.Part part : Options.Part.values()) {
      if (rig.options().parts().contains(part)) run(part);
    }
    long seconds = Duration.between(begin, Instant.now()).toSeconds();
    rig.report().put("at", begin.toString());
    rig.report().put("machine", Machine.description());
    System.out.println(
        rig.report()
            .markdown(
                "Run of %s, %d s%s, on %s."
                    .formatted(
                        begin,
                        seconds,
                        rig.options().quick() ? " (quick)" : "",
                        Machine.description())));
    if (rig.options().json().isPresent())
      Files.writeString(rig.options().json().get(), rig.report().json());
  }

  /// One part; when it fails, that is said in its place and the others go on.
  private void run(Options.Part part) {
    long begin = System.nanoTime();
    try {
      measure(part);
    } catch (IOException | RuntimeException e) {
      failed = true;
      rig.report().line("This part failed: " + e.getMessage());
      System.err.println("bench: " + part.name().toLowerCase(Locale.ROOT) + " failed");
      e.printStackTrace();
    }
    Rig.say(
        "%s took %d s"
            .formatted(
                part.name().toLowerCase(Locale.ROOT), (System.nanoTime() - begin) / 1_000_000_000));
  }

  private void measure(Options.Part part) throws IOException {
    switch (part) {
      case STARTUP -> new StartUp(rig).measure();
      case MEMORY -> new Memory(rig).measure();
      case LATENCY -> new LatencyTable(rig).measure();
      case MAX -> new HighestRate(rig).measure();
      case BOARD -> new SmallBoard(rig).measure();
      case DISK -> new DiskWrites(rig).measure();
      case ENGINE -> new Inside(rig).engine();
      case HISTORY -> new Inside(rig).history();
    }
  }
}

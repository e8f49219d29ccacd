package steward.sim.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What the kernel says of processors, memory and disk, from `/proc`.
final class Machine {
  private static final double TICKS_A_SECOND = 100;

  private Machine() {}

  /// Seconds of all processors since the machine started: those worked, and those that the
  /// hypervisor took.
  record Processors(double busy, double stolen) {}

  static Processors processors() {
    String[] fields = lines(Path.of("/proc/stat")).getFirst().split("\\s+", -1);
    double busy = 0;
    for (int user = 1; user <= 7; user++) {
      if (user != 4 && user != 5) busy += Long.parseLong(fields[user]);
    }
    return new Processors(busy / TICKS_A_SECOND, Long.parseLong(fields[8]) / TICKS_A_SECOND);
  }

  /// Seconds of processor that a process has used; 0 when it is gone.
  static double cpuSeconds(long pid) {
    String line;
    try {
      line = Files.readString(Path.of("/proc/" + pid + "/stat"));
    } catch (IOException e) {
      return 0;
    }
    String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_A_SECOND;
  }

  /// Resident memory of a process in MiB; 0 when it is gone.
  static double residentMb(long pid) {
    return field(Path.of("/proc/" + pid + "/status"), "VmRSS:") / 1024.0;
  }

  /// Bytes that a process caused to be written to a disk; -1 when it is gone or the kernel does not
  /// count.
  static long writtenBytes(long pid) {
    Path io = Path.of("/proc/" + pid + "/io");
    return Files.isReadable(io) ? field(io, "write_bytes:") : -1;
  }

  private static long field(Path file, String name) {
    for (String line : lines(file)) {
      if (line.startsWith(name)) return Long.parseLong(line.replaceAll("[^0-9]", ""));
    }
    return -1;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      return List.of("");
    }
  }

  /// One line on what machine this is.
  static String description() {
    String model =
        lines(Path.of("/proc/cpuinfo")).stream()
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElse(System.getProperty("os.arch"));
    long memory = field(Path.of("/proc/meminfo"), "MemTotal:") / 1024;
    return "%s × %d, %d MB, %s %s, Java %s"
        .formatted(
            model,
            Runtime.getRuntime().availableProcessors(),
            memory,
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            Runtime.version());
  }

  /// Asks the kernel to wake this thread on time and not up to 50 us later. Where it refuses, that
  /// is seen in the lag.
  static void wakeMeOnTime() {
    try {
      Path thread = Files.readSymbolicLink(Path.of("/proc/thread-self")).getFileName();
      Files.writeString(Path.of("/proc/" + thread + "/timerslack_ns"), "1");
    } catch (IOException e) {
      System.err.println("bench: the timer is not sharp: " + e.getMessage());
    }
  }
}

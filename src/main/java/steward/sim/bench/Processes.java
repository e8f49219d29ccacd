package steward.sim.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/// The processes that this run started: what they use is ours, and none outlives us. Thread-safe.
final class Processes implements AutoCloseable {
  private static final int STOP_SECONDS = 15;

  private final List<Process> running = new CopyOnWriteArrayList<>();

  Processes() {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> running.forEach(Process::destroyForcibly), "stop"));
  }

  /// Starts a program whose output goes to the end of a log.
  Process start(List<String> words, Path log) throws IOException {
    var process =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    running.add(process);
    return process;
  }

  /// Ends a process in order, or by force when it does not.
  void stop(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("bench: process " + process.pid() + " did not stop in order");
        process.destroyForcibly();
        process.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    running.remove(process);
  }

  /// Seconds of processor that this process and those it runs have used.
  double cpuSeconds() {
    double sum = Machine.cpuSeconds(ProcessHandle.current().pid());
    for (Process process : running) sum += Machine.cpuSeconds(process.pid());
    return sum;
  }

  @Override
  public void close() {
    running.forEach(this::stop);
  }
}

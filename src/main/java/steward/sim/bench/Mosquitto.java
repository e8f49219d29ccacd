package steward.sim.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// The floor: a bare Mosquitto of the system, and beside it a responder in place of a hub.
final class Mosquitto implements AutoCloseable {
  private static final List<String> PLACES =
      List.of(
          "/usr/sbin/mosquitto",
          "/usr/bin/mosquitto",
          "/usr/local/sbin/mosquitto",
          "/opt/homebrew/sbin/mosquitto");
  private static final long START_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Processes processes;
  private final Process process;
  private final Responder responder;
  final int port;

  private Mosquitto(Processes processes, Process process, Responder responder, int port) {
    this.processes = processes;
    this.process = process;
    this.responder = responder;
    this.port = port;
  }

  /// Starts it on a free port without Nagle's algorithm; empty where it is not installed.
  static Optional<Mosquitto> start(Processes processes, Scenario scenario, Path folder)
      throws IOException {
    var program = PLACES.stream().filter(place -> Files.isExecutable(Path.of(place))).findFirst();
    if (program.isEmpty()) return Optional.empty();
    int port = StewardProcess.freePort();
    Path config = folder.resolve("mosquitto.conf");
    Files.writeString(
        config,
        """
        listener %d 127.0.0.1
        allow_anonymous true
        persistence false
        set_tcp_nodelay true
        max_queued_messages 0
        log_dest none
        """
            .formatted(port));
    var process =
        processes.start(
            List.of(program.get(), "-c", config.toString()), folder.resolve("mosquitto.log"));
    long until = System.nanoTime() + START_NANOS;
    while (true) {
      try {
        return Optional.of(
            new Mosquitto(processes, process, Responder.start(scenario, port), port));
      } catch (IOException e) {
        if (System.nanoTime() > until || !process.isAlive()) throw e;
        LockSupport.parkNanos(20_000_000);
      }
    }
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    responder.close();
    processes.stop(process);
  }
}

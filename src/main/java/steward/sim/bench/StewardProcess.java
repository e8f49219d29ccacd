package steward.sim.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A steward in a process of its own, on free ports of the loopback.
final class StewardProcess implements AutoCloseable {
  private static final long READY_NANOS = TimeUnit.SECONDS.toNanos(120);

  private final Processes processes;
  private final Process process;
  private final Path log;
  final int http;
  final int mqtt;
  final long bornNanos;

  private StewardProcess(
      Processes processes, Process process, Path log, int http, int mqtt, long bornNanos) {
    this.processes = processes;
    this.process = process;
    this.log = log;
    this.http = http;
    this.mqtt = mqtt;
    this.bornNanos = bornNanos;
  }

  /// Starts it on a home folder, in a quota if one is given; does not wait.
  static StewardProcess start(
      Processes processes, JavaCommand java, Path home, Optional<Quota> quota) throws IOException {
    int http = freePort();
    int https = freePort();
    int mqtt = freePort();
    List<String> words =
        java.steward(
            List.of(
                "run",
                "--home",
                home.toString(),
                "--set",
                "http.port=" + http,
                "--set",
                "https.port=" + https,
                "--set",
                "mqtt.port=" + mqtt,
                "--set",
                "https.certificate-port=0",
                "--set",
                "https.listen=loopback",
                "--set",
                "ssh.port=0",
                "--set",
                "mqtt.tls-port=0"));
    Path log = Path.of(home + ".log");
    List<String> whole = quota.map(one -> one.around(words)).orElse(words);
    long born = System.nanoTime();
    return new StewardProcess(processes, processes.start(whole, log), log, http, mqtt, born);
  }

  static int freePort() throws IOException {
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  long pid() {
    return process.pid();
  }

  /// Waits until it says that it is ready.
  void awaitReady() {
    var house = new HouseSetup(http);
    while (!house.isReady()) {
      check();
      LockSupport.parkNanos(20_000_000);
    }
  }

  /// Fails when it has ended or takes too long to start.
  void check() {
    if (!process.isAlive())
      throw new IllegalStateException(
          "the steward ended, code " + process.exitValue() + ": see " + log);
    if (System.nanoTime() - bornNanos > READY_NANOS)
      throw new IllegalStateException("the steward did not start: see " + log);
  }

  /// Stops it in order; returns the last count of bytes that it had written to the disk, or -1.
  long stopAndCount() {
    long bytes = Machine.writtenBytes(pid());
    process.destroy();
    while (process.isAlive()) {
      bytes = Math.max(bytes, Machine.writtenBytes(pid()));
      LockSupport.parkNanos(2_000_000);
    }
    close();
    return bytes;
  }

  @Override
  public void close() {
    processes.stop(process);
  }
}

package steward.sim;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/// A real Mosquitto from the system on a free port of the loopback, for a test.
public final class Mosquitto implements AutoCloseable {
  private static final List<String> PLACES =
      List.of("/usr/sbin/mosquitto", "/usr/bin/mosquitto", "/usr/local/sbin/mosquitto");

  private final Process process;
  private final Path config;
  public final int port;

  private Mosquitto(Process process, Path config, int port) {
    this.process = process;
    this.config = config;
    this.port = port;
  }

  public static boolean isInstalled() {
    return PLACES.stream().anyMatch(place -> Files.isExecutable(Path.of(place)));
  }

  public static Mosquitto start() throws IOException {
    String program =
        PLACES.stream()
            .filter(place -> Files.isExecutable(Path.of(place)))
            .findFirst()
            .orElseThrow();
    int port;
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Path config = Files.createTempFile("mosquitto", ".conf");
    Files.writeString(
        config,
        "listener "
            + port
            + " 127.0.0.1\nallow_anonymous true\npersistence false\nset_tcp_nodelay true\n");
    Process process =
        new ProcessBuilder(program, "-c", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    var broker = new Mosquitto(process, config, port);
    Awaitility.await().ignoreExceptions().until(broker::answers);
    return broker;
  }

  private boolean answers() throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    }
  }

  @Override
  public void close() throws IOException {
    stop();
    Files.deleteIfExists(config);
  }

  /// Ends the process; a second time does nothing.
  public void stop() {
    process.destroy();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) process.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package steward.sim.sonoff;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import steward.sim.LocalDevice;

/// A simulated SONOFF with the stock firmware of 2017, which calls its server over TLS 1.1. It is a
/// process of its own; its methods may be called from any thread.
///
/// As the real one it accepts any certificate unless told to pin its maker's, sends the constant
/// key of its WebSocket, gets a key of the session and wants it from then on, acknowledges by
/// sequence, reports a press but not what its server had it do, and comes again when it lost its
/// connection.
public final class StockDevice implements LocalDevice {
  private static final int LINES_MAX = 10_000;

  private final String address;
  private final List<String> arguments;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private volatile @Nullable Process process;
  private volatile int accessPort;

  /// One that is an access point first.
  ///
  /// @param againMs how long it waits before it comes again; a real one about a minute
  public StockDevice(String address, String id, String key, String firmware, long againMs) {
    this(address, id, key, firmware, againMs, "", 0);
  }

  /// One that was told where its server is.
  public StockDevice(
      String address,
      String id,
      String key,
      String firmware,
      long againMs,
      String server,
      int port) {
    this.address = address;
    arguments =
        List.of(
            address,
            "0",
            id,
            key,
            firmware,
            Long.toString(againMs),
            server,
            Integer.toString(port));
  }

  @Override
  public Future<Void> start() {
    Promise<Void> ready = Promise.promise();
    Thread.startVirtualThread(() -> {
      try {
        run(ready);
      } catch (IOException e) {
        ready.tryFail(e);
      }
    });
    return ready.future();
  }

  private void run(Promise<Void> ready) throws IOException {
    var command = new java.util.ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx48m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(StockUnit.class.getName());
    command.addAll(arguments);
    Process running = new ProcessBuilder(command).redirectErrorStream(true).start();
    process = running;
    if (!arguments.getLast().equals("0")) ready.tryComplete();
    try (BufferedReader out = running.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (lines.size() < LINES_MAX) lines.add(line);
        if (line.startsWith("access point ")) {
          accessPort = Integer.parseInt(line.substring(13));
          ready.tryComplete();
        }
      }
    }
  }

  /// Something happens to it, or it says this to its server: see [StockUnit].
  public void happens(String line) {
    Process running = process;
    if (running == null) return;
    try {
      Writer in = running.outputWriter(StandardCharsets.UTF_8);
      in.write(line + "\n");
      in.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What it told of itself so far.
  public List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public String address() {
    return address;
  }

  /// That of its access point.
  @Override
  public int port() {
    return accessPort;
  }

  @Override
  public void goSilent() {
    happens("away on");
  }

  @Override
  public void comeBack() {
    happens("away off");
  }

  @Override
  public void close() {
    Process running = process;
    if (running != null) running.destroy();
  }
}

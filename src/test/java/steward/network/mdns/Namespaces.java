package steward.network.mdns;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/// Two machines on one cable, and a third without a network: namespaces of the kernel, so that no
/// packet of a test leaves this machine. Needs root.
final class Namespaces implements AutoCloseable {
  static final String CABLE = "home0";

  private final String prefix = "st" + ProcessHandle.current().pid();
  private final List<Talking> processes = new ArrayList<>();

  static boolean canBeMade() {
    try (var made = new Namespaces()) {
      return made.connect();
    }
  }

  boolean connect() {
    for (String name : List.of("a", "b", "lone")) {
      if (!ran("netns", "add", prefix + name)) return false;
      if (!ran("-n", prefix + name, "link", "set", "lo", "up")) return false;
    }
    return ran(
            "link",
            "add",
            CABLE,
            "netns",
            prefix + "a",
            "type",
            "veth",
            "peer",
            "name",
            CABLE,
            "netns",
            prefix + "b")
        && up("a", "192.168.77.1/24", "fd77::1/64")
        && up("b", "192.168.77.2/24", "fd77::2/64");
  }

  /// Gives a machine one more address, which is of no network that the others know.
  boolean alsoAt(String name, String address) {
    return ran("-n", prefix + name, "addr", "add", address + "/32", "dev", CABLE);
  }

  private boolean up(String name, String four, String six) {
    String space = prefix + name;
    return ran("-n", space, "addr", "add", four, "dev", CABLE)
        && ran("-n", space, "addr", "add", six, "dev", CABLE, "nodad")
        && ran("-n", space, "link", "set", CABLE, "up");
  }

  private static boolean ran(String... words) {
    var command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(words));
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.waitFor() == 0;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Runs a main class in a namespace.
  Talking run(String name, Class<?> main, String... arguments) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                "ip",
                "netns",
                "exec",
                prefix + name,
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(List.of(arguments));
    var talking =
        new Talking(
            new ProcessBuilder(command).redirectErrorStream(true).start(),
            new CopyOnWriteArrayList<>());
    talking.listen();
    processes.add(talking);
    return talking;
  }

  /// A process that is spoken with by lines.
  record Talking(Process process, List<String> lines) {
    private void listen() {
      Thread.ofVirtual()
          .start(() -> {
            try (var in =
                new BufferedReader(
                    new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
              in.lines().forEach(lines::add);
            } catch (IOException | java.io.UncheckedIOException _) {
              // It has ended.
            }
          });
    }

    void say(String line) throws IOException {
      OutputStream out = process.getOutputStream();
      out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    }

    boolean said(String part) {
      return lines.stream().anyMatch(line -> line.contains(part));
    }
  }

  @Override
  public void close() {
    for (Talking one : processes) {
      one.process().destroy();
      try {
        if (!one.process().waitFor(60, TimeUnit.SECONDS)) one.process().destroyForcibly();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
    for (String name : List.of("a", "b", "lone")) ran("netns", "del", prefix + name);
  }
}

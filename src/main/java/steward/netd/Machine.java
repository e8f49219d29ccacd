package steward.netd;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What is done to this machine: rules, addresses, switches of the kernel, and the programs that
/// answer things. Thread-safe.
final class Machine {
  private static final int SAID_MAX = 300;
  private static final int LOG_BYTES_MAX = 8 << 20;
  private static final Set<String> OURS = Set.of("dnsmasq", "hostapd");

  private record Running(String group, String text, Process process) {}

  private final Path folder;
  private final String user;
  private final Map<String, Running> services = new TreeMap<>();

  /// @param user as whom dnsmasq runs
  Machine(Path folder, String user) throws IOException {
    this.folder = folder;
    this.user = user;
    try (var left = Files.newDirectoryStream(folder, "*.pid")) {
      for (Path file : left) end(file);
    }
  }

  static boolean has(String network) {
    try (var lines = Files.lines(Path.of("/proc/net/dev"))) {
      return lines.anyMatch(line -> line.strip().startsWith(network + ":"));
    } catch (IOException _) {
      return false;
    }
  }

  /// Whether it is here and not this machine's own way out.
  static boolean isSpare(String network) {
    try (var routes = Files.lines(Path.of("/proc/net/route"))) {
      return has(network) && routes.noneMatch(line -> line.startsWith(network + "\t00000000\t"));
    } catch (IOException _) {
      return false;
    }
  }

  /// Runs a program with this text as its input.
  static InputStream run(String text, String... command) throws IOException {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    // Nothing of whoever started us, such as a folder for nft's history.
    builder.environment().keySet().retainAll(List.of("PATH"));
    Process process = builder.start();
    try (var in = process.outputWriter(StandardCharsets.US_ASCII)) {
      in.write(text);
    }
    return process.getInputStream();
  }

  /// The same where it has nothing to say unless it fails.
  static void silent(String text, String... command) throws IOException {
    String said = said(run(text, command));
    if (!said.isEmpty()) throw new IOException(command[0] + ": " + said);
  }

  /// All rules of a text, or none of them.
  static void rules(String text) throws IOException {
    silent(text, "nft", "-f", "-");
  }

  static String said(InputStream from) throws IOException {
    return new String(from.readNBytes(SAID_MAX), StandardCharsets.UTF_8).strip();
  }

  /// Interfaces and the kernel's switches, after the rules: nothing is passed on before them.
  static void open(String group, Plan plan) throws IOException {
    said(run(Template.of(group + ".links", plan), "ip", "-force", "-batch", "-"));
    for (String line : Template.of(group + ".sysctl", plan).lines().toList()) {
      Path file = Path.of("/proc/sys", line.split(" ", -1)[0]);
      if (Files.exists(file)) Files.writeString(file, line.split(" ", -1)[1]);
    }
  }

  /// Starts, keeps or ends the programs of a group, so that they are those of the plan. In its text
  /// a line `=NAME run COMMAND` stands before the configuration of a program that goes on, and
  /// `=NAME then COMMAND` before a file after whose change this is done.
  synchronized void serve(String group, Plan plan) throws IOException {
    var wanted = new HashSet<String>();
    String texts = Template.of(group + ".programs", plan).replace("FOLDER", folder.toString());
    for (String part : texts.split("(?m)^=", -1)) {
      if (part.isBlank()) continue;
      String[] head = part.lines().findFirst().orElseThrow().split(" ", -1);
      String text = part.substring(part.indexOf('\n') + 1);
      List<String> command = Arrays.stream(head).skip(2).flatMap(this::words).toList();
      if (head[1].equals("run")) service(group, head[0], text, command);
      else file(head[0], text, command);
      wanted.add(head[0]);
    }
    end(group, wanted);
  }

  private void end(String group, Set<String> unless) {
    for (var one : Map.copyOf(services).entrySet())
      if (one.getValue().group.equals(group) && !unless.contains(one.getKey())) stop(one.getKey());
  }

  /// Ends all programs of a group.
  synchronized void end(String group) {
    end(group, Set.of());
  }

  private Stream<String> words(String word) {
    if (word.startsWith("PID:")) {
      Running running = services.get(word.substring(4));
      return Stream.of(running == null ? "" : "" + running.process.pid());
    }
    // In a namespace of an ordinary user nobody can become another.
    if (word.equals("AS"))
      return user.equals("-")
          ? Stream.of("--no-daemon")
          : Stream.of("--keep-in-foreground", "--user=" + user);
    return Stream.of(word);
  }

  private void file(String name, String text, List<String> then) throws IOException {
    Path file = folder.resolve(name);
    if (Files.exists(file) && Files.readString(file).equals(text)) return;
    write(file, text, name.equals("hosts"));
    if (!then.contains("")) said(run("", then.toArray(String[]::new)));
  }

  /// Writes a file; what is not for dnsmasq is for root alone.
  static void write(Path file, String text, boolean open) throws IOException {
    Files.deleteIfExists(file);
    var mode = PosixFilePermissions.fromString(open ? "rw-r--r--" : "rw-------");
    Files.createFile(file, PosixFilePermissions.asFileAttribute(mode));
    Files.writeString(file, text);
  }

  private void service(String group, String name, String text, List<String> command)
      throws IOException {
    Running old = services.get(name);
    String all = String.join(" ", command) + "\n" + text;
    if (old != null && old.text.equals(all) && old.process.isAlive()) return;
    stop(name);
    write(folder.resolve(name + ".conf"), text, group.equals("fence"));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    Process process = builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    Files.writeString(folder.resolve(name + ".pid"), Long.toString(process.pid()));
    services.put(name, new Running(group, all, process));
  }

  /// Which programs should run and do not.
  synchronized List<String> stopped() {
    var stopped = new ArrayList<String>();
    services.forEach((name, one) -> {
      if (!one.process.isAlive()) stopped.add(name);
    });
    return stopped;
  }

  /// Starts again what ended, and keeps what is written down from filling the disk.
  void tend(String group, Plan plan) throws IOException {
    serve(group, plan);
    for (Path log : List.of(folder.resolve("names.log"), folder.resolve("dhcp.log")))
      if (Files.exists(log) && Files.size(log) > LOG_BYTES_MAX) Files.write(log, new byte[0]);
  }

  private void stop(String name) {
    Running old = services.remove(name);
    if (old == null) return;
    old.process.destroy();
    old.process.onExit().join();
  }

  /// Ends what an earlier helper left behind; a tunnel goes on, with those who are in it.
  private static void end(Path file) throws IOException {
    String pid = Files.readString(file).strip();
    Files.delete(file);
    Path name = Path.of("/proc", pid, "comm");
    if (Files.exists(name) && OURS.contains(Files.readString(name).strip()))
      said(run("", "kill", pid));
  }
}

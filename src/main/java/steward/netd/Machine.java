package steward.netd;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What is done to this machine: rules, addresses, switches of the kernel, and the programs that
/// answer things. Confined to the one thread of [Netd].
final class Machine {
  private static final int SAID_MAX = 300;
  private static final int LOG_BYTES_MAX = 8 << 20;

  private record Running(String text, Process process) {}

  private final Path folder;
  private final String user;
  private final Map<String, Running> services = new HashMap<>();

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

  /// All rules of a text, or none of them.
  static void rules(String text, String... options) throws IOException {
    var command = new java.util.ArrayList<>(List.of("nft", "-f", "-"));
    command.addAll(List.of(options));
    String said = said(run(text, command.toArray(String[]::new)));
    if (!said.isEmpty()) throw new IOException("nft: " + said);
  }

  static String said(InputStream from) throws IOException {
    return new String(from.readNBytes(SAID_MAX), StandardCharsets.UTF_8).strip();
  }

  /// Interfaces and the kernel's switches, after the rules: nothing is passed on before them.
  void open(Plan plan) throws IOException {
    said(run(Template.of("links.ip", plan), "ip", "-force", "-batch", "-"));
    for (String line : Template.of("sysctl", plan).lines().toList()) {
      Path file = Path.of("/proc/sys", line.split(" ", -1)[0]);
      if (Files.exists(file)) Files.writeString(file, line.split(" ", -1)[1]);
    }
  }

  /// Starts, keeps or ends the answering programs, so that they are those of the plan.
  void serve(Plan plan) throws IOException {
    Path hosts = folder.resolve("hosts");
    String before = Files.exists(hosts) ? Files.readString(hosts) : "";
    String after = Template.of("hosts.dhcp", plan);
    Files.writeString(hosts, after);
    var wanted = new TreeSet<>(Set.of("dhcp"));
    service("dhcp", Template.of("dhcp.conf", plan));
    for (Plan.Row policy : plan.all("policy")) {
      wanted.add("names-" + policy.value("port"));
      service("names-" + policy.value("port"), Template.of("names.conf", plan, policy));
    }
    for (String name : Set.copyOf(services.keySet())) if (!wanted.contains(name)) end(name);
    Process dhcp = Optional.ofNullable(services.get("dhcp")).orElseThrow().process;
    if (dhcp.isAlive() && !after.equals(before))
      said(run("", "kill", "-HUP", Long.toString(dhcp.pid())));
  }

  private void service(String name, String text) throws IOException {
    Running old = services.get(name);
    if (old != null && old.text.equals(text) && old.process.isAlive()) return;
    end(name);
    Path file = folder.resolve(name + ".conf");
    Files.writeString(file, text);
    var words =
        List.of(
            "dnsmasq",
            // In a namespace of an ordinary user nobody can become another.
            user.equals("-") ? "--no-daemon" : "--keep-in-foreground",
            user.equals("-") ? "--no-daemon" : "--user=" + user,
            "--conf-file=" + file,
            "--pid-file=",
            "--log-facility=" + folder.resolve(name.split("-", -1)[0] + ".log"),
            "--dhcp-hostsfile=" + folder.resolve("hosts"),
            "--dhcp-leasefile=" + folder.resolve("leases"));
    var builder = new ProcessBuilder(words).redirectErrorStream(true);
    Process process = builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    Files.writeString(folder.resolve(name + ".pid"), Long.toString(process.pid()));
    services.put(name, new Running(text, process));
  }

  /// Starts again what ended, and keeps what is written down from filling the disk.
  void tend(Plan plan) throws IOException {
    serve(plan);
    for (Path log : List.of(folder.resolve("names.log"), folder.resolve("dhcp.log")))
      if (Files.exists(log) && Files.size(log) > LOG_BYTES_MAX) Files.write(log, new byte[0]);
  }

  private void end(String name) {
    Running old = services.remove(name);
    if (old == null) return;
    old.process.destroy();
    old.process.onExit().join();
  }

  /// Ends what an earlier helper left behind.
  private static void end(Path file) throws IOException {
    String pid = Files.readString(file).strip();
    Files.delete(file);
    Path name = Path.of("/proc", pid, "comm");
    if (Files.exists(name) && Files.readString(name).strip().equals("dnsmasq"))
      said(run("", "kill", pid));
  }
}

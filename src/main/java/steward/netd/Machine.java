package steward.netd;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// What is done to this machine: rules, addresses, switches of the kernel, and the programs that
/// answer things. Thread-safe.
final class Machine {
  private static final int STOP_SECONDS = 5;
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

  /// Refuses a network of the things that is also that of the home, and a port that is the home's:
  /// what is at home would be looked for among the things, and no old rules put that right.
  static void apart(Plan plan) throws IOException {
    byte[] ours = InetAddress.ofLiteral(plan.value("net4", "gateway")).getAddress();
    int bits = Integer.parseInt(plan.value("net4", "bits"));
    String home = plan.value("home", "interface");
    for (String port : plan.all("port", "interface"))
      if (bridge(port).equals(home))
        throw new IOException(port + " is a port of " + home + ": it is no port of the things too");
    NetworkInterface network = NetworkInterface.getByName(home);
    if (network == null) return;
    for (InterfaceAddress one : network.getInterfaceAddresses())
      if (meets(ours, one.getAddress().getAddress(), Math.min(bits, one.getNetworkPrefixLength())))
        throw new IOException("the network of the things meets that of " + home);
  }

  /// The bridge whose port an interface is; empty where it is none's.
  static String bridge(String network) throws IOException {
    String said = Command.said("", "ip", "-o", "link", "show", "dev", network);
    return said.contains(" master ") ? said.replaceFirst("(?s).* master (\\S+).*", "$1") : "";
  }

  private static boolean meets(byte[] one, byte[] other, int bits) {
    if (one.length != other.length) return false;
    int apart = new BigInteger(1, one).xor(new BigInteger(1, other)).bitLength();
    return apart <= one.length * Byte.SIZE - bits;
  }

  /// The interfaces of a plan as they are now: whether they are the ones of before, and addressed.
  static String seen(Plan plan) throws IOException {
    var seen = new StringJoiner(" ");
    for (String kind : List.of("things", "home", "port"))
      for (Plan.Row row : plan.all(kind)) {
        NetworkInterface network = NetworkInterface.getByName(row.value("interface"));
        seen.add(network == null ? "-" : "" + network.getIndex());
      }
    NetworkInterface things = NetworkInterface.getByName(plan.value("things", "interface"));
    InetAddress gateway = InetAddress.ofLiteral(plan.value("net4", "gateway"));
    return seen.add("" + (things != null && things.inetAddresses().anyMatch(gateway::equals)))
        .toString();
  }

  /// Interfaces and the kernel's switches, after the rules: nothing is passed on before them.
  static void open(String group, Plan plan) throws IOException {
    Command.links(Template.of(group + ".links", plan));
    for (String line : Template.of(group + ".sysctl", plan).lines().toList()) turn(line);
  }

  /// Sets a switch of the kernel, `net/… VALUE`, where there is such a one.
  static void turn(String line) throws IOException {
    String[] words = line.split(" ", 2);
    Path file = Path.of("/proc/sys", words[0]);
    if (Files.exists(file)) Files.writeString(file, words[1]);
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
    if (!then.contains("")) Command.said("", then.toArray(String[]::new));
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
    if (!hasEnded(old.process)) old.process.destroyForcibly();
    if (!hasEnded(old.process)) System.err.println(name + " does not end");
  }

  private static boolean hasEnded(Process process) {
    process.onExit().completeOnTimeout(process, STOP_SECONDS, TimeUnit.SECONDS).join();
    return !process.isAlive();
  }

  /// Ends what an earlier helper left behind; a tunnel goes on, with those who are in it. Another
  /// program may have its number by now: ours has this folder among its words.
  private void end(Path file) throws IOException {
    String pid = Files.readString(file).strip();
    Files.delete(file);
    if (!pid.matches("[0-9]{1,10}")) return;
    Path process = Path.of("/proc", pid);
    try {
      String words = Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1);
      if (OURS.contains(Files.readString(process.resolve("comm")).strip())
          && words.contains(folder.toString())) Command.said("", "kill", pid);
    } catch (NoSuchFileException _) {
      // It has ended.
    }
  }
}

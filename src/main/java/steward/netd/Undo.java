package steward.netd;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a tried plan changes of this machine beyond rules: the way back, written down before it is
/// tried, as lines of `ip` and switches of the kernel. It outlives us.
final class Undo {
  private static final String SWITCHES = "net/";

  private final Path file;

  Undo(Path file) {
    this.file = file;
  }

  /// @param holds the plan that holds meanwhile
  void note(Plan plan, Optional<Plan> holds) throws IOException {
    var lines = new ArrayList<String>();
    for (Plan.Row port : plan.all("port")) {
      String name = port.value("interface");
      if (!Command.said("", "ip", "-o", "link", "show", "dev", name).contains(" master "))
        lines.add("link set dev " + name + " nomaster");
    }
    String things = plan.value("things", "interface");
    for (String kind : List.of("net4", "net6"))
      for (Plan.Row net : plan.all(kind)) address(net, things).ifPresent(lines::add);
    lines.addAll(Rules.unknown(plan, holds).lines().toList());
    for (String line : Template.of("fence.sysctl", plan).lines().toList()) {
      String name = line.split(" ", -1)[0];
      Path place = Path.of("/proc/sys", name);
      if (Files.exists(place)) lines.add(name + " " + Files.readString(place).strip());
    }
    Trial.keep(file, lines);
  }

  private static Optional<String> address(Plan.Row net, String things) throws IOException {
    InetAddress address = InetAddress.ofLiteral(net.value("gateway"));
    int bits = Integer.parseInt(net.value("bits"));
    NetworkInterface network = NetworkInterface.getByName(things);
    boolean has =
        network != null
            && network.getInterfaceAddresses().stream()
                .anyMatch(one ->
                    one.getNetworkPrefixLength() == bits && isSame(one.getAddress(), address));
    String line = "addr del " + net.value("gateway") + "/" + bits + " dev " + things;
    return has ? Optional.empty() : Optional.of(line);
  }

  private static boolean isSame(InetAddress one, InetAddress other) {
    return java.util.Arrays.equals(one.getAddress(), other.getAddress());
  }

  /// Goes back, where there is a way back; what fails is told and keeps nobody from the rules.
  void go() {
    try {
      if (!Files.exists(file)) return;
      var links = new StringBuilder();
      for (String line : Files.readAllLines(file)) {
        if (!line.startsWith(SWITCHES)) links.append(line).append('\n');
        else if (Files.exists(Path.of("/proc/sys", line.split(" ", 2)[0])))
          Files.writeString(Path.of("/proc/sys", line.split(" ", 2)[0]), line.split(" ", 2)[1]);
      }
      Command.links(links.toString());
      done();
    } catch (IOException | RuntimeException e) {
      System.err.println("what was tried is not all undone: " + e.getMessage());
    }
  }

  void done() throws IOException {
    Files.deleteIfExists(file);
  }
}

package steward.netd;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;

/// What a tried plan changes of this machine beyond rules: the way back, written down before it is
/// tried, as lines of `ip` and switches of the kernel. It outlives us.
final class Undo {
  private final Path file;

  Undo(Path file) {
    this.file = file;
  }

  /// @param holds the plan that holds meanwhile
  void note(Plan plan, Optional<Plan> holds) throws IOException {
    var lines = new ArrayList<String>();
    for (String line : Rules.unlinked(plan, holds).lines().toList())
      lines.add(back(line.split(" ", -1), line, plan.value("things", "interface")));
    for (String line : Template.of("fence.sysctl", plan).lines().toList()) {
      String name = line.split(" ", -1)[0];
      Path place = Path.of("/proc/sys", name);
      if (Files.exists(place)) lines.add(name + " " + Files.readString(place).strip());
    }
    Trial.keep(file, lines);
  }

  /// The line as it leaves alone what somebody else put there: `link set dev PORT nomaster`, `addr
  /// del ADDRESS/BITS dev INTERFACE`. A port of another bridge goes back to it.
  private static String back(String[] words, String line, String things) throws IOException {
    if (!words[0].equals("link")) return wasThere(words) ? "" : line;
    String bridge = Machine.bridge(words[3]);
    if (bridge.isEmpty()) return line;
    return bridge.equals(things) ? "" : "link set dev " + words[3] + " master " + bridge;
  }

  private static boolean wasThere(String[] words) throws IOException {
    NetworkInterface network = NetworkInterface.getByName(words[4]);
    if (network == null || !words[0].equals("addr")) return false;
    String[] parts = words[2].split("/", -1);
    InetAddress address = InetAddress.ofLiteral(parts[0]);
    for (InterfaceAddress one : network.getInterfaceAddresses())
      if (one.getNetworkPrefixLength() == Integer.parseInt(parts[1])
          && InetAddress.getByAddress(one.getAddress().getAddress()).equals(address)) return true;
    return false;
  }

  /// Goes back, where there is a way back; what fails is told and keeps nobody from the rules.
  void go() {
    try {
      if (!Files.exists(file)) return;
      var links = new StringBuilder();
      for (String line : Files.readAllLines(file)) {
        if (line.startsWith("net/")) Machine.turn(line);
        else links.append(line).append('\n');
      }
      Command.links(links.toString());
      done();
    } catch (IOException | RuntimeException e) {
      System.err.println("what was tried is not all undone: " + e.getMessage());
    }
  }

  /// What was tried holds. Left there, the way back is gone at the next start and the plan put up.
  void done() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      System.err.println("the way back is still written down: " + e.getMessage());
    }
  }
}

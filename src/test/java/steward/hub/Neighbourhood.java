package steward.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import steward.NetworkNamespace;

/// Another machine beside this one: a network namespace with a cable to here. Skips the test where
/// none can be made.
final class Neighbourhood {
  /// A network of its own for each process: two of them may test at the same time.
  private static final long CABLE = 100 + ProcessHandle.current().pid() % 100;

  /// This machine on the cable, and the other one.
  static final String HERE = "10.213." + CABLE + ".1";

  static final String NEIGHBOUR = "10.213." + CABLE + ".2";
  static final String HERE_6 = "fd13:" + CABLE + "::1";
  static final String NEIGHBOUR_6 = "fd13:" + CABLE + "::2";

  private final String space = "stw" + ProcessHandle.current().pid();
  private final String near = "sa" + ProcessHandle.current().pid() % 100_000;
  private final String far = "sb" + ProcessHandle.current().pid() % 100_000;

  private Neighbourhood() {}

  static Neighbourhood make() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "only root can make networks");
    assumeTrue(program("ip").isPresent() && program("curl").isPresent(), "ip or curl is missing");
    var made = new Neighbourhood();
    assumeTrue(
        run("ip", "netns", "add", made.space).isEmpty(), "network namespaces are not allowed here");
    made.link();
    return made;
  }

  private void link() throws Exception {
    boolean linked =
        run("ip", "link", "add", near, "type", "veth", "peer", "name", far, "netns", space)
            .isEmpty();
    if (!linked) run("ip", "netns", "del", space);
    assumeTrue(linked, "pairs of interfaces are not allowed here");
    run("ip", "addr", "add", HERE + "/24", "dev", near);
    run("ip", "addr", "add", HERE_6 + "/64", "dev", near, "nodad");
    run("ip", "link", "set", near, "up");
    inside("ip", "addr", "add", NEIGHBOUR + "/24", "dev", far);
    inside("ip", "addr", "add", NEIGHBOUR_6 + "/64", "dev", far, "nodad");
    inside("ip", "link", "set", far, "up");
    inside("ip", "link", "set", "lo", "up");
  }

  /// Gives the other machine an address of its own behind it.
  void behind(String address) throws Exception {
    boolean six = address.contains(":");
    inside("ip", "addr", "add", address + (six ? "/128" : "/32"), "dev", far, six ? "nodad" : "");
    run("ip", "route", "add", address, "via", six ? NEIGHBOUR_6 : NEIGHBOUR);
  }

  /// Gives the other machine these addresses of a network behind it, such as `fd13:80::/64`.
  void behind(String network, List<String> addresses) throws Exception {
    Path batch = Files.createTempFile("addresses", ".txt");
    Files.write(
        batch,
        addresses.stream().map(one -> "addr add " + one + "/128 dev " + far + " nodad").toList());
    inside("ip", "-6", "-batch", batch.toString());
    Files.delete(batch);
    run("ip", "-6", "route", "add", network, "via", NEIGHBOUR_6, "dev", near);
  }

  private static Optional<Path> program(String name) {
    return List.of("/usr/sbin/", "/usr/bin/", "/sbin/", "/bin/").stream()
        .map(folder -> Path.of(folder + name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /// @return what it complained of
  private static String run(String... words) throws Exception {
    var all = new ArrayList<>(List.of(words));
    all.set(0, program(words[0]).orElseThrow().toString());
    all.removeIf(String::isEmpty);
    var builder = new ProcessBuilder(all).redirectErrorStream(true);
    builder
        .environment()
        .keySet()
        .removeIf(key -> key.toLowerCase(java.util.Locale.ROOT).contains("proxy"));
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return said;
  }

  /// Runs a program on the other machine; what it said.
  String inside(String... words) throws Exception {
    var all = new ArrayList<>(List.of("ip", "netns", "exec", space));
    all.addAll(List.of(words));
    all.set(4, program(words[0]).orElseThrow().toString());
    return run(all.toArray(String[]::new));
  }

  /// Runs this on the other machine: the sockets that it opens are there.
  <T> T there(Callable<T> work) throws Exception {
    return NetworkNamespace.in(space, 120, work);
  }

  void close() throws Exception {
    run("ip", "link", "del", near);
    run("ip", "netns", "del", space);
  }
}

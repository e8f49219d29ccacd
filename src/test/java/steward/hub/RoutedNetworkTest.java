package steward.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A house without an owner, seen from a neighbour on its network and from behind a router: two
/// addresses in a network namespace, of which only one is on the attached network.
class RoutedNetworkTest {
  private static final String NEIGHBOUR = "10.213.77.2";
  private static final String ROUTED = "10.213.78.2";
  private static final String HERE = "10.213.77.1";
  private static final String NEIGHBOUR_6 = "fd13:77::2";
  private static final String ROUTED_6 = "fd13:78::2";
  private static final String HERE_6 = "fd13:77::1";

  @TempDir Path home;

  private final String space = "stw" + ProcessHandle.current().pid();
  private final String near = "sa" + ProcessHandle.current().pid() % 100_000;
  private final String far = "sb" + ProcessHandle.current().pid() % 100_000;
  private boolean made;

  @BeforeEach
  void begin() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "only root can make networks");
    assumeTrue(program("ip").isPresent() && program("curl").isPresent(), "ip or curl is missing");
    made = run("ip", "netns", "add", space).isEmpty();
    assumeTrue(made, "network namespaces are not allowed here");
    boolean linked =
        run("ip", "link", "add", near, "type", "veth", "peer", "name", far, "netns", space)
            .isEmpty();
    assumeTrue(linked, "pairs of interfaces are not allowed here");
    run("ip", "addr", "add", HERE + "/24", "dev", near);
    run("ip", "addr", "add", HERE_6 + "/64", "dev", near, "nodad");
    run("ip", "link", "set", near, "up");
    inside("ip", "addr", "add", NEIGHBOUR + "/24", "dev", far);
    inside("ip", "addr", "add", ROUTED + "/32", "dev", far);
    inside("ip", "addr", "add", NEIGHBOUR_6 + "/64", "dev", far, "nodad");
    inside("ip", "addr", "add", ROUTED_6 + "/128", "dev", far, "nodad");
    inside("ip", "link", "set", far, "up");
    run("ip", "route", "add", ROUTED + "/32", "via", NEIGHBOUR);
    run("ip", "route", "add", ROUTED_6 + "/128", "via", NEIGHBOUR_6);
  }

  @AfterEach
  void end() throws Exception {
    if (!made) return;
    run("ip", "link", "del", near);
    run("ip", "netns", "del", space);
  }

  private static java.util.Optional<Path> program(String name) {
    return List.of("/usr/sbin/", "/usr/bin/", "/sbin/", "/bin/").stream()
        .map(folder -> Path.of(folder + name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /// @return what it complained of
  private static String run(String... words) throws Exception {
    var all = new ArrayList<>(List.of(words));
    all.set(0, program(words[0]).orElseThrow().toString());
    var builder = new ProcessBuilder(all).redirectErrorStream(true);
    builder
        .environment()
        .keySet()
        .removeIf(key -> key.toLowerCase(java.util.Locale.ROOT).contains("proxy"));
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return said;
  }

  private String inside(String... words) throws Exception {
    var all = new ArrayList<>(List.of("ip", "netns", "exec", space));
    all.addAll(List.of(words));
    all.set(4, program(words[0]).orElseThrow().toString());
    return run(all.toArray(String[]::new));
  }

  private String status(String from, String to, int port, String path) throws Exception {
    return inside(
        "curl",
        "-k",
        "-s",
        "-g",
        "-m",
        "20",
        "-o",
        "/dev/null",
        "-w",
        "%{http_code}",
        "--interface",
        from,
        "https://" + to + ":" + port + path);
  }

  @Test
  void only_a_neighbour_finds_the_claim() throws Exception {
    try (RunningHouse house =
        RunningHouse.on(home, "https.port=0", "https.certificate-port=0", "https.listen=home")) {
      int port = house.house.port("https");
      for (var way :
          List.of(
              List.of(NEIGHBOUR, ROUTED, HERE),
              List.of(NEIGHBOUR_6, ROUTED_6, "[" + HERE_6 + "]"))) {
        String neighbour = way.get(0);
        String routed = way.get(1);
        String here = way.get(2);
        assertThat(status(neighbour, here, port, "/healthz")).isEqualTo("200");
        assertThat(status(neighbour, here, port, "/claim")).isEqualTo("200");
        assertThat(status(neighbour, here, port, "/api/v1/claim/status")).isEqualTo("200");
        assertThat(status(neighbour, here, port, "/api/v1/house")).isEqualTo("404");
        assertThat(status(routed, here, port, "/healthz")).isEqualTo("200");
        for (String path : List.of("/", "/claim", "/api/v1/claim/status", "/api/v1/authority"))
          assertThat(status(routed, here, port, path)).as(routed + path).isEqualTo("404");
      }
      assertThat(
              inside(
                  "curl",
                  "-s",
                  "-m",
                  "5",
                  "-w",
                  "%{http_code}",
                  "http://" + HERE + ":" + house.house.port("http") + "/healthz"))
          .as("the plain door is on the loopback interface only")
          .isEqualTo("000");
    }
  }
}

package steward.network.fence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Everything that the fence promises, tried in a home of network namespaces by an ordinary user's
/// rights: see [Proof] and [LivingProof] for the claims. Skipped, with the reason, where the kernel
/// or the machine lacks something.
class FenceProofTest {
  private static final String ENTER = "ip link set lo up && exec \"$@\"";

  private static final String TOLD = "told";

  @TempDir Path folder;

  private static String tried(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    return process.waitFor() == 0 ? "" : said.isEmpty() ? "failed" : said;
  }

  private static String inside(String script) throws Exception {
    return tried("unshare", "--user", "--map-root-user", "--net", "--mount", "sh", "-c", script);
  }

  /// What is missing, by asking for it.
  private static void needs(String what, String script) throws Exception {
    String said = inside(script);
    assumeTrue(said.isEmpty(), what + ": " + said);
  }

  @Test
  void everything_that_the_fence_promises_holds() throws Exception {
    assumeTrue(System.getProperty("os.name").equals("Linux"), "only Linux has such namespaces");
    for (String program : List.of("unshare", "ip", "bridge", "nft", "dnsmasq"))
      assumeTrue(has(program), program + " is missing: tools/install-test-peers installs it");
    needs("no network namespaces for an ordinary user here", "true");
    needs("no namespaces below them", "mount -t tmpfs none /run && ip netns add one");
    needs("no pairs of interfaces", "ip link add v0 type veth peer name v1");
    needs(
        "no isolated ports of a bridge",
        "ip link add v0 type veth peer name v1 && ip link add b0 type bridge && ip link set v0 master b0"
            + " && ip link set dev v0 type bridge_slave isolated on");
    needs("no rules of family inet", rule("inet", "type filter hook forward priority 0;"));
    needs("no address translation", rule("inet", "type nat hook prerouting priority 0;"));
    needs("no rules of family bridge", rule("bridge", "type filter hook forward priority 0;"));
    Process bare = start(Proof.class);
    Process living = start(LivingProof.class);
    holds(bare, Proof.class, 17);
    holds(living, LivingProof.class, 10);
  }

  private void holds(Process process, Class<?> proof, int claimed) throws Exception {
    List<String> claims = said(process, proof);
    assertThat(claims).as("what was claimed").hasSizeGreaterThan(claimed).last().isEqualTo("end");
    claims.stream().filter(line -> line.startsWith("skipped ")).forEach(System.out::println);
    assertThat(claims).filteredOn(line -> line.startsWith("no ")).isEmpty();
  }

  private static String rule(String family, String chain) {
    return "nft 'table " + family + " t { chain c { " + chain + " } ; }'";
  }

  private static boolean has(String program) {
    return List.of("/usr/sbin/", "/usr/bin/", "/sbin/", "/bin/").stream()
        .anyMatch(place -> Files.isExecutable(Path.of(place + program)));
  }

  /// Each in a home of its own, at the same time: most of it is waiting.
  private Process start(Class<?> proof) throws IOException {
    Path own = Files.createDirectories(folder.resolve(proof.getSimpleName()));
    var command =
        new ArrayList<>(
            List.of(
                "unshare",
                "--user",
                "--map-root-user",
                "--net",
                "--mount",
                "--kill-child",
                "sh",
                "-c",
                ENTER,
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                proof.getName(),
                own.toString()));
    var builder = new ProcessBuilder(command).redirectError(own.resolve(TOLD).toFile());
    builder.environment().merge("PATH", "/usr/sbin:/sbin", (path, more) -> path + ":" + more);
    Process process = builder.start();
    process.getOutputStream().close();
    return process;
  }

  private List<String> said(Process process, Class<?> proof)
      throws IOException, InterruptedException {
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    boolean ended = process.waitFor(10, TimeUnit.SECONDS);
    String times = Files.readString(folder.resolve(proof.getSimpleName()).resolve(TOLD));
    System.out.println(times);
    assertThat(ended).isTrue();
    return said.lines().toList();
  }
}

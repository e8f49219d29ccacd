package steward.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import steward.value.Tree;

/// The privacy package as its steps say: its key and the house's authority go into a throw-away
/// store of NSS with the commands of the guide, and the system's Chromium, which trusts nothing
/// else, signs in with no code.
///
/// Which certificate a browser shows without asking is said by a policy of the whole system; the
/// browser sees another one in a mount namespace of its own, which takes root.
@Timeout(180)
class PackageInChromiumTest {
  private static final String PASSWORD = "a password of 22 signs";
  private static final Path SETTINGS = Path.of("/etc/chromium");

  @TempDir Path home;

  // Begun when it is known that the story can be told here.
  @SuppressWarnings("NullAway.Init")
  private OwnedHouse house;

  @AfterEach
  void end() {
    if (house != null) house.close();
  }

  private static boolean has(String program) {
    return Stream.of("/usr/bin/", "/usr/sbin/", "/bin/")
        .anyMatch(folder -> Files.isExecutable(Path.of(folder + program)));
  }

  private String run(Path as, String... command) throws Exception {
    Path said = Files.createTempFile(home, "said", ".txt");
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
    builder.environment().put("HOME", as.toString());
    builder.environment().keySet().removeIf(name -> name.startsWith("XDG_"));
    Process process = builder.start();
    boolean isOver = process.waitFor(120, TimeUnit.SECONDS);
    if (!isOver) process.destroyForcibly();
    String text = Files.readString(said, StandardCharsets.UTF_8);
    assertThat(isOver).as(text).isTrue();
    assertThat(process.exitValue()).as(String.join(" ", command) + ": " + text).isZero();
    return text;
  }

  /// Alice's client with its package, whose certificate suffices.
  private Tree packaged() {
    var session = house.alice("GET", "/session", "").json();
    String client = session.get("client").get("id").text();
    var made =
        house.alice(
            "POST", "/clients/" + client + "/package", "{\"password\":\"" + PASSWORD + "\"}");
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    assertThat(
            house.alice("PATCH", "/clients/" + client, "{\"certificateSuffices\":true}").status())
        .isEqualTo(200);
    return made.json();
  }

  @Test
  void the_key_of_a_package_signs_in_without_a_code() throws Exception {
    for (String program : List.of("chromium", "certutil", "pk12util", "unshare"))
      assumeTrue(has(program), program + " is not installed; see tools/install-test-peers");
    assumeTrue(
        Files.isWritable(Path.of("/")) && Files.isDirectory(SETTINGS),
        "only root may show a browser another policy");
    house = OwnedHouse.on(Files.createDirectory(home.resolve("house")));
    Tree made = packaged();
    String host = made.get("host").text();
    Path user = Files.createDirectory(home.resolve("user"));
    install(user, made);
    Path policy = Files.createDirectory(home.resolve("policy"));
    Files.writeString(
        policy.resolve("steward.json"),
        """
        {"AutoSelectCertificateForUrls":["{\\"pattern\\":\\"https://%s\\",\\"filter\\":{}}"]}
        """
            .formatted(host));
    String at = "https://" + host + ":" + house.running().house.port("certificate");
    assertThat(visit(user, policy, at + "/api/v1/session"))
        .contains("\"name\":\"Alice\"", "\"atMachine\":false", host, "\"freshUntil\":null");
  }

  /// With the commands of the package's own steps.
  private void install(Path user, Tree made) throws IOException, Exception {
    Path store = Files.createDirectories(user.resolve(".pki/nssdb"));
    Path authority = Files.writeString(user.resolve("house-ca.crt"), made.get("authority").text());
    Path bundle = user.resolve("client.p12");
    Files.write(bundle, Base64.getDecoder().decode(made.get("pkcs12").text()));
    String db = "sql:" + store;
    run(user, "certutil", "-d", db, "-N", "--empty-password");
    run(user, "certutil", "-d", db, "-A", "-t", "C,,", "-n", "Steward", "-i", authority.toString());
    run(user, "pk12util", "-d", db, "-i", bundle.toString(), "-W", PASSWORD);
    assertThat(run(user, "certutil", "-d", db, "-K")).containsIgnoringCase("steward ");
    run(user, "certutil", "-d", db, "-V", "-u", "L", "-n", "Steward");
  }

  private String visit(Path user, Path policy, String address) throws Exception {
    var browser =
        new ArrayList<>(
            List.of(
                "chromium",
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--host-resolver-rules=MAP *.local 127.0.0.1",
                "--user-data-dir=" + user.resolve("profile"),
                "--timeout=60000",
                "--dump-dom",
                address));
    Path script =
        Files.writeString(
            user.resolve("visit.sh"),
            "mount -t tmpfs none %1$s && mkdir -p %1$s/policies/managed && cp \"$1\"/* %1$s/policies/managed && shift && exec \"$@\"\n"
                .formatted(SETTINGS));
    var command = new ArrayList<>(List.of("unshare", "-m", "sh", script.toString()));
    command.add(policy.toString());
    command.addAll(browser);
    return run(user, command.toArray(String[]::new));
  }
}

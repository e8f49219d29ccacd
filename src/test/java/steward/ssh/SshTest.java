package steward.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real OpenSSH client at a real house.
class SshTest {
  private static final String HOST = "house@127.0.0.1";

  @TempDir Path home;
  @TempDir Path folder;

  private SshHouse house;
  private OpenSsh client;

  @BeforeEach
  void start() throws Exception {
    assumeTrue(OpenSsh.isInstalled(), "there is no OpenSSH client on this machine");
    house = new SshHouse(home, Limits.usual());
    client = new OpenSsh(folder, house.server.port());
    client.know(house.server.hostKeyLine(List.of("127.0.0.1", "::1")));
    house.clients.put(client.make("laptop", "-t", "ed25519"), "laptop");
  }

  @AfterEach
  void stop() {
    if (house != null) house.close();
  }

  @Test
  void a_command_runs_and_its_exit_code_comes_back() throws Exception {
    var things = client.ssh("laptop", HOST, "things", "--json");
    assertThat(things.out()).contains("\"items\"");
    assertThat(things.exit()).isZero();

    var unknown = client.ssh("laptop", HOST, "steward", "things", "'no such thing'");
    assertThat(unknown.err()).contains("there is no thing 'no such thing'");
    assertThat(unknown.exit()).isEqualTo(7);
    await().untilAsserted(() -> assertThat(house.closed).hasSize(2));
    assertThat(house.opened).containsExactly("laptop", "laptop");
  }

  @Test
  void the_usual_kinds_of_keys_serve_and_ipv6_too() throws Exception {
    house.clients.put(client.make("curve", "-t", "ecdsa", "-b", "256"), "curve");
    house.clients.put(client.make("rsa", "-t", "rsa", "-b", "3072"), "rsa");

    assertThat(client.ssh("curve", HOST, "version").out()).startsWith("steward ");
    assertThat(client.ssh("rsa", HOST, "version").out()).startsWith("steward ");
    assertThat(client.ssh("laptop", "house@::1", "version").out()).startsWith("steward ");
  }

  @Test
  void without_a_command_there_is_a_prompt() throws Exception {
    var session =
        OpenSsh.ended(
            client.start("laptop", "-tt", HOST),
            "version\rthinsg\u007f\u007fgs\rhelp things\rexit\r");
    assertThat(session.out())
        .contains("Alice is the owner of this house now.")
        .contains("steward> ", "steward (not yet a release), Java ", "No things yet", "Usage:")
        .contains("\r\n")
        .doesNotContain("--url", "--token-file");
    assertThat(session.exit()).isZero();

    var piped = OpenSsh.ended(client.start("laptop", "-T", HOST), "status\nthings nothing-here\n");
    assertThat(piped.out()).contains("Home, 0 things").doesNotContain("steward> ");
    assertThat(piped.exit()).as("the code of the last command").isEqualTo(7);
  }

  @Test
  void what_is_for_whoever_sits_at_the_machine_is_refused() throws Exception {
    for (String command : List.of("run", "demo", "doctor", "completion bash", "aot-train")) {
      var said = client.ssh("laptop", HOST, command);
      assertThat(said.err()).contains("is for whoever sits at the steward's machine");
      assertThat(said.exit()).isEqualTo(2);
    }
    Path secret = Files.writeString(folder.resolve("secret.yaml"), "name: TopSecret\n");
    for (String command :
        List.of(
            "activities add " + secret,
            "things @" + secret,
            "status --url http://192.0.2.1",
            "status --token-file " + secret,
            "status '",
            "sonoff pair --now --house 192.0.2.1:1 --ssid x --at 127.0.0.1:1",
            "inbox secret lamp key",
            "inbox secret lamp key --file " + secret,
            "version $(id)")) {
      var said = client.ssh("laptop", HOST, command);
      assertThat(said.exit()).as(command).isNotZero();
      assertThat(said.out() + said.err()).doesNotContain("TopSecret").doesNotContain("uid=");
    }
    assertThat(client.ssh("laptop", HOST, "sonoff way-out BASICR3 3.6.0").out())
        .contains("<- take this one");
    var piped =
        OpenSsh.ended(client.start("laptop", HOST, "activities", "check", "-"), "name: [\n");
    assertThat(piped.err()).contains("standard input");
  }

  @Test
  void there_is_no_shell_no_files_no_forwarding_and_no_password() throws Exception {
    assertThat(client.ssh("laptop", HOST, "sh -c id").err()).contains("there is no command 'sh'");
    assertThat(client.ssh("laptop", HOST, "scp -t /tmp").err()).contains("no command 'scp'");
    assertThat(client.ssh("laptop", "-s", HOST, "sftp").err()).contains("subsystem request failed");
    assertThat(client.ssh("laptop", "-X", "-A", HOST, "version").exit()).isZero();
    assertThat(client.ssh("laptop", "-o", "SetEnv=LD_PRELOAD=x", HOST, "version").exit()).isZero();
    assertThat(
            client
                .ssh(
                    "laptop",
                    "-o",
                    "ExitOnForwardFailure=yes",
                    "-R",
                    "0:127.0.0.1:1",
                    HOST,
                    "version")
                .err())
        .contains("remote port forwarding failed");
    int http = house.house.house.port("http");
    assertThat(client.ssh("laptop", "-W", "127.0.0.1:" + http, HOST).err()).contains("open failed");
    var password =
        client.ssh(
            "none",
            "-o",
            "PreferredAuthentications=password,keyboard-interactive,hostbased",
            HOST,
            "version");
    assertThat(password.err()).contains("Permission denied (publickey)");
    assertThat(password.exit()).isEqualTo(255);
  }

  @Test
  void a_key_that_nobody_registered_opens_nothing() throws Exception {
    client.make("foreign", "-t", "ed25519");
    var said = client.ssh("foreign", HOST, "things");
    assertThat(said.err()).contains("Permission denied (publickey)");
    assertThat(house.opened).isEmpty();
    assertThat(house.counted("ssh.refused.keys")).isPositive();
  }

  @Test
  void who_is_revoked_while_connected_is_out_at_once_and_stays_out() throws Exception {
    Process watching = client.start("laptop", HOST, "watch");
    Process prompt = client.start("laptop", "-T", HOST);
    await().until(() -> house.opened.size() == 2);
    await().until(() -> house.counted("ssh.commands") == 1);

    house.clients.clear();
    house.server.disconnect("laptop");

    assertThat(watching.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(prompt.waitFor(60, TimeUnit.SECONDS)).isTrue();
    await().untilAsserted(() -> assertThat(house.closed).hasSize(2));
    await().until(() -> house.counted("ssh.commands") == 0);
    assertThat(client.ssh("laptop", HOST, "version").err()).contains("Permission denied");
  }

  @Test
  void what_runs_ends_with_its_connection_or_on_ctrl_c() throws Exception {
    Process gone = client.start("laptop", HOST, "watch");
    await().until(() -> house.counted("ssh.commands") == 1);
    gone.destroyForcibly();
    await().until(() -> house.counted("ssh.commands") == 0);

    Process typing = client.start("laptop", "-tt", HOST);
    var out = new BufferedReader(new InputStreamReader(typing.getInputStream(), UTF_8));
    typing.getOutputStream().write("watch\r".getBytes(UTF_8));
    typing.getOutputStream().flush();
    await().until(() -> house.counted("ssh.commands") == 1);
    typing.getOutputStream().write(3);
    typing.getOutputStream().flush();
    await().until(() -> house.counted("ssh.commands") == 0);
    typing.getOutputStream().write("version\rexit\r".getBytes(UTF_8));
    typing.getOutputStream().flush();
    assertThat(out.lines().toList().toString()).contains("^C", "Java ");
    assertThat(typing.waitFor()).isZero();
  }

  @Test
  void one_client_runs_so_many_commands_at_once_and_no_more() throws Exception {
    var watching = new ArrayList<Process>();
    for (int i = 0; i < 4; i++) watching.add(client.start("laptop", HOST, "watch"));
    await().until(() -> house.counted("ssh.commands") == 4);
    var fifth = client.ssh("laptop", HOST, "things");
    assertThat(fifth.err()).contains("4 commands of yours run already");
    assertThat(fifth.exit()).isEqualTo(8);
    watching.forEach(Process::destroy);
    await().until(() -> house.counted("ssh.commands") == 0);
  }

  @Test
  void a_flood_of_connections_keeps_no_registered_client_out() throws Exception {
    var flood = new ArrayList<Socket>();
    try {
      for (int address = 2; address < 42; address++) {
        for (int i = 0; i < 12; i++) {
          flood.add(
              new Socket(
                  InetAddress.ofLiteral("127.0.0.1"),
                  client.port(),
                  InetAddress.ofLiteral("127.0.1." + address),
                  0));
        }
      }
      await().until(() -> house.counted("ssh.refused.pushed-out") > 0);
      assertThat(house.counted("ssh.connections")).isLessThanOrEqualTo(32);
      assertThat(client.ssh("laptop", HOST, "version").exit()).isZero();
    } finally {
      for (Socket one : flood) one.close();
    }
    await().until(() -> house.counted("ssh.connections") == 0);
    assertThat(client.ssh("laptop", HOST, "version").exit()).isZero();
  }

  @Test
  void whoever_connects_learns_no_version_and_is_not_awaited_for_ever() throws Exception {
    try (var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), client.port())) {
      socket.setSoTimeout(10_000);
      var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
      assertThat(in.readLine()).isEqualTo("SSH-2.0-steward");
      socket.getOutputStream().write(new byte[100_000]);
      assertThat(in.skip(Long.MAX_VALUE)).as("it hangs up").isNotNegative();
    } catch (java.net.SocketException _) {
      // It hung up while we were still talking.
    }
    await().until(() -> house.counted("ssh.connections") == 0);
  }

  @Test
  void before_the_house_has_an_owner_nobody_elsewhere_is_answered() throws Exception {
    house.isClaimed = false;
    try (var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), client.port())) {
      socket.setSoTimeout(10_000);
      assertThat(socket.getInputStream().readAllBytes()).isEmpty();
    } catch (java.net.SocketException _) {
      // It hung up before we could read.
    }
    assertThat(house.counted("ssh.refused.unclaimed")).isEqualTo(1);
    house.isClaimed = true;
    assertThat(client.ssh("laptop", HOST, "version").exit()).isZero();
  }

  @Test
  void the_host_key_stays_and_is_the_stewards_own() throws Exception {
    Path file = home.resolve("keys/ssh-host.pem");
    assertThat(
            java.nio.file.attribute.PosixFilePermissions.toString(
                Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    var again = steward.access.SshHostKey.open(home);
    assertThat(again.key()).isEqualTo(house.server.hostKey().key());
    assertThat(house.server.hostKeyLine(List.of("steward.local")))
        .startsWith("[steward.local]:" + client.port() + " ssh-ed25519 AAAA");
  }
}

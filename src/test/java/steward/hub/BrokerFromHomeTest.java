package steward.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The plain door beyond the loopback interface, asked from another machine: a namespace of the
/// kernel at the other end of a cable, so that no packet leaves this one. Needs root.
@Timeout(120)
class BrokerFromHomeTest {
  private static final String PID = Long.toString(ProcessHandle.current().pid());
  private static final String SPACE = "mq" + PID;
  private static final String NEAR = "mqa" + PID;
  private static final String FAR = "mqb" + PID;
  private static final String HERE = "192.168.79.1";

  @TempDir Path home;

  @BeforeEach
  void connect() throws Exception {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/mosquitto_pub")),
        "mosquitto-clients is not installed");
    boolean isConnected =
        ran("ip", "netns", "add", SPACE).startsWith("0")
            && ran("ip", "link", "add", NEAR, "type", "veth", "peer", "name", FAR, "netns", SPACE)
                .startsWith("0")
            && ran("ip", "addr", "add", HERE + "/24", "dev", NEAR).startsWith("0")
            && ran("ip", "link", "set", NEAR, "up").startsWith("0")
            && far("ip", "addr", "add", "192.168.79.2/24", "dev", FAR).startsWith("0")
            && far("ip", "link", "set", FAR, "up").startsWith("0");
    assumeTrue(isConnected, "network namespaces cannot be made here (they need root)");
  }

  @AfterEach
  void disconnect() throws Exception {
    ran("ip", "netns", "del", SPACE);
  }

  private static String ran(String... command) throws Exception {
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor(60, TimeUnit.SECONDS);
      return process.exitValue() + " " + said;
    } catch (IOException e) {
      return "-1 " + e.getMessage();
    }
  }

  private static String far(String... command) throws Exception {
    var all = new ArrayList<>(List.of("ip", "netns", "exec", SPACE));
    all.addAll(List.of(command));
    return ran(all.toArray(String[]::new));
  }

  private static String publish(int port, String... words) throws Exception {
    var all =
        new ArrayList<>(
            List.of(
                "mosquitto_pub",
                "-h",
                HERE,
                "-p",
                "" + port,
                "-V",
                "mqttv5",
                "-q",
                "1",
                "-t",
                "home/door/state",
                "-m",
                "on"));
    all.addAll(List.of(words));
    return far(all.toArray(String[]::new));
  }

  @Test
  void before_the_claim_nobody_comes_in_from_the_network_and_after_it_nobody_without_a_name()
      throws Exception {
    String listen = "mqtt.listen=loopback," + NEAR + ",nosuch0";
    try (var house = RunningHouse.on(home, listen)) {
      awaitOpen(house.house.mqttPort());
      assertThat(publish(house.house.mqttPort())).contains("Not authorized");
      assertThat(publish(house.house.mqttPort(), "-u", "door", "-P", "guess"))
          .contains("Not authorized");
    }
    Files.writeString(home.resolve("keys/claimed"), "for a test\n");
    try (var house = RunningHouse.on(home, listen)) {
      int port = house.house.mqttPort();
      awaitOpen(port);
      var added =
          house.ask(
              "POST",
              "/things",
              "{\"family\":\"plain\",\"id\":\"door\",\"binding\":{\"key\":\"door\",\"observe.switch\":\"home/door/state\"}}");
      assertThat(added.status()).as(added.text()).isEqualTo(201);
      assertThat(publish(port)).contains("Not authorized");
      assertThat(publish(port, "-u", "door", "-P", "guess")).contains("Bad");
      var made = house.ask("POST", "/mqtt/clients", "{\"thing\":\"door\"}").json();
      assertThat(made.get("host").text()).isEqualTo(HERE);
      assertThat(made.get("ports").get("mqtt").whole(1, 65_535)).isEqualTo(port);
      assertThat(publish(port, "-u", "door", "-P", made.get("password").text()))
          .startsWith("0")
          .doesNotContain("authorized");
      Awaitility.await()
          .untilAsserted(() ->
              assertThat(house.get("/audit?operation=mqttConnect&limit=50").text())
                  .contains("192.168.79.2")
                  .doesNotContain("guess"));
    }
  }

  private static void awaitOpen(int port) {
    Awaitility.await()
        .until(() ->
            !publish(port).contains("refused the connection")
                && !publish(port).contains("Connection refused"));
  }
}

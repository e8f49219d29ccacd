package steward.mqtt;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The real `mosquitto_pub` and `mosquitto_sub` against our broker.
class MosquittoClientsTest {
  private final BrokerHouse house = new BrokerHouse();

  @BeforeEach
  void need() {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/mosquitto_pub")),
        "mosquitto-clients is not installed");
  }

  @AfterEach
  void end() {
    house.close();
  }

  private Process run(String program, String version, String... words) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(program, "-h", "127.0.0.1", "-p", "" + house.port(), "-V", version));
    command.addAll(List.of(words));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  @ParameterizedTest
  @CsvSource({
    "mqttv31,0",
    "mqttv31,1",
    "mqttv31,2",
    "mqttv311,0",
    "mqttv311,1",
    "mqttv311,2",
    "mqttv5,0",
    "mqttv5,1",
    "mqttv5,2"
  })
  void they_exchange_messages(String version, String qos) throws Exception {
    var sub =
        run(
            "mosquitto_sub",
            version,
            "-t",
            "a/+",
            "-q",
            qos,
            "-C",
            "3",
            "-W",
            "20",
            "-F",
            "%t %q %p");
    Awaitility.await()
        .until(() -> {
          var count = new int[1];
          house.work(core -> count[0] = core.router.subscriptions());
          return count[0] == 1;
        });
    for (int i = 0; i < 3; i++) {
      var pub = run("mosquitto_pub", version, "-t", "a/b", "-q", qos, "-m", "m" + i);
      assertThat(pub.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(pub.exitValue()).isZero();
    }
    assertThat(sub.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(new String(sub.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines())
        .containsExactly("a/b " + qos + " m0", "a/b " + qos + " m1", "a/b " + qos + " m2");
  }
}

package steward.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steward.sim.Visitor;

/// A steward of its own process is killed in the middle of its work: nothing that it acknowledged
/// is lost.
class KilledHouseTest {
  private static final int ACTIVITIES = 25;

  @TempDir Path home;

  @Test
  void what_was_acknowledged_survives_a_kill() throws Exception {
    Vertx vertx = Vertx.vertx();
    Process process = start();
    int port = port();
    var visitor = new Visitor(vertx, port, 0);
    await()
        .ignoreExceptions()
        .until(() ->
            RunningHouse.get(visitor.request(io.vertx.core.http.HttpMethod.GET, "/readyz", ""))
                .toString()
                .equals("ready\n"));
    RunningHouse.get(
        visitor.request(
            io.vertx.core.http.HttpMethod.POST,
            "/api/v1/things",
            "{\"family\":\"tasmota\",\"binding\":{\"topic\":\"kettle\"},\"id\":\"kettle\",\"room\":\"Kitchen\"}"));
    List<String> acknowledged = new ArrayList<>();
    for (int i = 0; i < ACTIVITIES; i++) {
      String answer =
          RunningHouse.get(
                  visitor.request(
                      io.vertx.core.http.HttpMethod.PUT,
                      "/api/v1/activities/a" + i,
                      "{\"name\":\"A"
                          + i
                          + "\",\"perform\":[{\"thing\":\"kettle\",\"action\":\"turn\",\"to\":\"on\"}]}"))
              .toString();
      if (answer.contains("\"version\":1")) acknowledged.add("a" + i);
    }
    String command =
        RunningHouse.get(
                visitor.request(
                    io.vertx.core.http.HttpMethod.POST,
                    "/api/v1/things/kettle/perform",
                    "{\"action\":\"turn\",\"to\":\"on\"}"))
            .toString();
    process.destroyForcibly().waitFor(60, TimeUnit.SECONDS);
    visitor.close();
    RunningHouse.get(vertx.close());

    assertThat(acknowledged).hasSize(ACTIVITIES);
    try (RunningHouse again = RunningHouse.on(home)) {
      assertThat(again.get("/activities").json().get("items").items())
          .extracting(one -> one.get("id").text())
          .containsAll(acknowledged);
      int id =
          (int)
              steward.value.Tree.of(
                      tools.jackson.databind.json.JsonMapper.shared()
                          .readValue(command, Object.class))
                  .get("id")
                  .number();
      assertThat(again.get("/commands/" + id).json().get("thing").text()).isEqualTo("kettle");
    }
  }

  private Process start() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            java,
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path")
                .replace(File.pathSeparator + File.pathSeparator, File.pathSeparator),
            "steward.hub.Steward",
            "run",
            "--home",
            home.toString(),
            "--set",
            "http.port=0",
            "--set",
            "https.port=off",
            "--set",
            "mqtt.port=0",
            "--set",
            "mqtt.tls-port=off",
            "--set",
            "ssh.port=off")
        .redirectOutput(home.resolve("out.txt").toFile())
        .redirectErrorStream(true)
        .start();
  }

  /// The port that the steward printed.
  private int port() {
    Path out = home.resolve("out.txt");
    await().until(() -> Files.readString(out).contains("http://127.0.0.1:"));
    try {
      String text = Files.readString(out);
      String rest = text.substring(text.indexOf("http://127.0.0.1:") + 17);
      return Integer.parseInt(rest.substring(0, rest.indexOf('/')));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}

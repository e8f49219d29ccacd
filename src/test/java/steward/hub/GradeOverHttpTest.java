package steward.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steward.sim.kasa.KasaDevice;
import steward.sim.kasa.KasaModel;

/// A plug's grade, from the first look to a run that a person ends, and over a restart.
class GradeOverHttpTest {
  private static final String HERE = "127.0.61.9";
  private static final String GRADE = "/api/v1/things/plug/grade";

  @TempDir Path home;

  private final Vertx vertx = Vertx.vertx();
  private final KasaDevice plug =
      new KasaDevice(
          vertx, HERE, KasaModel.HS110_NEW, "50C7BF010203", "Plug", KasaDevice.Ports.FREE);

  @BeforeEach
  void start() throws Exception {
    plug.start().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  @AfterEach
  void stop() throws Exception {
    plug.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  private static String state(RunningHouse house) {
    return house.get(GRADE).json().find("run").map(run -> run.get("state").text()).orElse("none");
  }

  @Test
  void a_plug_is_graded_asked_after_consent_stopped_and_remembered() {
    try (var house = RunningHouse.on(home)) {
      var added =
          house.ask(
              "POST",
              "/api/v1/things",
              """
              {"family":"kasa","id":"plug","name":"Plug","room":"Hall","binding":
              {"host":"%s","mac":"50:C7:BF:01:02:03","port":"%d","http-port":"%d"}}\
              """
                  .formatted(HERE, plug.ports().old(), plug.ports().http()));
      assertThat(added.status()).as(added.text()).isEqualTo(201);
      await().until(() -> house.get("/api/v1/things/plug").text().contains("\"present\""));

      var before = house.get(GRADE).json();
      assertThat(before.get("sold").get("letter").text()).isEqualTo("D");
      assertThat(before.has("enclosed")).isFalse();
      assertThat(before.get("plan").get("may").truth()).isTrue();
      assertThat(before.get("watch").get("says").text()).contains("is not watched");
      assertThat(house.get("/api/v1/network/grades").text()).contains("\"thing\":\"plug\"");
      assertThat(house.ask("POST", GRADE, "{\"agree\":false}").status()).isEqualTo(422);
      assertThat(state(house)).isEqualTo("none");

      assertThat(house.ask("POST", GRADE, "{\"agree\":true}").status()).isEqualTo(202);
      await().until(() -> !house.get(GRADE).json().get("run").get("log").items().isEmpty());
      assertThat(house.ask("DELETE", GRADE, "").status()).isEqualTo(200);
      await().until(() -> state(house).equals("stopped"));
      assertThat(house.get(GRADE).text()).doesNotContain("no answer");
    }
    try (var house = RunningHouse.on(home)) {
      assertThat(state(house)).isEqualTo("stopped");
      var again = house.ask("POST", GRADE, "{\"agree\":true}");
      assertThat(again.status()).isEqualTo(409);
    }
  }
}

package steward.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steward.sim.FakePlug;
import steward.sim.Mosquitto;

/// The main flow over a broker that is already there: a real Mosquitto.
class HouseOverMosquittoTest {
  @TempDir Path home;

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void end() {
    RunningHouse.get(vertx.close());
  }

  @Test
  void found_accepted_asked_confirmed_and_the_broker_may_go_and_come_back() throws Exception {
    assumeTrue(
        Mosquitto.isInstalled(),
        "Mosquitto is not installed; tools/install-test-peers brings it on Debian");
    try (Mosquitto broker = Mosquitto.start();
        RunningHouse steward =
            RunningHouse.on(
                home, "mqtt.port=off", "mqtt.external=mqtt://127.0.0.1:" + broker.port)) {
      try (FakePlug plug =
          RunningHouse.get(FakePlug.start(vertx, "127.0.0.1", broker.port, "kettle"))) {
        String key = "tasmota:" + plug.look().mac();
        await().until(() -> steward.get("/inbox").text().contains(key));
        steward.ask(
            "POST", "/inbox/" + key + "/accept", "{\"id\":\"kettle\",\"room\":\"Kitchen\"}");
        await()
            .until(() ->
                steward
                    .get("/things/kettle")
                    .json()
                    .get("status")
                    .get("state")
                    .text()
                    .equals("present"));
        var reply =
            steward.ask(
                "POST", "/things/kettle/perform?wait=10s", "{\"action\":\"turn\",\"to\":\"on\"}");
        assertThat(reply.json().get("outcome").text()).isEqualTo("confirmed");
        assertThat(plug.isOn()).isTrue();
      }
      broker.stop();
      await()
          .until(() ->
              steward
                  .get("/things/kettle")
                  .json()
                  .get("status")
                  .get("state")
                  .text()
                  .equals("absent"));
      assertThat(steward.get("/health").json().get("state").text()).isEqualTo("red");
    }
  }
}

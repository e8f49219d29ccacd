package steward.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steward.sim.LocalDevice;
import steward.sim.daikin.DaikinDevice;
import steward.sim.shelly.ShellyDevice;
import steward.sim.shelly.ShellyStates;
import steward.value.Tree;

/// A device behind another port than its usual one, as behind a forwarding router: a person types
/// address and port, and need not type what it is.
class BehindAnotherPortTest {
  @TempDir private Path home;
  private Vertx vertx;
  private RunningHouse house;

  @BeforeEach
  void begin() {
    vertx = Vertx.vertx();
    house = RunningHouse.on(home);
  }

  @AfterEach
  void end() throws Exception {
    house.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  private static <T extends LocalDevice> T started(T device) throws Exception {
    device.start().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    return device;
  }

  private List<Tree> inbox() {
    return house.get("/inbox").json().get("items").items();
  }

  private void isFoundAndObeys(String address, int port, String family, String key) {
    await()
        .until(() -> {
          var reply =
              house.ask(
                  "POST",
                  "/inbox/look",
                  "{\"host\":\"%s\",\"port\":%d,\"family\":\"%s\"}"
                      .formatted(address, port, family));
          assertThat(reply.status()).as(reply.text()).isEqualTo(202);
          return !inbox().isEmpty();
        });
    var accepted =
        house.ask(
            "POST",
            "/inbox/" + key + "/accept",
            "{\"id\":\"found\",\"name\":\"Found\",\"room\":\"Hall\"}");
    assertThat(accepted.status()).as(accepted.text()).isEqualTo(201);
    await()
        .until(() ->
            house.get("/things/found").json().get("status").get("state").text().equals("present"));
    // One that tells more of itself at this moment is driven anew, and its report may be missed.
    await().until(() -> turnedOn().equals("confirmed"));
  }

  private String turnedOn() {
    var done =
        house.ask("POST", "/things/found/perform?wait=20s", "{\"action\":\"turn\",\"to\":\"on\"}");
    return done.json().get("outcome").text();
  }

  @Test
  void a_shelly_is_found_by_address_and_port_and_obeys() throws Exception {
    var state = new JsonObject().put("switch:0", ShellyStates.aSwitch(0));
    var device =
        started(new ShellyDevice(vertx, "127.0.96.1", 0, "Plus1PM", "A0B1C2D3E401", state));
    isFoundAndObeys(device.address(), device.port(), "shelly", "shelly:A0B1C2D3E401");
    device.close();
  }

  @Test
  void a_daikin_adapter_is_found_by_address_and_port_and_obeys() throws Exception {
    var device =
        started(
            new DaikinDevice(
                vertx, "127.0.96.2", 0, "A0B1C2D3E402", DaikinDevice.Firmware.CLASSIC, 1));
    isFoundAndObeys("127.0.96.2", device.port(), "daikin", "daikin:A0B1C2D3E402");
    device.close();
  }
}

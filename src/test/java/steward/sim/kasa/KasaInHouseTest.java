package steward.sim.kasa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steward.hub.RunningHouse;
import steward.value.Tree;

/// Simulated devices in a whole house, brought in and commanded over its API.
class KasaInHouseTest {

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

  private KasaDevice device(KasaModel model, String address, String mac) throws Exception {
    var device = new KasaDevice(vertx, address, model, mac, "Kettle", KasaDevice.Ports.FREE);
    device.start().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    return device;
  }

  private Tree thing(String id) {
    return house.get("/things/" + id).json();
  }

  private void bringIn(String id, String binding) {
    String body =
        "{\"family\":\"kasa\",\"id\":\"%s\",\"name\":\"Kettle\",\"room\":\"Hall\",\"binding\":%s}"
            .formatted(id, binding);
    var reply = house.ask("POST", "/things", body, "content-type", "application/json");
    assertThat(reply.status()).as(reply.text()).isBetween(200, 201);
    await().until(() -> thing(id).get("status").get("state").text().equals("present"));
  }

  private String outcome(String id, String to) {
    var reply =
        house.ask(
            "POST",
            "/things/" + id + "/perform?wait=10s",
            "{\"action\":\"turn\",\"to\":\"" + to + "\"}",
            "content-type",
            "application/json");
    return reply.json().get("outcome").text();
  }

  @Test
  void a_plug_is_brought_in_by_hand_described_confirmed_and_missed() throws Exception {
    KasaDevice plug = device(KasaModel.HS110_NEW, "127.0.76.1", "50C7BF020304");
    String port = Integer.toString(plug.ports().old());
    bringIn(
        "kettle",
        "{\"host\":\"127.0.76.1\",\"mac\":\"50:C7:BF:02:03:04\",\"port\":\"" + port + "\"}");
    await().until(() -> thing("kettle").get("model").text().equals("HS110(EU)"));
    assertThat(outcome("kettle", "on")).isEqualTo("confirmed");
    assertThat(plug.isOn(0)).isTrue();
    await().until(() -> thing("kettle").get("properties").has("power"));
    plug.behave(manners -> manners.lie(true));
    assertThat(outcome("kettle", "off")).isEqualTo("silent");
    plug.goSilent();
    await().until(() -> thing("kettle").get("status").get("state").text().equals("absent"));
  }

  @Test
  void a_tapo_plug_without_an_account_is_brought_in_by_hand_and_confirmed() throws Exception {
    KasaDevice plug = device(KasaModel.P110, "127.0.76.2", "482254020304");
    String port = Integer.toString(plug.ports().http());
    bringIn(
        "fan",
        "{\"host\":\"127.0.76.2\",\"mac\":\"482254020304\",\"protocol\":\"klap\",\"http-port\":\""
            + port
            + "\"}");
    assertThat(thing("fan").get("status").get("reason").text()).contains("anybody");
    assertThat(outcome("fan", "on")).isEqualTo("confirmed");
    assertThat(plug.isOn(0)).isTrue();
    assertThat(plug.handshakes()).isPositive();
    assertThat(house.get("/things/fan/messages").text())
        .as("what a password could be tried against is not shown")
        .contains("/app/request")
        .doesNotContain("handshake");
    var recording = house.get("/things/fan/recording");
    assertThat(recording.text()).contains("secrets could not be looked for in it");
    assertThat(recording.json().get("steps").items()).hasSize(1);
  }
}

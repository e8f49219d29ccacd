package steward.sim.daikin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steward.hub.RunningHouse;
import steward.sim.daikin.DaikinDevice.Firmware;

/// A whole steward brings a simulated adapter in, commands it, sees a hand, an update of its
/// firmware and its silence.
class DaikinHouseTest {

  @TempDir Path home;

  private static String perform(RunningHouse house, String action) {
    var reply = house.ask("POST", "/things/attic/perform?wait=20s", action);
    return reply.json().get("outcome").text() + ": " + reply.text();
  }

  private static String state(RunningHouse house) {
    return house.ask("GET", "/things/attic", "").json().get("status").get("state").text();
  }

  @Test
  void it_is_brought_in_by_hand_commanded_changed_by_a_hand_updated_and_seen_to_go()
      throws Exception {
    Vertx vertx = Vertx.vertx();
    var device = new DaikinDevice(vertx, "127.0.72.5", 0, Drive.MAC, Firmware.CLASSIC, 11);
    device.slow(Duration.ofMillis(30), Duration.ofMillis(600));
    try (device;
        var house = RunningHouse.on(home)) {
      device.start().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
      var made =
          house.ask(
              "POST",
              "/things",
              """
              {"family":"daikin","id":"attic","name":"Attic","room":"Attic","binding":{
              "host":"127.0.72.5","port":"%d","mac":"%s"}}\
              """
                  .formatted(device.port(), Drive.MAC));
      assertThat(made.status()).as(made.text()).isBetween(200, 202);
      await().untilAsserted(() -> assertThat(state(house)).isEqualTo("present"));
      await()
          .untilAsserted(() ->
              assertThat(house.ask("GET", "/things/attic", "").text())
                  .as("what it can do was learnt from the adapter")
                  .contains("\"special\"", "0C11"));
      assertThat(perform(house, "{\"action\":\"mode\",\"to\":\"cool\"}")).startsWith("confirmed");
      assertThat(perform(house, "{\"action\":\"heat\",\"to\":23.5}")).startsWith("confirmed");
      assertThat(perform(house, "{\"action\":\"heat\",\"to\":11}"))
          .startsWith("refused")
          .contains("18 to 33");
      assertThat(perform(house, "{\"action\":\"special\",\"to\":\"powerful\"}"))
          .startsWith("confirmed");
      assertThat(device.<Double>see(AirUnit::goal)).isEqualTo(23.5);
      device.update(Firmware.DSIOT, "2_8_0");
      assertThat(perform(house, "{\"action\":\"heat\",\"to\":24}")).startsWith("confirmed");
      await()
          .untilAsserted(
              () -> assertThat(house.ask("GET", "/things/attic", "").text()).contains("2.8.0"));
      device.byHand(unit -> unit.turn(false));
      assertThat(perform(house, "{\"action\":\"fan\",\"to\":\"silent\"}")).startsWith("confirmed");
      assertThat(device.<Boolean>see(AirUnit::isOn)).as("a hand turned it off").isFalse();
      device.goSilent();
      perform(house, "{\"action\":\"turn\",\"to\":\"on\"}");
      await().untilAsserted(() -> assertThat(state(house)).isEqualTo("absent"));
      device.comeBack();
      await().untilAsserted(() -> assertThat(state(house)).isEqualTo("present"));
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
  }
}

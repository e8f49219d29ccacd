package steward.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import steward.thing.Message.Publish;

/// The gateway of the simulated house, its devices, and the speaker speak as real ones do.
class ZigbeeHouseTest {
  private static Vertx vertx;
  private static Mosquitto broker;
  private Listener listener;
  private SimulatedHouse house;

  @BeforeAll
  static void startBroker() throws IOException {
    assumeTrue(Mosquitto.isInstalled(), "needs Mosquitto: apt-get install mosquitto");
    vertx = Vertx.vertx();
    broker = Mosquitto.start();
  }

  @AfterAll
  static void stopBroker() throws IOException {
    if (broker == null) return;
    vertx.close().await();
    broker.close();
  }

  @BeforeEach
  void startHouse() {
    listener = new Listener(vertx, broker.port);
    house = SimulatedHouse.start(vertx, "127.0.0.1", broker.port, SimSettings.stepped(7)).await();
  }

  @AfterEach
  void stopHouse() {
    house.close().await();
    listener.close();
  }

  private void step(int seconds) {
    for (int i = 0; i < seconds; i++) house.step(Duration.ofSeconds(1)).await();
  }

  @Test
  void a_lock_turns_a_speaker_speaks_and_a_siren_sounds() {
    step(1);
    String zigbee = "zigbee2mqtt/";
    obeyed(zigbee + "Front door lock/set", "UNLOCK", zigbee + "Front door lock", "\"UNLOCK\"");
    obeyed(
        "kitchen-speaker/text/say/command",
        "Good \"morning\"",
        "kitchen-speaker/sensor/playing/state",
        "speaking");
    assertThat(listener.last("kitchen-speaker/sensor/text/state").orElseThrow())
        .isEqualTo("Good \"morning\"");
    obeyed(
        "house/bedroom/bedroom-speaker/set",
        "{\"say\":\"Hush\"}",
        "house/bedroom/bedroom-speaker/state",
        "speaking");
    obeyed(
        zigbee + "Kitchen blind/set",
        "{ \"position\": 45 }",
        zigbee + "Kitchen blind",
        "\"position\":45,\"state\":\"OPEN\"");
    obeyed(
        zigbee + "Bedtime light/set",
        "{\"state\":\"ON\",\"brightness\":127}",
        zigbee + "Bedtime light",
        "\"brightness\":127");
  }

  @Test
  void a_zigbee_device_out_of_reach_is_told_by_its_gateway_and_hears_nothing() {
    step(1);
    String topic = "zigbee2mqtt/Kitchen window/availability";
    house.device("kitchen-window").hold();
    await().until(() -> listener.last(topic).orElse("").equals("{\"state\":\"offline\"}"));
    house.device("kitchen-window").release();
    await().until(() -> listener.last(topic).orElse("").equals("{\"state\":\"online\"}"));
  }

  @Test
  void the_gateway_announces_all_again_after_a_restart_and_its_will_speaks_meanwhile() {
    step(1);
    String bridge = "zigbee2mqtt/bridge/state";
    house.device("zigbee2mqtt").press();
    await().until(() -> listener.last(bridge).orElse("").contains("offline"));
    listener.forget();
    await()
        .untilAsserted(() -> {
          house.step(Duration.ofSeconds(1)).await();
          assertThat(listener.last(bridge).orElse("")).contains("online");
        });
    step(1);
    await()
        .until(() ->
            topicsHeard().stream().filter(t -> t.startsWith("homeassistant/lock/")).count() == 1);
  }

  private Set<String> topicsHeard() {
    return listener.heard().stream().map(Publish::topic).collect(Collectors.toSet());
  }

  /// Sends a command and lets time pass until the answer is heard.
  private void obeyed(String command, String argument, String topic, String answer) {
    listener.say(command, argument);
    await()
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(() -> {
          house.step(Duration.ofMillis(200)).await();
          assertThat(listener.texts(topic)).anyMatch(text -> text.contains(answer));
        });
  }
}

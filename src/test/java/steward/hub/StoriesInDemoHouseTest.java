package steward.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steward.sample.HandTime;
import steward.sim.SimSettings;
import steward.sim.SimulatedHouse;

/// The two stories that every household tells, as their files in `examples/` say them, in the house
/// of the demo with every device on its wire. The house lives by the test's clock, the simulated
/// day by its own.
class StoriesInDemoHouseTest {
  private static final Instant LATE = Instant.parse("2026-03-17T22:30:00Z");

  @TempDir Path home;
  private final HandTime time = new HandTime(LATE);
  private RunningHouse house;
  private SimulatedHouse devices;

  @BeforeEach
  void wakeUp() throws Exception {
    house = RunningHouse.on(time, home, "place.zone=UTC");
    var evening =
        SimSettings.demo().withFaults(false).withBegin(LocalDateTime.of(2026, 3, 17, 23, 10));
    devices = Demo.furnish(house.house, evening);
  }

  @AfterEach
  void stop() {
    RunningHouse.get(devices.close());
    house.close();
  }

  private void example(String id) throws IOException {
    String text =
        Files.readString(
            Path.of(System.getProperty("steward.root", "."), "examples", id + ".yaml"));
    var put = house.ask("PUT", "/activities/" + id, text, "Content-Type", "application/yaml");
    assertThat(put.status()).as(put.text()).isEqualTo(201);
  }

  /// What the house knows of it; nothing where it knows nothing yet.
  private String value(String thing, String property) {
    var properties = house.get("/things/" + thing).json().get("properties");
    return properties.has(property) && properties.get(property).has("value")
        ? properties.get(property).get("value").text()
        : "";
  }

  private void turn(String lamp, String to) {
    String body = "{\"action\":\"turn\",\"to\":\"" + to + "\"}";
    assertThat(house.ask("POST", "/things/" + lamp + "/perform?wait=10s", body).text())
        .contains("confirmed");
  }

  private void isSoon(String thing, String property, String value) {
    await().until(() -> value(thing, property).equals(value));
  }

  @Test
  void everyone_has_gone_to_bed_with_a_door_open_and_a_lamp_that_does_not_answer()
      throws IOException {
    example("everyone-in-bed");
    turn("hall-lamp", "on");
    turn("kitchen-lamp", "on");
    devices.device("terrace-door").press();
    isSoon("terrace-door", "contact", "opened");
    devices.device("kitchen-lamp").hang();
    // In the simulated house a minute is a second: Ben is the last to fall asleep.
    isSoon("annas-bed", "bed", "in");
    isSoon("bens-bed", "bed", "in");
    time.pass(Duration.ofMinutes(2));
    isSoon("hall-lamp", "switch", "off");
    await()
        .until(() -> {
          time.pass(Duration.ofSeconds(2));
          return !value("bedroom-speaker", "text").isEmpty();
        });
    assertThat(value("bedroom-speaker", "text"))
        .startsWith("Good night, but ")
        .contains("Kitchen lamp switch is on")
        .contains("Terrace door contact is opened")
        .doesNotContain("Hall lamp")
        .doesNotContain("Front door contact");
    var fired =
        house.get("/journal?kind=firing&subject=everyone-in-bed").json().get("items").items();
    assertThat(fired).hasSize(1);
  }

  @Test
  void the_alarm_goes_off_at_night_and_is_over() throws IOException {
    example("alarm");
    for (String dark : List.of("hall-lamp", "study-lamp", "nursery-lamp", "bedtime-light"))
      turn(dark, "off");
    turn("living-lamp", "on");
    devices.device("alarm").press();
    isSoon("hall-lamp", "switch", "on");
    isSoon("study-lamp", "switch", "on");
    assertThat(value("nursery-lamp", "switch")).isEqualTo("off");
    assertThat(value("bedtime-light", "switch")).isEqualTo("off");
    devices.device("alarm").press();
    isSoon("alarm", "alert", "off");
    await()
        .until(() -> {
          time.pass(Duration.ofSeconds(10));
          return value("hall-lamp", "switch").equals("off");
        });
    isSoon("study-lamp", "switch", "off");
    assertThat(value("living-lamp", "switch")).as("as before").isEqualTo("on");
  }
}

package steward.drivers.tasmota;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import steward.driver.Effect;
import steward.driver.Sighting;
import steward.thing.Binding;
import steward.thing.Message;
import steward.value.Bytes;

/// Whatever a device sends, nothing is thrown, and what is kept stays bounded.
class HostileInputTest {
  private static final List<String> TOPICS =
      List.of(
          "stat/x/RESULT",
          "stat/x/POWER",
          "tele/x/SENSOR",
          "tele/x/STATE",
          "tele/x/LWT",
          "stat/x/STATUS10",
          "stat/x/STATUS",
          "stat/x/BUTTON1",
          "stat/x/SWITCH",
          "stat/x/",
          "tele/x/ENERGY",
          "stat/x/STATUS11",
          "tele/x/INFO1",
          "stat/x/SHUTTER1",
          "stat/x");
  private static final List<String> SEEDS =
      List.of(
          "{\"POWER\":\"ON\",\"Dimmer\":50,\"Color\":\"FF8000\",\"HSBColor\":\"30,100,50\",\"CT\":153}",
          "{\"Time\":\"1970-01-01T00:00:03\",\"ENERGY\":{\"Total\":[1.5,2],\"Power\":{\"a\":1},\"Voltage\": 230},\"TempUnit\":\"F\"}",
          "{\"StatusSNS\":{\"DS18B20-1\":{\"Temperature\":18.4},\"Shutter1\":{\"Position\":36,\"Direction\":1,\"Tilt\":3}}}",
          "{\"StatusSTS\":{\"POWER1\":\"ON\",\"POWER33\":1,\"FanSpeed\":3,\"Wifi\":{\"Signal\":-62}}}",
          "{\"Button1\":{\"Action\":\"SINGLE\"},\"Switch1\":{\"Action\":\"ON\"},\"Command\":\"Unknown\"}",
          "{\"Status\":{\"DeviceName\":\"d\"},\"StatusNET\":{\"Mac\":\"A1:B2:C3:D4:E5:F6\",\"Hostname\":\"h\"},\"StatusFWR\":{\"Version\":\"1\"}}",
          "ON",
          "",
          "Online",
          "1e999999",
          "null",
          "[[[[",
          "\"x\"",
          "{\"a\":1e999}",
          "{\"POWER\":null}",
          "{\"Dimmer\":\"NaN\"}");
  private static final String CONFIG =
      "{\"ip\":\"192.0.2.9\",\"dn\":\"D\",\"fn\":[\"a\",null,\"\"],\"hn\":\"h\",\"mac\":\"A1B2C3D4E5F6\",\"md\":\"m\",\"ty\":1,\"if\":1,"
          + "\"ofln\":\"Offline\",\"onln\":\"Online\",\"state\":[\"OFF\",\"ON\",\"TOGGLE\",\"HOLD\"],\"sw\":\"14\",\"t\":\"x\","
          + "\"ft\":\"%prefix%/%topic%/\",\"tp\":[\"cmnd\",\"stat\",\"tele\"],\"rl\":[2,1,3,3],\"swc\":[13,9],\"swn\":[\"s\"],"
          + "\"btn\":[1],\"so\":{\"73\":1,\"114\":1,\"68\":0},\"lk\":1,\"lt_st\":5,\"dslp\":1,\"sho\":[1],\"sht\":[[-90,90,2]],\"ver\":1}";

  @Test
  void no_message_makes_the_driver_throw() {
    long seed = 20_261_122L;
    var random = new Random(seed);
    List<Stage> stages =
        List.of(
            Stage.byHand("topic", "x").open(),
            Stage.found(Stage.offered("A1B2C3D4E5F6", CONFIG, "").orElseThrow()).open());
    for (int i = 0; i < 60_000; i++) {
      byte[] payload = mutated(SEEDS.get(random.nextInt(SEEDS.size())), random);
      String topic = TOPICS.get(random.nextInt(TOPICS.size()));
      boolean retained = random.nextInt(5) == 0;
      Stage stage = stages.get(i % 2);
      try {
        stage.hears(topic, payload, retained);
      } catch (RuntimeException e) {
        throw new AssertionError(told(seed, i, payload) + " on " + topic, e);
      }
    }
    for (Stage stage : stages)
      assertThat(stage.talk().known().size()).isLessThan(2 * Talk.KNOWN_MAX);
  }

  @Test
  void no_announcement_makes_the_family_throw() {
    long seed = 20_261_123L;
    var random = new Random(seed);
    for (int i = 0; i < 10_000; i++) {
      byte[] payload = mutated(CONFIG, random);
      try {
        announce(payload);
      } catch (RuntimeException e) {
        throw new AssertionError(told(seed, i, payload), e);
      }
    }
  }

  private static String told(long seed, int message, byte[] payload) {
    return "seed "
        + seed
        + ", message "
        + message
        + ": "
        + new String(payload, StandardCharsets.UTF_8);
  }

  private static void announce(byte[] payload) {
    var message =
        new Message.Publish("tasmota/discovery/A1B2C3D4E5F6/config", Bytes.of(payload), 0, true);
    Stage.FAMILY
        .sight(message)
        .flatMap(Stage.FAMILY::offer)
        .ifPresent(offer -> Stage.found(offer).open());
  }

  @Test
  void no_binding_makes_anything_but_a_malformed_error() {
    var random = new Random(7);
    for (int i = 0; i < 5_000; i++) {
      String text =
          new String(mutated("%prefix%/%id%/%topic%|\\,1,2", random), StandardCharsets.UTF_8);
      try {
        Stage.found(
                Stage.FAMILY.byHand(
                    Binding.of("tasmota", "topic", text, "fulltopic", text, "relays", text)))
            .open();
      } catch (steward.value.Malformed expected) {
        assertThat(expected).hasMessageContaining("/binding/");
      }
    }
  }

  @Test
  void a_device_with_a_thousand_sensors_is_offered_with_as_many_as_fit() {
    var sensors = new StringBuilder("{\"sn\":{\"Time\":\"x\"");
    for (int i = 0; i < 300; i++)
      sensors.append(",\"SENSOR-" + i + "\":{\"Temperature\":1,\"Humidity\":2}");
    var offer =
        Stage.offered("A1B2C3D4E5F6", CONFIG, sensors.append("},\"ver\":1}").toString())
            .orElseThrow();
    assertThat(offer.things()).hasSizeBetween(2, Quantities.PATHS_MAX + 40);
    assertThat(Stage.found(offer).open().effects).isNotEmpty();
  }

  @Test
  void a_flood_of_new_names_is_learnt_only_up_to_the_limit() {
    Stage stage = Stage.byHand("topic", "x").open();
    int learnt = 0;
    for (int i = 0; i < 1000; i++) {
      stage.hears("tele/x/SENSOR", "{\"SENSOR-" + i + "\":{\"Temperature\":1}}");
      if (stage.effects.stream().anyMatch(e -> e instanceof Effect.Learnt)) learnt++;
    }
    assertThat(learnt).isLessThanOrEqualTo(Talk.KNOWN_MAX);
  }

  @Test
  void facts_of_any_size_fit_into_a_binding() {
    String huge = "x".repeat(5000);
    Sighting sighting =
        Stage.sighted(
                "tasmota/discovery/A1B2C3D4E5F6/config",
                CONFIG.replace("\"dn\":\"D\"", "\"dn\":\"" + huge + "\""))
            .orElseThrow();
    assertThat(Stage.FAMILY.offer(sighting).orElseThrow().things()).isNotEmpty();
  }

  private static byte[] mutated(String text, Random random) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int n = random.nextInt(4); n > 0 && bytes.length > 0; n--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes = java.util.Arrays.copyOf(bytes, at);
        case 2 -> bytes[at] = (byte) "0123456789{}[]\",:-.eE".charAt(random.nextInt(22) % 21);
        default ->
            bytes =
                (new String(bytes, 0, at, StandardCharsets.UTF_8) + text)
                    .getBytes(StandardCharsets.UTF_8);
      }
    }
    return bytes;
  }
}

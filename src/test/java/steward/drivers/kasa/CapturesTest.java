package steward.drivers.kasa;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import steward.driver.Effect;
import steward.driver.Offer;
import steward.driver.Payload;
import steward.thing.Binding;
import steward.thing.Reading;
import steward.thing.ThingId;
import steward.thing.Udn;
import steward.value.Bytes;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What was captured from real devices, read by both dialects.
class CapturesTest {
  private static final Path FOLDER = Path.of("../shared/protocols/fixtures/kasa");
  private static final String MAC = "50:C7:BF:00:00:01";

  @BeforeEach
  void needs_the_captures() {
    Assumptions.assumeTrue(
        Files.isDirectory(FOLDER), "the shared fixtures are not beside this repository");
  }

  /// The captures have their names and ids masked: here they get ones that could be.
  private static ObjectNode capture(String name) throws IOException {
    String text =
        Files.readString(FOLDER.resolve(name))
            .replaceAll("SCRUBBED_CHILD_DEVICE_ID_(\\d)", "0".repeat(40) + "0$1");
    var root = (ObjectNode) JsonMapper.shared().readTree(text);
    if (root.path("system").path("get_sysinfo") instanceof ObjectNode info) {
      info.put(info.has("mic_mac") ? "mic_mac" : "mac", MAC);
    }
    if (root.path("get_device_info") instanceof ObjectNode info) info.put("mac", MAC);
    return root;
  }

  private static Payload payload(Object json) {
    return Payload.json(Bytes.utf8(JsonMapper.shared().writeValueAsString(json))).orElseThrow();
  }

  private static Map<String, String> read(Dialect dialect, Payload look, Payload meter) {
    Profile profile = dialect.profile(look).orElseThrow();
    Binding binding =
        Binding.of("kasa", "host", "192.0.2.7", "dialect", dialect instanceof Smart ? "smart" : "");
    Offer offer = Offers.of(profile, binding, "");
    var things = new ArrayList<steward.thing.Thing>();
    for (var one : offer.things()) {
      things.add(one.accepted(new ThingId("t" + things.size()), 1, "Thing", "Hall"));
    }
    var findings = new Findings(things, Instant.EPOCH);
    dialect.read(look, profile, findings);
    Udn device = profile.udn();
    dialect.readMeter(meter, profile, device, findings);
    var readings = new TreeMap<String, String>();
    for (Effect effect : findings.effects()) {
      assertThat(effect).isInstanceOf(Effect.Saw.class);
      Reading reading = ((Effect.Saw) effect).reading();
      readings.put(Profile.part(reading.thing()) + reading.property(), reading.value().scalar());
    }
    readings.put("kind", profile.kind().name());
    readings.put("model", profile.model());
    return readings;
  }

  private static Map<String, String> iot(String name) throws IOException {
    Payload all = payload(capture("iot/" + name + ".json"));
    return read(new Iot(true), all, all);
  }

  @Test
  void both_shapes_of_the_meter_are_read_in_the_same_units() throws IOException {
    assertThat(iot("HS110(EU)_1.0_1.2.5"))
        .containsEntry("switch", "on")
        .containsEntry("power", "0.929")
        .containsEntry("voltage", "231.068")
        .containsEntry("current", "0.015")
        .containsEntry("energy", "55139")
        .containsEntry("signal", "-71");
    assertThat(iot("HS110(EU)_4.0_1.0.4"))
        .containsEntry("power", "61.753")
        .containsEntry("voltage", "230.837")
        .containsEntry("current", "0.451")
        .containsEntry("energy", "16323");
    assertThat(iot("KP115(EU)_1.0_1.0.16")).containsEntry("power", "63.499");
    assertThat(iot("EP25(US)_1.0_1.0.14"))
        .containsEntry("power", "0")
        .containsEntry("energy", "50");
  }

  @Test
  void plugs_without_a_meter_have_no_power_of_0() throws IOException {
    for (String name : List.of("HS100(UK)_1.0_1.2.6", "HS100(UK)_4.1_1.1.0")) {
      assertThat(iot(name)).containsEntry("switch", "off").doesNotContainKey("power");
    }
  }

  @Test
  void strips_have_their_outlets() throws IOException {
    assertThat(iot("HS300(US)_1.0_1.0.21"))
        .containsEntry("kind", "STRIP")
        .containsEntry("01switch", "on")
        .containsEntry("06switch", "on")
        .doesNotContainKey("switch");
    assertThat(iot("KP303(UK)_1.0_1.0.3"))
        .containsEntry("01switch", "on")
        .containsEntry("02switch", "off")
        .containsEntry("03switch", "off");
  }

  @Test
  void a_dimmer_that_is_off_has_no_level_and_a_bulb_that_is_on_has_one() throws IOException {
    assertThat(iot("HS220(US)_1.0_1.5.7"))
        .containsEntry("kind", "DIMMER")
        .containsEntry("switch", "off")
        .doesNotContainKey("level");
    assertThat(iot("KL130(EU)_1.0_1.8.8"))
        .containsEntry("kind", "BULB")
        .containsEntry("switch", "on")
        .containsEntry("level", "100")
        .containsEntry("warmth", "370.4")
        .containsEntry("power", "10.8")
        .doesNotContainKey("colour")
        .doesNotContainKey("energy");
  }

  @Test
  void tapo_plugs_are_read() throws IOException {
    for (String name : List.of("P100(US)_1.0.0_1.4.0", "P110(EU)_1.0_1.2.3")) {
      ObjectNode all = capture("smart/" + name + ".json");
      Payload look = payload(Map.of("error_code", 0, "result", all.get("get_device_info")));
      Payload meter =
          all.has("get_energy_usage")
              ? payload(Map.of("error_code", 0, "result", all.get("get_energy_usage")))
              : payload(Map.of("error_code", -1002));
      Map<String, String> readings = read(new Smart(0, "x"), look, meter);
      assertThat(readings).containsEntry("switch", "off");
      Optional<String> power = Optional.ofNullable(readings.get("power"));
      assertThat(power).isEqualTo(name.startsWith("P110") ? Optional.of("0") : Optional.empty());
    }
  }

  @Test
  void discovery_of_captured_devices_becomes_facts() throws IOException {
    ObjectNode all = capture("smart/P100(US)_1.0.0_1.4.0.json");
    String json = JsonMapper.shared().writeValueAsString(all.get("discovery_result"));
    Bytes packet = Knock.packet(0x11, 7, Bytes.utf8(json));
    var seen =
        new steward.thing.Message.Seen(
            "192.0.2.44", new steward.thing.Message.Datagram(20_002, packet));
    var sighting = Sightings.of(seen).orElseThrow();
    assertThat(sighting.device()).isEqualTo(new Udn("kasa:74DA88000000"));
    assertThat(sighting.facts())
        .containsEntry("host", "192.0.2.44")
        .containsEntry("login", "klap")
        .doesNotContainValue("127.0.0.123");
  }
}

package steward.drivers.daikin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import steward.driver.Probe;
import steward.thing.Action;
import steward.thing.Message;
import steward.thing.Message.HttpResponse;
import steward.value.Bytes;

/// What real adapters said, read by each dialect. The captures are not part of this tree.
class DaikinCapturesTest {
  private static final Path CAPTURES = Path.of("../shared/protocols/fixtures/daikin");
  private static final KeyValueDialect CLASSIC = new KeyValueDialect(Codes.CLASSIC, 80, false, "");

  @BeforeEach
  void look() {
    Assumptions.assumeTrue(
        Files.isDirectory(CAPTURES), "skipped: the captures of real adapters are not here");
  }

  private static Bytes capture(String name) throws IOException {
    return Bytes.wrap(Files.readAllBytes(CAPTURES.resolve(name)));
  }

  private static Said heard(Dialect dialect, String page, String name) throws IOException {
    return dialect.hear(page, new HttpResponse(page, 200, Map.of(), capture(name)));
  }

  private static Picture picture(Dialect dialect, String... pagesAndNames) throws IOException {
    Picture picture = Picture.EMPTY;
    for (int i = 0; i < pagesAndNames.length; i += 2) {
      Said said = heard(dialect, pagesAndNames[i], pagesAndNames[i + 1]);
      assertThat(said).as(pagesAndNames[i + 1]).isInstanceOf(Said.Fields.class);
      picture = picture.with(pagesAndNames[i], ((Said.Fields) said).values());
    }
    return picture;
  }

  private static String told(Dialect dialect, String page, String name) throws IOException {
    return dialect.readings(page, picture(dialect, page, name)).stream()
        .map(told -> told.property() + "=" + told.value().scalar() + (told.isOld() ? "?" : ""))
        .collect(Collectors.joining(" "));
  }

  private static String written(Dialect dialect, String name, Action action) throws IOException {
    Plan plan = dialect.plan(action, picture(dialect, dialect.control(), name));
    assertThat(plan.refusal()).isEmpty();
    Message.HttpRequest request = dialect.request(plan.writes().getFirst());
    return request.body().isEmpty() ? request.path() : request.body().text();
  }

  @Test
  void the_pages_of_a_unit_of_firmware_1_2_54_say_what_they_say() throws IOException {
    String folder = "brp069_fw_1_2_54/";
    assertThat(told(CLASSIC, "control", folder + "get_control_info.txt"))
        .isEqualTo("switch=on mode=dry fan=auto swing=off special=none");
    assertThat(told(CLASSIC, "sensor", folder + "get_sensor_info.txt"))
        .isEqualTo("temperature=25 outdoorTemperature=21 fault=off");
    assertThat(told(CLASSIC, "week", folder + "get_week_power.txt"))
        .isEqualTo("energyToday=400 energyYesterday=3400");
    var traits =
        CLASSIC.traits(
            picture(
                CLASSIC,
                "basic",
                folder + "basic_info.txt",
                "model",
                folder + "get_model_info.txt",
                "control",
                folder + "get_control_info.txt"));
    assertThat(traits.name()).isEqualTo("Notte");
    assertThat(traits.firmware()).isEqualTo("1.2.54");
    assertThat(traits.model()).isEqualTo("Split unit, adapter B");
    assertThat(
            written(
                CLASSIC,
                folder + "get_control_info.txt",
                Stage.put(steward.thing.ActionKind.MODE, "heat")))
        .isEqualTo("/aircon/set_control_info?pow=1&mode=4&stemp=25.0&shum=0&f_rate=5&f_dir=0");
  }

  @Test
  void a_unit_with_two_vanes_says_which_of_them_swings() throws IOException {
    String folder = "alira_x_fw_1_19_0/get_control_info.heat_";
    assertThat(told(CLASSIC, "control", folder + "no_swing.txt"))
        .isEqualTo("switch=on mode=heat goalTemperature=20 fan=silent swing=off special=streamer");
    assertThat(told(CLASSIC, "control", folder + "swing_both.txt")).contains("swing=both");
    assertThat(told(CLASSIC, "control", folder + "swing_ud.txt")).contains("swing=vertical");
    assertThat(told(CLASSIC, "control", folder + "swing_lr.txt")).contains("swing=horizontal");
    assertThat(told(CLASSIC, "control", "alira_x_fw_1_19_0/get_control_info.off.txt"))
        .startsWith("switch=off mode=off goalTemperature=22");
    assertThat(told(CLASSIC, "sensor", "alira_x_fw_1_19_0/get_sensor_info.txt"))
        .isEqualTo("temperature=24 humidity=40 fault=off");
    assertThat(written(CLASSIC, folder + "swing_ud.txt", Stage.goal(21)))
        .endsWith("?pow=1&mode=4&stemp=21.0&shum=0&f_rate=B&f_dir_ud=S&f_dir_lr=0");
  }

  @Test
  void an_emura_says_its_automatic_mode_and_its_odd_echo_is_a_success() throws IOException {
    assertThat(told(CLASSIC, "control", "emura_fw_1_4_3/get_control_info.auto25.txt"))
        .isEqualTo("switch=on mode=auto goalTemperature=25 fan=auto swing=off special=none");
    assertThat(told(CLASSIC, "control", "emura_fw_1_4_3/get_control_info.heat25_silent.txt"))
        .contains("mode=heat goalTemperature=25 fan=silent");
    Said echo =
        CLASSIC.hearWrite(
            new HttpResponse(
                "set",
                200,
                Map.of(),
                capture("emura_fw_1_4_3/set_control_info.echo_with_ampersands.txt")));
    assertThat(((Said.Fields) echo).values()).containsEntry("stemp", "25.0");
  }

  @Test
  void errors_are_errors_and_commas_in_a_name_part_nothing() throws IOException {
    for (String name : List.of("lpw_ng.txt", "param_ng.txt", "param_ng_with_adv.txt", "adv_ng.txt"))
      assertThat(heard(CLASSIC, "basic", "errors/" + name)).isInstanceOf(Said.Refused.class);
    assertThat(heard(CLASSIC, "basic", "errors/page_not_found_body.txt"))
        .isInstanceOf(Said.Unlike.class);
    var basic = picture(CLASSIC, "basic", "errors/basic_info.commas_in_ssid.txt");
    assertThat(basic.text("basic", "ssid1")).isEqualTo("(/) (°,,°) (/)");
    assertThat(CLASSIC.mac(basic)).isEqualTo("A408EACC91D4");
    assertThat(KeyValues.decoded(basic.text("basic", "name"))).isEqualTo("Klima Jana");
    assertThat(basic.page("basic")).doesNotContainKeys("id", "pw");
  }

  @Test
  void skyfi_says_its_one_line() throws IOException {
    assertThat(told(new SkyFiDialect(2000, "x"), "ac", "skyfi/ac.cgi.txt"))
        .isEqualTo("switch=off mode=off goalTemperature=24 temperature=23 fan=high");
  }

  @Test
  void dsiot_says_its_trees_and_writes_them_as_the_capture_does() throws IOException {
    var dsiot = new DsiotDialect(80);
    String folder = "dsiot_fw_2_8/update_status_response";
    assertThat(told(dsiot, "unit", folder + ".json"))
        .isEqualTo(
            "switch=on mode=cool goalTemperature=25 fan=auto swing=off special=none temperature=24"
                + " humidity=60 outdoorTemperature=17");
    assertThat(told(dsiot, "more", folder + ".json"))
        .isEqualTo("energyToday=700 energyYesterday=600");
    assertThat(told(dsiot, "unit", folder + "_auto_mode.json"))
        .isEqualTo("switch=on mode=auto fan=auto swing=off temperature=23 humidity=55");
    var traits = dsiot.traits(picture(dsiot, "unit", folder + ".json", "more", folder + ".json"));
    assertThat(traits.model()).isEqualTo("FTXM71AVMA");
    assertThat(traits.firmware()).isEqualTo("3.12.3");
    assertThat(dsiot.traits(picture(dsiot, "unit", folder + "_auto_mode.json")).model())
        .isEqualTo("W-SRTA322F");
    assertThat(written(dsiot, folder + ".json", Stage.goal(26)))
        .contains("{\"pn\":\"e_3001\",\"pch\":[{\"pn\":\"p_02\",\"pv\":\"34\"}]}");
    assertThat(DsiotTree.read(capture("dsiot_fw_2_8/set_response.json")).orElseThrow().refusals())
        .isEmpty();
  }

  @Test
  void the_search_is_the_one_of_the_sheet() {
    var probe =
        Stage.FAMILY.probes().stream()
            .filter(Probe.Datagram.class::isInstance)
            .map(Probe.Datagram.class::cast)
            .findFirst()
            .orElseThrow();
    assertThat(probe.port()).isEqualTo(30_050);
    assertThat(probe.fromPort()).isEqualTo(30_000);
    byte[] body = probe.content().of("192.0.2.1", 30_000, java.time.Instant.EPOCH).toArray();
    assertThat(java.util.HexFormat.of().formatHex(body))
        .isEqualTo("4441494b494e5f5544502f636f6d6d6f6e2f62617369635f696e666f");
  }
}

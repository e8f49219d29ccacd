package steward.drivers.daikin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import steward.driver.Effect;
import steward.driver.Kept;
import steward.driver.Way;
import steward.drivers.Talk;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Message;
import steward.thing.Message.Failed.Why;
import steward.thing.Property;
import steward.value.Bytes;

/// AirBase, SkyFi, dsiot, and the adapters that answer only those who have registered.
class OtherDialectsTest {
  private static final Map<String, String> KEY = Map.of("key", "0123456789012");

  private static String leaf(String name, String value) {
    return "{\"pn\":\"" + name + "\",\"pv\":\"" + value + "\"}";
  }

  private static String node(String name, String... children) {
    return "{\"pn\":\"" + name + "\",\"pch\":[" + String.join(",", children) + "]}";
  }

  private static String item(String tree) {
    return "{\"fr\":\"x\",\"rsc\":2000,\"pc\":" + tree + "}";
  }

  private static String responses(String... items) {
    return "{\"responses\":[" + String.join(",", items) + "]}";
  }

  private static String unit(String power, String... settings) {
    return responses(
        item(
            node(
                "dgc_status",
                node(
                    "e_1002",
                    node("e_A00B", leaf("p_01", "17"), leaf("p_02", "3c")),
                    node("e_A002", leaf("p_01", power)),
                    node("e_3001", settings),
                    node("e_3003", leaf("p_24", "00"))))),
        item(
            node(
                "dgc_status",
                node(
                    "e_1003",
                    node("e_A00D", leaf("p_01", "F6FF")),
                    node("e_3002", leaf("p_44", "01"))))));
  }

  private static Stage dsiot(String... settings) {
    Stage stage = Stage.with(Map.of());
    stage.talk.next();
    stage.says(
        responses(
            item(node("adp_i", leaf("mac", "a0b1c2d3e4f5"), leaf("ver", "3_12_3"))),
            item(
                "{\"pn\":\"week_power\",\"pch\":[{\"pn\":\"datas\",\"pv\":[1,2,3,4,5,600,700]}]}")));
    stage.says(unit("01", settings));
    return stage;
  }

  @Test
  void dsiot_is_read_by_names_in_either_case_with_the_lowest_byte_first() {
    Stage stage =
        dsiot(
            leaf("p_01", "0200"),
            leaf("p_02", "33"),
            leaf("p_09", "0a00"),
            leaf("p_05", "0F000000"),
            leaf("p_06", "000000"));
    assertThat(stage.saw(Property.MODE)).isEqualTo("cool");
    assertThat(stage.saw(Property.GOAL_TEMPERATURE)).isEqualTo("25.5");
    assertThat(stage.saw(Property.FAN)).isEqualTo("auto");
    assertThat(stage.saw(Property.SWING)).isEqualTo("vertical");
    assertThat(stage.saw(Property.TEMPERATURE)).isEqualTo("23");
    assertThat(stage.saw(Property.HUMIDITY)).isEqualTo("60");
    assertThat(stage.saw(Property.OUTDOOR_TEMPERATURE)).isEqualTo("-5");
    assertThat(stage.saw(Property.SPECIAL)).isEqualTo("powerful");
    assertThat(stage.saw(Property.ENERGY_TODAY)).isEqualTo("700");
  }

  @Test
  void dsiot_is_sent_only_the_leaves_that_change_as_long_as_they_were() {
    Stage stage =
        dsiot(
            leaf("p_01", "0200"),
            leaf("p_02", "33"),
            leaf("p_05", "00000000"),
            leaf("p_06", "000000"));
    stage.talk.wants(Stage.put(ActionKind.SWING, "both"));
    String now =
        unit(
            "01",
            leaf("p_01", "0200"),
            leaf("p_02", "33"),
            leaf("p_05", "00000000"),
            leaf("p_06", "000000"));
    stage.says(now);
    assertThat(stage.asked().body().text())
        .isEqualTo(
            "{\"requests\":[{\"op\":3,\"pc\":{\"pn\":\"dgc_status\",\"pch\":[{\"pn\":\"e_1002\",\"pch\":["
                + "{\"pn\":\"e_3001\",\"pch\":[{\"pn\":\"p_05\",\"pv\":\"0F000000\"},"
                + "{\"pn\":\"p_06\",\"pv\":\"0F0000\"}]}]}]},"
                + "\"to\":\"/dsiot/edge/adr_0100.dgc_status\"}]}");
    stage.says("{\"responses\":[{\"fr\":\"x\",\"rsc\":4000}]}");
    assertThat(stage.answer()).isEqualTo("refused: the adapter does not take this (code 4000)");
    stage.talk.wants(Stage.goal(26));
    stage.says(now);
    stage.says(now);
    assertThat(stage.asked().body().text()).contains("\"pn\":\"p_02\",\"pv\":\"34\"");
    stage.says("{\"responses\":[{\"fr\":\"x\",\"rsc\":2004}]}");
    assertThat(stage.answer()).startsWith("accepted");
  }

  @Test
  void dsiot_without_a_goal_in_its_automatic_mode_says_so() {
    Stage stage = dsiot(leaf("p_01", "0300"), leaf("p_02", "33"));
    assertThat(stage.saw(Property.GOAL_TEMPERATURE)).isEmpty();
    stage.talk.wants(Stage.goal(26));
    stage.says(unit("01", leaf("p_01", "0300"), leaf("p_02", "33")));
    assertThat(stage.answer())
        .isEqualTo("refused: this unit has no goal temperature in the mode auto");
  }

  @Test
  void airbase_has_its_own_codes_prefix_and_whole_degrees() {
    Stage stage = Stage.with(Map.of());
    stage.talk.next();
    stage.says(404, "");
    stage.says(404, "");
    assertThat(stage.path()).isEqualTo("GET :80/skyfi/common/basic_info");
    stage.says(Stage.BASIC);
    String control =
        "ret=OK,pow=1,mode=1,stemp=21,shum=0,f_rate=3,f_auto=0,f_airside=0,f_dir=0,dt2=24";
    stage.says(control);
    assertThat(stage.saw(Property.MODE)).isEqualTo("heat");
    assertThat(stage.saw(Property.FAN)).isEqualTo("mid");
    stage.talk.wants(Stage.goal(22.4));
    stage.says("ret=OK,htemp=20,hhum=-,otemp=-,err=0");
    stage.says(control);
    assertThat(stage.path())
        .isEqualTo(
            "GET :80/skyfi/aircon/set_control_info"
                + "?f_airside=0&f_auto=0&f_dir=0&f_rate=3&lpw=&mode=1&pow=1&shum=0&stemp=22");
    stage.says("ret=OK");
    stage.talk.wants(Stage.put(ActionKind.FAN, "auto"));
    stage.says(control);
    assertThat(stage.path())
        .contains("f_auto=1&f_dir=0&f_rate=3&lpw=&mode=1&pow=1&shum=0&stemp=22");
  }

  @Test
  void skyfi_wants_its_password_first_and_is_turned_off_by_nothing_else() {
    Stage stage = Stage.with(Map.of("skyfi-password", "p&w"));
    stage.talk.next();
    assertThat(stage.path()).isEqualTo("GET :2000/ac.cgi?pass=p%26w");
    String line =
        "opmode=1&units=.&settemp=24.0&fanspeed=3&fanflags=1&acmode=8&roomtemp=23&outsidetemp=0";
    stage.says(line);
    assertThat(stage.saw(Property.MODE)).isEqualTo("cool");
    assertThat(stage.saw(Property.FAN)).isEqualTo("high");
    assertThat(stage.saw(Property.OUTDOOR_TEMPERATURE)).isEmpty();
    stage.talk.wants(Stage.goal(20));
    stage.says(line);
    assertThat(stage.path()).isEqualTo("GET :2000/set.cgi?pass=p%26w&p=1&t=20.0&f=3&m=8");
    stage.says(line);
    assertThat(stage.talk.readings()).as("an echo is no measurement").isEmpty();
    stage.talk.wants(Action.turnOff());
    stage.says(line);
    assertThat(stage.path()).isEqualTo("GET :2000/set.cgi?pass=p%26w&p=0");
  }

  @Test
  void an_adapter_with_a_key_is_registered_with_once_under_a_lasting_name() {
    Stage stage = Stage.with(KEY);
    stage.talk.next();
    assertThat(stage.path()).isEqualTo("GET :443/common/basic_info");
    String uuid = stage.asked().headers().get("X-Daikin-uuid");
    assertThat(uuid).matches("[0-9a-f]{32}");
    assertThat(stage.talk.kept().text("uuid")).isEqualTo(uuid);
    stage.says(403, "");
    assertThat(stage.path()).isEqualTo("GET :443/common/register_terminal?key=0123456789012");
    assertThat(stage.asked().headers()).containsEntry("X-Daikin-uuid", uuid);
    stage.says("ret=OK");
    stage.says(Stage.BASIC);
    assertThat(stage.asked().headers()).containsEntry("X-Daikin-uuid", uuid);
    stage.says(Stage.COOL);
    assertThat(stage.isPresent()).isTrue();
    stage.says(403, "");
    assertThat(stage.path()).as("it forgot us").contains("register_terminal");
    stage.says(403, "");
    assertThat(stage.stood()).startsWith("error: the adapter does not take our key");
    assertThat(stage.stood()).doesNotContain("0123456789012");
  }

  @Test
  void a_wrong_key_is_said_when_nothing_else_works() {
    Stage stage = Stage.with(KEY);
    stage.talk.next();
    stage.says(403, "");
    stage.says(403, "");
    assertThat(stage.stood()).startsWith("error: the adapter does not take our key");
  }

  @Test
  void where_tls_fails_plain_http_is_tried_and_if_that_fails_too_the_reason_is_told() {
    Stage stage = Stage.with(KEY);
    stage.talk.next();
    stage.fails(Why.UNTRUSTED);
    assertThat(stage.path()).isEqualTo("POST :80/dsiot/multireq");
    stage.says(404, "");
    stage.says(Stage.BASIC);
    stage.says(Stage.COOL);
    assertThat(stage.isPresent()).isTrue();

    Stage other = Stage.with(KEY);
    other.talk.next();
    other.fails(Why.UNTRUSTED);
    other.fails(Why.UNREACHABLE);
    other.fails(Why.UNREACHABLE);
    assertThat(other.stood()).startsWith("error: TLS with it fails").contains("SHA-1");
  }

  @Test
  void one_whose_certificate_is_pinned_is_never_asked_without_it() {
    Stage stage = Stage.with(Map.of("key", "0123456789012", Way.PIN, "digest"));
    stage.talk.next();
    stage.fails(Why.UNTRUSTED);
    assertThat(stage.stood()).startsWith("error: TLS with it fails: as the test wants it");
    assertThat(stage.isQuiet()).isTrue();
  }

  @Test
  void a_pinned_certificate_proves_a_new_address_without_showing_who_we_are() {
    var kept = new Kept(Map.of("key", Bytes.utf8("0123456789012"), Way.PIN, Bytes.utf8("digest")));
    var things = Talk.accepted(Stage.byHand());
    assertThat(Stage.FAMILY.prover(things, Kept.NOTHING)).isEmpty();
    var prover = (DaikinProver) Stage.FAMILY.prover(things, kept).orElseThrow();
    var opened =
        prover.on(
            false,
            new steward.driver.Input.Opened(steward.driver.Moment.at(java.time.Instant.EPOCH)));
    var asked = (Message.HttpRequest) ((Effect.Send) opened.effects().getFirst()).message();
    assertThat(asked.headers()).doesNotContainKey("X-Daikin-uuid");
    assertThat(asked.path()).doesNotContain("0123456789012");
    var answered =
        prover.on(
            true,
            new steward.driver.Input.Came(
                new Message.HttpResponse(asked.name(), 403, Map.of(), Bytes.EMPTY),
                steward.driver.Moment.at(java.time.Instant.EPOCH)));
    assertThat(answered.effects()).containsExactly(new Effect.Proved("its pinned certificate"));
  }
}

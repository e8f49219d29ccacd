package steward.drivers.sonoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import steward.thing.Message;
import steward.value.Bytes;

class FlashTest {
  private static final String DIGEST = "ab".repeat(32);
  private static final String URL = "http://192.0.2.5:9000/tasmota-lite.bin";

  private static Message.HttpResponse says(String body) {
    return new Message.HttpResponse("x", 200, Map.of(), Bytes.utf8(body));
  }

  private static Flash.Move begun() {
    return Flash.begin("1000a0b0c0", 8081, URL, DIGEST);
  }

  private static Message.HttpResponse info(String id, String version, boolean unlocked) {
    return says(
        "{\"error\":0,\"data\":{\"deviceid\":\""
            + id
            + "\",\"fwVersion\":\""
            + version
            + "\",\"otaUnlock\":"
            + unlocked
            + "}}");
  }

  @Test
  void old_firmware_is_unlocked_first() {
    Flash.Move move = begun();
    assertThat(move.send().orElseThrow().path()).isEqualTo("/zeroconf/info");
    move = move.flash().answered(info("1000a0b0c0", "3.6.0", false));
    assertThat(move.send().orElseThrow().path()).isEqualTo("/zeroconf/ota_unlock");
    move = move.flash().answered(says("{\"error\":0}"));
    assertThat(move.send().orElseThrow().path()).isEqualTo("/zeroconf/ota_flash");
    assertThat(move.send().orElseThrow().body().text()).contains(URL).contains(DIGEST);
    move = move.flash().answered(says("{\"seq\":3,\"error\":0}"));
    assertThat(move.flash().stage()).isEqualTo(Flash.Stage.TAKEN);
    assertThat(move.send()).isEmpty();
  }

  @ParameterizedTest(name = "{0} unlocked {1}: {2}")
  @CsvSource({"3.7.6, false, ota_flash", "3.6.0, true, ota_flash", "3.5.0, false, ota_unlock"})
  void what_is_not_locked_is_not_unlocked(String version, boolean unlocked, String next) {
    Flash.Move move = begun().flash().answered(info("1000a0b0c0", version, unlocked));
    assertThat(move.send().orElseThrow().path()).isEqualTo("/zeroconf/" + next);
  }

  @Test
  void another_device_gets_no_image() {
    Flash.Move move = begun().flash().answered(info("1000ffffff", "3.7.6", false));
    assertThat(move.flash().stage()).isEqualTo(Flash.Stage.REFUSED);
    assertThat(move.flash().sentence()).contains("another device");
    assertThat(move.send()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "403, locked",
    "408, in time",
    "413, 508 KB",
    "424, ranges",
    "471, digest",
    "500, failed inside"
  })
  void its_refusals_are_said_in_words(int error, String words) {
    Flash loading = begun().flash().answered(info("1000a0b0c0", "3.7.6", false)).flash();
    Flash refused = loading.answered(says("{\"error\":" + error + "}")).flash();
    assertThat(refused.stage()).isEqualTo(Flash.Stage.REFUSED);
    assertThat(refused.sentence()).contains(words);
    assertThat(loading.answered(says("nonsense")).flash().stage()).isEqualTo(Flash.Stage.REFUSED);
  }

  @Test
  void silence_while_it_loads_is_no_verdict() {
    Flash loading = begun().flash().answered(info("1000a0b0c0", "3.7.6", false)).flash();
    var late = new Message.Failed("flash-ota_flash", Message.Failed.Why.LATE, "no answer");
    assertThat(loading.failed(late).flash().sentence()).contains("may be loading still");
  }

  @Test
  void an_image_is_looked_at_before_it_is_offered() {
    var bytes = new byte[100_000];
    assertThat(Flash.objection(Bytes.of(bytes), "", DIGEST).orElse("")).contains("E9");
    bytes[0] = 0x1f;
    assertThat(Flash.objection(Bytes.of(bytes), "", DIGEST).orElse("")).contains("gzip");
    bytes[0] = (byte) 0xe9;
    assertThat(Flash.objection(Bytes.of(bytes), "", DIGEST)).isEmpty();
    assertThat(Flash.objection(Bytes.of(bytes), DIGEST.toUpperCase(java.util.Locale.ROOT), DIGEST))
        .isEmpty();
    assertThat(Flash.objection(Bytes.of(bytes), "cd".repeat(32), DIGEST).orElse(""))
        .contains("not the one");
    assertThat(Flash.objection(Bytes.of(new byte[Flash.IMAGE_MAX + 1]), "", DIGEST).orElse(""))
        .contains("at most 520192");
    assertThat(Flash.objection(Bytes.of(new byte[10]), "", DIGEST).orElse("")).contains("small");
  }

  @Test
  void an_address_that_leads_elsewhere_is_refused() {
    for (String url :
        new String[] {"https://192.0.2.5:1/x", "http://name:1/x", "http://1.2.3.4/\""})
      assertThatThrownBy(() -> Flash.begin("1000a0b0c0", 8081, url, DIGEST))
          .isInstanceOf(IllegalArgumentException.class);
  }
}

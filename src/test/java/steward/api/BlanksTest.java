package steward.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What a recording does not tell.
class BlanksTest {
  private final Blanks blanks = new Blanks(List.of("0123456789abcdef"));

  @Test
  void secrets_and_where_the_house_is_are_blanked_in_json() {
    assertThat(
            blanks.text(
                "{\"apikey\":\"a\\\"b\",\"wifi_password\": \"x\",\"SSId1\":\"Home\",\"latitude_i\":482000,\"lon\":-16.3,\"relay_state\":1}"))
        .isEqualTo(
            "{\"apikey\":\"***\",\"wifi_password\": \"***\",\"SSId1\":\"***\",\"latitude_i\":0,\"lon\":0,\"relay_state\":1}");
  }

  @Test
  void pairs_of_names_and_values_are_blanked_whatever_divides_them() {
    assertThat(blanks.text("ret=OK,ssid1=Home net,radio1=-35,pw=abc,mac=409F38D1"))
        .contains("radio1=-35", "mac=409F38D1")
        .doesNotContain("Home net", "abc");
    assertThat(blanks.text("/ac.cgi?pass=1&key=1234567890123&t=20.0"))
        .doesNotContain("1234567890123", "pass=1")
        .contains("t=20.0");
  }

  @Test
  void what_is_said_at_a_sign_in_and_where_a_station_stands_is_blanked() {
    assertThat(
            blanks.text(
                "grant_type=authorization_code&code=4%2F0AbC&client_id=12&client_secret=s3cr3t"))
        .isEqualTo("grant_type=authorization_code&code=***&client_id=12&client_secret=***");
    assertThat(blanks.text("{\"place\":{\"location\":[7.44, 46.9]},\"mail\":\"me@example.com\"}"))
        .isEqualTo("{\"place\":{\"location\":[0,0]},\"mail\":\"***\"}");
  }

  @Test
  void a_kept_secret_is_blanked_wherever_it_stands_and_addresses_become_one_for_documents() {
    assertThat(blanks.text("/api/0123456789abcdef/lights on 192.168.1.20, firmware 1.2.3"))
        .isEqualTo("/api/***/lights on 192.0.2.7, firmware 1.2.3");
  }

  @Test
  void a_text_as_long_as_a_device_may_send_is_blanked_as_well() {
    String secret = "x\\\"".repeat(300_000);
    assertThat(blanks.text("{\"token\":\"" + secret + "\",\"on\":1}"))
        .isEqualTo("{\"token\":\"***\",\"on\":1}");
  }

  @Test
  void headers_that_say_who_one_is_are_blanked() {
    assertThat(blanks.headers(Map.of("set-cookie", "TP_SESSIONID=12", "x-kind", "lamp")))
        .containsEntry("set-cookie", "***")
        .containsEntry("x-kind", "lamp");
  }
}

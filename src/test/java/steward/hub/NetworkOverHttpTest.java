package steward.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steward.hub.RunningHouse.Reply;

/// The closed network over the API of a running house, in advice mode: decisions are said before
/// they are made, kept, and stand in the files for a person.
class NetworkOverHttpTest {
  private static final String PLUG = "/network/stations/s_409f38d107ac";

  @TempDir Path home;
  private RunningHouse house;

  @BeforeEach
  void open() {
    house = RunningHouse.on(home);
    String unit =
        """
        {"family":"daikin","id":"bedroom","name":"Bedroom","room":"Bedroom",\
        "binding":{"host":"127.0.0.1","mac":"409F38D107AC"}}\
        """;
    assertThat(house.ask("POST", "/things", unit).status()).isEqualTo(201);
    await().untilAsserted(() -> assertThat(house.ask("GET", PLUG, "").status()).isEqualTo(200));
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void what_is_decided_is_said_before_kept_and_written_down() {
    assertThat(house.ask("GET", "/network", "").text()).contains("Advice mode", "\"enclosed\":1");
    assertThat(house.ask("GET", PLUG, "").text())
        .contains("\"thing\":\"bedroom\"", "\"maker\":\"AzureWave (in Daikin)\"", "not measured");

    String lane = "{\"kind\":\"out\",\"to\":\"api.example.com\",\"ports\":\"443\"}";
    Reply preview = house.ask("PUT", PLUG, "{\"lanes\":[" + lane + "],\"preview\":true}");
    assertThat(preview.text()).contains("\"done\":false");
    assertThat(house.ask("GET", PLUG, "").text()).doesNotContain("api.example.com");

    Reply done = house.ask("PUT", PLUG, "{\"lanes\":[" + lane + "],\"standing\":\"refused\"}");
    assertThat(done.text()).contains("\"done\":true", "\"waits\":true", "is refused");
    house.close();
    house = RunningHouse.on(home);
    assertThat(house.ask("GET", PLUG, "").text()).contains("api.example.com", "\"refused\"");
    assertThat(house.ask("GET", "/journal?limit=100", "").text()).contains("is refused");
  }

  @Test
  void a_file_is_told_by_what_it_would_change_and_what_is_not_measured_is_among_the_entries() {
    String lane = "{\"kind\":\"out\",\"to\":\"api.example.com\",\"ports\":\"443\"}";
    house.ask("PUT", PLUG, "{\"lanes\":[" + lane + "]}");
    String file = house.ask("GET", PLUG + "/profile/file", "").text();
    String other = file.replace("api.example.com", "api.example.net");
    String check = "/network/profiles/check?station=s_409f38d107ac";
    assertThat(house.ask("POST", check, file).json().get("toProfile").get("same").truth()).isTrue();
    Reply told = house.ask("POST", check, other);
    assertThat(told.json().get("obstacle").text()).isEmpty();
    assertThat(told.json().get("toProfile").get("says").items())
        .extracting(one -> one.text())
        .containsExactly(
            "Opens the way out to api.example.net port 443 (TCP).",
            "Closes the way out to api.example.com port 443 (TCP).");
    Reply refused = house.ask("POST", check, other.replace("api.example.net", "*"));
    assertThat(refused.json().get("errors").items().getFirst().get("line").number())
        .isGreaterThan(1);
    assertThat(house.ask("POST", check.replace("s_4", "s_5"), file).status()).isEqualTo(404);

    Reply entries = house.ask("GET", "/ledger/entries?verdict=refused", "");
    assertThat(entries.json().get("open").items().getFirst().get("why").text())
        .isEqualTo("no fence is up (network.mode is advice)");
    assertThat(entries.text()).doesNotContain("\"kind\":\"note\"");
    assertThat(house.ask("GET", "/ledger/entries?kind=flaw", "").status()).isEqualTo(422);
    for (String day :
        List.of("since=yesterday", "until=%2B999999999-12-31", "until=%2B12000-01-01"))
      assertThat(house.ask("GET", "/ledger/entries?" + day, "").status()).as(day).isEqualTo(422);
    assertThat(house.ask("GET", "/ledger/statement?month=%2B12000-01", "").status()).isEqualTo(422);
  }

  @Test
  void nonsense_is_refused_with_its_place_and_what_cannot_be_with_its_reason() {
    String wild = "{\"lanes\":[{\"kind\":\"out\",\"to\":\"*.com\",\"ports\":\"443\"}]}";
    Reply refused = house.ask("PUT", PLUG, wild);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text()).contains("/lanes/0");
    String ports = wild.replace("*.com", "a.example").replace("443", "70000");
    assertThat(house.ask("PUT", PLUG, ports).text()).contains("/lanes/0/ports");
    assertThat(house.ask("POST", PLUG + "/cut", "{\"for\":\"1h\"}").status()).isEqualTo(409);
    assertThat(house.ask("POST", PLUG + "/cut", "{\"for\":\"9d\"}").status()).isEqualTo(422);
    assertThat(house.ask("DELETE", PLUG, "").status()).isEqualTo(409);
    assertThat(house.ask("PUT", PLUG, "{\"port\":\"eth9\"}").text()).contains("names none");
    assertThat(house.ask("PUT", PLUG, "{\"port\":7}").text()).contains("/port");
    assertThat(house.ask("PUT", "/network/stations/s_0", "{}").status()).isEqualTo(404);
    Reply advice = house.ask("GET", "/network/advice", "");
    assertThat(advice.status()).isEqualTo(409);
    assertThat(advice.text()).contains("network.things-interface".replace('.', '/'));
  }

  @Test
  void a_station_that_is_refused_has_no_key_to_the_radio_any_more() {
    house.close();
    house = RunningHouse.on(home, "network.wifi-interface=wlan9", "network.wifi-country=GB");
    String keys = "/network/wifi/keys";
    String own = "{\"id\":\"s_409f38d107ac\",\"hardware\":\"40:9f:38:d1:07:ac\"}";
    assertThat(house.ask("POST", keys, own).status()).isEqualTo(201);
    String other = "{\"id\":\"t_other\",\"hardware\":\"02:00:00:00:01:00\"}";
    assertThat(house.ask("POST", keys, other).status()).isEqualTo(201);
    house.ask("PUT", PLUG, "{\"standing\":\"refused\",\"preview\":true}");
    assertThat(house.get("/network/wifi").text()).contains("s_409f38d107ac");
    house.ask("PUT", PLUG, "{\"standing\":\"refused\"}");
    await()
        .untilAsserted(() ->
            assertThat(house.get("/network/wifi").text())
                .contains("t_other")
                .doesNotContain("s_409f38d107ac"));
  }
}

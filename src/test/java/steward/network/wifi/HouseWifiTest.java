package steward.network.wifi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import steward.netd.Plan;
import steward.network.OpenDrawer;
import steward.network.fence.FenceDoor;
import steward.network.fence.Hardware;
import steward.network.fence.NetworkName;
import steward.value.Malformed;

/// Names, keys and texts of the radio; hostapd itself reads them where it is installed.
class HouseWifiTest {
  private static final Hardware HUE = Hardware.parse("02:00:00:00:01:00");
  private static final String SECRET = "[2-9a-km-np-z]{16}";

  private final OpenDrawer drawer = new OpenDrawer();
  private final InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-22T12:00:00Z"));

  private HouseWifi wifi(boolean newer) {
    var settings =
        new WifiSettings(
            new NetworkName("wlan9"), Optional.of(new NetworkName("things0")), "GB", 6, newer);
    return wifi(Optional.of(settings), Optional.empty());
  }

  private HouseWifi wifi(Optional<WifiSettings> settings, Optional<FenceDoor> door) {
    var wifi = new HouseWifi(settings, drawer, door, clock, new SecureRandom());
    wifi.begin();
    return wifi;
  }

  @Test
  void chance_makes_name_and_passphrase_once_and_they_are_kept() throws Exception {
    WifiCard card = wifi(false).card();
    assertThat(card.name()).matches(SECRET);
    assertThat(card.passphrase()).matches(SECRET).isNotEqualTo(card.name());
    assertThat(wifi(false).card()).isEqualTo(card);
    assertThat(card.uri())
        .isEqualTo("WIFI:T:WPA;S:" + card.name() + ";P:" + card.passphrase() + ";H:true;;");
    assertThat(card.toString()).doesNotContain(card.passphrase());
    assertThat(String.join("\n", card.lines())).contains(card.name(), card.passphrase());
  }

  @Test
  void a_thing_has_a_key_of_its_own_until_it_is_forgotten_or_all_is_new() throws Exception {
    HouseWifi wifi = wifi(false);
    WifiCard key = wifi.keyFor("t_hue", HUE);
    assertThat(key.passphrase()).isNotEqualTo(wifi.card().passphrase());
    assertThat(psk(wifi)).contains("keyid=t_hue 02:00:00:00:01:00 " + key.passphrase());
    assertThatThrownBy(() -> wifi.keyFor("t_other", HUE)).hasMessageContaining("t_hue");
    assertThat(psk(wifi(false))).as("after a new start").contains(key.passphrase());
    assertThat(wifi.forget("t_hue")).isTrue();
    assertThat(wifi.forget("t_hue")).isFalse();
    assertThat(psk(wifi)).doesNotContain("t_hue");
    wifi.keyFor("t_hue", HUE);
    wifi.keyFor("t_other", Hardware.parse("02:00:00:00:01:01"));
    assertThat(wifi.end(HUE::equals)).as("by its hardware address").containsExactly("t_hue");
    assertThat(wifi.end(HUE::equals)).isEmpty();
    assertThat(psk(wifi(false))).contains("t_other").doesNotContain("t_hue");
    wifi.keyFor("t_hue", HUE);
    WifiCard before = wifi.card();
    assertThat(wifi.renew().name()).isNotEqualTo(before.name());
    assertThat(psk(wifi(false))).doesNotContain("t_hue", before.passphrase());
  }

  private static String psk(HouseWifi wifi) throws IOException {
    return wifi.files().files().getOrDefault("psk", "");
  }

  @Test
  void what_is_kept_and_damaged_is_made_anew() throws Exception {
    drawer.put("name", "my network\nwpa=0");
    drawer.put("passphrase", "short");
    drawer.put("key t_hue", "02:00:00:00:01:00 x y");
    drawer.put("key T HUE", "02:00:00:00:01:00 abcdefghijkmnpqr 2026-11-22T12:00:00Z");
    HouseWifi wifi = wifi(false);
    assertThat(wifi.card().name()).matches(SECRET);
    assertThat(wifi.status().keys()).isEmpty();
  }

  @Test
  void without_a_radio_or_a_helper_it_says_why_nothing_is_done() {
    HouseWifi none = wifi(Optional.empty(), Optional.empty());
    assertThat(none.status().problem()).contains("network.wifi-interface");
    assertThatThrownBy(none::card).isInstanceOf(IOException.class);
    HouseWifi advice = wifi(false);
    assertThatThrownBy(() -> advice.show(Duration.ofMinutes(10))).hasMessageContaining("advice");
    var away = Optional.of(new FenceDoor(Path.of("target/no-such-helper.sock")));
    HouseWifi alone = wifi(advice.status().settings(), away);
    assertThat(alone.status().problem()).startsWith("The helper did not take the radio");
    assertThatThrownBy(() -> alone.keyFor("t hue", HUE)).isInstanceOf(Malformed.class);
  }

  @Test
  void hostapd_reads_both_texts(@TempDir Path folder) throws Exception {
    Path program = Path.of("/usr/sbin/hostapd");
    assumeTrue(Files.isExecutable(program), "hostapd is missing: apt-get install hostapd");
    for (boolean newer : List.of(false, true)) {
      HouseWifi wifi = wifi(newer);
      wifi.keyFor("t_hue", HUE);
      Path psk = Files.writeString(folder.resolve("psk"), psk(wifi));
      String conf =
          wifi.files()
              .files()
              .getOrDefault("hostapd.conf", "")
              .replace("/etc/hostapd/psk", "" + psk);
      // No machine of a test has this radio: hostapd reads all of it, and then ends.
      assertThat(said(program, Files.writeString(folder.resolve("conf"), conf)))
          .doesNotContain("errors found", "Line ");
      assertThat(
              said(program, Files.writeString(folder.resolve("conf"), conf + "wpa=odd=1\nx=1\n")))
          .as("a wrong line is seen")
          .contains("errors found");
    }
  }

  private static String said(Path program, Path conf) throws Exception {
    Process process =
        new ProcessBuilder(program.toString(), conf.toString()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return said;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "wifi wlan0 GB 6 short abcdefghijkmnpqr",
        "wifi wlan0 GB 14 abcdefghijkmnpqr abcdefghijkmnpqr",
        "wifi wlan0 gb 6 abcdefghijkmnpqr abcdefghijkmnpqr",
        "wifi wlan0\nwpa=0 GB 6 abcdefghijkmnpqr abcdefghijkmnpqr",
        "key t_hue 02:00:00:00:01:00 loveloveloveloo0",
        "key t_hue 03:00:00:00:01:00 abcdefghijkmnpqr",
        "bridge ../eth0",
        "page tcp 22"
      })
  void a_row_that_is_none_is_refused_by_the_helper(String row) {
    var good = "wifi wlan0 GB 6 abcdefghijkmnpqr abcdefghijkmnpqr";
    var rows = row.startsWith("wifi ") ? List.of(row) : List.of(good, row);
    assertThatThrownBy(() -> Plan.of("wifi", rows, _ -> true))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

package steward.network.fence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steward.config.Config;

/// Where the fence stands, by the configuration.
class GroundsTest {
  @TempDir Path home;

  private List<String> ports(String... settings) {
    var all =
        new ArrayList<>(
            List.of(
                "network.things-interface=br-things",
                "network.home-interface=eth0",
                "network.things-address=10.83.21.1/24"));
    all.addAll(List.of(settings));
    var page = new Listener("https", Ports.Protocol.TCP, 8_888, Listener.Reach.OWNER);
    Config config = Config.read(home, Map.of(), all);
    return Grounds.of(config.network(), List.of(page), List.of(), 1_000).ports().stream()
        .map(NetworkName::text)
        .toList();
  }

  @Test
  void a_radio_that_joins_the_bridge_of_the_things_is_one_of_its_ports() {
    String radio = "network.wifi-interface=wlan0";
    String country = "network.wifi-country=GB";
    String port = "network.things-ports=eth1";
    assertThat(ports(port, radio, country)).containsExactly("eth1", "wlan0");
    assertThat(ports("network.things-ports=wlan0,eth1", radio, country))
        .containsExactly("wlan0", "eth1");
    assertThat(ports(port, radio)).as("a radio that stays off").containsExactly("eth1");
    assertThat(ports(radio, country)).as("a bridge that is not the helper's").isEmpty();
    assertThat(ports("network.things-interface=wlan0", radio, country)).isEmpty();
  }
}

package steward.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The keys of clouds: none is reached by default, and only this machine stands in for one.
class CloudKeysTest {
  @TempDir Path home;

  private Config.Clouds read(String... settings) {
    return Config.read(home, Map.of(), List.of(settings)).clouds();
  }

  @Test
  void no_cloud_is_allowed_unless_it_is_named() {
    assertThat(read().allow()).isEmpty();
    assertThat(read("clouds.allow=netatmo, nest").allow()).containsExactly("netatmo", "nest");
  }

  @Test
  void a_simulated_cloud_has_an_address_and_a_port_of_this_machine() {
    var hosts = read("clouds.hosts=a.example.com=127.0.9.1:9443,b.example=127.0.0.1:1").hosts();
    assertThat(hosts).containsOnlyKeys("a.example.com", "b.example");
    assertThat(hosts.get("a.example.com")).hasToString("/127.0.9.1:9443");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.example=192.0.2.1:443", "a.example=127.0.0.1", "a.example=127.0.0.1:0",
        "a.example=127.0.0.1:70000", "a.example=127.0.0.999:1", "127.0.0.1:443",
        "a.example=localhost:443", "a.example=127.0.0.1.evil.example:443"
      })
  void anything_else_is_refused(String hosts) {
    assertThatThrownBy(() -> read("clouds.hosts=" + hosts))
        .isInstanceOf(Misconfigured.class)
        .hasMessageContaining("a loopback address and a port");
  }
}

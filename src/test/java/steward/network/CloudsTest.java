package steward.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which addresses are a cloud's, and which families may reach theirs.
class CloudsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "10.1.2.3",
        "192.168.1.1",
        "172.20.0.9",
        "100.64.3.4",
        "169.254.169.254",
        "224.0.0.1",
        "0.0.0.0",
        "::1",
        "fd00::1",
        "fe80::1",
        "fec0::1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "::ffff:192.168.0.1"
      })
  void an_address_at_home_is_no_cloud(String address) {
    assertThat(Purpose.CLOUD.allows(InetAddress.ofLiteral(address), _ -> false)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"51.145.143.28", "2a00:1450:4001:82b::200a", "100.128.0.1"})
  void an_address_of_the_internet_is_one_unless_it_is_ours(String address) {
    InetAddress known = InetAddress.ofLiteral(address);
    assertThat(Purpose.CLOUD.allows(known, _ -> false)).isTrue();
    assertThat(Purpose.CLOUD.allows(known, known::equals)).isFalse();
    assertThat(Purpose.CLOUD_HERE.allows(known, _ -> false)).isFalse();
  }

  @Test
  void a_simulated_cloud_is_on_this_machine_only() {
    assertThat(Purpose.CLOUD_HERE.allows(InetAddress.ofLiteral("127.0.9.1"), _ -> true)).isTrue();
    InetAddress elsewhere = InetAddress.ofLiteral("192.0.2.1");
    assertThatThrownBy(() -> new Clouds.Here(elsewhere, 443))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_family_reaches_its_cloud_only_where_the_house_allows_it() {
    assertThat(Clouds.NONE.obstacle("nest", "Google Nest"))
        .contains(
            "reaching the cloud of Google Nest is not allowed in this house: add nest to clouds.allow");
    var some = new Clouds(Set.of("nest"), Map.of(), Optional.empty());
    assertThat(some.obstacle("nest", "Google Nest")).isEmpty();
    assertThat(some.obstacle("netatmo", "Netatmo")).isPresent();
  }
}

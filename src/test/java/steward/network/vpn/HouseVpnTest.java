package steward.network.vpn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.crypto.KeyAgreement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import steward.netd.Plan;
import steward.network.OpenDrawer;
import steward.network.fence.Listener;
import steward.network.fence.Listener.Reach;
import steward.network.fence.Ports.Protocol;
import steward.network.fence.Subnet;

/// Who is a peer of the tunnel, and what each is given.
class HouseVpnTest {
  private final OpenDrawer drawer = new OpenDrawer();
  private final Set<String> served = new HashSet<>(Set.of("phone", "laptop"));
  private final InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-22T12:00:00Z"));

  private HouseVpn vpn() {
    var settings =
        new TunnelSettings(
            51_820,
            List.of("home.example:51820", "[2001:db8::1]:51820"),
            List.of(
                new Listener("https", Protocol.TCP, 8_888, Reach.OWNER),
                new Listener("mqtts", Protocol.TCP, 8_883, Reach.HOME)),
            List.of(Subnet.parse("10.0.0.1/8")));
    var vpn =
        new HouseVpn(
            Optional.of(settings),
            drawer,
            Optional.empty(),
            served::contains,
            clock,
            new SecureRandom());
    vpn.begin();
    return vpn;
  }

  @Test
  void a_pair_of_keys_is_one() throws Exception {
    var chance = new SecureRandom();
    var own = TunnelKeys.fresh(chance);
    assertThat(TunnelKeys.isKey(own.open())).isTrue();
    assertThat(own.toString()).doesNotContain(own.secret());
    // The public key is the base point, nine, times the secret.
    var agreement = KeyAgreement.getInstance("X25519");
    var secret =
        new XECPrivateKeySpec(NamedParameterSpec.X25519, Base64.getDecoder().decode(own.secret()));
    agreement.init(KeyFactory.getInstance("X25519").generatePrivate(secret));
    agreement.doPhase(
        KeyFactory.getInstance("X25519")
            .generatePublic(
                new java.security.spec.XECPublicKeySpec(
                    NamedParameterSpec.X25519, java.math.BigInteger.valueOf(9))),
        true);
    assertThat(Base64.getEncoder().encodeToString(agreement.generateSecret()))
        .isEqualTo(own.open());
  }

  @Test
  void a_client_gets_a_profile_to_the_house_alone() throws Exception {
    HouseVpn vpn = vpn();
    TunnelProfile made = vpn.add("phone", Optional.empty());
    assertThat(made.text())
        .contains(
            "PrivateKey = " + made.secret(),
            "PublicKey = " + vpn.status().open(),
            "Endpoint = home.example:51820",
            "# or: [2001:db8::1]:51820");
    for (InetAddress house : vpn.status().addresses())
      assertThat(made.text()).contains(Subnet.text(house) + "/");
    assertThat(made.text()).doesNotContain("0.0.0.0/0", "::/0");
    assertThat(drawer.all().values().toString()).as("forgotten").doesNotContain(made.secret());
    var own = TunnelKeys.fresh(new SecureRandom());
    TunnelProfile given = vpn.add("laptop", Optional.of(own.open()));
    assertThat(given.secret()).isEmpty();
    assertThat(given.text()).contains("# PrivateKey").doesNotContain("\nPrivateKey");
    assertThat(given.own()).doesNotContainAnyElementsOf(made.own());
    // A second profile voids the first and keeps the address.
    TunnelProfile again = vpn.add("phone", Optional.empty());
    assertThat(again.own()).isEqualTo(made.own());
    assertThat(conf(vpn)).contains(again.peer().open()).doesNotContain(made.peer().open());
    assertThat(conf(vpn())).as("after a new start").isEqualTo(conf(vpn));
  }

  private static String conf(HouseVpn vpn) throws Exception {
    return vpn.files().files().getOrDefault("wgs0.conf", "");
  }

  @Test
  void whom_the_house_does_not_let_in_is_no_peer() throws Exception {
    HouseVpn vpn = vpn();
    String phone = vpn.add("phone", Optional.empty()).peer().open();
    served.remove("phone");
    vpn.follow(_ -> true);
    assertThat(conf(vpn)).doesNotContain(phone);
    served.add("phone");
    assertThat(conf(vpn)).contains(phone);
    vpn.follow(_ -> false);
    assertThat(vpn.status().peers()).isEmpty();
    assertThat(drawer.all()).containsOnlyKeys("own");
    assertThat(vpn.remove("phone")).isFalse();
  }

  @Test
  void the_rules_beside_it_pass_the_owners_pages_and_nothing_else() throws Exception {
    String rules = vpn().files().files().get("tunnel.nft");
    assertThat(rules).contains("tcp dport 8888 accept").doesNotContain("8883");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "not a key",
        "xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg",
        "xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=\nEndpoint = evil"
      })
  void a_key_that_is_none_is_refused(String key) {
    HouseVpn vpn = vpn();
    assertThatThrownBy(() -> vpn.add("phone", Optional.of(key))).hasMessageContaining("public key");
    assertThat(vpn.status().peers()).isEmpty();
  }

  @Test
  void the_key_of_another_is_refused() throws Exception {
    HouseVpn vpn = vpn();
    String phone = vpn.add("phone", Optional.empty()).peer().open();
    for (String taken : List.of(phone, vpn.status().open()))
      assertThatThrownBy(() -> vpn.add("laptop", Optional.of(taken)))
          .hasMessageContaining("peer's");
  }

  @Test
  void without_a_page_for_others_there_is_nothing_to_come_to() {
    var settings = new TunnelSettings(51_820, List.of(), List.of(), List.of());
    var vpn =
        new HouseVpn(
            Optional.of(settings), drawer, Optional.empty(), _ -> true, clock, new SecureRandom());
    vpn.begin();
    assertThat(vpn.status().problem()).contains("no page");
    assertThatThrownBy(() -> vpn.add("phone", Optional.empty())).hasMessageContaining("no page");
    assertThatThrownBy(vpn::files).hasMessageContaining("no page");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tunnel eth0 51820", "tunnel lo 51820", "tunnel wgs0 0"})
  void the_helper_takes_no_other_interface_and_no_odd_port(String start) {
    String key = TunnelKeys.fresh(new SecureRandom()).secret();
    var rows = List.of(start + " " + key + " 10.9.9.1 fd00::1", "page tcp 8888");
    assertThatThrownBy(() -> Plan.of("tunnel", rows, _ -> true))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
